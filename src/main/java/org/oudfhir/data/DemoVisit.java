package org.oudfhir.data;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.fhir.Systems;

/** One person comes, answers the intake, and gets a plan: what a client of the server does, and what it then can ask. */
final class DemoVisit {

    /** The scores to show, and what to call them. */
    static final Map<String, String> SCORES = Stream.of(
                    "PHQ-9 44261-6",
                    "GAD-7 70274-6",
                    "PC-PTSD-5 102017-1",
                    "PEG 91147-9",
                    "COWS cows-total",
                    "DSM-5 dsm5-oud-count",
                    "HITS 95614-4",
                    "ACE ace-brfss-count",
                    "C-SSRS 93374-7")
            .map(line -> line.split(" ", 2))
            .collect(Collectors.toMap(line -> line[1], line -> line[0], (one, other) -> one, LinkedHashMap::new));

    private static final List<String> REQUESTS = List.of("MedicationRequest", "ServiceRequest", "Task");

    private final FhirClient client;
    private final IntakeForm form;
    private final IParser json = FhirContext.forR4Cached().newJsonParser();

    private String patient = "";
    private String fault = "";
    private JsonNode plan = MissingNode.getInstance();
    private final List<JsonNode> phases = new ArrayList<>();
    private final List<JsonNode> scores = new ArrayList<>();
    private final Map<String, JsonNode> requests = new HashMap<>();
    private JsonNode factors = MissingNode.getInstance();

    DemoVisit(FhirClient client, IntakeForm form) {
        this.client = client;
        this.form = form;
    }

    /** Sends what is not there yet, and fetches what came of it. Returns whether there is a plan. */
    boolean run(SyntheticPerson person, Instant now) throws Unreachable {
        FhirClient.Answer stored = client.post("", text(person.record(now)));
        if (!stored.accepted()) {
            fault = "the patient was refused: " + stored.reason();
            return false;
        }
        patient = id(stored, 0);
        if (!answered(person, now, id(stored, 1))) {
            return false;
        }
        fetch();
        if (plan.isMissingNode()) {
            fault = "no plan was proposed" + failedTask();
        }
        return !plan.isMissingNode();
    }

    private boolean answered(SyntheticPerson person, Instant now, String clinician) throws Unreachable {
        List<JsonNode> before = search("QuestionnaireResponse?identifier="
                + FhirClient.encode(
                        Systems.SOURCE + "|" + person.intakeIdentifier().getValue()));
        if (!before.isEmpty()) {
            return true;
        }
        FhirClient.Answer answer =
                client.post("QuestionnaireResponse", text(person.intake(form, now, patient, clinician)));
        if (!answer.accepted()) {
            fault = "the intake was refused: " + answer.reason();
        }
        return answer.accepted();
    }

    private void fetch() throws Unreachable {
        scores.addAll(
                search("Observation?patient=" + patient + "&code=" + FhirClient.encode(scoreCodes()) + "&_sort=-date"));
        factors = client.get(patient + "/$factor-profile").body();
        for (JsonNode found : search("CarePlan?patient=" + patient + "&status=draft,active")) {
            if (found.has("partOf")) {
                phases.add(found);
            } else {
                plan = found;
            }
        }
        String parent = "CarePlan/" + Json.text(plan, "id");
        phases.removeIf(
                phase -> !Json.text(phase.path("partOf").path(0), "reference").equals(parent));
        for (String type : REQUESTS) {
            for (JsonNode request : search(type + "?patient=" + patient)) {
                requests.put(type + "/" + Json.text(request, "id"), request);
            }
        }
    }

    private String failedTask() throws Unreachable {
        return search("Task?patient=" + patient + "&status=failed").stream()
                .findFirst()
                .map(task -> ": " + Json.text(task.path("statusReason"), "text"))
                .orElse("");
    }

    private static String scoreCodes() {
        return SCORES.keySet().stream()
                .map(code -> (Character.isDigit(code.charAt(0)) ? Systems.LOINC : Systems.SCORE) + "|" + code)
                .collect(Collectors.joining(","));
    }

    /** All pages of a search. */
    private List<JsonNode> search(String query) throws Unreachable {
        List<JsonNode> found = new ArrayList<>();
        String next = query + "&_count=200";
        while (!next.isEmpty()) {
            FhirClient.Answer answer = client.get(next);
            answer.body().path("entry").forEach(entry -> found.add(entry.path("resource")));
            next = "";
            for (JsonNode link : answer.body().path("link")) {
                if ("next".equals(Json.text(link, "relation"))) {
                    String url = Json.text(link, "url");
                    next = url.contains("?") ? url.substring(url.indexOf('?')) : "";
                }
            }
        }
        return found;
    }

    private static String id(FhirClient.Answer answer, int entry) {
        return References.literal(
                Json.text(answer.body().path("entry").path(entry).path("response"), "location"));
    }

    private String text(Resource resource) {
        return json.encodeResourceToString(resource);
    }

    String patient() {
        return patient;
    }

    /** Why there is no plan; empty if there is one. */
    String fault() {
        return fault;
    }

    JsonNode plan() {
        return plan;
    }

    List<JsonNode> phases() {
        return phases;
    }

    List<JsonNode> scores() {
        return scores;
    }

    JsonNode factors() {
        return factors;
    }

    /** What an activity of the plan refers to. */
    JsonNode request(String reference) {
        return requests.getOrDefault(reference, MissingNode.getInstance());
    }
}
