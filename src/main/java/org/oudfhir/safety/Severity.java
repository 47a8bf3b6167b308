package org.oudfhir.safety;

import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueSeverity;

/** How much an alert weighs (treatment B.0, decisions 5.3). */
public enum Severity {
    /** Hard stop that nobody can override: the law, or the identity of the drug. */
    E1(DetectedIssueSeverity.HIGH),
    /** Hard stop that a prescriber overrides with a coded reason and a text. */
    E2(DetectedIssueSeverity.HIGH),
    /** Warning of grave harm. */
    W_HIGH(DetectedIssueSeverity.HIGH),
    /** Warning. */
    W(DetectedIssueSeverity.MODERATE),
    /** Information. */
    I(DetectedIssueSeverity.LOW);

    private final DetectedIssueSeverity issueSeverity;

    Severity(DetectedIssueSeverity issueSeverity) {
        this.issueSeverity = issueSeverity;
    }

    /** Whether an active order with such an alert is refused. */
    public boolean stops() {
        return this == E1 || this == E2;
    }

    DetectedIssueSeverity issueSeverity() {
        return issueSeverity;
    }
}
