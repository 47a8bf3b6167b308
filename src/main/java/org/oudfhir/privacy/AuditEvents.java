package org.oudfhir.privacy;

import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.storage.interceptor.balp.BalpConstants;
import ca.uhn.fhir.storage.interceptor.balp.BalpProfileEnum;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAction;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAgentComponent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventOutcome;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Reference;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Systems;
import org.oudfhir.storage.AuditRecord;
import org.oudfhir.storage.AuditRecord.Who;

/** Lines of the audit trail as AuditEvents of IHE's Basic Audit Log Patterns. */
final class AuditEvents {

    private static final String REASON = "http://terminology.hl7.org/CodeSystem/v3-ActReason";
    private static final String INFORMATION_RECIPIENT = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";

    /** The kind of a delivery to a subscriber; no interaction of REST, so that no profile of BALP fits. */
    static final String DELIVERY = "subscription";

    private final Supplier<IParser> parsers;

    AuditEvents(Supplier<IParser> parsers) {
        this.parsers = parsers;
    }

    AuditEvent of(long id, AuditRecord line) {
        AuditEvent event = line.content().isPresent()
                ? parsers.get().parseResource(AuditEvent.class, line.content().get())
                : event(line);
        event.setId(new IdType("AuditEvent", Long.toString(id)));
        return event;
    }

    private static AuditEvent event(AuditRecord line) {
        BalpProfileEnum profile = profile(line);
        AuditEvent event = new AuditEvent();
        Optional<SecurityEvent> security = SecurityEvent.of(line.act().kind());
        if (line.act().kind().equals(DELIVERY)) {
            event.setType(new Coding(SecurityEvent.DICOM, "110106", "Export"));
        } else if (security.isPresent()) {
            security.get().describe(event);
        } else {
            event.getMeta().addProfile(profile.getProfileUrl());
            event.setType(new Coding(BalpConstants.CS_AUDIT_EVENT_TYPE, "rest", null))
                    .addSubtype(new Coding(
                            BalpConstants.CS_RESTFUL_INTERACTION, line.act().kind(), null));
        }
        event.setAction(AuditEventAction.fromCode(line.act().action()))
                .setRecorded(Date.from(line.recorded()))
                .setOutcome(AuditEventOutcome.fromCode(line.act().outcome()));
        if (!line.act().reason().isEmpty()) {
            event.setOutcomeDesc(line.act().reason());
        }
        if (!line.who().purpose().isEmpty()) {
            event.addPurposeOfEvent(Concept.of(REASON, line.who().purpose()));
        }
        agents(event, profile, line.who());
        event.getSource().setObserver(new Reference(Systems.SERVER_DEVICE));
        entities(event, line);
        return event;
    }

    private static BalpProfileEnum profile(AuditRecord line) {
        boolean patient = !line.about().patients().isEmpty();
        return switch (line.act().action()) {
            case "C" -> patient ? BalpProfileEnum.PATIENT_CREATE : BalpProfileEnum.BASIC_CREATE;
            case "U" -> patient ? BalpProfileEnum.PATIENT_UPDATE : BalpProfileEnum.BASIC_UPDATE;
            case "D" -> patient ? BalpProfileEnum.PATIENT_DELETE : BalpProfileEnum.BASIC_DELETE;
            case "R" -> patient ? BalpProfileEnum.PATIENT_READ : BalpProfileEnum.BASIC_READ;
            default -> patient ? BalpProfileEnum.PATIENT_QUERY : BalpProfileEnum.BASIC_QUERY;
        };
    }

    private static void agents(AuditEvent event, BalpProfileEnum profile, Who who) {
        event.addAgent()
                .setType(Concept.of(
                        profile.getAgentClientTypeCoding().getSystem(),
                        profile.getAgentClientTypeCoding().getCode()))
                .setWho(new Reference().setDisplay(who.client().isEmpty() ? who.subject() : who.client()))
                .setRequestor(false);
        event.addAgent()
                .setType(Concept.of(
                        profile.getAgentServerTypeCoding().getSystem(),
                        profile.getAgentServerTypeCoding().getCode()))
                .setWho(new Reference(Systems.SERVER_DEVICE))
                .setRequestor(false);
        AuditEventAgentComponent user = event.addAgent()
                .setType(Concept.of(INFORMATION_RECIPIENT, "IRCP"))
                .setRequestor(true)
                .setWho(
                        who.person().isEmpty()
                                ? new Reference().setDisplay(who.subject())
                                : new Reference(who.person()).setDisplay(who.subject()));
        if (!who.purpose().isEmpty()) {
            user.addPurposeOfUse(Concept.of(REASON, who.purpose()));
        }
        if (!who.organization().isEmpty()) {
            event.addAgent()
                    .setType(Concept.of(INFORMATION_RECIPIENT, "IRCP"))
                    .setWho(new Reference(who.organization()))
                    .setRequestor(false);
        }
        if (!who.attestation().isEmpty()) {
            user.setName(who.attestation());
        }
    }

    private static void entities(AuditEvent event, AuditRecord line) {
        for (String patient : line.about().patients()) {
            entity(event, "Patient/" + patient, BalpConstants.CS_AUDIT_ENTITY_TYPE_1_PERSON, "1");
        }
        for (List<String> references :
                List.of(line.about().resources(), line.about().consents())) {
            for (String reference : references) {
                entity(
                        event,
                        reference,
                        BalpConstants.CS_AUDIT_ENTITY_TYPE_2_SYSTEM_OBJECT,
                        BalpConstants.CS_OBJECT_ROLE_4_DOMAIN_RESOURCE);
            }
        }
        if (!line.act().query().isEmpty()) {
            event.addEntity()
                    .setType(type(BalpConstants.CS_AUDIT_ENTITY_TYPE_2_SYSTEM_OBJECT))
                    .setRole(new Coding(BalpConstants.CS_OBJECT_ROLE, BalpConstants.CS_OBJECT_ROLE_24_QUERY, null))
                    .setQuery(line.act().query().getBytes(StandardCharsets.UTF_8));
        }
        if (!line.act().request().isEmpty()) {
            event.addEntity()
                    .setType(new Coding(
                            "https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType", "XrequestId", null))
                    .getWhat()
                    .getIdentifier()
                    .setValue(line.act().request());
        }
    }

    private static void entity(AuditEvent event, String reference, String type, String role) {
        event.addEntity()
                .setWhat(new Reference(reference))
                .setType(type(type))
                .setRole(new Coding(BalpConstants.CS_OBJECT_ROLE, role, null));
    }

    private static Coding type(String code) {
        return new Coding(BalpConstants.CS_AUDIT_ENTITY_TYPE, code, null);
    }
}
