package org.oudfhir.assessment;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a rule says of a factor.
 *
 * @param severity NONE unless present
 * @param subthreshold absent, but with symptoms that call for a repeat
 */
record Judgement(Verdict verdict, Severity severity, boolean subthreshold, List<String> notes) {

    static Judgement of(Verdict verdict) {
        return new Judgement(verdict, Severity.NONE, false, List.of());
    }

    /** With this severity if the factor is present. */
    static Judgement of(Verdict verdict, Severity severity) {
        return new Judgement(verdict, verdict.isPresent() ? severity : Severity.NONE, false, List.of());
    }

    Judgement noting(String note) {
        return note.isEmpty()
                ? this
                : new Judgement(
                        verdict,
                        severity,
                        subthreshold,
                        Stream.concat(notes.stream(), Stream.of(note)).toList());
    }
}
