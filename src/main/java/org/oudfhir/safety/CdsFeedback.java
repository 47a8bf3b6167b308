package org.oudfhir.safety;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAction;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventOutcome;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Problem;
import org.oudfhir.fhir.Systems;

/** What a prescriber did with the cards: one AuditEvent each. */
final class CdsFeedback {

    private static final Set<String> OUTCOMES = Set.of("accepted", "overridden");
    private static final String EVENT_TYPE = "http://terminology.hl7.org/CodeSystem/audit-event-type";

    private final CdsService service;
    private final ZonedDateTime now;

    CdsFeedback(CdsService service, ZonedDateTime now) {
        this.service = service;
        this.now = now;
    }

    List<AuditEvent> events(JsonNode body) {
        JsonNode feedback = body.path("feedback");
        if (!feedback.isArray() || feedback.isEmpty()) {
            throw new Problem.BadRequest("cds-request", "'feedback' must list at least one card");
        }
        List<AuditEvent> events = new ArrayList<>();
        feedback.forEach(each -> events.add(event(each)));
        return events;
    }

    private AuditEvent event(JsonNode feedback) {
        String card = feedback.path("card").asText("");
        String outcome = feedback.path("outcome").asText("");
        if (card.isBlank() || !OUTCOMES.contains(outcome)) {
            throw new Problem.BadRequest(
                    "cds-request", "Each feedback has 'card' (its uuid) and 'outcome' (accepted or overridden)");
        }
        JsonNode override = feedback.path("overrideReason");
        AuditEvent event = new AuditEvent();
        event.setType(new Coding(EVENT_TYPE, "rest", "RESTful Operation"))
                .setAction(AuditEventAction.E)
                .setRecorded(Date.from(now.toInstant()))
                .setOutcome(AuditEventOutcome._0)
                .setOutcomeDesc(outcome);
        event.addSubtype(new Coding(Systems.BASE + "/CodeSystem/oud-cds-feedback", outcome, null));
        JsonNode reason = override.path("reason");
        if (reason.hasNonNull("code")) {
            event.addPurposeOfEvent(Concept.of(
                    reason.path("system").asText(Systems.OVERRIDE_REASON),
                    reason.path("code").asText()));
        }
        event.addAgent().setRequestor(true).setName("EHR through CDS Hooks");
        event.getSource().setObserver(new Reference(Systems.SERVER_DEVICE));
        var entity = event.addEntity().setName("card " + card);
        detail(entity, "service", service.id());
        detail(entity, "outcomeTimestamp", feedback.path("outcomeTimestamp").asText(""));
        detail(entity, "userComment", override.path("userComment").asText(""));
        return event;
    }

    private static void detail(AuditEvent.AuditEventEntityComponent entity, String type, String value) {
        if (!value.isBlank()) {
            entity.addDetail().setType(type).setValue(new StringType(value));
        }
    }
}
