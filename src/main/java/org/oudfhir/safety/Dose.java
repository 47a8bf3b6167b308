package org.oudfhir.safety;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Dosage;
import org.hl7.fhir.r4.model.Duration;
import org.hl7.fhir.r4.model.MedicationRequest;

/**
 * What an order's dosage instructions amount to, in milligrams of the leading ingredient. Ranges count by their upper bound, a
 * dose as needed counts as if it were taken whenever it may be.
 *
 * @param singleMg largest single dose of the first step; also known when only the timing could not be read
 * @param firstDayMg sum on the first day, over all steps that begin on it
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
        if (!request.hasDosageInstruction()) {
            return unknown("The order has no dosageInstruction.");
        }
        List<DosageStep> steps = new ArrayList<>();
        int sequence = 0;
        for (Dosage dosage : request.getDosageInstruction()) {
            sequence = dosage.hasSequence() ? dosage.getSequence() : sequence;
            try {
                steps.add(DosageStep.of(dosage, sequence, drug));
            } catch (UnreadableDose e) {
                return unknown(e.fault());
            }
        }
        return steps.stream().allMatch(DosageStep::isDated) ? dated(steps) : sequential(steps);
    }

    /** A dose that cannot be told. */
    static Dose unknown(String fault) {
        return new Dose(
                OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), fault);
    }

    /** A duration in days, when its unit is one of time. */
    static Optional<Double> days(Duration duration) {
        return DosageFrequency.days(duration);
    }

    /** Instructions that all say when they apply: each day on which one begins is summed. */
    private static Dose dated(List<DosageStep> steps) {
        List<DosageStep> byStart =
                steps.stream().sorted(Comparator.comparing(DosageStep::from)).toList();
        List<List<DosageStep>> days = byStart.stream()
                .map(DosageStep::from)
                .distinct()
                .map(day -> byStart.stream().filter(step -> step.appliesOn(day)).toList())
                .toList();
        List<DosageStep> first = days.get(0);
        return sum(first, total(first), days);
    }

    /** Instructions of the same sequence number are taken together, others one after the other. */
    private static Dose sequential(List<DosageStep> steps) {
        List<List<DosageStep>> phases = List.copyOf(steps.stream()
                .collect(Collectors.groupingBy(DosageStep::sequence, TreeMap::new, Collectors.toList()))
                .values());
        return sum(phases.get(0), firstDay(phases), phases);
    }

    /** Single doses and steps of hours share the first day with what follows, unless that is taken at most daily. */
    private static double firstDay(List<List<DosageStep>> phases) {
        double elapsed = 0;
        double mg = 0;
        for (List<DosageStep> phase : phases) {
            boolean nextDay = elapsed >= 1 || (mg > 0 && phase.stream().allMatch(DosageStep::isDailyAtMost));
            if (nextDay) {
                break;
            }
            mg += total(phase);
            elapsed += phase.stream().mapToDouble(DosageStep::lengthDays).max().orElseThrow();
        }
        return mg;
    }

    private static Dose sum(List<DosageStep> first, double firstDayMg, List<List<DosageStep>> phases) {
        double single = first.stream().mapToDouble(DosageStep::doseMg).max().orElseThrow();
        if (single == 0) {
            return unknown("A dose of nothing is ordered.");
        }
        if (!phases.stream().flatMap(List::stream).allMatch(DosageStep::isTimed)) {
            return new Dose(
                    milligrams(single),
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    "A dosage instruction has no timing that says how often.");
        }
        double daily = phases.stream().mapToDouble(Dose::total).max().orElseThrow();
        double perDay = first.stream().mapToDouble(DosageStep::perDay).max().orElseThrow();
        return new Dose(
                milligrams(single),
                milligrams(firstDayMg),
                milligrams(Math.max(daily, firstDayMg)),
                perDay > 0 && perDay < 1 ? OptionalDouble.of(Math.round(100 / perDay) / 100.0) : OptionalDouble.empty(),
                "");
    }

    private static double total(List<DosageStep> steps) {
        return steps.stream().mapToDouble(DosageStep::dailyMg).sum();
    }

    /** Without the last binary digits, which would lift three tablets of 0.1 mg above 0.3 mg. */
    private static OptionalDouble milligrams(double mg) {
        return OptionalDouble.of(Math.round(mg * 1e6) / 1e6);
    }
}
