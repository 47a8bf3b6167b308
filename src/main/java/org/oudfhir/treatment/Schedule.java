package org.oudfhir.treatment;

import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Optional;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Duration;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Range;
import org.hl7.fhir.r4.model.Timing;
import org.hl7.fhir.r4.model.Timing.TimingRepeatComponent;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;

/**
 * Places the timing of a definition on the calendar of one plan. A Range or Duration of a definition counts from the start of
 * the plan; a Timing says how often and stays as it is.
 */
record Schedule(ZonedDateTime start) {

    /** When a request is to happen: a Timing, dateTime or Period. */
    Optional<Type> occurrence(@Nullable Type timing) {
        if (timing == null || timing instanceof Timing || timing instanceof DateTimeType) {
            return Optional.ofNullable(timing).map(Type::copy);
        }
        return period(timing).map(period -> period);
    }

    /** The time in which it is due first; for a Timing, its first interval. Empty when only words say when. */
    Optional<Period> period(@Nullable Type timing) {
        if (timing instanceof Period period) {
            return Optional.of(period.copy());
        }
        if (timing instanceof Range range) {
            return Optional.of(between(range.hasLow() ? plus(range.getLow()) : start, range.getHigh()));
        }
        if (timing instanceof Duration duration) {
            return Optional.of(between(start, duration));
        }
        if (timing instanceof DateTimeType time) {
            return Optional.of(new Period().setStart(time.getValue()).setEnd(time.getValue()));
        }
        if (timing instanceof Timing often) {
            return first(often.getRepeat());
        }
        if (timing != null) {
            throw new PathwayFault("Timing of type " + timing.fhirType() + " is not supported.");
        }
        return Optional.empty();
    }

    /** The start of the plan plus a length of time in a UCUM unit. */
    ZonedDateTime plus(Quantity length) {
        long value = length.getValue().longValueExact();
        String unit = length.hasCode() ? length.getCode() : length.getUnit();
        return switch (unit) {
            case "s" -> start.plusSeconds(value);
            case "min" -> start.plusMinutes(value);
            case "h" -> start.plusHours(value);
            case "d" -> start.plusDays(value);
            case "wk" -> start.plusWeeks(value);
            case "mo" -> start.plusMonths(value);
            case "a" -> start.plusYears(value);
            default -> throw new PathwayFault("Unit \"" + unit + "\" of a timing is not one of s min h d wk mo a.");
        };
    }

    private Optional<Period> first(TimingRepeatComponent repeat) {
        if (repeat.hasBounds()) {
            return period(repeat.getBounds());
        }
        if (!repeat.hasPeriod() || !repeat.hasPeriodUnit()) {
            return Optional.empty();
        }
        Quantity interval = new Quantity()
                .setValue(repeat.hasPeriodMax() ? repeat.getPeriodMax() : repeat.getPeriod())
                .setCode(repeat.getPeriodUnit().toCode());
        return Optional.of(between(start, interval));
    }

    private Period between(ZonedDateTime from, Quantity until) {
        var period = new Period();
        period.setStartElement(time(from));
        if (until.hasValue()) {
            period.setEndElement(time(plus(until)));
        }
        return period;
    }

    /** A moment as FHIR writes it, in UTC and to the second. */
    static DateTimeType time(ZonedDateTime moment) {
        DateTimeType time = new DateTimeType(
                Date.from(moment.truncatedTo(ChronoUnit.SECONDS).toInstant()));
        time.setTimeZoneZulu(true);
        return time;
    }

    /** The day of a moment in UTC. */
    static DateType date(ZonedDateTime moment) {
        return new DateType(moment.toLocalDate().toString());
    }
}
