package org.oudfhir.safety;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestStatus;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.safety.Readings.Reading;

/** MR-31, MR-32 and MR-39: drugs against withdrawal, and withdrawal without maintenance. */
final class WithdrawalRules {

    private WithdrawalRules() {}

    static Map<String, SafetyRule> all() {
        Map<String, SafetyRule> rules = new LinkedHashMap<>();
        rules.put("MR-31", WithdrawalRules::circulation);
        rules.put("MR-32", WithdrawalRules::pregnantDetox);
        rules.put("MR-39", WithdrawalRules::detoxOnly);
        return rules;
    }

    private static Optional<Verdict> circulation(Order order, Facts facts) {
        if (!order.is(DrugClass.ALPHA_2_AGONIST)) {
            return Optional.empty();
        }
        List<String> stops = new ArrayList<>();
        List<Resource> evidence = new ArrayList<>();
        Optional<Reading> systolic = facts.readings().systolic();
        Optional<Reading> pulse = facts.readings().loinc("8867-4");
        below(systolic, facts.limit("sbp-stop"), "systolic pressure ", stops, evidence);
        below(pulse, facts.limit("hr-stop"), "heart rate ", stops, evidence);
        if (order.hasIngredient("lofexidine")) {
            lofexidine(order, facts, stops, evidence);
        } else {
            overCap(order, facts.limit(isHeavy(facts) ? "clonidine-daily-heavy-mg" : "clonidine-daily-mg"), stops);
        }
        if (!stops.isEmpty()) {
            return Optional.of(new Verdict(Severity.E2, "medication", String.join("; ", stops) + ".", evidence));
        }
        return systolic.isEmpty()
                ? Optional.of(new Verdict(
                        Severity.W,
                        "medication",
                        "No blood pressure is on record: measure before the first dose.",
                        List.of()))
                : Optional.empty();
    }

    private static void below(
            Optional<Reading> reading, double limit, String name, List<String> stops, List<Resource> evidence) {
        reading.filter(found -> found.number().filter(value -> value < limit).isPresent())
                .ifPresent(found -> {
                    stops.add(name + Amount.text(Facts.number(found)));
                    evidence.add(found.observation());
                });
    }

    private static void lofexidine(Order order, Facts facts, List<String> stops, List<Resource> evidence) {
        facts.age().filter(age -> age < facts.limit("adult-age")).ifPresent(age -> stops.add("age " + age));
        List<? extends Resource> longQt = facts.conditions("oud-condition-long-qt");
        if (!longQt.isEmpty()) {
            stops.add("congenital long QT");
            evidence.addAll(longQt);
        }
        String organ = facts.organs()
                .childPugh()
                .map(grade -> switch (grade) {
                    case "A" -> "lofexidine-daily-child-pugh-a-mg";
                    case "B" -> "lofexidine-daily-child-pugh-b-mg";
                    default -> "lofexidine-daily-child-pugh-c-mg";
                })
                .orElse("lofexidine-daily-mg");
        overCap(order, facts.limit(organ), stops);
        Amount.over(order.dose().singleMg(), facts.limit("lofexidine-single-mg"))
                .ifPresent(mg -> stops.add("single dose " + Amount.text(mg) + " mg"));
    }

    private static void overCap(Order order, double cap, List<String> stops) {
        Amount.over(order.dose().dailyMg(), cap)
                .ifPresent(mg -> stops.add(Amount.text(mg) + " mg a day, the cap is " + Amount.text(cap)));
    }

    private static boolean isHeavy(Facts facts) {
        return facts.readings()
                .loinc("29463-7")
                .filter(weight ->
                        "kg".equals(unit(weight)) && Facts.number(weight) >= facts.limit("clonidine-heavy-kg"))
                .isPresent();
    }

    private static String unit(Reading reading) {
        return reading.observation().hasValueQuantity()
                ? String.valueOf(reading.observation().getValueQuantity().getCode())
                : "";
    }

    private static Optional<Verdict> pregnantDetox(Order order, Facts facts) {
        boolean taper = order.isOneOf(DrugClass.BUPRENORPHINE, DrugClass.METHADONE)
                && order.request().getCourseOfTherapyType().getCoding().stream()
                        .anyMatch(coding -> "acute".equals(coding.getCode()));
        boolean pregnant = facts.organs().pregnancy() == Organs.Pregnancy.YES;
        boolean detox =
                taper || (isDetox(order, facts) && maintenance(order, facts).isEmpty());
        return pregnant && detox && facts.indication().concernsDisorder(order)
                ? Optional.of(new Verdict(
                        Severity.E2,
                        "medication",
                        "Pregnant, and no maintenance medication is ordered, offered or taken.",
                        facts.organs().pregnancyEvidence()))
                : Optional.empty();
    }

    private static Optional<Verdict> detoxOnly(Order order, Facts facts) {
        if (!isDetox(order, facts) || !maintenance(order, facts).isEmpty() || isRefused(facts)) {
            return Optional.empty();
        }
        return Optional.of(new Verdict(
                Severity.W,
                "medication",
                "No maintenance medication is ordered or offered, no refusal is recorded.",
                List.of()));
    }

    /** An alpha-2 agonist for the disorder, or another adjunct that is ordered for withdrawal. */
    private static boolean isDetox(Order order, Facts facts) {
        if (order.hasEnded()) {
            return false;
        }
        boolean alpha =
                order.is(DrugClass.ALPHA_2_AGONIST) && facts.indication().context(order) == Indication.Context.DISORDER;
        boolean adjunct = order.is(DrugClass.WITHDRAWAL_ADJUNCT)
                && !order.request().getReasonCode().isEmpty()
                && facts.indication().context(order) == Indication.Context.DISORDER;
        return alpha || adjunct;
    }

    /** Maintenance medication that is taken, ordered, or offered in a plan that stands. */
    private static List<Resource> maintenance(Order order, Facts facts) {
        Stream<Resource> offered = facts.list(MedicationRequest.class, each -> true).stream()
                .map(facts.medicines()::order)
                .filter(other -> other.isMaintenance() && !other.isRefusal() && !other.hasEnded())
                .filter(other -> other.request().getStatus() == MedicationRequestStatus.ACTIVE
                        || other.request().getStatus() == MedicationRequestStatus.DRAFT)
                .map(Order::request);
        Stream<Resource> taken = Stream.of(DrugClass.BUPRENORPHINE, DrugClass.METHADONE, DrugClass.NALTREXONE)
                .flatMap(drug -> facts.taken(drug, order).stream());
        return Stream.concat(offered, taken).distinct().toList();
    }

    private static boolean isRefused(Facts facts) {
        boolean recorded = facts.list(MedicationRequest.class, MedicationRequest::getDoNotPerform).stream()
                .map(facts.medicines()::order)
                .anyMatch(Order::isMaintenance);
        boolean answered = facts.readings()
                .item("preference")
                .filter(reading -> reading.says("no-medication"))
                .isPresent();
        return recorded || answered;
    }
}
