package org.oudfhir.safety;

import java.util.List;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentState;
import org.hl7.fhir.r4.model.Reference;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Systems;
import org.oudfhir.safety.Readings.Reading;

/** Consents to treatment on record. */
final class Consents {

    private static final String CONSENT_TYPE = Systems.BASE + "/CodeSystem/oud-consent-type";

    private final Facts facts;

    Consents(Facts facts) {
        this.facts = facts;
    }

    /** Consents to treatment in force. */
    List<Consent> treatmentConsents() {
        return facts.record().list(Consent.class).stream()
                .filter(consent -> consent.getStatus() == ConsentState.ACTIVE)
                .filter(consent ->
                        consent.getScope().getCoding().stream().anyMatch(coding -> "treatment".equals(coding.getCode()))
                                || consent.getCategory().stream()
                                        .anyMatch(category -> Concept.has(category, CONSENT_TYPE, "treatment")))
                .filter(this::isInForce)
                .toList();
    }

    private boolean isInForce(Consent consent) {
        var period = consent.getProvision().getPeriod();
        boolean ended = period.hasEnd()
                && Moment.of(period.getEndElement(), facts.now())
                        .filter(end -> end.isBefore(facts.now().toInstant()))
                        .isPresent();
        boolean denied = consent.getProvision().getType() == Consent.ConsentProvisionType.DENY;
        return !ended && !denied;
    }

    /** A written consent of somebody other than the patient. */
    boolean hasGuardianConsent() {
        boolean answered = facts.readings()
                .item("guardian-consent")
                .filter(Reading::isTrue)
                .isPresent();
        return answered
                || treatmentConsents().stream()
                        .anyMatch(consent ->
                                consent.getPerformer().stream().anyMatch(performer -> !isPatient(performer)));
    }

    private static boolean isPatient(Reference reference) {
        return String.valueOf(reference.getReference()).startsWith("Patient/");
    }
}
