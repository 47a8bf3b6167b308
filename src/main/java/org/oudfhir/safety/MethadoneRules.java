package org.oudfhir.safety;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.fhir.Keys;
import org.oudfhir.safety.Medicines.Course;
import org.oudfhir.safety.Readings.Reading;

/** MR-10 to MR-18, MR-34, MR-41, MR-46 and MR-47: where methadone may come from, how much of it, and the heart. */
final class MethadoneRules {

    private static final Set<String> EMERGENCY = Set.of("EMER");
    private static final Set<String> INPATIENT = Set.of("IMP", "ACUTE", "NONAC", "OBSENC");

    private MethadoneRules() {}

    static Map<String, SafetyRule> all() {
        Map<String, SafetyRule> rules = new LinkedHashMap<>();
        rules.put("MR-10", onlyMethadone(MethadoneRules::program));
        rules.put("MR-11", onlyMethadone(MethadoneRules::exception));
        rules.put("MR-12", onlyMethadone(MethadoneRules::firstDose));
        rules.put("MR-13", onlyMethadone(MethadoneRules::firstDay));
        rules.put("MR-14", onlyMethadone(MethadoneRules::lowTolerance));
        rules.put("MR-15", onlyMethadone(MethadoneRules::fastRise));
        rules.put("MR-16", MethadoneRules::qtcStop);
        rules.put("MR-17", onlyMethadone(MethadoneRules::qtcCaution));
        rules.put("MR-18", onlyMethadone(MethadoneRules::ecgDue));
        rules.put("MR-34", onlyMethadone(MethadoneRules::minor));
        rules.put("MR-41", onlyMethadone(MethadoneRules::takeHome));
        rules.put("MR-46", onlyMethadone(MethadoneRules::interrupted));
        rules.put("MR-47", onlyMethadone(MethadoneRules::secondProgram));
        return rules;
    }

    private static SafetyRule onlyMethadone(SafetyRule rule) {
        return (order, facts) -> order.is(DrugClass.METHADONE) ? rule.check(order, facts) : Optional.empty();
    }

    // ---- Who may dispense ----

    private static Optional<Verdict> program(Order order, Facts facts) {
        Facts.Context context = facts.context(order);
        if (context == Facts.Context.OTHER
                || facts.isForProgram(order).filter(yes -> yes).isPresent()) {
            return Optional.empty();
        }
        if (context == Facts.Context.UNKNOWN) {
            return Optional.of(new Verdict(
                    Severity.W,
                    "",
                    "Context unknown: the order gives no reason and no opioid use disorder is on record.",
                    List.of()));
        }
        if (isExcepted(order, facts)) {
            return Optional.empty();
        }
        String why = facts.isForProgram(order).isEmpty()
                ? "The order names no dispensing organization that is on record as a certified program."
                : "The dispensing organization is not on record as a certified program.";
        return Optional.of(
                new Verdict(Severity.E1, "dispenseRequest.performer", why, List.copyOf(facts.organizations(order))));
    }

    private static Optional<Verdict> exception(Order order, Facts facts) {
        boolean program = facts.isForProgram(order).filter(yes -> yes).isPresent();
        if (program || facts.context(order) != Facts.Context.DISORDER || !isExcepted(order, facts)) {
            return Optional.empty();
        }
        return Optional.of(new Verdict(
                Severity.I,
                "dispenseRequest.expectedSupplyDuration",
                "Emergency supply or inpatient stay for another condition.",
                facts.encounter(order).stream().toList()));
    }

    /** 21 CFR 1306.07(b) and (c). */
    private static boolean isExcepted(Order order, Facts facts) {
        Optional<Encounter> encounter = facts.encounter(order);
        String setting = encounter
                .map(each -> String.valueOf(each.getClass_().getCode()))
                .orElse("");
        if (INPATIENT.contains(setting)) {
            return encounter.get().getReasonCode().stream().noneMatch(facts::isDisorder);
        }
        return EMERGENCY.contains(setting)
                && supplyDays(order)
                        .filter(days -> days <= facts.limit("emergency-supply-days"))
                        .isPresent()
                && !isRenewal(order, encounter.get(), facts);
    }

    private static boolean isRenewal(Order order, Encounter encounter, Facts facts) {
        return facts.list(MedicationRequest.class, each -> true).stream()
                .map(facts.medicines()::order)
                .filter(other -> !other.target().equals(order.target()))
                .filter(other -> other.is(DrugClass.METHADONE) && other.isOrdered() && !other.isRefusal())
                .flatMap(other -> facts.encounter(other).stream())
                .anyMatch(other -> isSameEpisode(other, encounter));
    }

    private static boolean isSameEpisode(Encounter one, Encounter other) {
        return one == other
                || one.getEpisodeOfCare().stream()
                        .anyMatch(episode -> other.getEpisodeOfCare().stream()
                                .anyMatch(each -> each.getReference() != null
                                        && each.getReference().equals(episode.getReference())));
    }

    static Optional<Double> supplyDays(Order order) {
        return Dose.days(order.request().getDispenseRequest().getExpectedSupplyDuration());
    }

    private static Optional<Verdict> minor(Order order, Facts facts) {
        if (!facts.concernsDisorder(order)) {
            return Optional.empty();
        }
        Optional<Integer> age = facts.age();
        if (age.isEmpty()) {
            return Optional.of(new Verdict(
                    Severity.W, "subject", "The birth date is not on record: the age is unknown.", List.of()));
        }
        return age.get() < facts.limit("adult-age") && !facts.hasGuardianConsent()
                ? Optional.of(new Verdict(
                        Severity.E1,
                        "subject",
                        "Age " + age.get() + "; no written consent of a parent or guardian is on record.",
                        List.of()))
                : Optional.empty();
    }

    private static Optional<Verdict> secondProgram(Order order, Facts facts) {
        Set<String> here =
                facts.organizations(order).stream().map(Keys::target).collect(java.util.stream.Collectors.toSet());
        List<Resource> elsewhere = facts.list(MedicationRequest.class, each -> true).stream()
                .map(facts.medicines()::order)
                .filter(other -> !other.target().equals(order.target()))
                .filter(other -> other.is(DrugClass.METHADONE) && other.isActive())
                .filter(other -> {
                    var there = facts.organizations(other);
                    return !there.isEmpty() && there.stream().map(Keys::target).noneMatch(here::contains);
                })
                .<Resource>map(Order::request)
                .toList();
        return elsewhere.isEmpty() || !facts.concernsDisorder(order)
                ? Optional.empty()
                : Optional.of(new Verdict(
                        Severity.E2,
                        "dispenseRequest.performer",
                        "An active methadone order names another organization.",
                        elsewhere));
    }

    // ---- How much ----

    private static boolean isFirst(Order order, Facts facts) {
        return facts.concernsDisorder(order) && facts.isFirstDay(order, DrugClass.METHADONE);
    }

    private static Optional<Verdict> firstDose(Order order, Facts facts) {
        return over(order.dose().singleMg(), facts.limit("methadone-first-dose-mg"))
                .filter(mg -> isFirst(order, facts))
                .map(mg -> new Verdict(Severity.W, "dosageInstruction", "First dose " + text(mg) + " mg.", List.of()));
    }

    private static Optional<Verdict> firstDay(Order order, Facts facts) {
        return over(order.dose().firstDayMg(), facts.limit("methadone-day-1-mg"))
                .filter(mg -> isFirst(order, facts) && !order.hasRationale())
                .map(mg -> new Verdict(
                        Severity.E2,
                        "dosageInstruction",
                        "Day-1 total " + text(mg) + " mg, and no note gives a rationale.",
                        List.of()));
    }

    private static Optional<Verdict> lowTolerance(Order order, Facts facts) {
        Optional<Double> dose = over(order.dose().singleMg(), facts.limit("methadone-low-tolerance-mg"));
        if (dose.isEmpty() || !isFirst(order, facts)) {
            return Optional.empty();
        }
        Optional<Instant> lastUse = facts.lastUseAt();
        boolean recent = lastUse.filter(at -> facts.daysSince(at) <= facts.limit("low-tolerance-days"))
                        .isPresent()
                && !facts.neverUsed();
        boolean shown = recent || !facts.positiveOpioidTests().isEmpty() || takesAgonist(order, facts);
        String amount = "First dose " + text(dose.get()) + " mg";
        List<Resource> evidence =
                facts.lastUse().<Resource>map(Reading::observation).stream().toList();
        if (!shown
                && (lastUse.isPresent()
                        || facts.neverUsed()
                        || facts.isCarceral()
                        || !facts.opioidTests().isEmpty())) {
            return Optional.of(new Verdict(
                    Severity.E2,
                    "dosageInstruction",
                    amount + ", and tolerance is low: no recent use, release from custody, or opioid-negative tests.",
                    evidence));
        }
        return shown
                ? Optional.empty()
                : Optional.of(new Verdict(
                        Severity.W,
                        "dosageInstruction",
                        amount + ", and tolerance is unknown: neither last use nor a urine test is on record.",
                        evidence));
    }

    private static boolean takesAgonist(Order order, Facts facts) {
        return Stream.of(DrugClass.BUPRENORPHINE, DrugClass.METHADONE, DrugClass.OPIOID_ANALGESIC)
                .anyMatch(agonist -> !facts.established(agonist, order).isEmpty()
                        || !facts.reportedOpioid(agonist).isEmpty());
    }

    private static Optional<Verdict> fastRise(Order order, Facts facts) {
        Optional<Order> former = formerOrders(order, facts).stream().findFirst();
        if (former.isEmpty()
                || former.get().dose().dailyMg().isEmpty()
                || order.dose().dailyMg().isEmpty()) {
            return Optional.empty();
        }
        double rise = order.dose().dailyMg().getAsDouble()
                - former.get().dose().dailyMg().getAsDouble();
        Optional<Instant> then = Moment.of(former.get().request().getAuthoredOnElement(), facts.now());
        boolean early = firstTreated(order, facts)
                .map(at -> facts.daysSince(at) <= facts.limit("methadone-titration-days"))
                .orElse(true);
        boolean soon = then.filter(at -> facts.daysSince(at) < facts.limit("methadone-increase-days"))
                .isPresent();
        return early && rise > 0 && (rise > facts.limit("methadone-increase-mg") || soon)
                ? Optional.of(new Verdict(
                        Severity.W,
                        "dosageInstruction",
                        "Daily dose rises by " + text(rise) + " mg"
                                + then.map(at -> ", " + facts.daysSince(at) + " day(s) after the last order.")
                                        .orElse("."),
                        List.of(former.get().request())))
                : Optional.empty();
    }

    /** Other methadone orders that were written before this one, newest first, and the former version of this one. */
    private static List<Order> formerOrders(Order order, Facts facts) {
        Optional<Order> version = facts.former(order).filter(former -> former.is(DrugClass.METHADONE));
        Stream<Order> others = facts.list(MedicationRequest.class, each -> true).stream()
                .map(facts.medicines()::order)
                .filter(other -> !other.target().equals(order.target()))
                .filter(other -> other.is(DrugClass.METHADONE) && other.isOrdered() && !other.isRefusal())
                .filter(other -> facts.together().stream().noneMatch(sibling -> sibling == other))
                .filter(other -> other.request().hasAuthoredOn())
                .sorted(Comparator.comparing((Order other) -> other.request().getAuthoredOn())
                        .reversed()
                        .thenComparing(Order::target));
        return Stream.concat(version.stream(), others).toList();
    }

    private static Optional<Instant> firstTreated(Order order, Facts facts) {
        Stream<Instant> courses = facts.medicines().all().stream()
                .filter(course -> course.is(DrugClass.METHADONE))
                .filter(course -> !Keys.target(course.source()).equals(order.target()))
                .flatMap(course -> course.from().stream());
        Stream<Instant> episodes = facts.list(EpisodeOfCare.class, each -> true).stream()
                .filter(episode -> episode.getStatus() == EpisodeOfCare.EpisodeOfCareStatus.ACTIVE)
                .flatMap(episode -> Moment.of(episode.getPeriod().getStartElement(), facts.now()).stream());
        return Stream.concat(courses, episodes).min(Comparator.naturalOrder());
    }

    private static Optional<Verdict> takeHome(Order order, Facts facts) {
        boolean program = facts.isForProgram(order).filter(yes -> yes).isPresent();
        Optional<Double> days = supplyDays(order).filter(supply -> supply > 1);
        if (!program || days.isEmpty()) {
            return Optional.empty();
        }
        long day = firstTreated(order, facts).map(at -> facts.daysSince(at) + 1).orElse(1L);
        String stage = day <= facts.limit("take-home-early-until-day")
                ? "take-home-early-days"
                : day <= facts.limit("take-home-middle-until-day") ? "take-home-middle-days" : "take-home-late-days";
        double limit = facts.limit(stage);
        if (days.get() > limit) {
            return Optional.of(new Verdict(
                    Severity.E2,
                    "dispenseRequest.expectedSupplyDuration",
                    text(days.get()) + " days on treatment day " + day + "; the limit is " + text(limit) + ".",
                    List.of()));
        }
        return order.hasRationale()
                ? Optional.empty()
                : Optional.of(new Verdict(
                        Severity.W, "note", "No note records the take-home criteria of 42 CFR 8.12(i).", List.of()));
    }

    private static Optional<Verdict> interrupted(Order order, Facts facts) {
        Optional<Course> last = facts.medicines().given(drug -> drug.is(DrugClass.METHADONE)).stream()
                .findFirst();
        Optional<Instant> end = last.flatMap(course -> course.to().or(course::from));
        Optional<Order> former = formerOrders(order, facts).stream()
                .filter(each -> each.dose().dailyMg().isPresent())
                .findFirst();
        if (end.isEmpty() || !facts.isNew(order) || order.dose().dailyMg().isEmpty() || former.isEmpty()) {
            return Optional.empty();
        }
        long missed = facts.daysSince(end.get());
        boolean full = order.dose().dailyMg().getAsDouble()
                >= former.get().dose().dailyMg().getAsDouble();
        if (!full || missed < facts.limit("methadone-missed-warn-days")) {
            return Optional.empty();
        }
        Severity severity = missed >= facts.limit("methadone-missed-stop-days") ? Severity.E2 : Severity.W;
        return Optional.of(new Verdict(
                severity,
                "dosageInstruction",
                missed + " days without a dose, and the former dose is not reduced.",
                List.of(last.get().source(), former.get().request())));
    }

    // ---- The heart ----

    private static Optional<Verdict> qtcStop(Order order, Facts facts) {
        if (!order.is(DrugClass.METHADONE) && !order.hasIngredient("lofexidine")) {
            return Optional.empty();
        }
        return facts.qtc()
                .filter(reading -> Facts.number(reading) > facts.limit("qtc-stop-ms"))
                .map(reading -> new Verdict(
                        Severity.E2,
                        "medication",
                        "QTc " + text(Facts.number(reading)) + " ms.",
                        List.of(reading.observation())));
    }

    private static Optional<Verdict> qtcCaution(Order order, Facts facts) {
        return facts.qtc()
                .filter(reading -> Facts.number(reading) >= facts.limit("qtc-caution-ms")
                        && Facts.number(reading) <= facts.limit("qtc-stop-ms"))
                .map(reading -> new Verdict(
                        Severity.W,
                        "medication",
                        "QTc " + text(Facts.number(reading)) + " ms.",
                        List.of(reading.observation())));
    }

    private static Optional<Verdict> ecgDue(Order order, Facts facts) {
        Optional<Instant> ecg = lastEcg(facts);
        boolean inYear = ecg.filter(at -> facts.daysSince(at) <= facts.limit("ecg-valid-days"))
                .isPresent();
        if (!inYear) {
            return ecgVerdict("No ECG of the last " + text(facts.limit("ecg-valid-days")) + " days is on record.");
        }
        Optional<Instant> start = firstTreated(order, facts);
        boolean overdue = start.filter(at -> facts.daysSince(at) > facts.limit("ecg-after-start-days")
                        && ecg.get().isBefore(at))
                .isPresent();
        if (overdue) {
            return ecgVerdict("No ECG since methadone was started " + facts.daysSince(start.get()) + " days ago.");
        }
        double high = facts.limit("methadone-ecg-dose-mg");
        boolean rises = over(order.dose().dailyMg(), high).isPresent()
                && formerOrders(order, facts).stream()
                        .limit(1)
                        .noneMatch(former -> over(former.dose().dailyMg(), high).isPresent());
        boolean fresh = ecg.filter(at -> facts.daysSince(at) <= facts.limit("ecg-after-start-days"))
                .isPresent();
        return rises && !fresh
                ? ecgVerdict("The daily dose exceeds " + text(high) + " mg and the last ECG is "
                        + facts.daysSince(ecg.get()) + " days old.")
                : Optional.empty();
    }

    private static Optional<Verdict> ecgVerdict(String detail) {
        return Optional.of(new Verdict(Severity.W, "medication", detail, List.of()));
    }

    private static Optional<Instant> lastEcg(Facts facts) {
        Stream<Instant> measured = facts.readings().of("oud-lab-qtc").stream().map(Reading::at);
        Stream<Instant> reported = facts.list(DiagnosticReport.class, each -> true).stream()
                .filter(report ->
                        report.getCode().getCoding().stream().anyMatch(coding -> "11524-6".equals(coding.getCode())))
                .flatMap(report -> report.hasEffective()
                        ? Moment.of(report.getEffective(), facts.now()).stream()
                        : Stream.empty());
        return Stream.concat(measured, reported).max(Comparator.naturalOrder());
    }

    static Optional<Double> over(java.util.OptionalDouble value, double limit) {
        return value.isPresent() && value.getAsDouble() > limit + 1e-9
                ? Optional.of(value.getAsDouble())
                : Optional.empty();
    }

    private static String text(double value) {
        return NaltrexoneRules.number(value);
    }
}
