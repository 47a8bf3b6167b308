package org.oudfhir.safety;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Procedure.ProcedureStatus;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Systems;
import org.oudfhir.safety.Medicines.Course;
import org.oudfhir.safety.Readings.Reading;

/** MR-01 to MR-09: an antagonist meets an opioid, a liver, or a wrong injection. */
final class NaltrexoneRules {

    private static final String INTRAMUSCULAR = "78421000";

    private NaltrexoneRules() {}

    static Map<String, SafetyRule> all() {
        Map<String, SafetyRule> rules = new LinkedHashMap<>();
        rules.put("MR-01", onlyNaltrexone(NaltrexoneRules::activeAgonist));
        rules.put("MR-02", onlyNaltrexone(NaltrexoneRules::positiveTest));
        rules.put("MR-03", onlyNaltrexone(NaltrexoneRules::tooSoon));
        rules.put("MR-04", onlyNaltrexone(NaltrexoneRules::notProven));
        rules.put("MR-05", onlyNaltrexone(NaltrexoneRules::inWithdrawal));
        rules.put("MR-06", onlyNaltrexone(NaltrexoneRules::pregnant));
        rules.put("MR-07", onlyNaltrexone(NaltrexoneRules::acuteLiver));
        rules.put("MR-08", onlyNaltrexone(NaltrexoneRules::injection));
        rules.put("MR-09", onlyNaltrexone(NaltrexoneRules::late));
        return rules;
    }

    private static SafetyRule onlyNaltrexone(SafetyRule rule) {
        return (order, facts) -> order.is(DrugClass.NALTREXONE) ? rule.check(order, facts) : Optional.empty();
    }

    private static Optional<Verdict> activeAgonist(Order order, Facts facts) {
        List<Resource> agonists = new ArrayList<>();
        for (DrugClass agonist : List.of(DrugClass.METHADONE, DrugClass.BUPRENORPHINE, DrugClass.OPIOID_ANALGESIC)) {
            agonists.addAll(facts.taken(agonist, order));
            agonists.addAll(facts.reportedOpioid(agonist));
        }
        return agonists.isEmpty()
                ? Optional.empty()
                : Optional.of(new Verdict(
                        Severity.E2,
                        "medication",
                        "An opioid agonist is active: " + agonists.size() + " source(s).",
                        agonists));
    }

    private static Optional<Verdict> positiveTest(Order order, Facts facts) {
        List<Reading> positive = facts.positiveOpioidTests();
        return positive.isEmpty()
                ? Optional.empty()
                : Optional.of(new Verdict(
                        Severity.E2,
                        "medication",
                        "Opioid-positive test "
                                + facts.daysSince(positive.get(0).at()) + " day(s) ago, no later negative one.",
                        positive.stream().map(Reading::observation).toList()));
    }

    private static Optional<Verdict> tooSoon(Order order, Facts facts) {
        Optional<Verdict> depot = afterDepot(facts);
        if (depot.isPresent()) {
            return depot;
        }
        Optional<Verdict> agonist = afterAgonist(facts);
        if (agonist.isPresent() || facts.neverUsed()) {
            return agonist;
        }
        boolean shortActing = facts.lastUseIsShortActing();
        double needed = facts.limit(shortActing ? "naltrexone-short-acting-days" : "naltrexone-long-acting-days");
        return facts.lastUseAt()
                .filter(at -> facts.daysSince(at) < needed)
                .map(at -> new Verdict(
                        Severity.E2,
                        "medication",
                        "Last opioid " + facts.daysSince(at) + " day(s) ago; " + (int) needed
                                + " opioid-free days are needed"
                                + (shortActing ? "." : " after a long-acting or unknown opioid."),
                        facts.lastUse().map(Reading::observation).stream().toList()));
    }

    /** Decisions 5.5: after an extended-release injection no interval suffices. */
    private static Optional<Verdict> afterDepot(Facts facts) {
        List<Course> injections = facts.medicines().all().stream()
                .filter(course ->
                        course.is(DrugClass.BUPRENORPHINE) && course.drug().isDepot())
                .toList();
        if (injections.isEmpty()) {
            return Optional.empty();
        }
        Instant last = injections.stream()
                .flatMap(course -> course.from().stream())
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
        boolean negative = facts.readings().of("oud-lab-buprenorphine").stream()
                .limit(1)
                .anyMatch(reading -> reading.isNegative() && reading.at().isAfter(last));
        if (negative && isChallenged(facts, last)) {
            return Optional.empty();
        }
        return Optional.of(new Verdict(
                Severity.E2,
                "medication",
                "Extended-release buprenorphine was given: no interval suffices. A negative buprenorphine test and a"
                        + " naloxone challenge after it are needed.",
                injections.stream().map(Course::source).toList()));
    }

    private static boolean isChallenged(Facts facts, Instant since) {
        boolean procedure = !facts.list(
                        Procedure.class,
                        each -> each.getStatus() == ProcedureStatus.COMPLETED
                                && Concept.has(each.getCode(), Systems.ITEM, "naloxone-challenge")
                                && each.hasPerformed()
                                && Moment.of(each.getPerformed(), facts.now())
                                        .filter(at -> at.isAfter(since))
                                        .isPresent())
                .isEmpty();
        boolean observed = facts.readings()
                .item("naloxone-challenge")
                .filter(reading -> reading.isNegative() && reading.at().isAfter(since))
                .isPresent();
        return procedure || observed;
    }

    /** A methadone or buprenorphine treatment that ended, or a dose that was given, too few days ago. */
    private static Optional<Verdict> afterAgonist(Facts facts) {
        double needed = facts.limit("naltrexone-long-acting-days");
        return facts.medicines().all().stream()
                .filter(course -> course.is(DrugClass.METHADONE) || course.is(DrugClass.BUPRENORPHINE))
                .filter(course -> !course.current())
                .flatMap(course -> course.to().or(course::from).stream()
                        .filter(end -> facts.daysSince(end) < needed)
                        .map(end -> new Verdict(
                                Severity.E2,
                                "medication",
                                "Agonist treatment ended " + Math.max(0, facts.daysSince(end)) + " day(s) ago; up to "
                                        + (int) needed + " days are needed.",
                                List.of(course.source()))))
                .findFirst();
    }

    private static Optional<Verdict> notProven(Order order, Facts facts) {
        List<String> doubts = new ArrayList<>();
        if (!facts.neverUsed()) {
            Optional<Instant> lastUse = facts.lastUseAt();
            if (lastUse.isEmpty()) {
                doubts.add("the time of the last opioid is not on record");
            } else {
                long days = facts.daysSince(lastUse.get());
                if (days >= facts.limit("naltrexone-short-acting-days")
                        && days <= facts.limit("naltrexone-proof-days")) {
                    doubts.add("only " + days + " days since the last opioid");
                }
            }
        }
        if (facts.opioidTests().isEmpty()) {
            doubts.add("no opioid test of the last " + (int) facts.limit("uds-fresh-days") + " days is on record");
        }
        return doubts.isEmpty()
                ? Optional.empty()
                : Optional.of(new Verdict(
                        Severity.W,
                        "medication",
                        String.join("; ", doubts) + ".",
                        facts.lastUse().map(Reading::observation).stream().toList()));
    }

    private static Optional<Verdict> inWithdrawal(Order order, Facts facts) {
        List<Resource> shown = facts.withdrawal();
        return shown.isEmpty()
                ? Optional.empty()
                : Optional.of(new Verdict(
                        Severity.E2,
                        "medication",
                        facts.cows()
                                .map(cows -> "COWS " + (int) Facts.number(cows) + ".")
                                .orElse("Opioid withdrawal is an active condition."),
                        shown));
    }

    private static Optional<Verdict> pregnant(Order order, Facts facts) {
        if (!facts.isStart(order)) {
            return Optional.empty();
        }
        return switch (facts.pregnancy()) {
            case YES ->
                provenFree(facts)
                        ? Optional.empty()
                        : Optional.of(new Verdict(
                                Severity.E2,
                                "medication",
                                "Pregnant, and opioid use is not ruled out.",
                                facts.pregnancyEvidence()));
            case POSSIBLE ->
                Optional.of(new Verdict(
                        Severity.W, "medication", "Pregnancy is possible: test first.", facts.pregnancyEvidence()));
            case UNKNOWN ->
                Optional.of(new Verdict(
                        Severity.I,
                        "medication",
                        "Pregnancy status is not on record: test before the start.",
                        List.of()));
            case NO -> Optional.empty();
        };
    }

    /** Negative tests now, and opioid-free for as long as naltrexone needs. */
    private static boolean provenFree(Facts facts) {
        boolean negative =
                !facts.opioidTests().isEmpty() && facts.positiveOpioidTests().isEmpty();
        boolean free = facts.neverUsed()
                || facts.lastUseAt()
                        .filter(at -> facts.daysSince(at) >= facts.limit("naltrexone-long-acting-days"))
                        .isPresent();
        return negative && free && facts.withdrawal().isEmpty();
    }

    private static Optional<Verdict> acuteLiver(Order order, Facts facts) {
        List<Resource> shown = Stream.of(
                        facts.conditions("oud-condition-acute-hepatitis"),
                        facts.conditions("oud-condition-hepatic-failure"),
                        facts.severeLiverDisease(),
                        facts.transaminasesTooHigh())
                .flatMap(List::stream)
                .<Resource>map(resource -> resource)
                .distinct()
                .toList();
        if (!shown.isEmpty()) {
            return Optional.of(new Verdict(
                    Severity.E2,
                    "medication",
                    "Acute hepatitis, hepatic failure, Child-Pugh C, or transaminases above "
                            + (int) facts.limit("alt-ast-uln-multiple") + " times the upper limit.",
                    shown));
        }
        return facts.isStart(order) && !facts.knowsLiver()
                ? Optional.of(new Verdict(
                        Severity.I, "medication", "No liver function test is on record: baseline is due.", List.of()))
                : Optional.empty();
    }

    private static Optional<Verdict> injection(Order order, Facts facts) {
        if (!order.isDepot()) {
            return Optional.empty();
        }
        double dose = facts.limit("naltrexone-xr-mg");
        double days = facts.limit("naltrexone-xr-interval-days") - facts.limit("naltrexone-xr-tolerance-days");
        List<String> faults = new ArrayList<>();
        order.dose().singleMg().ifPresent(mg -> {
            if (Math.abs(mg - dose) > 0.001) {
                faults.add("dose " + number(mg) + " mg");
            }
        });
        order.dose().intervalDays().ifPresent(interval -> {
            if (interval < days) {
                faults.add("every " + number(interval) + " days");
            }
        });
        boolean elsewhere =
                order.routes().stream().anyMatch(route -> !Concept.has(route, Systems.SNOMED, INTRAMUSCULAR));
        if (elsewhere) {
            faults.add("route is not intramuscular");
        }
        Optional<Course> last = lastInjection(facts);
        last.flatMap(Course::from)
                .filter(at -> facts.isNew(order) && facts.daysSince(at) < days)
                .ifPresent(at -> faults.add("last injection " + facts.daysSince(at) + " days ago"));
        if (!faults.isEmpty()) {
            return Optional.of(new Verdict(
                    Severity.E2,
                    "dosageInstruction",
                    String.join("; ", faults) + ".",
                    last.map(Course::source).stream().toList()));
        }
        return order.routes().isEmpty()
                ? Optional.of(new Verdict(Severity.W, "dosageInstruction", "The route is not given.", List.of()))
                : Optional.empty();
    }

    private static Optional<Verdict> late(Order order, Facts facts) {
        return lastInjection(facts)
                .filter(course -> course.from()
                        .filter(at -> facts.daysSince(at) > facts.limit("naltrexone-late-days"))
                        .isPresent())
                .map(course -> new Verdict(
                        Severity.W,
                        "",
                        "Last injection " + facts.daysSince(course.from().orElseThrow()) + " days ago.",
                        List.of(course.source())));
    }

    private static Optional<Course> lastInjection(Facts facts) {
        return facts.medicines().given(drug -> drug.is(DrugClass.NALTREXONE) && drug.isDepot()).stream()
                .findFirst();
    }

    static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }
}
