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

    private final DemoVisit visit;
    private final SyntheticPerson person;
    private final Map<String, String> findings = new HashMap<>();
    private final TextPage page = new TextPage();

    PlanTable(DemoVisit visit, SyntheticPerson person) {
        this.visit = visit;
        this.person = person;
    }

    List<String> lines() {
        page.across('=', "");
        page.paragraph(
                person.id(),
                person.familyName() + ", " + person.givenName() + " (invented), " + person.gender() + ", "
                        + person.age() + ": " + person.about());
        page.labelled(
                "Record",
                Stream.of(visit.patient(), planId())
                        .filter(text -> !text.isEmpty())
                        .toList());
        page.labelled("Scores", scores());
        factors();
        if (visit.fault().isEmpty()) {
            plan();
        } else {
            page.paragraph("PROBLEM", visit.fault());
        }
        page.blank();
        return page.lines();
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
            page.paragraph(
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
        page.blank();
        page.row("Activity", "Why", "Rule");
        Set<String> shown = new HashSet<>();
        List<JsonNode> phases = new ArrayList<>(visit.phases());
        phases.sort(Comparator.comparing(phase -> code(phase.path("category").path(0))));
        for (JsonNode phase : phases) {
            page.across('-', Json.text(phase, "title"));
            activities(phase, shown);
        }
        JsonNode rest = visit.plan();
        if (stream(rest.path("activity")).anyMatch(activity -> !shown.contains(target(activity)))) {
            page.across('-', "Throughout");
            activities(rest, shown);
        }
        page.across('-', "");
        for (JsonNode note : rest.path("note")) {
            for (String line : Json.text(note, "text").split("\n", -1)) {
                page.paragraph("Note", line.replaceFirst("^[-*] ", ""));
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
        rows.forEach((row, times) ->
                page.row(row.get(0) + (times > 1 ? " (" + times + " times)" : ""), row.get(1), row.get(2)));
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
}
