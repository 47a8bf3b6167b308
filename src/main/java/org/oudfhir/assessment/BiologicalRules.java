package org.oudfhir.assessment;

import java.math.BigDecimal;
import java.util.List;

/** The biological factor that a rule writes: family history. Pharmacogenetics is informational and never written by a rule. */
final class BiologicalRules {

    private final Thresholds thresholds;

    BiologicalRules(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    List<FactorRule> all() {
        return List.of(new FactorRule(
                "family-history-sud",
                "biological",
                "Family history of substance use disorder",
                List.of("family-known"),
                List.of("family"),
                this::family));
    }

    /** Adopted, or relatives not all known, is unknown; one counted relative is enough for present. */
    private Judgement family(Evidence evidence) {
        Score count = evidence.score("family");
        boolean severe = thresholds.reached("family.severe", count.atLeast())
                || FamilyGrid.of(evidence.response()).parentDiedOfOverdose();
        return Judgement.of(count.reaches(BigDecimal.ONE), severe ? Severity.SEVERE : Severity.NONE);
    }
}
