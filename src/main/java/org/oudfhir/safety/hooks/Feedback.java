package org.oudfhir.safety.hooks;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAction;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventEntityComponent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventOutcome;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.oudfhir.fhir.Problem;
import org.oudfhir.fhir.Systems;
import org.oudfhir.storage.AuditRecord.Who;

/** What became of cards, as an audit of overrides: one AuditEvent for each card. */
final class Feedback {

    private static final int MOST_CARDS = 100;
    private static final int LONGEST_TEXT = 4_000;

    private Feedback() {}

    /**
     * Reads the body of a feedback.
     *
     * @param who tells it
     * @throws Problem.BadRequest when any part of it is not as CDS Hooks says; then none of it counts
     */
    static List<AuditEvent> read(HookService service, JsonNode body, Who who, Instant now) {
        JsonNode entries = body.path("feedback");
        if (!entries.isArray() || entries.isEmpty() || entries.size() > MOST_CARDS) {
            throw invalid("feedback must be an array of 1 to " + MOST_CARDS + " entries.");
        }
        List<AuditEvent> events = new ArrayList<>();
        for (JsonNode entry : entries) {
            events.add(event(service, entry, who, now));
        }
        return events;
    }

    private static AuditEvent event(HookService service, JsonNode entry, Who who, Instant now) {
        UUID card = uuid(entry.path("card"), "card");
        String outcome = entry.path("outcome").asText();
        String at = entry.path("outcomeTimestamp").asText();
        requireTime(at);
        AuditEventEntityComponent about = new AuditEventEntityComponent();
        about.setWhat(new Reference()
                .setIdentifier(new Identifier().setSystem("urn:ietf:rfc:3986").setValue("urn:uuid:" + card)));
        about.setName("CDS Hooks card");
        detail(about, "service", service.id());
        CardId.rule(card).ifPresent(rule -> detail(about, "rule", rule));
        detail(about, "outcome", outcome);
        detail(about, "outcome-timestamp", at);
        switch (outcome) {
            case "accepted" -> accepted(about, entry.path("acceptedSuggestions"));
            case "overridden" -> overridden(about, entry.path("overrideReason"));
            default -> throw invalid("outcome must be accepted or overridden.");
        }
        AuditEvent event = event(outcome, about, now);
        agents(event, who);
        return event;
    }

    /** Those of the token, and nobody whom the body names. */
    private static void agents(AuditEvent event, Who who) {
        Reference person = new Reference().setDisplay(who.subject());
        event.addAgent()
                .setRequestor(true)
                .setWho(who.person().isEmpty() ? person : person.setReference(who.person()))
                .setName("CDS Hooks client" + (who.client().isEmpty() ? "" : " " + who.client()));
        if (!who.organization().isEmpty()) {
            event.addAgent().setRequestor(false).setWho(new Reference(who.organization()));
        }
    }

    private static AuditEvent event(String outcome, AuditEventEntityComponent about, Instant now) {
        AuditEvent event = new AuditEvent()
                .setType(new Coding(
                        "http://terminology.hl7.org/CodeSystem/audit-event-type", "rest", "RESTful Operation"))
                .addSubtype(new Coding().setDisplay("CDS Hooks feedback: " + outcome))
                .setAction(AuditEventAction.E)
                .setRecorded(Date.from(now))
                .setOutcome(AuditEventOutcome._0);
        event.getSource().setObserver(new Reference(Systems.SERVER_DEVICE));
        event.addEntity(about);
        return event;
    }

    private static void accepted(AuditEventEntityComponent about, JsonNode suggestions) {
        if (!suggestions.isArray() || suggestions.isEmpty()) {
            throw invalid("acceptedSuggestions, with the id of each suggestion, is required when a card is accepted.");
        }
        for (JsonNode suggestion : suggestions) {
            detail(
                    about,
                    "accepted-suggestion",
                    uuid(suggestion.path("id"), "acceptedSuggestions.id").toString());
        }
    }

    private static void overridden(AuditEventEntityComponent about, JsonNode override) {
        if (override.isMissingNode() || override.isNull()) {
            return; // CDS Hooks lets a client override a card without a reason
        }
        JsonNode reason = override.path("reason");
        JsonNode comment = override.path("userComment");
        if (!override.isObject() || (reason.isMissingNode() && comment.isMissingNode())) {
            throw invalid("overrideReason must have a reason or a userComment.");
        }
        if (!reason.isMissingNode()) {
            detail(
                    about,
                    "override-reason",
                    text(reason.path("system"), "overrideReason.reason.system") + "|"
                            + text(reason.path("code"), "overrideReason.reason.code"));
        }
        if (!comment.isMissingNode()) {
            detail(about, "user-comment", text(comment, "overrideReason.userComment"));
        }
    }

    private static void detail(AuditEventEntityComponent about, String type, String value) {
        about.addDetail().setType(type).setValue(new StringType(value));
    }

    private static String text(JsonNode node, String where) {
        String text = node.asText();
        if (!node.isTextual() || text.isBlank() || text.length() > LONGEST_TEXT) {
            throw invalid(where + " must be a text of at most " + LONGEST_TEXT + " characters.");
        }
        return text;
    }

    private static UUID uuid(JsonNode node, String where) {
        try {
            return UUID.fromString(node.asText());
        } catch (IllegalArgumentException notOne) {
            throw invalid(where + " must be a UUID that a card or a suggestion had.");
        }
    }

    private static void requireTime(String text) {
        try {
            OffsetDateTime.parse(text);
        } catch (DateTimeException notOne) {
            throw invalid("outcomeTimestamp must be a time with a zone, such as 2026-11-24T10:00:00Z.");
        }
    }

    private static Problem invalid(String text) {
        return new Problem.BadRequest("invalid-feedback", text);
    }
}
