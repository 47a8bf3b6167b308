package org.oudfhir.safety;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Keys;
import org.oudfhir.fhir.Systems;
import org.oudfhir.safety.Medicines.Course;
import org.oudfhir.safety.Readings.Reading;

/** MR-20 to MR-27 and MR-30: when buprenorphine may start, how much, and the injections. */
final class BuprenorphineRules {

    private static final String INTRAVENOUS = "47625008";
    private static final String SUBCUTANEOUS = "34206005";

    private BuprenorphineRules() {}

    static Map<String, SafetyRule> all() {
        Map<String, SafetyRule> rules = new LinkedHashMap<>();
        rules.put("MR-20", onStart(BuprenorphineRules::notInWithdrawal));
        rules.put("MR-21", onStart(BuprenorphineRules::mildWithdrawal));
        rules.put("MR-22", onStart(BuprenorphineRules::tooSoon));
        rules.put("MR-23", onStart(BuprenorphineRules::fentanyl));
        rules.put("MR-24", onStart(BuprenorphineRules::highMethadone));
        rules.put("MR-25", (order, facts) -> daily(order, facts, "buprenorphine-inform-mg", Severity.I));
        rules.put("MR-26", (order, facts) -> daily(order, facts, "buprenorphine-rationale-mg", Severity.W));
        rules.put("MR-27", BuprenorphineRules::injection);
        rules.put("MR-30", BuprenorphineRules::liver);
        return rules;
    }

    /** The first buprenorphine of an opioid-dependent patient; an injection has its own rule. */
    private static SafetyRule onStart(SafetyRule rule) {
        return (order, facts) -> order.isTransmucosal()
                        && facts.isStart(order)
                        && facts.indication().concernsDisorder(order)
                ? rule.check(order, facts)
                : Optional.empty();
    }

    private static Optional<Verdict> notInWithdrawal(Order order, Facts facts) {
        boolean dependent = facts.use().isDependent().orElse(true);
        Optional<Reading> cows = facts.use().freshCows();
        boolean ready = cows.filter(reading -> Facts.number(reading) >= facts.limit("cows-buprenorphine-stop"))
                .isPresent();
        if (ready || !dependent || facts.use().isLowDoseProtocol()) {
            return Optional.empty();
        }
        return Optional.of(new Verdict(
                Severity.E2,
                "medication",
                cows.map(reading -> "COWS " + Amount.text(Facts.number(reading)) + ".")
                        .orElse("No COWS of the last " + Amount.text(facts.limit("cows-fresh-hours"))
                                + " hours is on record."),
                cows.map(Reading::observation).stream().toList()));
    }

    private static Optional<Verdict> mildWithdrawal(Order order, Facts facts) {
        return facts.use()
                .freshCows()
                .filter(reading -> Facts.number(reading) >= facts.limit("cows-buprenorphine-stop")
                        && Facts.number(reading) < facts.limit("cows-buprenorphine-clear"))
                .map(reading -> new Verdict(
                        Severity.W,
                        "medication",
                        "COWS " + Amount.text(Facts.number(reading)) + ".",
                        List.of(reading.observation())));
    }

    private static Optional<Verdict> tooSoon(Order order, Facts facts) {
        if (facts.use().neverUsed() || facts.use().lastUseIs("buprenorphine")) {
            return Optional.empty();
        }
        Optional<Instant> at = facts.use().lastUseAt();
        if (at.isEmpty()) {
            return facts.use().isDependent().orElse(true)
                    ? Optional.of(new Verdict(
                            Severity.W, "medication", "The time of the last opioid is not on record.", List.of()))
                    : Optional.empty();
        }
        boolean shortActing = facts.use().lastUseIsShortActing();
        String kind = shortActing ? "buprenorphine-short-" : "buprenorphine-long-";
        double hours = facts.hoursSince(at.get());
        if (hours >= facts.limit(kind + "clear-hours")) {
            return Optional.empty();
        }
        Severity severity = hours < facts.limit(kind + "stop-hours") ? Severity.E2 : Severity.W;
        return Optional.of(new Verdict(
                severity,
                "medication",
                "Last opioid " + (long) hours + " hour(s) ago, "
                        + (shortActing ? "short-acting." : "long-acting or of unknown kind."),
                facts.use().lastUse().map(Reading::observation).stream().toList()));
    }

    private static Optional<Verdict> fentanyl(Order order, Facts facts) {
        List<Resource> shown = facts.use().fentanyl();
        return shown.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Verdict(Severity.W, "medication", "Fentanyl use or a fentanyl-positive test.", shown));
    }

    private static Optional<Verdict> highMethadone(Order order, Facts facts) {
        double limit = facts.limit("buprenorphine-methadone-mg");
        return facts.taken(DrugClass.METHADONE, order).stream()
                .filter(MedicationRequest.class::isInstance)
                .map(source -> facts.medicines().order((MedicationRequest) source))
                .filter(methadone ->
                        Amount.over(methadone.dose().dailyMg(), limit).isPresent())
                .findFirst()
                .map(methadone -> new Verdict(
                        Severity.W,
                        "medication",
                        "Methadone " + Amount.text(methadone.dose().dailyMg().orElse(0)) + " mg a day.",
                        List.of(methadone.request())));
    }

    private static Optional<Verdict> daily(Order order, Facts facts, String limit, Severity severity) {
        return order.isTransmucosal()
                ? Amount.over(order.dose().dailyMg(), facts.limit(limit))
                        .map(mg ->
                                new Verdict(severity, "dosageInstruction", Amount.text(mg) + " mg a day.", List.of()))
                : Optional.empty();
    }

    // ---- Extended-release injections ----

    private static Optional<Verdict> injection(Order order, Facts facts) {
        if (!order.is(DrugClass.BUPRENORPHINE) || !order.isDepot()) {
            return Optional.empty();
        }
        if (order.routes().stream().anyMatch(route -> Concept.has(route, Systems.SNOMED, INTRAVENOUS))) {
            return Optional.of(new Verdict(
                    Severity.E1,
                    "dosageInstruction",
                    "Intravenous injection can kill: it forms a solid mass.",
                    List.of()));
        }
        List<String> stops = new ArrayList<>();
        if (order.routes().stream().anyMatch(route -> !Concept.has(route, Systems.SNOMED, SUBCUTANEOUS))) {
            stops.add("route is not subcutaneous");
        }
        Optional<Course> last =
                facts.medicines().given(drug -> drug.is(DrugClass.BUPRENORPHINE) && drug.isDepot()).stream()
                        .filter(course -> facts.isNew(order))
                        .findFirst();
        last.ifPresent(course -> spacing(order, course, facts).ifPresent(stops::add));
        if (last.isEmpty() && !isExposed(order, facts)) {
            stops.add("no transmucosal buprenorphine is on record");
        }
        if (!stops.isEmpty()) {
            return Optional.of(new Verdict(
                    Severity.E2,
                    "medication",
                    String.join("; ", stops) + ".",
                    last.map(Course::source).stream().toList()));
        }
        return Optional.of(new Verdict(
                Severity.I,
                "dispenseRequest.performer",
                "REMS certification of the site is not on record: confirm that a clinician of a certified site gives it.",
                List.of()));
    }

    private static Optional<String> spacing(Order order, Course last, Facts facts) {
        Optional<Instant> at = last.from();
        if (at.isEmpty()) {
            return Optional.empty();
        }
        long days = facts.daysSince(at.get());
        boolean weekly = isWeekly(order.drug().orElseThrow());
        if (weekly != isWeekly(last.drug())) {
            boolean overlapping = isWeekly(last.drug())
                    ? days < facts.limit("brixadi-weekly-interval-days") - facts.limit("brixadi-weekly-tolerance-days")
                    : days
                            < facts.limit("brixadi-monthly-interval-days")
                                    - facts.limit("brixadi-monthly-tolerance-days");
            return overlapping ? Optional.of("weekly and monthly injections mixed") : Optional.empty();
        }
        double least = weekly
                ? facts.limit("brixadi-weekly-interval-days") - facts.limit("brixadi-weekly-tolerance-days")
                : isBrixadi(order.drug().orElseThrow())
                        ? facts.limit("brixadi-monthly-interval-days") - facts.limit("brixadi-monthly-tolerance-days")
                        : facts.limit("sublocade-interval-days");
        return days < least ? Optional.of("last injection " + days + " days ago") : Optional.empty();
    }

    private static boolean isWeekly(Drug drug) {
        return drug.form().startsWith("injection-weekly");
    }

    /** Brixadi comes in 64, 96 and 128 mg a month, Sublocade in 100 and 300 mg. */
    private static boolean isBrixadi(Drug drug) {
        return List.of(64.0, 96.0, 128.0).contains(drug.strengthMg());
    }

    private static boolean isExposed(Order order, Facts facts) {
        return facts.medicines().all().stream()
                .filter(course -> !Keys.target(course.source()).equals(order.target()))
                .anyMatch(course -> course.is(DrugClass.BUPRENORPHINE));
    }

    // ---- Liver ----

    private static Optional<Verdict> liver(Order order, Facts facts) {
        boolean combination = order.is(DrugClass.BUPRENORPHINE) && order.hasIngredient("naloxone");
        if (!combination) {
            return Optional.empty();
        }
        List<Resource> severe = facts.organs().severeLiverDisease();
        if (!severe.isEmpty()) {
            return Optional.of(
                    new Verdict(Severity.E2, "medication", "Severe hepatic impairment is on record.", severe));
        }
        List<Resource> moderate = facts.organs().moderateLiverDisease();
        if (!moderate.isEmpty()) {
            return Optional.of(new Verdict(Severity.W, "medication", "Child-Pugh class B.", moderate));
        }
        return facts.isStart(order) && !facts.organs().knowsLiver()
                ? Optional.of(new Verdict(
                        Severity.I, "medication", "No liver function test is on record: baseline is due.", List.of()))
                : Optional.empty();
    }
}
