package org.oudfhir.treatment;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Condition;
import org.oudfhir.fhir.Systems;
import org.oudfhir.storage.PatientRecord;

/** Finds the opioid use disorder among the conditions on record (the code set of decisions 3.7). */
final class Diagnosis {

    private static final Set<String> SNOMED =
            Set.of("5602001", "75544000", "724653003", "231477003", "426001001", "1081000119105", "191819002");

    private static final Set<String> NOT_REAL = Set.of("entered-in-error", "refuted");
    private static final Set<String> OVER = Set.of("inactive", "resolved");

    private Diagnosis() {}

    /** The newest opioid use disorder that is neither refuted nor over. */
    static Optional<Condition> find(PatientRecord record) {
        return record.list(Condition.class).stream()
                .filter(condition -> isDisorder(condition.getCode()))
                .filter(condition -> !has(condition.getVerificationStatus(), NOT_REAL))
                .filter(condition -> !has(condition.getClinicalStatus(), OVER))
                .max(Comparator.comparing(Diagnosis::recorded)
                        .thenComparing(condition -> String.valueOf(condition.getId())));
    }

    private static Instant recorded(Condition condition) {
        return condition.hasRecordedDate() ? condition.getRecordedDate().toInstant() : Instant.MIN;
    }

    private static boolean isDisorder(CodeableConcept concept) {
        return concept.getCoding().stream()
                .filter(coding -> coding.hasSystem() && coding.hasCode())
                .anyMatch(coding -> (Systems.SNOMED.equals(coding.getSystem()) && SNOMED.contains(coding.getCode()))
                        || (Systems.ICD10CM.equals(coding.getSystem()) && isDisorder(coding.getCode())));
    }

    /** F11.1 and F11.2 with what is below them. Withdrawal (.13, .23) has a Condition of its own, beside the disorder's. */
    private static boolean isDisorder(String icd) {
        return icd.matches("F11\\.[12].*") && !icd.matches("F11\\.[12]3");
    }

    private static boolean has(CodeableConcept status, Set<String> codes) {
        return status.getCoding().stream().anyMatch(coding -> codes.contains(String.valueOf(coding.getCode())));
    }
}
