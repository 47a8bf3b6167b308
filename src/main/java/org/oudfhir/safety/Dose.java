package org.oudfhir.safety;

import java.util.Optional;
import java.util.OptionalDouble;
import org.hl7.fhir.r4.model.Duration;
import org.hl7.fhir.r4.model.MedicationRequest;

/**
 * What an order's dosage instructions amount to, in milligrams of the leading ingredient. Ranges count by their upper bound.
 *
 * @param singleMg largest single dose
 * @param firstDayMg sum on the first day of the first step
 * @param dailyMg largest sum of a day over all steps of a taper or titration
 * @param intervalDays days between doses when fewer than one a day, such as 28
 * @param fault why a dose could not be read, for the prescriber; empty when all could be
 */
record Dose(
        OptionalDouble singleMg,
        OptionalDouble firstDayMg,
        OptionalDouble dailyMg,
        OptionalDouble intervalDays,
        String fault) {

    static Dose of(MedicationRequest request, Drug drug) {
        throw new UnsupportedOperationException();
    }

    /** A dose that cannot be told. */
    static Dose unknown(String fault) {
        return new Dose(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), fault);
    }

    /** A duration in days, when its UCUM unit is one of time. */
    static Optional<Double> days(Duration duration) {
        if (!duration.hasValue()) {
            return Optional.empty();
        }
        double value = duration.getValue().doubleValue();
        String unit = duration.hasCode() ? duration.getCode() : String.valueOf(duration.getUnit());
        return switch (unit) {
            case "d", "day", "days" -> Optional.of(value);
            case "wk", "week", "weeks" -> Optional.of(value * 7);
            case "h", "hour", "hours" -> Optional.of(value / 24);
            case "mo", "month", "months" -> Optional.of(value * 30);
            default -> Optional.empty();
        };
    }
}
