package org.oudfhir.safety;

import java.util.List;
import org.hl7.fhir.r4.model.Reference;

/**
 * Something that the patient's care lacks now, whether or not anything is being ordered.
 *
 * @param kind what is lacking
 * @param severity how much it weighs
 * @param rule the safety rule that says so; empty when the patient's own plan or answers do
 * @param message at most 139 characters
 * @param detail the facts, for the clinician; it is patient data and not for a log
 * @param evidence the resources that show it
 */
public record CareGap(
        Kind kind, Severity severity, String rule, String message, String detail, List<Reference> evidence) {

    /** What is lacking. */
    public enum Kind {
        NALOXONE,
        ECG,
        SUICIDE_ITEM,
        ASSESSMENT,
        URINE_TEST,
        DRAFT_PLAN
    }

    public CareGap {
        evidence = List.copyOf(evidence);
    }
}
