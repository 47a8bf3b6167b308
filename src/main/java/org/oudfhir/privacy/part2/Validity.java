package org.oudfhir.privacy.part2;

import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.Period;

/**
 * From when until when something holds; what is not said is not limited.
 *
 * @param start the first moment
 * @param end the first moment after it
 */
public record Validity(Optional<Instant> start, Optional<Instant> end) {

    /** That of a period. The whole of the day, month or year that is named as its end belongs to it, in UTC. */
    public static Validity of(Period period) {
        return new Validity(start(period.getStartElement()), end(period.getEndElement()));
    }

    /** Whether it holds now. */
    public boolean includes(Instant now) {
        return start.filter(now::isBefore).isEmpty()
                && end.filter(last -> !now.isBefore(last)).isEmpty();
    }

    static Optional<Instant> start(BaseDateTimeType time) {
        return time.hasValue() ? Optional.of(time.getValue().toInstant()) : Optional.empty();
    }

    private static Optional<Instant> end(BaseDateTimeType time) {
        if (!time.hasValue()) {
            return Optional.empty();
        }
        LocalDate day = LocalDate.of(time.getYear(), time.getMonth() + 1, time.getDay());
        TemporalPrecisionEnum precision = time.getPrecision();
        if (precision == TemporalPrecisionEnum.YEAR) {
            day = day.plusYears(1);
        } else if (precision == TemporalPrecisionEnum.MONTH) {
            day = day.plusMonths(1);
        } else if (precision == TemporalPrecisionEnum.DAY) {
            day = day.plusDays(1);
        } else {
            return Optional.of(time.getValue().toInstant());
        }
        return Optional.of(day.atStartOfDay(ZoneOffset.UTC).toInstant());
    }
}
