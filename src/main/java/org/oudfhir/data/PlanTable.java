package org.oudfhir.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.oudfhir.fhir.Systems;

/** A visit as a page of plain text: the scores, the mix of factors, and the plan with the reason and rule of each activity. */
final class PlanTable {

    static final int WIDTH = 100;
    private static final int LABEL = 12;
    private static final int[] COLUMNS = {46, 22, 26};

    private final DemoVisit visit;
    private final SyntheticPerson person;
    private final Map<String, String> findings = new HashMap<>();
    private final List<String> lines = new ArrayList<>();

    PlanTable(DemoVisit visit, SyntheticPerson person) {
        this.visit = visit;
        this.person = person;
    }

    List<String> lines() {
        lines.add("=".repeat(WIDTH));
        paragraph(
                person.id(),
                person.familyName() + ", " + person.givenName() + " (invented), " + person.gender() + ", "
                        + person.age() + ": " + person.about());
        labelled(
                "Record",
                Stream.of(visit.patient(), planId())
                        .filter(text -> !text.isEmpty())
                        .toList());
        labelled("Scores", scores());
        factors();
        if (visit.fault().isEmpty()) {
            plan();
        } else {
            paragraph("PROBLEM", visit.fault());
        }
        lines.add("");
        return lines;
    }

    private String planId() {
        return visit.plan().isMissingNode()
                ? ""
                : "CarePlan/" + Json.text(visit.plan(), "id") + " (" + Json.text(visit.plan(), "status") + ")";
    }

    private List<String> scores() {
        Map<String, String> newest = new HashMap<>();
        for (JsonNode score : visit.scores()) {
            newest.putIfAbsent(code(score.path("code")), value(score));
        }
        return DemoVisit.SCORES.entrySet().stream()
                .filter(entry -> newest.containsKey(entry.getKey()))
                .map(entry -> entry.getValue() + " " + newest.get(entry.getKey()))
                .toList();
    }

    private static String value(JsonNode score) {
        JsonNode quantity = score.path("valueQuantity").path("value");
        String value = quantity.isMissingNode() ? display(score.path("valueCodeableConcept")) : quantity.asText();
        String band = display(score.path("interpretation").path(0));
        return value.isEmpty() ? "incomplete" : band.isEmpty() ? value : value + " " + band;
    }

    private void factors() {
        Map<String, List<String>> byCategory = new HashMap<>();
        List<String> order = new ArrayList<>();
        Map<String, String> rollUp = new HashMap<>();
        for (JsonNode parameter : visit.factors().path("parameter")) {
            String category = Json.text(part(parameter, "category").path("valueCoding"), "code");
            String value = anyValue(part(parameter, "value"));
            if ("category".equals(Json.text(parameter, "name"))) {
                order.add(category);
                rollUp.put(category, value);
            } else if ("factor".equals(Json.text(parameter, "name"))) {
                byCategory.computeIfAbsent(category, any -> new ArrayList<>()).add(factor(parameter, value));
            }
        }
        for (String category : order) {
            List<String> factors = byCategory.getOrDefault(category, List.of()).stream()
                    .filter(text -> !text.isEmpty())
                    .toList();
            paragraph(
                    order.indexOf(category) == 0 ? "Factors" : "",
                    category + " " + rollUp.get(category)
                            + (factors.isEmpty() ? "" : ": " + String.join(", ", factors)));
        }
    }

    private String factor(JsonNode parameter, String value) {
        String name = Json.text(part(parameter, "factor").path("valueCoding"), "code");
        findings.put(Json.text(part(parameter, "finding").path("valueReference"), "reference"), name);
        return switch (value) {
            case "present" -> {
                String severity = anyValue(part(parameter, "severity"));
                yield severity.isEmpty() ? name : name + " (" + severity + ")";
            }
            case "unknown" -> name + " unknown (" + anyValue(part(parameter, "reason")) + ")";
            default -> "";
        };
    }

    private static JsonNode part(JsonNode parameter, String name) {
        return stream(parameter.path("part"))
                .filter(part -> name.equals(Json.text(part, "name")))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    private static String anyValue(JsonNode part) {
        for (Map.Entry<String, JsonNode> value : part.properties()) {
            if (value.getKey().startsWith("value")) {
                return value.getValue().isTextual() ? value.getValue().asText() : display(value.getValue());
            }
        }
        return "";
    }

    private void plan() {
        lines.add("");
        row("Activity", "Why", "Rule");
        Set<String> shown = new HashSet<>();
        List<JsonNode> phases = new ArrayList<>(visit.phases());
        phases.sort(Comparator.comparing(phase -> code(phase.path("category").path(0))));
        for (JsonNode phase : phases) {
            lines.add("-- " + Json.text(phase, "title") + " "
                    + "-"
                            .repeat(Math.max(
                                    0, WIDTH - 4 - Json.text(phase, "title").length())));
            activities(phase, shown);
        }
        JsonNode rest = visit.plan();
        if (stream(rest.path("activity")).anyMatch(activity -> !shown.contains(target(activity)))) {
            lines.add("-- Throughout " + "-".repeat(WIDTH - 14));
            activities(rest, shown);
        }
        lines.add("-".repeat(WIDTH));
        for (JsonNode note : rest.path("note")) {
            for (String line : Json.text(note, "text").split("\n", -1)) {
                paragraph("Note", line.replaceFirst("^[-*] ", ""));
            }
        }
    }

    private void activities(JsonNode plan, Set<String> shown) {
        Map<List<String>, Integer> rows = new LinkedHashMap<>();
        for (JsonNode activity : plan.path("activity")) {
            JsonNode request = visit.request(target(activity));
            if (shown.add(target(activity)) && !request.isMissingNode()) {
                rows.merge(List.of(what(request), why(request), rule(request)), 1, Integer::sum);
            }
        }
        rows.forEach(
                (row, times) -> row(row.get(0) + (times > 1 ? " (" + times + " times)" : ""), row.get(1), row.get(2)));
    }

    private static String target(JsonNode activity) {
        return Json.text(activity.path("reference"), "reference");
    }

    private static String what(JsonNode request) {
        if ("MedicationRequest".equals(Json.text(request, "resourceType"))) {
            JsonNode drug = request.path("medicationCodeableConcept");
            String intent = "option".equals(Json.text(request, "intent")) ? "Or: " : "Rx: ";
            String dose = stream(request.path("dosageInstruction"))
                    .map(dosage -> Json.text(dosage, "text"))
                    .filter(text -> !text.isEmpty())
                    .reduce((one, other) -> one + "; " + other)
                    .orElse("");
            return intent + display(drug) + " [RxNorm " + code(drug) + "]" + (dose.isEmpty() ? "" : ": " + dose);
        }
        String name = display(request.path("code"));
        return name.isEmpty() ? Json.text(request, "description") : name;
    }

    private String why(JsonNode request) {
        Stream<JsonNode> references = request.path("reasonReference").isArray()
                ? stream(request.path("reasonReference"))
                : Stream.of(request.path("reasonReference"));
        Stream<JsonNode> codes = request.path("reasonCode").isArray()
                ? stream(request.path("reasonCode"))
                : Stream.of(request.path("reasonCode"));
        return Stream.concat(references.map(this::reason), codes.map(PlanTable::display))
                .filter(text -> !text.isEmpty())
                .distinct()
                .reduce((one, other) -> one + ", " + other)
                .orElse("");
    }

    private String reason(JsonNode reference) {
        String target = Json.text(reference, "reference").replaceFirst("/_history/.*", "");
        String known = findings.getOrDefault(target, Json.text(reference, "display"));
        return known.isEmpty() && target.startsWith("Condition/") ? "opioid use disorder" : known;
    }

    private static String rule(JsonNode request) {
        JsonNode canonical = request.path("instantiatesCanonical");
        String rule = canonical.isArray() ? canonical.path(0).asText() : canonical.asText("");
        return rule.replace(Systems.BASE + "/", "")
                .replaceFirst("^(Activity|Plan)Definition/", "")
                .replaceFirst("\\|[^#]*", "");
    }

    private static String code(JsonNode concept) {
        return concept.path("coding").path(0).path("code").asText("");
    }

    /** What a concept or coding is called, for a person. */
    private static String display(JsonNode concept) {
        JsonNode coding = concept.has("coding") ? concept.path("coding").path(0) : concept;
        String text = Json.text(concept, "text");
        String display = Json.text(coding, "display");
        return !text.isEmpty() ? text : !display.isEmpty() ? display : Json.text(coding, "code");
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private void labelled(String label, List<String> values) {
        if (!values.isEmpty()) {
            paragraph(label, String.join(", ", values));
        }
    }

    private void paragraph(String label, String text) {
        String head = label;
        for (String line : wrapped(text, WIDTH - LABEL)) {
            lines.add(padded(head, LABEL) + line);
            head = "";
        }
    }

    private void row(String... cells) {
        List<List<String>> columns = new ArrayList<>();
        int height = 0;
        for (int i = 0; i < cells.length; i++) {
            columns.add(wrapped(cells[i], COLUMNS[i]));
            height = Math.max(height, columns.get(i).size());
        }
        for (int line = 0; line < height; line++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < cells.length; i++) {
                String cell = line < columns.get(i).size() ? columns.get(i).get(line) : "";
                text.append(padded(cell, COLUMNS[i] + (i < cells.length - 1 ? 3 : 0)));
            }
            lines.add(text.toString().stripTrailing());
        }
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(text.length() < width ? 0 : 1, width - text.length()));
    }

    private static List<String> wrapped(String text, int width) {
        List<String> wrapped = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split("\\s+", -1)) {
            String rest = word;
            if (line.length() > 0 && line.length() + 1 + rest.length() > width) {
                wrapped.add(line.toString());
                line.setLength(0);
            }
            while (rest.length() > width) {
                int hyphen = rest.lastIndexOf('-', width - 1) + 1;
                int cut = hyphen > 0 ? hyphen : width;
                wrapped.add(rest.substring(0, cut));
                rest = rest.substring(cut);
            }
            line.append(line.length() > 0 ? " " : "").append(rest);
        }
        wrapped.add(line.toString());
        return wrapped;
    }
}
