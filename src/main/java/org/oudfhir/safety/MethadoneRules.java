package org.oudfhir.safety;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.fhir.Keys;
import org.oudfhir.safety.Medicines.Course;
import org.oudfhir.safety.Readings.Reading;

/** MR-12 to MR-15, MR-41 and MR-46: how much methadone, on the first day, at home, and after a gap. */
final class MethadoneRules {

    private MethadoneRules() {}

    static Map<String, SafetyRule> all() {
        Map<String, SafetyRule> rules = new LinkedHashMap<>();
        rules.put("MR-12", SafetyRule.of(DrugClass.METHADONE, MethadoneRules::firstDose));
        rules.put("MR-13", SafetyRule.of(DrugClass.METHADONE, MethadoneRules::firstDay));
        rules.put("MR-14", SafetyRule.of(DrugClass.METHADONE, MethadoneRules::lowTolerance));
        rules.put("MR-15", SafetyRule.of(DrugClass.METHADONE, MethadoneRules::fastRise));
        rules.put("MR-41", SafetyRule.of(DrugClass.METHADONE, MethadoneRules::takeHome));
        rules.put("MR-46", SafetyRule.of(DrugClass.METHADONE, MethadoneRules::interrupted));
        return rules;
    }

    private static boolean isFirst(Order order, Facts facts) {
        return facts.indication().concernsDisorder(order) && facts.isFirstDay(order, DrugClass.METHADONE);
    }

    private static Optional<Verdict> firstDose(Order order, Facts facts) {
        return Amount.over(order.dose().singleMg(), facts.limit("methadone-first-dose-mg"))
                .filter(mg -> isFirst(order, facts))
                .map(mg -> new Verdict(
                        Severity.W, "dosageInstruction", "First dose " + Amount.text(mg) + " mg.", List.of()));
    }

    private static Optional<Verdict> firstDay(Order order, Facts facts) {
        return Amount.over(order.dose().firstDayMg(), facts.limit("methadone-day-1-mg"))
                .filter(mg -> isFirst(order, facts) && !order.hasRationale())
                .map(mg -> new Verdict(
                        Severity.E2,
                        "dosageInstruction",
                        "Day-1 total " + Amount.text(mg) + " mg, and no note gives a rationale.",
                        List.of()));
    }

    private static Optional<Verdict> lowTolerance(Order order, Facts facts) {
        Optional<Double> dose = Amount.over(order.dose().singleMg(), facts.limit("methadone-low-tolerance-mg"));
        if (dose.isEmpty() || !isFirst(order, facts)) {
            return Optional.empty();
        }
        Optional<Instant> lastUse = facts.use().lastUseAt();
        boolean recent = lastUse.filter(at -> facts.daysSince(at) <= facts.limit("low-tolerance-days"))
                        .isPresent()
                && !facts.use().neverUsed();
        boolean shown = recent || !facts.use().positiveOpioidTests().isEmpty() || takesAgonist(order, facts);
        String amount = "First dose " + Amount.text(dose.get()) + " mg";
        List<Resource> evidence = facts.use().lastUse().<Resource>map(Reading::observation).stream()
                .toList();
        if (!shown
                && (lastUse.isPresent()
                        || facts.use().neverUsed()
                        || facts.use().isCarceral()
                        || !facts.use().opioidTests().isEmpty())) {
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
                        || !facts.use().reportedOpioid(agonist).isEmpty());
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
                        "Daily dose rises by " + Amount.text(rise) + " mg"
                                + then.map(at -> ", " + facts.daysSince(at) + " day(s) after the last order.")
                                        .orElse("."),
                        List.of(former.get().request())))
                : Optional.empty();
    }

    /** Other methadone orders that were written before this one, newest first, and the former version of this one. */
    static List<Order> formerOrders(Order order, Facts facts) {
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

    static Optional<Instant> firstTreated(Order order, Facts facts) {
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
        boolean program =
                facts.programs().isForProgram(order).filter(yes -> yes).isPresent();
        Optional<Double> days = MethadoneProgramRules.supplyDays(order).filter(supply -> supply > 1);
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
                    Amount.text(days.get()) + " days on treatment day " + day + "; the limit is " + Amount.text(limit)
                            + ".",
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
}
