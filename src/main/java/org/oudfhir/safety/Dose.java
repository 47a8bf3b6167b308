package org.oudfhir.safety;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Dosage;
import org.hl7.fhir.r4.model.Duration;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Timing;

/**
 * What an order's dosage instructions amount to, in milligrams of the leading ingredient. Ranges count by their upper bound, a
 * dose as needed counts as if it were taken whenever it may be.
 *
 * @param singleMg largest single dose of the first step
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

    /** Doses a day by the codes of {@code Timing.code} (v3 GTSAbbreviation). */
    private static final Map<String, Double> ABBREVIATIONS = Map.ofEntries(
            Map.entry("QD", 1.0),
            Map.entry("AM", 1.0),
            Map.entry("PM", 1.0),
            Map.entry("BED", 1.0),
            Map.entry("BID", 2.0),
            Map.entry("TID", 3.0),
            Map.entry("QID", 4.0),
            Map.entry("Q4H", 6.0),
            Map.entry("Q6H", 4.0),
            Map.entry("QOD", 0.5),
            Map.entry("WK", 1 / 7.0),
            Map.entry("MO", 1 / 30.0));

    /** Hours in FHIR's units of time. */
    private static final Map<String, Double> HOURS =
            Map.of("min", 1 / 60.0, "h", 1.0, "d", 24.0, "wk", 168.0, "mo", 720.0, "a", 8760.0, "s", 1 / 3600.0);

    /** One instruction, read. */
    private record Step(int sequence, double doseMg, double perDay, double capMg) {

        double dailyMg() {
            return Math.min(capMg, perDay < 1 ? doseMg : doseMg * perDay);
        }
    }

    /** Why an instruction cannot be read. */
    private static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        private final String fault;

        Unreadable(String fault) {
            super(fault);
            this.fault = fault;
        }

        String fault() {
            return fault;
        }
    }

    static Dose of(MedicationRequest request, Drug drug) {
        if (!request.hasDosageInstruction()) {
            return unknown("The order has no dosageInstruction.");
        }
        List<Step> steps = new ArrayList<>();
        int sequence = 0;
        for (Dosage dosage : request.getDosageInstruction()) {
            sequence = dosage.hasSequence() ? dosage.getSequence() : sequence;
            try {
                steps.add(step(dosage, sequence, drug));
            } catch (Unreadable e) {
                return unknown(e.fault());
            }
        }
        return sum(steps);
    }

    /** A dose that cannot be told. */
    static Dose unknown(String fault) {
        return new Dose(
                OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), fault);
    }

    /** Instructions of the same sequence number are taken together, others one after the other. */
    private static Dose sum(List<Step> steps) {
        Map<Integer, List<Step>> phases =
                steps.stream().collect(Collectors.groupingBy(Step::sequence, TreeMap::new, Collectors.toList()));
        List<Step> first = phases.values().iterator().next();
        double single = first.stream().mapToDouble(Step::doseMg).max().orElseThrow();
        double daily = phases.values().stream().mapToDouble(Dose::total).max().orElseThrow();
        double slowest =
                first.stream().map(Step::perDay).max(Comparator.naturalOrder()).orElseThrow();
        return new Dose(
                OptionalDouble.of(single),
                OptionalDouble.of(total(first)),
                OptionalDouble.of(daily),
                slowest < 1 ? OptionalDouble.of(Math.round(1 / slowest * 100) / 100.0) : OptionalDouble.empty(),
                "");
    }

    private static double total(List<Step> steps) {
        return steps.stream().mapToDouble(Step::dailyMg).sum();
    }

    private static Step step(Dosage dosage, int sequence, Drug drug) throws Unreadable {
        double dose = doseMg(dosage, drug);
        double cap = dosage.hasMaxDosePerPeriod()
                        && dosage.getMaxDosePerPeriod().hasNumerator()
                        && isOneDay(dosage.getMaxDosePerPeriod().getDenominator())
                ? milligrams(dosage.getMaxDosePerPeriod().getNumerator(), drug)
                : Double.MAX_VALUE;
        return new Step(sequence, dose, perDay(dosage), cap);
    }

    private static boolean isOneDay(Quantity denominator) {
        double hours = denominator.getValue() == null
                ? 0
                : denominator.getValue().doubleValue() * HOURS.getOrDefault(String.valueOf(denominator.getCode()), 0.0);
        return Math.abs(hours - 24) < 0.01;
    }

    private static double doseMg(Dosage dosage, Drug drug) throws Unreadable {
        double most = -1;
        for (Dosage.DosageDoseAndRateComponent each : dosage.getDoseAndRate()) {
            if (each.hasDoseQuantity()) {
                most = Math.max(most, milligrams(each.getDoseQuantity(), drug));
            } else if (each.hasDoseRange()) {
                Quantity bound = each.getDoseRange().hasHigh()
                        ? each.getDoseRange().getHigh()
                        : each.getDoseRange().getLow();
                most = Math.max(most, milligrams(bound, drug));
            }
        }
        if (most < 0) {
            throw new Unreadable("A dosage instruction has no doseAndRate.dose.");
        }
        return most;
    }

    private static double milligrams(Quantity quantity, Drug drug) throws Unreadable {
        if (!quantity.hasValue() || quantity.getValue().signum() < 0) {
            throw new Unreadable("A dose has no value, or a negative one.");
        }
        double value = quantity.getValue().doubleValue();
        String unit = quantity.hasCode() ? quantity.getCode() : String.valueOf(quantity.getUnit());
        return switch (unit) {
            case "mg" -> value;
            case "ug", "mcg" -> value / 1000;
            case "g" -> value * 1000;
            case "mL",
                    "ml",
                    "1",
                    "{tablet}",
                    "{tbl}",
                    "{film}",
                    "{dose}",
                    "{spray}",
                    "{injection}",
                    "{actuat}",
                    "tablet",
                    "tablets",
                    "film",
                    "films",
                    "TAB",
                    "FILM",
                    "{syringe}",
                    "{unit}" -> units(value, unit, drug);
            default -> throw new Unreadable("The dose unit '" + unit + "' is not one that can be turned into mg.");
        };
    }

    private static double units(double value, String unit, Drug drug) throws Unreadable {
        if (drug.strengthMg() <= 0) {
            throw new Unreadable(
                    "The code of the drug has no strength, so that '" + unit + "' cannot be turned into mg.");
        }
        return value * drug.strengthMg();
    }

    private static double perDay(Dosage dosage) throws Unreadable {
        Timing timing = dosage.getTiming();
        Timing.TimingRepeatComponent repeat = timing.getRepeat();
        for (var coding : timing.getCode().getCoding()) {
            Double times = ABBREVIATIONS.get(String.valueOf(coding.getCode()));
            if (times != null) {
                return times;
            }
        }
        if (repeat.hasPeriod() && repeat.hasPeriodUnit()) {
            double hours = repeat.getPeriod().doubleValue()
                    * HOURS.getOrDefault(repeat.getPeriodUnit().toCode(), 0.0);
            int frequency = Math.max(Math.max(repeat.getFrequency(), repeat.getFrequencyMax()), 1);
            if (hours <= 0) {
                throw new Unreadable("A timing has a period of nothing.");
            }
            return frequency * 24 / hours;
        }
        if (repeat.hasTimeOfDay() || repeat.hasWhen()) {
            return Math.max(repeat.getTimeOfDay().size(), repeat.getWhen().size());
        }
        if (timing.hasEvent()) {
            return 1;
        }
        if (repeat.getCount() == 1 || (repeat.hasBounds() && !repeat.hasPeriod())) {
            return 1;
        }
        throw new Unreadable("A dosage instruction has no timing that says how often.");
    }

    /** A duration in days, when its unit is one of time. */
    static Optional<Double> days(Duration duration) {
        if (!duration.hasValue()) {
            return Optional.empty();
        }
        String unit = duration.hasCode() ? duration.getCode() : String.valueOf(duration.getUnit());
        String code = switch (unit) {
            case "day", "days" -> "d";
            case "week", "weeks" -> "wk";
            case "hour", "hours" -> "h";
            case "month", "months" -> "mo";
            default -> unit;
        };
        return Optional.ofNullable(HOURS.get(code))
                .map(hours -> duration.getValue().doubleValue() * hours / 24);
    }
}
