package org.oudfhir.safety;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Type;

/** Reads FHIR's times. A time without a clock counts as the last instant of its day: for safety, later is nearer to now. */
final class Moment {

    private Moment() {}

    static Optional<Instant> of(BaseDateTimeType time, ZonedDateTime now) {
        if (!time.hasValue()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (time.getPrecision()) {
                    case YEAR -> end(LocalDate.of(time.getYear(), 12, 31), now);
                    case MONTH ->
                        end(
                                LocalDate.of(time.getYear(), time.getMonth() + 1, 1)
                                        .plusMonths(1)
                                        .minusDays(1),
                                now);
                    case DAY -> end(LocalDate.of(time.getYear(), time.getMonth() + 1, time.getDay()), now);
                    default -> time.getValue().toInstant();
                });
    }

    /** The end of a period, else its start; or the time itself. */
    static Optional<Instant> of(Type time, ZonedDateTime now) {
        if (time instanceof BaseDateTimeType point) {
            return of(point, now);
        }
        if (time instanceof Period period) {
            return of(period.hasEnd() ? period.getEndElement() : period.getStartElement(), now);
        }
        return Optional.empty();
    }

    private static Instant end(LocalDate day, ZonedDateTime now) {
        Instant end = day.plusDays(1).atStartOfDay(now.getZone()).toInstant().minusMillis(1);
        boolean today = day.equals(now.toLocalDate());
        return today ? now.toInstant() : end;
    }
}
