package org.oudfhir.assessment;

import java.util.List;

/** The physical factors: table B4 of the clinical specification. */
final class PhysicalRules {

    private static final String CATEGORY = "physical";

    private final Thresholds thresholds;

    PhysicalRules(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    List<FactorRule> all() {
        return List.of(
                new FactorRule(
                        "chronic-pain", CATEGORY, "Chronic pain", List.of("pain-duration"), List.of("peg"), this::pain),
                new FactorRule(
                        "prescription-opioid-pathway",
                        CATEGORY,
                        "Prescription opioid pathway",
                        List.of("rx-before-heroin"),
                        List.of(),
                        evidence -> Judgement.of(evidence.yes("rx-before-heroin"))));
    }

    /** Three months or more make it chronic; the PEG makes it known, and how severe. */
    private Judgement pain(Evidence evidence) {
        Verdict lasting = evidence.is("pain-duration", "3-12mo", "gt-12mo");
        Score peg = evidence.score("peg");
        Verdict interfering = peg.reaches(thresholds.get("peg.moderate"));
        Verdict measured = interfering.isAbsent() ? Verdict.PRESENT : interfering;
        Verdict verdict = Verdict.all(lasting, measured);
        return Judgement.of(verdict, peg.band().map(Band::severity).orElse(Severity.NONE))
                .noting(MentalHealthRules.lowerBound(verdict, peg));
    }
}
