package org.oudfhir.safety;

import java.util.List;
import org.hl7.fhir.r4.model.Reference;
import org.oudfhir.fhir.Systems;

/**
 * What a rule says about one order.
 *
 * @param rule the rule's code, {@code MR-01} to {@code MR-47}, or {@code not-checked} and {@code dose-unreadable} where a rule
 *     could not be applied
 * @param severity what follows from it
 * @param order what a reference to the order says: {@code MedicationRequest/id} or {@code urn:uuid:…}
 * @param expression FHIRPath of the element at fault, such as {@code MedicationRequest.medication}
 * @param message at most 139 characters
 * @param detail the patient's facts that the rule met, for the prescriber; it is patient data and not for a log
 * @param source who says so, with its evidence tag; the word {@code unverified} where nobody was read
 * @param evidence the resources on record that the rule rests on
 * @param blocks whether the order must not be stored unless this alert is overridden: a stop on a new active order
 */
public record SafetyAlert(
        String rule,
        Severity severity,
        String order,
        String expression,
        String message,
        String detail,
        String source,
        List<Reference> evidence,
        boolean blocks) {

    public SafetyAlert {
        evidence = List.copyOf(evidence);
    }

    /** Where the rule is published: the canonical of its PlanDefinition. */
    public String link() {
        return Systems.BASE + "/PlanDefinition/" + rule;
    }
}
