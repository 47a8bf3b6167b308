package org.oudfhir.safety;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Type;

/**
 * Reads FHIR's times, which may name a day, a month or a year only. What harms counts as late as it can have been, {@link #of};
 * what proves that an order is safe counts as early as it can have been, {@link #earliest}.
 */
final class Moment {

    private Moment() {}

    /** The last instant that is meant; not after now unless all of it is. */
    static Optional<Instant> of(BaseDateTimeType time, ZonedDateTime now) {
        if (!time.hasValue()) {
            return Optional.empty();
        }
        LocalDate first = firstDay(time);
        return Optional.of(
                switch (time.getPrecision()) {
                    case YEAR -> last(first, first.plusYears(1), now);
                    case MONTH -> last(first, first.plusMonths(1), now);
                    case DAY -> last(first, first.plusDays(1), now);
                    default -> time.getValue().toInstant();
                });
    }

    /** The end of a period, else its start; or the time itself. */
    static Optional<Instant> of(Type time, ZonedDateTime now) {
        return point(time).flatMap(point -> of(point, now));
    }

    /** The first instant that is meant. */
    static Optional<Instant> earliest(Type time, ZonedDateTime now) {
        return point(time).filter(BaseDateTimeType::hasValue).map(point -> switch (point.getPrecision()) {
            case YEAR, MONTH, DAY -> firstDay(point).atStartOfDay(now.getZone()).toInstant();
            default -> point.getValue().toInstant();
        });
    }

    private static Optional<BaseDateTimeType> point(Type time) {
        if (time instanceof BaseDateTimeType point) {
            return Optional.of(point);
        }
        if (time instanceof Period period) {
            return Optional.of(period.hasEnd() ? period.getEndElement() : period.getStartElement());
        }
        return Optional.empty();
    }

    private static LocalDate firstDay(BaseDateTimeType time) {
        return switch (time.getPrecision()) {
            case YEAR -> LocalDate.of(time.getYear(), 1, 1);
            case MONTH -> LocalDate.of(time.getYear(), time.getMonth() + 1, 1);
            default -> LocalDate.of(time.getYear(), time.getMonth() + 1, time.getDay());
        };
    }

    private static Instant last(LocalDate first, LocalDate next, ZonedDateTime now) {
        Instant last = next.atStartOfDay(now.getZone()).toInstant().minusMillis(1);
        boolean running = last.isAfter(now.toInstant()) && !first.isAfter(now.toLocalDate());
        return running ? now.toInstant() : last;
    }
}
