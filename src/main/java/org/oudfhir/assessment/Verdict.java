package org.oudfhir.assessment;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;

/**
 * What a piece of evidence, and in the end a finding, says of a factor: present, absent, or one of four kinds of unknown. The
 * order is the precedence of decisions 1.5: of several pieces of evidence, any of which suffices, the first one wins. So
 * "absent" needs every piece to be absent, and a form that was not given never makes a factor absent.
 */
enum Verdict {
    PRESENT(""),
    ASKED_DECLINED("asked-declined"),
    ASKED_UNKNOWN("asked-unknown"),
    UNKNOWN("unknown"),
    NOT_ASKED("not-asked"),
    ABSENT("");

    private final String reason;

    Verdict(String reason) {
        this.reason = reason;
    }

    static Verdict of(boolean fact) {
        return fact ? PRESENT : ABSENT;
    }

    /** True when one is true; three-valued. */
    static Verdict any(Collection<Verdict> verdicts) {
        return Collections.min(verdicts);
    }

    static Verdict any(Verdict... verdicts) {
        return any(Arrays.asList(verdicts));
    }

    /** True when all are true, false when one is false; three-valued. */
    static Verdict all(Verdict... verdicts) {
        return any(Arrays.stream(verdicts).map(Verdict::negate).toList()).negate();
    }

    Verdict negate() {
        return switch (this) {
            case PRESENT -> ABSENT;
            case ABSENT -> PRESENT;
            default -> this;
        };
    }

    boolean isPresent() {
        return this == PRESENT;
    }

    boolean isAbsent() {
        return this == ABSENT;
    }

    boolean isKnown() {
        return isPresent() || isAbsent();
    }

    /** The code of data-absent-reason that explains an unknown. */
    String reason() {
        return reason;
    }
}
