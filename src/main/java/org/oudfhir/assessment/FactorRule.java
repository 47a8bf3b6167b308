package org.oudfhir.assessment;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.oudfhir.fhir.Systems;

/**
 * The rule for one factor.
 *
 * @param items linkIds of the answers that it reads
 * @param instruments the scores that it reads
 */
record FactorRule(
        String factor,
        String category,
        String display,
        List<String> items,
        List<String> instruments,
        Function<Evidence, Judgement> judge) {

    /** The version of the rules, on every resource that they make. */
    static final String VERSION = Systems.BASE + "/Library/OUDFactorRules|1.0.0";

    /** Whether an item of the form feeds the factor, so that the form writes a finding on it (decisions 1.5). */
    boolean fedBy(Form form) {
        return Stream.concat(items.stream(), instruments.stream().flatMap(id -> Instrument.of(id).items().stream()))
                .anyMatch(form::has);
    }
}
