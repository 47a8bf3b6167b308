package org.oudfhir.safety;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.safety.Readings.Reading;

/** MR-01 to MR-07: an antagonist meets an opioid, a pregnancy or a liver. */
final class NaltrexoneRules {

    private NaltrexoneRules() {}

    static Map<String, SafetyRule> all() {
        Map<String, SafetyRule> rules = new LinkedHashMap<>();
        rules.put("MR-01", SafetyRule.of(DrugClass.NALTREXONE, NaltrexoneRules::activeAgonist));
        rules.put("MR-02", SafetyRule.of(DrugClass.NALTREXONE, NaltrexoneRules::positiveTest));
        rules.put("MR-03", SafetyRule.of(DrugClass.NALTREXONE, NaltrexoneRules::tooSoon));
        rules.put("MR-04", SafetyRule.of(DrugClass.NALTREXONE, NaltrexoneRules::notProven));
        rules.put("MR-05", SafetyRule.of(DrugClass.NALTREXONE, NaltrexoneRules::inWithdrawal));
        rules.put("MR-06", SafetyRule.of(DrugClass.NALTREXONE, NaltrexoneRules::pregnant));
        rules.put("MR-07", SafetyRule.of(DrugClass.NALTREXONE, NaltrexoneRules::acuteLiver));
        return rules;
    }

    private static Optional<Verdict> activeAgonist(Order order, Facts facts) {
        List<Resource> agonists = new ArrayList<>();
        for (DrugClass agonist : List.of(DrugClass.METHADONE, DrugClass.BUPRENORPHINE, DrugClass.OPIOID_ANALGESIC)) {
            agonists.addAll(facts.taken(agonist, order));
            agonists.addAll(facts.use().reportedOpioid(agonist));
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
        List<Reading> positive = facts.use().positiveOpioidTests();
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
        Optional<Verdict> depot = OpioidFreeInterval.afterDepot(facts);
        if (depot.isPresent()) {
            return depot;
        }
        Optional<Verdict> agonist = OpioidFreeInterval.afterAgonist(facts);
        if (agonist.isPresent() || facts.use().neverUsed()) {
            return agonist;
        }
        boolean shortActing = facts.use().lastUseIsShortActing();
        double needed = facts.limit(shortActing ? "naltrexone-short-acting-days" : "naltrexone-long-acting-days");
        return facts.use()
                .lastUseAt()
                .filter(at -> facts.daysSince(at) < needed)
                .map(at -> new Verdict(
                        Severity.E2,
                        "medication",
                        "Last opioid " + facts.daysSince(at) + " day(s) ago; " + (int) needed
                                + " opioid-free days are needed"
                                + (shortActing ? "." : " after a long-acting or unknown opioid."),
                        facts.use().lastUse().map(Reading::observation).stream().toList()));
    }

    private static Optional<Verdict> notProven(Order order, Facts facts) {
        List<String> doubts = new ArrayList<>();
        if (!facts.use().neverUsed()) {
            Optional<Instant> lastUse = facts.use().lastUseAt();
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
        if (facts.use().opioidTests().isEmpty()) {
            doubts.add("no opioid test of the last " + (int) facts.limit("uds-fresh-days") + " days is on record");
        }
        return doubts.isEmpty()
                ? Optional.empty()
                : Optional.of(new Verdict(
                        Severity.W,
                        "medication",
                        String.join("; ", doubts) + ".",
                        facts.use().lastUse().map(Reading::observation).stream().toList()));
    }

    private static Optional<Verdict> inWithdrawal(Order order, Facts facts) {
        List<Resource> shown = facts.use().withdrawal();
        return shown.isEmpty()
                ? Optional.empty()
                : Optional.of(new Verdict(
                        Severity.E2,
                        "medication",
                        facts.use()
                                .cows()
                                .map(cows -> "COWS " + (int) Facts.number(cows) + ".")
                                .orElse("Opioid withdrawal is an active condition."),
                        shown));
    }

    private static Optional<Verdict> pregnant(Order order, Facts facts) {
        if (!facts.isStart(order)) {
            return Optional.empty();
        }
        return switch (facts.organs().pregnancy()) {
            case YES ->
                OpioidFreeInterval.isProven(facts)
                        ? Optional.empty()
                        : Optional.of(new Verdict(
                                Severity.E2,
                                "medication",
                                "Pregnant, and opioid use is not ruled out.",
                                facts.organs().pregnancyEvidence()));
            case POSSIBLE ->
                Optional.of(new Verdict(
                        Severity.W,
                        "medication",
                        "Pregnancy is possible: test first.",
                        facts.organs().pregnancyEvidence()));
            case UNKNOWN ->
                Optional.of(new Verdict(
                        Severity.I,
                        "medication",
                        "Pregnancy status is not on record: test before the start.",
                        List.of()));
            case NO -> Optional.empty();
        };
    }

    private static Optional<Verdict> acuteLiver(Order order, Facts facts) {
        List<Resource> shown = Stream.of(
                        facts.conditions("oud-condition-acute-hepatitis"),
                        facts.conditions("oud-condition-hepatic-failure"),
                        facts.organs().severeLiverDisease(),
                        facts.organs().transaminasesTooHigh())
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
        return facts.isStart(order) && !facts.organs().knowsLiver()
                ? Optional.of(new Verdict(
                        Severity.I, "medication", "No liver function test is on record: baseline is due.", List.of()))
                : Optional.empty();
    }
}
