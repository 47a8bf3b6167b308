package org.oudfhir.safety;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.oudfhir.safety.Readings.Reading;

/** MR-16 to MR-18: the QT interval and the ECG. */
final class HeartRules {

    private HeartRules() {}

    static Map<String, SafetyRule> all() {
        Map<String, SafetyRule> rules = new LinkedHashMap<>();
        rules.put("MR-16", HeartRules::qtcStop);
        rules.put("MR-17", SafetyRule.of(DrugClass.METHADONE, HeartRules::qtcCaution));
        rules.put("MR-18", SafetyRule.of(DrugClass.METHADONE, HeartRules::ecgDue));
        return rules;
    }

    private static Optional<Verdict> qtcStop(Order order, Facts facts) {
        if (!order.is(DrugClass.METHADONE) && !order.hasIngredient("lofexidine")) {
            return Optional.empty();
        }
        return facts.organs()
                .qtc()
                .filter(reading -> Facts.number(reading) > facts.limit("qtc-stop-ms"))
                .map(reading -> new Verdict(
                        Severity.E2,
                        "medication",
                        "QTc " + Amount.text(Facts.number(reading)) + " ms.",
                        List.of(reading.observation())));
    }

    private static Optional<Verdict> qtcCaution(Order order, Facts facts) {
        return facts.organs()
                .qtc()
                .filter(reading -> Facts.number(reading) >= facts.limit("qtc-caution-ms")
                        && Facts.number(reading) <= facts.limit("qtc-stop-ms"))
                .map(reading -> new Verdict(
                        Severity.W,
                        "medication",
                        "QTc " + Amount.text(Facts.number(reading)) + " ms.",
                        List.of(reading.observation())));
    }

    private static Optional<Verdict> ecgDue(Order order, Facts facts) {
        Optional<Instant> ecg = lastEcg(facts);
        boolean inYear = ecg.filter(at -> facts.daysSince(at) <= facts.limit("ecg-valid-days"))
                .isPresent();
        if (!inYear) {
            return ecgVerdict(
                    "No ECG of the last " + Amount.text(facts.limit("ecg-valid-days")) + " days is on record.");
        }
        Optional<Instant> start = MethadoneRules.firstTreated(order, facts);
        boolean overdue = start.filter(at -> facts.daysSince(at) > facts.limit("ecg-after-start-days")
                        && ecg.get().isBefore(at))
                .isPresent();
        if (overdue) {
            return ecgVerdict("No ECG since methadone was started " + facts.daysSince(start.get()) + " days ago.");
        }
        double high = facts.limit("methadone-ecg-dose-mg");
        boolean rises = Amount.over(order.dose().dailyMg(), high).isPresent()
                && MethadoneRules.formerOrders(order, facts).stream()
                        .limit(1)
                        .noneMatch(former ->
                                Amount.over(former.dose().dailyMg(), high).isPresent());
        boolean fresh = ecg.filter(at -> facts.daysSince(at) <= facts.limit("ecg-after-start-days"))
                .isPresent();
        return rises && !fresh
                ? ecgVerdict("The daily dose exceeds " + Amount.text(high) + " mg and the last ECG is "
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
}
