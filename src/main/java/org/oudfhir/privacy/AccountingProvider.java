package org.oudfhir.privacy;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventEntityComponent;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.IdType;
import org.oudfhir.privacy.part2.Decision.Basis;
import org.oudfhir.storage.AuditQuestion;
import org.oudfhir.storage.AuditTrail;

/** The disclosures of a patient's records to others than the program's own people and the patient: 42 CFR 2.25. */
final class AccountingProvider {

    /** How far back an accounting goes. */
    private static final int YEARS = 3;

    /** More are for the staff to look up. */
    private static final int MOST = 10_000;

    private final AuditTrail trail;
    private final AuditEvents events;
    private final Clock clock;

    AccountingProvider(AuditTrail trail, AuditEvents events, Clock clock) {
        this.trail = trail;
        this.events = events;
        this.clock = clock;
    }

    @Operation(name = "$accounting-of-disclosures", typeName = "Patient", idempotent = true)
    public Bundle account(@IdParam IdType patient) {
        Instant from = clock.instant().atZone(ZoneOffset.UTC).minusYears(YEARS).toInstant();
        AuditQuestion disclosures = new AuditQuestion(
                Optional.of(patient.getIdPart()), Optional.of(from), Optional.empty(), true, Map.of());
        Bundle bundle = AuditProvider.bundle(trail, events, disclosures, 0, MOST);
        // What somebody asked may name other patients.
        bundle.getEntry().forEach(entry -> {
            AuditEvent event = (AuditEvent) entry.getResource();
            event.getEntity().removeIf(AuditEventEntityComponent::hasQuery);
            event.setOutcomeDesc(bases(event.getOutcomeDesc()));
        });
        return bundle;
    }

    /** Why something was disclosed; why other things were withheld in the same request may be another patient's. */
    private static String bases(String reasons) {
        Set<String> bases = Arrays.stream(Basis.values()).map(Basis::name).collect(Collectors.toSet());
        return Arrays.stream(reasons.split(" ", -1)).filter(bases::contains).collect(Collectors.joining(" "));
    }
}
