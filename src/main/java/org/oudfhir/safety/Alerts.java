package org.oudfhir.safety;

import java.util.List;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Systems;

/** Alerts in the words of an OperationOutcome. */
final class Alerts {

    private Alerts() {}

    /** Why orders are refused: one error per alert. */
    static OperationOutcome refusal(List<SafetyAlert> alerts) {
        OperationOutcome outcome = new OperationOutcome();
        for (SafetyAlert alert : alerts) {
            boolean fixed =
                    alert.severity() == Severity.E1 || !alert.expression().startsWith("MedicationRequest");
            String way = fixed
                    ? " This rule cannot be overridden."
                    : " A prescriber may override it: MedicationRequest.detectedIssue, with a DetectedIssue of code "
                            + alert.rule()
                            + " whose mitigation has a coded reason, a text and a Practitioner as author.";
            issue(outcome, alert, IssueSeverity.ERROR, way);
        }
        return outcome;
    }

    /** What the prescriber of a stored order should know. */
    static OperationOutcome annotation(List<SafetyAlert> alerts) {
        OperationOutcome outcome = new OperationOutcome();
        for (SafetyAlert alert : alerts) {
            issue(
                    outcome,
                    alert,
                    alert.severity() == Severity.I ? IssueSeverity.INFORMATION : IssueSeverity.WARNING,
                    "");
        }
        return outcome;
    }

    private static void issue(OperationOutcome outcome, SafetyAlert alert, IssueSeverity severity, String way) {
        String system = alert.rule().startsWith("MR-") ? Systems.SAFETY_RULE : Systems.PROBLEM;
        outcome.addIssue()
                .setSeverity(severity)
                .setCode(IssueType.BUSINESSRULE)
                .setDetails(Concept.of(system, alert.rule()).setText(alert.message()))
                .setDiagnostics(alert.detail() + way + " Source: " + alert.source() + ". Rule: " + alert.link())
                .addExpression(alert.expression());
    }
}
