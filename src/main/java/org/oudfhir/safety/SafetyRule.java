package org.oudfhir.safety;

import java.util.Optional;

/** One rule: an order and what is known about the patient in, a verdict out when it fires. Pure. */
@FunctionalInterface
interface SafetyRule {

    Optional<Verdict> check(Order order, Facts facts);

    /** The rule for orders of one class only. */
    static SafetyRule of(DrugClass drug, SafetyRule rule) {
        return (order, facts) -> order.is(drug) ? rule.check(order, facts) : Optional.empty();
    }
}
