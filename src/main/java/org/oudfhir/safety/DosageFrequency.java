package org.oudfhir.safety;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Duration;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Range;
import org.hl7.fhir.r4.model.Timing;
import org.hl7.fhir.r4.model.Timing.TimingRepeatComponent;

/**
 * How often a dose may be taken. Where a timing says it in two ways, the more frequent one counts.
 *
 * @param perDay doses a day on the average; 0 when the timing does not say
 * @param onOneDay most doses that may fall on one day
 * @param lengthDays days until the step is over; 0 for a single dose, infinite when it goes on
 */
record DosageFrequency(double perDay, int onOneDay, double lengthDays) {

    /** Doses a day by the codes of {@code Timing.code} (v3 GTSAbbreviation). */
    private static final Map<String, Double> ABBREVIATIONS = Map.ofEntries(
            Map.entry("QD", 1.0),
            Map.entry("AM", 1.0),
            Map.entry("PM", 1.0),
            Map.entry("BED", 1.0),
            Map.entry("BID", 2.0),
            Map.entry("TID", 3.0),
            Map.entry("QID", 4.0),
            Map.entry("Q1H", 24.0),
            Map.entry("Q2H", 12.0),
            Map.entry("Q3H", 8.0),
            Map.entry("Q4H", 6.0),
            Map.entry("Q6H", 4.0),
            Map.entry("Q8H", 3.0),
            Map.entry("QOD", 0.5),
            Map.entry("WK", 1 / 7.0),
            Map.entry("MO", 1 / 30.0));

    /** Days in FHIR's units of time, and in the words that people write instead. */
    private static final Map<String, Double> DAYS = Map.ofEntries(
            Map.entry("s", 1 / 86400.0),
            Map.entry("min", 1 / 1440.0),
            Map.entry("h", 1 / 24.0),
            Map.entry("hour", 1 / 24.0),
            Map.entry("hours", 1 / 24.0),
            Map.entry("d", 1.0),
            Map.entry("day", 1.0),
            Map.entry("days", 1.0),
            Map.entry("wk", 7.0),
            Map.entry("week", 7.0),
            Map.entry("weeks", 7.0),
            Map.entry("mo", 30.0),
            Map.entry("month", 30.0),
            Map.entry("months", 30.0),
            Map.entry("a", 365.0));

    /** So that an exact number of doses is not rounded up by its last binary digit. */
    private static final double DIGIT = 1e-6;

    static DosageFrequency of(Timing timing) throws UnreadableDose {
        if (timing.hasEvent()) {
            return events(timing);
        }
        TimingRepeatComponent repeat = timing.getRepeat();
        double perDay = DoubleStream.of(
                        coded(timing),
                        periodic(repeat),
                        repeat.getTimeOfDay().size(),
                        repeat.getWhen().size())
                .max()
                .orElseThrow();
        int count = Math.max(repeat.getCount(), repeat.getCountMax());
        if (perDay == 0) {
            return count == 1 && !repeat.hasFrequency() ? new DosageFrequency(1, 1, 0) : new DosageFrequency(0, 0, 0);
        }
        int most = Math.max(1, (int) Math.ceil(Math.max(perDay, onNamedDays(repeat)) - DIGIT));
        return new DosageFrequency(perDay, count > 0 ? Math.min(count, most) : most, length(repeat, perDay, count));
    }

    boolean isKnown() {
        return perDay > 0;
    }

    boolean isRecurring() {
        return lengthDays > 0;
    }

    /** A duration in days, when its unit is one of time. */
    static Optional<Double> days(Quantity duration) {
        if (!duration.hasValue()) {
            return Optional.empty();
        }
        String unit = duration.hasCode() ? duration.getCode() : String.valueOf(duration.getUnit());
        return Optional.ofNullable(DAYS.get(unit))
                .map(days -> duration.getValue().doubleValue() * days);
    }

    private static DosageFrequency events(Timing timing) {
        Map<String, Long> byDay = timing.getEvent().stream()
                .map(event -> String.valueOf(event.getValueAsString()))
                .collect(Collectors.groupingBy(
                        text -> text.substring(0, Math.min(10, text.length())), Collectors.counting()));
        int most = byDay.values().stream().mapToInt(Long::intValue).max().orElseThrow();
        return new DosageFrequency(most, most, byDay.size() == 1 ? 0 : byDay.size());
    }

    private static double coded(Timing timing) {
        return timing.getCode().getCoding().stream()
                .map(Coding::getCode)
                .mapToDouble(code -> ABBREVIATIONS.getOrDefault(String.valueOf(code), 0.0))
                .max()
                .orElse(0);
    }

    private static double periodic(TimingRepeatComponent repeat) throws UnreadableDose {
        if (!repeat.hasPeriod() || !repeat.hasPeriodUnit()) {
            return 0;
        }
        double days = repeat.getPeriod().doubleValue()
                * DAYS.getOrDefault(String.valueOf(repeat.getPeriodUnit().toCode()), 0.0);
        if (days <= 0) {
            throw new UnreadableDose("A timing has a period of nothing.");
        }
        int frequency = Math.max(1, Math.max(repeat.getFrequency(), repeat.getFrequencyMax()));
        int named = repeat.getDayOfWeek().size();
        if (named == 0) {
            return frequency / days;
        }
        return days < 7 ? frequency / days * named / 7 : Math.max(frequency, named) / days;
    }

    /** On the named days of a week, all doses fall on those. */
    private static double onNamedDays(TimingRepeatComponent repeat) {
        int named = repeat.getDayOfWeek().size();
        if (named == 0 || !repeat.hasPeriod() || !repeat.hasPeriodUnit()) {
            return 0;
        }
        double days = repeat.getPeriod().doubleValue()
                * DAYS.getOrDefault(String.valueOf(repeat.getPeriodUnit().toCode()), 0.0);
        int frequency = Math.max(1, Math.max(repeat.getFrequency(), repeat.getFrequencyMax()));
        return days < 7 ? frequency / days : (double) frequency / named;
    }

    private static double length(TimingRepeatComponent repeat, double perDay, int count) {
        double bounded = Double.POSITIVE_INFINITY;
        if (repeat.getBounds() instanceof Duration duration) {
            bounded = days(duration).orElse(bounded);
        } else if (repeat.getBounds() instanceof Range range) {
            bounded = List.of(range.getLow(), range.getHigh()).stream()
                    .flatMap(bound -> days(bound).stream())
                    .findFirst()
                    .orElse(bounded);
        }
        return count > 0 ? Math.min(bounded, count / perDay) : bounded;
    }
}
