package org.oudfhir.safety;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.fhir.Keys;

/** MR-10, MR-11, MR-34 and MR-47: who may dispense methadone for the disorder, and to whom. */
final class MethadoneProgramRules {

    private static final Set<String> EMERGENCY = Set.of("EMER");
    private static final Set<String> INPATIENT = Set.of("IMP", "ACUTE", "NONAC", "OBSENC");

    private MethadoneProgramRules() {}

    static Map<String, SafetyRule> all() {
        Map<String, SafetyRule> rules = new LinkedHashMap<>();
        rules.put("MR-10", SafetyRule.of(DrugClass.METHADONE, MethadoneProgramRules::program));
        rules.put("MR-11", SafetyRule.of(DrugClass.METHADONE, MethadoneProgramRules::exception));
        rules.put("MR-34", SafetyRule.of(DrugClass.METHADONE, MethadoneProgramRules::minor));
        rules.put("MR-47", SafetyRule.of(DrugClass.METHADONE, MethadoneProgramRules::secondProgram));
        return rules;
    }

    private static Optional<Verdict> program(Order order, Facts facts) {
        Indication.Context context = facts.indication().context(order);
        if (context == Indication.Context.OTHER
                || facts.programs().isForProgram(order).filter(yes -> yes).isPresent()) {
            return Optional.empty();
        }
        if (context == Indication.Context.UNKNOWN) {
            return Optional.of(new Verdict(
                    Severity.W,
                    "",
                    "Context unknown: the order gives no reason and no opioid use disorder is on record.",
                    List.of()));
        }
        if (isExcepted(order, facts)) {
            return Optional.empty();
        }
        String why = facts.programs().isForProgram(order).isEmpty()
                ? "The order names no dispensing organization that is on record as a certified program."
                : "The dispensing organization is not on record as a certified program.";
        return Optional.of(new Verdict(
                Severity.E1,
                "dispenseRequest.performer",
                why,
                List.copyOf(facts.programs().organizations(order))));
    }

    private static Optional<Verdict> exception(Order order, Facts facts) {
        boolean program =
                facts.programs().isForProgram(order).filter(yes -> yes).isPresent();
        if (program || facts.indication().context(order) != Indication.Context.DISORDER || !isExcepted(order, facts)) {
            return Optional.empty();
        }
        return Optional.of(new Verdict(
                Severity.I,
                "dispenseRequest.expectedSupplyDuration",
                "Emergency supply or inpatient stay for another condition.",
                facts.programs().encounter(order).stream().toList()));
    }

    /** 21 CFR 1306.07(b) and (c). */
    private static boolean isExcepted(Order order, Facts facts) {
        Optional<Encounter> encounter = facts.programs().encounter(order);
        String setting = encounter
                .map(each -> String.valueOf(each.getClass_().getCode()))
                .orElse("");
        if (INPATIENT.contains(setting)) {
            return encounter.get().getReasonCode().stream().noneMatch(facts.indication()::isDisorder);
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
                .flatMap(other -> facts.programs().encounter(other).stream())
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
        if (!facts.indication().concernsDisorder(order)) {
            return Optional.empty();
        }
        Optional<Integer> age = facts.age();
        if (age.isEmpty()) {
            return Optional.of(new Verdict(
                    Severity.W, "subject", "The birth date is not on record: the age is unknown.", List.of()));
        }
        return age.get() < facts.limit("adult-age") && !facts.consents().hasGuardianConsent()
                ? Optional.of(new Verdict(
                        Severity.E1,
                        "subject",
                        "Age " + age.get() + "; no written consent of a parent or guardian is on record.",
                        List.of()))
                : Optional.empty();
    }

    private static Optional<Verdict> secondProgram(Order order, Facts facts) {
        Set<String> here = facts.programs().organizations(order).stream()
                .map(Keys::target)
                .collect(java.util.stream.Collectors.toSet());
        List<Resource> elsewhere = facts.list(MedicationRequest.class, each -> true).stream()
                .map(facts.medicines()::order)
                .filter(other -> !other.target().equals(order.target()))
                .filter(other -> other.is(DrugClass.METHADONE) && other.isActive())
                .filter(other -> {
                    var there = facts.programs().organizations(other);
                    return !there.isEmpty() && there.stream().map(Keys::target).noneMatch(here::contains);
                })
                .<Resource>map(Order::request)
                .toList();
        return elsewhere.isEmpty() || !facts.indication().concernsDisorder(order)
                ? Optional.empty()
                : Optional.of(new Verdict(
                        Severity.E2,
                        "dispenseRequest.performer",
                        "An active methadone order names another organization.",
                        elsewhere));
    }
}
