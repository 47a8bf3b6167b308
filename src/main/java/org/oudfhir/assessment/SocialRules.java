package org.oudfhir.assessment;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;

/** The social and environmental factors: table B4 of the clinical specification with decisions 3.3 and 3.4. */
final class SocialRules {

    private static final String CATEGORY = "social-environmental";
    private static final String HOUSING = "71802-3";
    private static final String LONELY = "93159-2";
    private static final String HOUSEHOLD_DRUG_USE = "82143-9";

    private final Thresholds thresholds;

    SocialRules(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    List<FactorRule> all() {
        return List.of(
                rule(
                        "exposure-drug-environment",
                        "Exposure to a drug environment",
                        List.of("sei-1", "sei-2", "sei-3", "sei-7"),
                        SocialRules::exposure),
                rule("peer-pressure", "Peer pressure", List.of("sei-4"), e -> Judgement.of(e.yes("sei-4"))),
                rule("low-social-support", "Low social support", List.of("sei-6", LONELY), SocialRules::support),
                rule("housing-instability", "Housing instability", List.of(HOUSING, "sei-8"), SocialRules::housing),
                new FactorRule(
                        "childhood-trauma",
                        CATEGORY,
                        "Childhood trauma",
                        List.of("82817-8", "82818-6"),
                        List.of("ace"),
                        SocialRules::childhood),
                new FactorRule("adult-abuse", CATEGORY, "Abuse in adulthood", List.of(), List.of("hits"), this::abuse),
                rule(
                        "family-use-environment",
                        "Family drug use as environment",
                        List.of(HOUSEHOLD_DRUG_USE, "sei-5", "sei-1", "sei-7"),
                        SocialRules::familyUse));
    }

    private static FactorRule rule(
            String factor, String display, List<String> items, Function<Evidence, Judgement> judge) {
        return new FactorRule(factor, CATEGORY, display, items, List.of(), judge);
    }

    private static Judgement exposure(Evidence evidence) {
        return Judgement.of(Verdict.any(
                evidence.yes("sei-1"), evidence.yes("sei-2"), evidence.yes("sei-3"), evidence.yes("sei-7")));
    }

    private static Judgement support(Evidence evidence) {
        return Judgement.of(Verdict.any(evidence.is("sei-6", "no"), evidence.is(LONELY, "LA10044-8", "LA9933-8")));
    }

    /** Worried about losing the home or no safe place tonight is moderate, no steady place severe. */
    private static Judgement housing(Evidence evidence) {
        Verdict homeless = evidence.is(HOUSING, "LA31995-6");
        Verdict verdict = Verdict.any(homeless, evidence.is(HOUSING, "LA31994-9"), evidence.is("sei-8", "no"));
        return Judgement.of(verdict, homeless.isPresent() ? Severity.SEVERE : Severity.MODERATE);
    }

    /** Severity by the number of categories; neglect is outside the count and mild at least. */
    private static Judgement childhood(Evidence evidence) {
        Score count = evidence.score("ace");
        Verdict neglect = Verdict.any(evidence.yes("82817-8"), evidence.yes("82818-6"));
        Verdict verdict = Verdict.any(count.reaches(BigDecimal.ONE), neglect);
        Severity byCount = count.band().map(Band::severity).orElse(Severity.NONE);
        Severity severity = byCount == Severity.NONE ? Severity.MILD : byCount;
        return Judgement.of(verdict, severity).noting(MentalHealthRules.lowerBound(verdict, count));
    }

    private Judgement abuse(Evidence evidence) {
        Score hits = evidence.score("hits");
        Verdict verdict = hits.reaches(thresholds.get("hits.present"));
        return Judgement.of(verdict).noting(MentalHealthRules.lowerBound(verdict, hits));
    }

    /** In the childhood household, or a family member with heroin who is in the household now. */
    private static Judgement familyUse(Evidence evidence) {
        Verdict now = Verdict.all(evidence.yes("sei-5"), Verdict.any(evidence.yes("sei-1"), evidence.yes("sei-7")));
        return Judgement.of(Verdict.any(evidence.yes(HOUSEHOLD_DRUG_USE), now));
    }
}
