package org.oudfhir.assessment;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;

/** The factors of mental health: table B4 of the clinical specification with decisions 3.4 and 3.5. */
final class MentalHealthRules {

    private static final String CATEGORY = "mental-health";
    private static final String SUICIDE_ITEM = "44260-8";

    /** How often: LOINC answers of TAPS-1. Monthly or more is positive for heavy drinking. */
    private static final String[] MONTHLY_OR_MORE = {"LA18876-5", "LA18891-4", "LA18934-2"};

    private static final String NEVER = "LA6270-8";

    private final Thresholds thresholds;

    MentalHealthRules(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    List<FactorRule> all() {
        return List.of(
                rule("depression", "Depression", List.of(), List.of("phq-9"), e -> symptoms(e.score("phq-9"))),
                rule("anxiety", "Anxiety", List.of(), List.of("gad-7"), e -> symptoms(e.score("gad-7"))),
                rule("ptsd", "Post-traumatic stress", List.of(), List.of("pc-ptsd-5"), this::trauma),
                rule("suicide-risk", "Suicide risk", List.of(SUICIDE_ITEM), List.of("c-ssrs"), this::suicide),
                rule(
                        "self-medication",
                        "Self-medication",
                        List.of("selfmed-1", "selfmed-2", "selfmed-3"),
                        List.of(),
                        MentalHealthRules::selfMedication),
                rule(
                        "other-substance",
                        "Other substance use",
                        List.of("88037-7", "75889-6", "96843-8", "96844-6", "alcohol-use", "sedative-use", "3390-2"),
                        List.of(),
                        MentalHealthRules::otherSubstance));
    }

    private static FactorRule rule(
            String factor,
            String display,
            List<String> items,
            List<String> instruments,
            Function<Evidence, Judgement> judge) {
        return new FactorRule(factor, CATEGORY, display, items, instruments, judge);
    }

    /** PHQ-9 and GAD-7: a cut-off, a severity from the band, and a subthreshold zone below the cut-off. */
    private Judgement symptoms(Score score) {
        Verdict verdict = score.reaches(thresholds.get(score.instrument().id() + ".present"));
        Severity severity = score.band().map(Band::severity).orElse(Severity.NONE);
        if (verdict.isAbsent() && thresholds.reached("subthreshold.from", score.atLeast())) {
            return new Judgement(verdict, Severity.NONE, true, List.of("Subthreshold: screen again in 2 to 4 weeks."));
        }
        return Judgement.of(verdict, severity).noting(lowerBound(verdict, score));
    }

    static String lowerBound(Verdict verdict, Score score) {
        return verdict.isPresent() && !score.complete()
                ? "At least: the answered items alone reach the cut-off, " + score.missing() + " not answered."
                : "";
    }

    private Judgement trauma(Evidence evidence) {
        Score score = evidence.score("pc-ptsd-5");
        Verdict verdict = score.reaches(thresholds.get("pc-ptsd-5.present"));
        return Judgement.of(verdict).noting(score.note()).noting(lowerBound(verdict, score));
    }

    /** The C-SSRS decides; PHQ-9 item 9 of 0 suffices for absent, and a newer one of 1 or more asks for the C-SSRS again. */
    private Judgement suicide(Evidence evidence) {
        Score level = evidence.score("c-ssrs");
        Verdict risk = level.reaches(BigDecimal.ONE);
        if (risk.isPresent()) {
            return Judgement.of(risk, level.band().map(Band::severity).orElse(Severity.NONE))
                    .noting(lowerBound(risk, level));
        }
        Verdict thoughts = evidence.judge(SUICIDE_ITEM, answer -> !answer.is("LA6568-5"));
        boolean answered = level.given() && !evidence.when(level.instrument()).isBefore(evidence.when(SUICIDE_ITEM));
        if (thoughts.isPresent() && !answered) {
            return Judgement.of(Verdict.UNKNOWN).noting("PHQ-9 item 9 is positive: a C-SSRS screener is due today.");
        }
        return Judgement.of(level.given() ? risk : thoughts);
    }

    private static Judgement selfMedication(Evidence evidence) {
        return Judgement.of(
                Verdict.any(evidence.yes("selfmed-1"), evidence.yes("selfmed-2"), evidence.yes("selfmed-3")));
    }

    /** Opioid-positive tests and tobacco are not read; illegal drugs and pills alone may be the opioids themselves. */
    private static Judgement otherSubstance(Evidence evidence) {
        Verdict unexplained = Verdict.any(unclear(evidence, "96843-8"), unclear(evidence, "96844-6"));
        return Judgement.of(Verdict.any(
                drinking(evidence),
                evidence.is("alcohol-use", "high"),
                evidence.is("sedative-use", "non-prescribed"),
                benzodiazepineTest(evidence),
                unexplained));
    }

    /** One of the two items for men and for women is answered. */
    private static Verdict drinking(Evidence evidence) {
        Verdict five = evidence.is("88037-7", MONTHLY_OR_MORE);
        Verdict four = evidence.is("75889-6", MONTHLY_OR_MORE);
        if (evidence.answer("88037-7").isEmpty()) {
            return four;
        }
        return evidence.answer("75889-6").isEmpty() ? five : Verdict.any(five, four);
    }

    /** A positive test counts only without a prescription; a test that was not done proves nothing either way. */
    private static Verdict benzodiazepineTest(Evidence evidence) {
        if (evidence.answer("3390-2").isEmpty()) {
            return Verdict.ABSENT;
        }
        return Verdict.all(evidence.is("3390-2", "POS"), evidence.is("sedative-use", "none", "non-prescribed"));
    }

    private static Verdict unclear(Evidence evidence, String item) {
        Verdict used = evidence.judge(item, answer -> !answer.is(NEVER));
        return used.isPresent() ? Verdict.UNKNOWN : used;
    }
}
