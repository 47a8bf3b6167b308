package org.oudfhir.privacy.part2;

import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.Period;

/**
 * From when until when something holds; what is not said is not limited. A day, month or year without a time is that of UTC.
 *
 * @param start the first moment
 * @param end the first moment after it
 */
public record Validity(Optional<Instant> start, Optional<Instant> end) {

    /** That of a period. The whole of the day, month or year that is named as its end belongs to it. */
    public static Validity of(Period period) {
        return new Validity(start(period.getStartElement()), end(period.getEndElement()));
    }

    /** Whether it holds now. */
    public boolean includes(Instant now) {
        return start.filter(now::isBefore).isEmpty()
                && end.filter(last -> !now.isBefore(last)).isEmpty();
    }

    static Optional<Instant> start(BaseDateTimeType time) {
        if (!time.hasValue()) {
            return Optional.empty();
        }
        return Optional.of(isTimed(time) ? time.getValue().toInstant() : startOf(firstDay(time)));
    }

    private static Optional<Instant> end(BaseDateTimeType time) {
        if (!time.hasValue()) {
            return Optional.empty();
        }
        if (isTimed(time)) {
            return Optional.of(time.getValue().toInstant());
        }
        LocalDate day = firstDay(time);
        return Optional.of(startOf(
                switch (time.getPrecision()) {
                    case YEAR -> day.plusYears(1);
                    case MONTH -> day.plusMonths(1);
                    default -> day.plusDays(1);
                }));
    }

    private static boolean isTimed(BaseDateTimeType time) {
        return time.getPrecision().compareTo(TemporalPrecisionEnum.DAY) > 0;
    }

    private static LocalDate firstDay(BaseDateTimeType time) {
        return LocalDate.of(time.getYear(), time.getMonth() + 1, time.getDay());
    }

    private static Instant startOf(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
