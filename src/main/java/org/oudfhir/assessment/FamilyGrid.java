package org.oudfhir.assessment;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** The family history form: how much is known, and one entry per relative. */
record FamilyGrid(Answers answers, List<Relative> relatives) {

    static FamilyGrid of(Answers answers) {
        return new FamilyGrid(
                answers,
                answers.repetitions("relative").stream().map(Relative::new).toList());
    }

    /** The count of biological first-degree relatives with a substance use disorder; complete when all are known. */
    Score score(Instrument instrument) {
        if (!answers.has("family-known") && relatives.isEmpty()) {
            return Score.notGiven(instrument);
        }
        List<Verdict> unknown = new ArrayList<>();
        Verdict known = known();
        if (!known.isPresent()) {
            unknown.add(known);
        }
        relatives.stream()
                .map(Relative::counts)
                .filter(verdict -> !verdict.isKnown())
                .forEach(unknown::add);
        long count = relatives.stream()
                .filter(relative -> relative.counts().isPresent())
                .count();
        Verdict withheld = unknown.isEmpty() ? Verdict.ABSENT : Verdict.any(unknown);
        return new Score(instrument, BigDecimal.valueOf(count), true, unknown.size(), withheld, "");
    }

    /** Whether all first-degree relatives are known. */
    private Verdict known() {
        return answers.first("family-known")
                .map(answer -> answer.is("all-known") ? Verdict.PRESENT : Verdict.ASKED_UNKNOWN)
                .orElse(Verdict.UNKNOWN);
    }

    boolean parentDiedOfOverdose() {
        return relatives.stream().anyMatch(Relative::parentDiedOfOverdose);
    }
}
