package org.oudfhir.safety;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Keys;
import org.oudfhir.fhir.Systems;

/** The cards of an answer, in the words of CDS Hooks 2.0. */
final class CdsCards {

    private static final int LONGEST_SUMMARY = 139;
    private static final String NO_RESCUE = "MR-37";

    private final ObjectMapper json;
    private final FhirContext fhir;
    private final CodeSystem overrideReasons;
    private final ArrayNode cards;

    CdsCards(ObjectMapper json, FhirContext fhir, CodeSystem overrideReasons) {
        this.json = json;
        this.fhir = fhir;
        this.overrideReasons = overrideReasons;
        this.cards = json.createArrayNode();
    }

    ObjectNode answer() {
        ObjectNode answer = json.createObjectNode();
        answer.set("cards", cards);
        return answer;
    }

    /** One card of an alert, with what the prescriber can do about it. */
    void add(SafetyAlert alert, CdsCall call, ZonedDateTime now) {
        ObjectNode card = card(alert.message(), indicator(alert.severity()), alert.rule(), alert.link());
        card.put("detail", alert.detail() + "\n\nSource: " + alert.source() + ".");
        ArrayNode suggestions = json.createArrayNode();
        call.orders().stream()
                .filter(order -> Keys.target(order).equals(alert.order()))
                .filter(order -> alert.severity().stops())
                .forEach(order -> suggestions.add(removal(order)));
        if (alert.rule().equals(NO_RESCUE)) {
            suggestions.add(naloxone(call, now));
        }
        suggest(card, suggestions);
        if (alert.severity() == Severity.E2) {
            card.set("overrideReasons", overrideReasons());
        }
        cards.add(card);
    }

    /** One card of a gap in care. */
    void add(CdsGaps.Gap gap, CdsCall call, ZonedDateTime now) {
        ObjectNode card = card(gap.summary(), gap.indicator(), gap.source(), gap.link());
        card.put("detail", gap.detail());
        ArrayNode suggestions = json.createArrayNode();
        if (gap.naloxone()) {
            suggestions.add(naloxone(call, now));
        }
        suggest(card, suggestions);
        cards.add(card);
    }

    /** What was not sent is unknown, and the prescriber should know it. */
    void addMissing(List<String> keys) {
        ObjectNode card = card(
                "Advice rests on an incomplete record: the EHR did not send all that the rules read.",
                "info",
                "OUD FHIR Server",
                Systems.GUIDE);
        card.put("detail", "Not sent, and therefore unknown: " + String.join(", ", keys) + ".");
        cards.add(card);
    }

    private static String indicator(Severity severity) {
        return switch (severity) {
            case E1, E2 -> "critical";
            case W_HIGH, W -> "warning";
            case I -> "info";
        };
    }

    private ObjectNode card(String summary, String indicator, String source, String link) {
        ObjectNode card = json.createObjectNode();
        card.put("uuid", UUID.randomUUID().toString());
        card.put(
                "summary",
                summary.length() <= LONGEST_SUMMARY ? summary : summary.substring(0, LONGEST_SUMMARY - 1) + "…");
        card.put("indicator", indicator);
        card.set(
                "source",
                json.valueToTree(
                        Map.of("label", source.startsWith("MR-") ? "OUD rule " + source : source, "url", link)));
        return card;
    }

    private static void suggest(ObjectNode card, ArrayNode suggestions) {
        if (!suggestions.isEmpty()) {
            card.set("suggestions", suggestions);
            card.put("selectionBehavior", "at-most-one");
        }
    }

    private ObjectNode removal(Resource order) {
        ObjectNode action = json.createObjectNode();
        action.put("type", "delete");
        action.put("description", "Remove the draft order");
        action.put("resourceId", Keys.target(order));
        return suggestion("Cancel this order", action);
    }

    private ObjectNode naloxone(CdsCall call, ZonedDateTime now) {
        MedicationRequest naloxone = new MedicationRequest();
        naloxone.setStatus(MedicationRequest.MedicationRequestStatus.DRAFT)
                .setIntent(MedicationRequest.MedicationRequestIntent.ORDER)
                .setMedication(Concept.of(Systems.RXNORM, "1725059", "Naloxone 4 mg nasal spray"))
                .setSubject(new Reference(
                        "Patient/" + call.record().patient().getIdElement().getIdPart()))
                .setAuthoredOn(java.util.Date.from(now.toInstant()));
        naloxone.addDosageInstruction()
                .setText("One spray into one nostril for suspected overdose; call for help; repeat with a new device.");
        ObjectNode action = json.createObjectNode();
        action.put("type", "create");
        action.put("description", "Order rescue naloxone");
        try {
            action.set("resource", json.readTree(fhir.newJsonParser().encodeResourceToString(naloxone)));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException("HAPI writes JSON", e);
        }
        return suggestion("Order naloxone 4 mg nasal spray", action);
    }

    private ObjectNode suggestion(String label, ObjectNode action) {
        ObjectNode suggestion = json.createObjectNode();
        suggestion.put("label", label);
        suggestion.put("uuid", UUID.randomUUID().toString());
        suggestion.put("isRecommended", true);
        suggestion.set("actions", json.createArrayNode().add(action));
        return suggestion;
    }

    private ArrayNode overrideReasons() {
        ArrayNode reasons = json.createArrayNode();
        overrideReasons
                .getConcept()
                .forEach(concept -> reasons.add(json.valueToTree(Map.of(
                        "system",
                        Systems.OVERRIDE_REASON,
                        "code",
                        concept.getCode(),
                        "display",
                        concept.getDisplay()))));
        return reasons;
    }
}
