package org.oudfhir.assessment;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Systems;

/** One band of a score, from (inclusive) to below (exclusive), with the severity that a finding takes from it. */
record Band(
        String instrument, BigDecimal from, Optional<BigDecimal> below, String code, Severity severity, String text) {

    private static final List<Band> ALL =
            Table.rows("bands.csv").stream().map(Band::read).toList();

    private static Band read(String[] row) {
        return new Band(
                row[0],
                new BigDecimal(row[1]),
                "-".equals(row[2]) ? Optional.empty() : Optional.of(new BigDecimal(row[2])),
                row[3],
                "-".equals(row[4]) ? Severity.NONE : Severity.valueOf(row[4].toUpperCase(Locale.ROOT)),
                row[5]);
    }

    static List<Band> of(String instrument) {
        return ALL.stream().filter(band -> band.instrument.equals(instrument)).toList();
    }

    static Optional<Band> of(String instrument, BigDecimal score) {
        return of(instrument).stream().filter(band -> band.holds(score)).findFirst();
    }

    private boolean holds(BigDecimal score) {
        return score.compareTo(from) >= 0
                && below.map(limit -> score.compareTo(limit) < 0).orElse(true);
    }

    /** The interpretation; LOINC has a code for a low suicide risk and none that was seen for the other levels. */
    CodeableConcept concept() {
        return "low".equals(code)
                ? Concept.of(Systems.LOINC, "LA9194-7", text)
                : Concept.of(Systems.SCORE_BAND, code).setText(text);
    }

    /** The highest score of the band as it is shown: a whole number, or one decimal for a mean. */
    Optional<BigDecimal> highest(Instrument instrument) {
        return below.map(limit -> limit.subtract(BigDecimal.ONE.movePointLeft(instrument.decimals())));
    }
}
