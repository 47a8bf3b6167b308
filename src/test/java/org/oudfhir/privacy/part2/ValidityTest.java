package org.oudfhir.privacy.part2;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.TimeZone;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Period;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From when until when something holds. */
class ValidityTest {

    /** A date is read in the zone of the machine, which is not that of the program. */
    @ParameterizedTest
    @ValueSource(strings = {"UTC", "America/New_York", "Pacific/Auckland"})
    void aDayWithoutATimeIsThatOfUtcWhereverTheServerStands(String zone) {
        Period period = new Period().setStartElement(day("2026-11-24", zone)).setEndElement(day("2026-11-24", zone));

        Validity validity = Validity.of(period);

        assertThat(validity.start()).contains(Instant.parse("2026-11-24T00:00:00Z"));
        assertThat(validity.end()).contains(Instant.parse("2026-11-25T00:00:00Z"));
    }

    private static DateTimeType day(String text, String zone) {
        TimeZone there = TimeZone.getTimeZone(zone);
        Instant midnight = LocalDate.parse(text).atStartOfDay(there.toZoneId()).toInstant();
        return new DateTimeType(Date.from(midnight), TemporalPrecisionEnum.DAY, there);
    }
}
