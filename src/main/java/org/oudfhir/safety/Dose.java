package org.oudfhir.safety;

import java.util.OptionalDouble;
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
}
