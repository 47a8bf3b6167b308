package org.oudfhir.safety;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Reference;
import org.oudfhir.fhir.Systems;

/** What an order is for: opioid use disorder, something else, or nobody says. */
final class Indication {

    private final Facts facts;

    Indication(Facts facts) {
        this.facts = facts;
    }

    /** Why an order is written. */
    enum Context {
        DISORDER,
        OTHER,
        UNKNOWN
    }

    /**
     * Decisions 5.5: an order without a reason on a patient with the disorder is in its context. A reason that is a text only, or
     * a reference to what is no coded condition on record, does not say that the order is for something else.
     */
    Context context(Order order) {
        MedicationRequest request = order.request();
        List<CodeableConcept> reasons = new ArrayList<>(request.getReasonCode());
        for (Reference reference : request.getReasonReference()) {
            facts.resolve(reference, request)
                    .filter(Condition.class::isInstance)
                    .map(Condition.class::cast)
                    .ifPresent(condition -> reasons.add(condition.getCode()));
        }
        reasons.removeIf(reason -> !reason.hasCoding());
        boolean withdrawal =
                reasons.stream().anyMatch(reason -> facts.sets().contains("oud-condition-withdrawal", reason));
        if (withdrawal || reasons.stream().anyMatch(this::isDisorder)) {
            return Context.DISORDER;
        }
        if (!reasons.isEmpty()) {
            return Context.OTHER;
        }
        if (hasDisorder() || order.is(DrugClass.BUPRENORPHINE)) {
            return Context.DISORDER;
        }
        return Context.UNKNOWN;
    }

    /** The order is for the disorder, or nobody says that it is not. */
    boolean concernsDisorder(Order order) {
        return context(order) != Context.OTHER;
    }

    /** Opioid use disorder: decisions 3.7. */
    boolean isDisorder(CodeableConcept code) {
        return facts.sets().contains("oud-condition-oud", code)
                || code.getCoding().stream()
                        .anyMatch(coding -> Systems.ICD10CM.equals(coding.getSystem())
                                && String.valueOf(coding.getCode()).matches("F11\\.[129].*"));
    }

    boolean hasDisorder() {
        return facts.record().list(Condition.class).stream()
                .filter(Facts::isActive)
                .anyMatch(condition -> isDisorder(condition.getCode()));
    }
}
