package org.oudfhir.safety;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.Dosage;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Timing;

/**
 * One dosage instruction, read.
 *
 * @param sequence its place among the steps; equal numbers are taken together
 * @param doseMg upper bound of a single dose
 * @param frequency how often
 * @param capMg most that may be taken in a day; the largest number when nothing limits it
 * @param days the days on which it applies, when it names dates
 */
record DosageStep(int sequence, double doseMg, DosageFrequency frequency, double capMg, Optional<Days> days) {

    /** Calendar days, both included. */
    record Days(LocalDate first, LocalDate last) {}

    static DosageStep of(Dosage dosage, int sequence, Drug drug) throws UnreadableDose {
        return new DosageStep(
                sequence,
                dose(dosage, drug),
                DosageFrequency.of(dosage.getTiming()),
                cap(dosage, drug),
                days(dosage.getTiming()));
    }

    /** Whether the sum of a day can be told. */
    boolean isTimed() {
        return frequency.isKnown() || capMg < Double.MAX_VALUE;
    }

    double dailyMg() {
        return frequency.isKnown() ? Math.min(capMg, doseMg * frequency.onOneDay()) : capMg;
    }

    double perDay() {
        return frequency.perDay();
    }

    double lengthDays() {
        return frequency.lengthDays();
    }

    /** Taken again and again, once a day or more rarely. */
    boolean isDailyAtMost() {
        return frequency.isKnown() && frequency.isRecurring() && frequency.perDay() <= 1;
    }

    boolean isDated() {
        return days.isPresent();
    }

    LocalDate from() {
        return days.map(Days::first).orElse(LocalDate.MIN);
    }

    boolean appliesOn(LocalDate day) {
        return days.filter(each -> !day.isBefore(each.first()) && !day.isAfter(each.last()))
                .isPresent();
    }

    private static double dose(Dosage dosage, Drug drug) throws UnreadableDose {
        double most = -1;
        for (Dosage.DosageDoseAndRateComponent each : dosage.getDoseAndRate()) {
            if (each.hasDoseQuantity()) {
                most = Math.max(most, DoseUnit.milligrams(each.getDoseQuantity(), drug));
            } else if (each.hasDoseRange()) {
                most = Math.max(most, DoseUnit.milligrams(each.getDoseRange().getHigh(), drug));
            }
        }
        if (most < 0) {
            throw new UnreadableDose("A dosage instruction has no doseAndRate.dose.");
        }
        return most;
    }

    /** A cap that cannot be read is none, which errs to the higher dose. */
    private static double cap(Dosage dosage, Drug drug) {
        if (!isOneDay(dosage.getMaxDosePerPeriod().getDenominator())) {
            return Double.MAX_VALUE;
        }
        try {
            return DoseUnit.milligrams(dosage.getMaxDosePerPeriod().getNumerator(), drug);
        } catch (UnreadableDose unreadable) {
            return Double.MAX_VALUE;
        }
    }

    private static boolean isOneDay(Quantity denominator) {
        return DosageFrequency.days(denominator)
                .filter(days -> Math.abs(days - 1) < 0.001)
                .isPresent();
    }

    private static Optional<Days> days(Timing timing) {
        if (timing.hasEvent()) {
            List<LocalDate> dates =
                    timing.getEvent().stream().map(DosageStep::date).sorted().toList();
            return Optional.of(new Days(dates.get(0), dates.get(dates.size() - 1)));
        }
        if (timing.getRepeat().getBounds() instanceof Period period && period.hasStart()) {
            LocalDate end = period.hasEnd() ? lastDay(period) : LocalDate.MAX;
            return Optional.of(new Days(date(period.getStartElement()), end));
        }
        return Optional.empty();
    }

    /** A period that ends at midnight does not touch the day that begins then. */
    private static LocalDate lastDay(Period period) {
        LocalDate end = date(period.getEndElement());
        boolean midnight =
                String.valueOf(period.getEndElement().getValueAsString()).contains("T00:00");
        return midnight && end.isAfter(date(period.getStartElement())) ? end.minusDays(1) : end;
    }

    /** The day that is written, whatever its time zone. */
    private static LocalDate date(BaseDateTimeType time) {
        String text = String.valueOf(time.getValueAsString());
        return text.length() < 10
                ? time.getValue().toInstant().atZone(ZoneId.systemDefault()).toLocalDate()
                : LocalDate.parse(text.substring(0, 10));
    }
}
