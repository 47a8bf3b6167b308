package org.oudfhir.assessment;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * The score of one instrument.
 *
 * @param atLeast the lower bound that the answered items prove; the score itself when nothing is missing; unrounded
 * @param given whether the instrument was given at all
 * @param missing how many items lack a usable answer
 * @param withheld why items lack an answer: the first in precedence; ABSENT when none does
 * @param note what the number alone does not tell; may be empty
 */
record Score(Instrument instrument, BigDecimal atLeast, boolean given, int missing, Verdict withheld, String note) {

    static Score notGiven(Instrument instrument) {
        return new Score(instrument, BigDecimal.ZERO, false, 0, Verdict.NOT_ASKED, "");
    }

    boolean complete() {
        return given && missing == 0;
    }

    /** The score as it is shown; empty when incomplete. */
    Optional<BigDecimal> shown() {
        return complete()
                ? Optional.of(atLeast.setScale(instrument.decimals(), RoundingMode.HALF_UP))
                : Optional.empty();
    }

    Optional<Band> band() {
        return Band.of(instrument.id(), atLeast);
    }

    /** Whether the score reaches a cut-off: a lower bound may prove that it does, only a complete score that it does not. */
    Verdict reaches(BigDecimal cutOff) {
        if (!given) {
            return Verdict.NOT_ASKED;
        }
        if (atLeast.compareTo(cutOff) >= 0) {
            return Verdict.PRESENT;
        }
        return complete() ? Verdict.ABSENT : withheld;
    }
}
