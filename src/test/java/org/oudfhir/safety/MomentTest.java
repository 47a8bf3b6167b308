package org.oudfhir.safety;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.oudfhir.storage.PatientRecord;

/** A time that is not exact counts as late as it can have been: for safety, later is nearer to now. */
class MomentTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-24T10:00:00Z, 2026-11-24T10:00:00Z",
        "2026-11-23, 2026-11-23T23:59:59.999Z",
        "2026-11-24, 2026-11-24T12:00:00Z",
        "2026-10, 2026-10-31T23:59:59.999Z",
        "2026-11, 2026-11-24T12:00:00Z",
        "2025, 2025-12-31T23:59:59.999Z",
        "2026, 2026-11-24T12:00:00Z"
    })
    void aVagueTimeIsTheLastItCanBe(String written, Instant counted) {
        assertThat(Moment.of(new DateTimeType(written), Chart.NOW)).contains(counted);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-24T10:00:00Z, 2026-11-24T10:00:00Z",
        "2026-11-23, 2026-11-23T00:00:00Z",
        "2026-11, 2026-11-01T00:00:00Z",
        "2025, 2025-01-01T00:00:00Z"
    })
    void aProofIsAsOldAsItCanBe(String written, Instant counted) {
        assertThat(Moment.earliest(new DateTimeType(written), Chart.NOW)).contains(counted);
    }

    @Test
    void aCowsOfTodayWithoutAClockIsNotFresh() {
        PatientRecord record = Chart.record("oud; cows 14");
        record.list(Observation.class).forEach(cows -> cows.setEffective(new DateTimeType("2026-11-24")));

        assertThat(SafetyRulesTest.REVIEW.review(Chart.orders("bup-nal 4mg"), record, Chart.NOW))
                .filteredOn(alert -> alert.rule().equals("MR-20"))
                .singleElement()
                .satisfies(alert -> assertThat(alert.severity()).isEqualTo(Severity.E2));
    }

    @Test
    void aPeriodCountsByItsEndElseItsStart() {
        Period period = new Period().setStartElement(new DateTimeType("2026-11-01T00:00:00Z"));
        assertThat(Moment.of(period, Chart.NOW)).contains(Instant.parse("2026-11-01T00:00:00Z"));
        period.setEndElement(new DateTimeType("2026-11-05T00:00:00Z"));
        assertThat(Moment.of(period, Chart.NOW)).contains(Instant.parse("2026-11-05T00:00:00Z"));
        assertThat(Moment.of(new DateTimeType(), Chart.NOW)).isEmpty();
        assertThat(Moment.of(new StringType("yesterday"), Chart.NOW)).isEmpty();
    }
}
