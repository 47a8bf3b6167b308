package org.oudfhir.safety;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueMitigationComponent;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Reference;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Systems;
import org.oudfhir.storage.PatientRecord;

/**
 * A prescriber's override of one alert: a mitigation of the issue that the order names in {@code detectedIssue}, contained,
 * stored, or in the same transaction. It needs a coded reason, a text, and a prescriber as author.
 */
record PrescriberOverride(DetectedIssueMitigationComponent mitigation) {

    private static final Set<String> PRESCRIBERS = Set.of("Practitioner", "PractitionerRole");

    static Optional<PrescriberOverride> find(SafetyAlert alert, MedicationRequest order, PatientRecord record) {
        return order.getDetectedIssue().stream()
                .flatMap(reference -> resolve(reference, order, record))
                .filter(issue -> Concept.has(issue.getCode(), Systems.SAFETY_RULE, alert.rule()))
                .flatMap(issue -> issue.getMitigation().stream())
                .filter(PrescriberOverride::isComplete)
                .findFirst()
                .map(PrescriberOverride::new);
    }

    private static Stream<DetectedIssue> resolve(Reference reference, MedicationRequest order, PatientRecord record) {
        if (reference.getResource() instanceof DetectedIssue issue) {
            return Stream.of(issue);
        }
        String target = String.valueOf(reference.getReference());
        Stream<DetectedIssue> contained = order.getContained().stream()
                .filter(DetectedIssue.class::isInstance)
                .map(DetectedIssue.class::cast)
                .filter(issue -> target.equals(
                        "#" + String.valueOf(issue.getIdElement().getIdPart()).replace("#", "")));
        return Stream.concat(
                contained,
                record.find(target).stream()
                        .filter(DetectedIssue.class::isInstance)
                        .map(DetectedIssue.class::cast));
    }

    private static boolean isComplete(DetectedIssueMitigationComponent mitigation) {
        boolean coded = mitigation.getAction().getCoding().stream()
                .anyMatch(coding -> Systems.OVERRIDE_REASON.equals(coding.getSystem()) && coding.hasCode());
        boolean explained = mitigation.getAction().hasText()
                && !mitigation.getAction().getText().isBlank();
        boolean signed = PRESCRIBERS.contains(
                String.valueOf(mitigation.getAuthor().getReferenceElement().getResourceType()));
        return coded && explained && signed;
    }
}
