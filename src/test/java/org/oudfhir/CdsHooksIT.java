package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.junit.jupiter.api.Test;

/** An EHR that uses the advice: it discovers, fills the prefetch from the FHIR server, asks, acts on a card, and tells what came of it. */
class CdsHooksIT {

    private final Api api = RunningServer.api();
    private final ObjectMapper json = new ObjectMapper();
    private final String services = api.baseUrl().replaceFirst("/fhir$", "/cds-services");

    @Test
    void anEhrAsksBeforeItSignsAndActsOnTheCards() throws Exception {
        Visit visit = Visit.of("SYN-0001").done();
        JsonNode service = discovered("order-sign");
        String draft = draft(visit.patientId(), "1483744", "draft-1");
        Api.Answer kept = api.post("MedicationRequest", draft);
        assertThat(kept.status()).as(kept.text()).isEqualTo(201);
        String order = "MedicationRequest/" + kept.id();
        ObjectNode call = call(service, visit.patientId(), draft.replace("draft-1", kept.id()));

        JsonNode cards = json.readTree(post(service, call, "").text()).path("cards");

        List<String> rules = rules(cards);
        cards.forEach(card -> {
            assertThat(card.path("summary").asText()).hasSizeLessThan(140);
            assertThat(card.path("uuid").asText()).isNotBlank();
        });
        assertThat(rules).contains("MR-02", "MR-03", "MR-05");
        JsonNode stop = cards.get(rules.indexOf("MR-05"));
        assertThat(stop.path("indicator").asText()).isEqualTo("critical");
        assertThat(stop.path("overrideReasons").get(0).path("display").asText()).isNotBlank();
        JsonNode action = action(stop);
        assertThat(action.path("type").asText()).isEqualTo("delete");
        assertThat(action.path("resourceId").asText()).isEqualTo(order);
        assertThat(api.delete(action.path("resourceId").asText()).status()).isEqualTo(200);
        assertThat(api.get(order).status()).isEqualTo(410);

        ObjectNode feedback = json.createObjectNode();
        feedback.putArray("feedback")
                .addObject()
                .put("card", stop.path("uuid").asText())
                .put("outcome", "accepted")
                .put("outcomeTimestamp", "2026-11-24T12:00:00Z")
                .putArray("acceptedSuggestions")
                .addObject()
                .put("id", stop.path("suggestions").get(0).path("uuid").asText());
        assertThat(post(api.with(""), service, feedback, "/feedback").status()).isEqualTo(401);
        int before = api.search(AuditEvent.class, "subtype=sent").size();
        Api.Answer told = post(
                as("Practitioner/" + visit.practitionerId(), "user/MedicationRequest.rs"),
                service,
                feedback,
                "/feedback");
        assertThat(told.status()).as(told.text()).isEqualTo(200);
        List<AuditEvent> after = api.search(AuditEvent.class, "subtype=sent&_count=500");
        assertThat(after).hasSizeGreaterThan(before);
        assertThat(after.get(0).getAgentFirstRep().getWho().getReference())
                .as("who told it, by the token")
                .isEqualTo("Practitioner/" + visit.practitionerId());
    }

    @Test
    void nobodyAndNoPatientIsAdvisedWhileTheListOfServicesIsOpen() throws Exception {
        Visit visit = Visit.of("SYN-0001");
        JsonNode service = discovered("order-sign");
        ObjectNode call = call(service, visit.patientId(), draft(visit.patientId(), "1483744", "d"));

        assertThat(api.with("").get(services).status()).isEqualTo(200);
        Api.Answer nobody = post(api.with(""), service, call, "");
        assertThat(nobody.status()).isEqualTo(401);
        assertThat(nobody.http().headers().firstValue("WWW-Authenticate")).isPresent();
        assertThat(post(api.with("no-token"), service, call, "").status()).isEqualTo(401);
        for (Api refused : List.of(
                as("Patient/" + visit.patientId(), "user/*.cruds"),
                as("RelatedPerson/1", "user/*.cruds"),
                as("Practitioner/1", "user/Observation.rs"),
                as("", "patient/*.rs"),
                as("", "system/Observation.rs"))) {
            assertThat(post(refused, service, call, "").status()).isEqualTo(403);
        }
        for (Api advised : List.of(
                as("Practitioner/1", "user/MedicationRequest.r"),
                as("Practitioner/1", "patient/*.rs"),
                as("", "system/MedicationRequest.rs"))) {
            assertThat(post(advised, service, call, "").status()).isEqualTo(200);
        }
    }

    private Api as(String person, String scope) {
        Map<String, Object> claims = new HashMap<>(Map.of("scope", scope));
        if (!person.isEmpty()) {
            claims.put("fhirUser", person);
        }
        return api.with(Api.token(RunningServer.data(), claims));
    }

    /** The order that a card offers is one that the FHIR server takes, and with it the card is gone. */
    @Test
    void theNaloxoneThatACardOffersIsPlacedAndNotAskedForAgain() throws Exception {
        Visit visit = Visit.of("SYN-0001").done();
        JsonNode service = discovered("order-sign");
        String order = draft(visit.patientId(), "1010604", "draft-3");
        JsonNode before = json.readTree(post(service, call(service, visit.patientId(), order), "")
                        .text())
                .path("cards");
        JsonNode offered = action(before.get(rules(before).indexOf("MR-37")));
        assertThat(offered.path("type").asText()).isEqualTo("create");
        ObjectNode naloxone = (ObjectNode) offered.path("resource");

        Api.Answer placed =
                api.post("MedicationRequest", naloxone.put("status", "active").toString());

        assertThat(placed.status()).as(placed.text()).isEqualTo(201);
        JsonNode after = json.readTree(post(service, call(service, visit.patientId(), order), "")
                        .text())
                .path("cards");
        assertThat(rules(after)).isNotEmpty().doesNotContain("MR-37");
    }

    /** What the cards say is what the FHIR server does when the order is written. */
    @Test
    void theWritePathSaysTheSameAsTheCards() throws Exception {
        Visit visit = Visit.of("SYN-0001").done();
        String order = draft(visit.patientId(), "1010604", "draft-2");
        JsonNode service = discovered("order-sign");
        JsonNode cards = json.readTree(post(service, call(service, visit.patientId(), order), "")
                        .text())
                .path("cards");
        List<String> advised =
                rules(cards).stream().filter(rule -> rule.startsWith("MR-")).toList();

        Api.Answer written = api.post("MedicationRequest", order.replace("\"draft\"", "\"active\""));

        assertThat(written.status()).as(written.text()).isEqualTo(201);
        List<String> stored = api.search(DetectedIssue.class, "implicated=MedicationRequest/" + written.id()).stream()
                .map(issue -> issue.getCode().getCodingFirstRep().getCode())
                .filter(rule -> rule.startsWith("MR-"))
                .toList();
        assertThat(stored).containsExactlyInAnyOrderElementsOf(advised);
    }

    @Test
    void wrongCallsAreRefused() throws Exception {
        JsonNode service = discovered("order-sign");
        ObjectNode call = call(service, "nobody", draft("somebody-else", "1483744", "d"));
        assertThat(post(service, call, "").status()).isEqualTo(400);
        ObjectNode wrongHook = json.createObjectNode().put("hook", "patient-view");
        assertThat(post(service, wrongHook, "").status()).isEqualTo(400);
        assertThat(api.post(services + "/no-such", "{}", "Content-Type", "application/json")
                        .status())
                .isEqualTo(404);
    }

    private static List<String> rules(JsonNode cards) {
        List<String> rules = new ArrayList<>();
        cards.forEach(card -> rules.add(card.path("source").path("url").asText().replaceFirst(".*/", "")));
        return rules;
    }

    private static JsonNode action(JsonNode card) {
        return card.path("suggestions").get(0).path("actions").get(0);
    }

    private JsonNode discovered(String hook) throws Exception {
        for (JsonNode service : json.readTree(api.get(services).text()).path("services")) {
            if (service.path("hook").asText().equals(hook)) {
                return service;
            }
        }
        throw new AssertionError("No service for " + hook);
    }

    private ObjectNode call(JsonNode service, String patient, String order) throws Exception {
        ObjectNode call = json.createObjectNode();
        call.put("hook", service.path("hook").asText());
        call.put("hookInstance", UUID.randomUUID().toString());
        ObjectNode context = call.putObject("context");
        context.put("userId", "Practitioner/1");
        context.put("patientId", patient);
        ObjectNode drafts = context.putObject("draftOrders");
        drafts.put("resourceType", "Bundle").put("type", "collection");
        drafts.putArray("entry").addObject().set("resource", json.readTree(order));
        ObjectNode prefetch = call.putObject("prefetch");
        var templates = service.path("prefetch").properties().iterator();
        while (templates.hasNext()) {
            var template = templates.next();
            Api.Answer found = api.get(template.getValue().asText().replace("{{context.patientId}}", patient));
            assertThat(found.status()).as(template + " " + found.text()).isIn(200, 404);
            if (found.status() == 200) {
                prefetch.set(template.getKey(), json.readTree(found.text()));
            }
        }
        return call;
    }

    private Api.Answer post(JsonNode service, ObjectNode body, String path) {
        return post(api, service, body, path);
    }

    private Api.Answer post(Api caller, JsonNode service, ObjectNode body, String path) {
        return caller.post(
                services + "/" + service.path("id").asText() + path,
                body.toString(),
                "Content-Type",
                "application/json");
    }

    private static String draft(String patient, String rxnorm, String id) {
        return """
            {"resourceType": "MedicationRequest", "id": "%s", "status": "draft", "intent": "order",
             "subject": {"reference": "Patient/%s"},
             "medicationCodeableConcept": {"coding": [{"system": "http://www.nlm.nih.gov/research/umls/rxnorm", "code": "%s"}]},
             "reasonCode": [{"coding": [{"system": "http://snomed.info/sct", "code": "75544000"}]}],
             "dosageInstruction": [{"timing": {"repeat": {"frequency": 1, "period": 1, "periodUnit": "d"}},
               "doseAndRate": [{"doseQuantity": {"value": 4, "system": "http://unitsofmeasure.org", "code": "mg"}}]}]}
            """.formatted(id, patient, rxnorm);
    }
}
