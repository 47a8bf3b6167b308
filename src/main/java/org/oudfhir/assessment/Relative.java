package org.oudfhir.assessment;

import java.util.List;
import java.util.Set;

/** One entry of the family grid. */
record Relative(Answers answers) {

    private static final Set<String> NATURAL = Set.of("NMTH", "NFTH", "NBRO", "NSIS", "SON", "DAU");
    private static final Set<String> FIRST_DEGREE =
            Set.of("NMTH", "NFTH", "NBRO", "NSIS", "SON", "DAU", "MTH", "FTH", "BRO", "SIS", "SONC", "DAUC", "NCHILD");
    private static final Set<String> PARENTS = Set.of("NMTH", "NFTH", "MTH", "FTH", "NPRN");

    String relationship() {
        return answers.first("relative-relationship").map(Answer::code).orElse("");
    }

    /** Whether the relative is a biological one of the first degree. */
    Verdict biologicalFirstDegree() {
        if (relationship().isEmpty()) {
            return Verdict.UNKNOWN;
        }
        if (!FIRST_DEGREE.contains(relationship())) {
            return Verdict.ABSENT;
        }
        String biological =
                answers.first("relative-biological").map(Answer::code).orElse("");
        return switch (biological) {
            case "biological" -> Verdict.PRESENT;
            case "adoptive", "step", "foster" -> Verdict.ABSENT;
            case "" -> NATURAL.contains(relationship()) ? Verdict.PRESENT : Verdict.UNKNOWN;
            default -> Verdict.ASKED_UNKNOWN;
        };
    }

    /** Whether the relative has or had a substance use disorder. */
    Verdict substanceUse() {
        List<Answer> problems = answers.all("relative-problem");
        if (problems.stream().anyMatch(problem -> problem.is("opioids", "alcohol", "other-drugs"))) {
            return Verdict.PRESENT;
        }
        return problems.isEmpty() ? Verdict.UNKNOWN : Verdict.any(verdicts(problems));
    }

    private static List<Verdict> verdicts(List<Answer> problems) {
        return problems.stream()
                .map(problem -> problem.withheld().orElse(Verdict.ABSENT))
                .toList();
    }

    /** Whether the relative counts: biological, first degree, with a substance use disorder. */
    Verdict counts() {
        return Verdict.all(biologicalFirstDegree(), substanceUse());
    }

    boolean parentDiedOfOverdose() {
        return PARENTS.contains(relationship())
                && biologicalFirstDegree().isPresent()
                && answers.yes("relative-overdose-death");
    }
}
