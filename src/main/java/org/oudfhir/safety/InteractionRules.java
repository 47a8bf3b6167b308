package org.oudfhir.safety;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.AllergyIntolerance;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.fhir.Keys;
import org.oudfhir.safety.Readings.Reading;

/** MR-19, MR-28, MR-29, MR-35, MR-36, MR-43 and MR-45: two drugs together, whichever of them is ordered, and allergies. */
final class InteractionRules {

    private static final DrugClass[] SEDATIVES = {
        DrugClass.BENZODIAZEPINE, DrugClass.Z_DRUG, DrugClass.BARBITURATE, DrugClass.GABAPENTINOID
    };
    private static final DrugClass[] AGONISTS = {DrugClass.BUPRENORPHINE, DrugClass.METHADONE};

    private InteractionRules() {}

    static Map<String, SafetyRule> all() {
        Map<String, SafetyRule> rules = new LinkedHashMap<>();
        rules.put("MR-19", InteractionRules::additiveQt);
        rules.put("MR-28", InteractionRules::duplicate);
        rules.put("MR-29", InteractionRules::sedative);
        rules.put("MR-35", (order, facts) -> pair(order, facts, DrugClass.CYP3A4_INDUCER, "A CYP3A4 inducer"));
        rules.put("MR-36", InteractionRules::inhibitor);
        rules.put("MR-43", InteractionRules::blockedOpioid);
        rules.put("MR-45", InteractionRules::allergy);
        return rules;
    }

    private static Optional<Verdict> additiveQt(Order order, Facts facts) {
        List<Resource> others = new ArrayList<>();
        if (order.is(DrugClass.METHADONE)) {
            others.addAll(facts.taken(DrugClass.QT_PROLONGING, order));
        } else if (order.is(DrugClass.QT_PROLONGING)) {
            others.addAll(facts.taken(DrugClass.METHADONE, order));
            others.addAll(facts.use().reportedOpioid(DrugClass.METHADONE));
        }
        return warning(others, "Methadone together with another drug that prolongs the QT interval.");
    }

    private static Optional<Verdict> duplicate(Order order, Facts facts) {
        if (order.is(DrugClass.METHADONE)) {
            return agonists(order, facts, DrugClass.BUPRENORPHINE);
        }
        if (order.is(DrugClass.BUPRENORPHINE)) {
            Optional<Verdict> methadone = agonists(order, facts, DrugClass.METHADONE);
            return methadone.isPresent() ? methadone : topUp(order, facts);
        }
        if (order.is(DrugClass.OPIOID_ANALGESIC)) {
            List<Resource> maintenance = new ArrayList<>(facts.taken(DrugClass.METHADONE, order));
            maintenance.addAll(facts.taken(DrugClass.BUPRENORPHINE, order));
            return warning(maintenance, "An opioid analgesic with maintenance medication.");
        }
        return Optional.empty();
    }

    private static Optional<Verdict> agonists(Order order, Facts facts, DrugClass other) {
        List<Resource> same = new ArrayList<>(facts.taken(other, order));
        same.addAll(facts.use().reportedOpioid(other));
        if (!same.isEmpty()) {
            Severity severity = facts.use().isLowDoseProtocol() ? Severity.W : Severity.E2;
            return Optional.of(new Verdict(
                    severity,
                    "medication",
                    "Methadone and buprenorphine together"
                            + (severity == Severity.W ? ", as a low-dose start is planned." : "."),
                    same));
        }
        List<Resource> analgesics = new ArrayList<>(facts.taken(DrugClass.OPIOID_ANALGESIC, order));
        analgesics.addAll(facts.use().reportedOpioid(DrugClass.OPIOID_ANALGESIC));
        return warning(analgesics, "An opioid analgesic with maintenance medication.");
    }

    /** Sublingual beside extended-release buprenorphine. */
    private static Optional<Verdict> topUp(Order order, Facts facts) {
        List<Resource> others = facts.taken(DrugClass.BUPRENORPHINE, order).stream()
                .filter(source -> source instanceof MedicationRequest other
                        && facts.medicines().order(other).isDepot() != order.isDepot())
                .toList();
        return warning(others, "Sublingual and extended-release buprenorphine together.");
    }

    private static Optional<Verdict> sedative(Order order, Facts facts) {
        List<Resource> shown = new ArrayList<>();
        boolean maintenance = order.isOneOf(AGONISTS);
        boolean methadone = order.is(DrugClass.METHADONE);
        if (maintenance) {
            for (DrugClass sedative : SEDATIVES) {
                shown.addAll(facts.taken(sedative, order));
            }
            shown.addAll(use(facts));
        } else if (order.isOneOf(SEDATIVES)) {
            for (DrugClass agonist : AGONISTS) {
                shown.addAll(facts.taken(agonist, order));
                shown.addAll(facts.use().reportedOpioid(agonist));
            }
            methadone = !facts.taken(DrugClass.METHADONE, order).isEmpty();
        }
        if (shown.isEmpty()) {
            return Optional.empty();
        }
        Severity severity = methadone && isEarly(order, facts) ? Severity.W_HIGH : Severity.W;
        return Optional.of(
                new Verdict(severity, "medication", "A sedative or alcohol together with an agonist.", shown));
    }

    /** Sedative or heavy alcohol use that the patient or a test reports. */
    private static List<Resource> use(Facts facts) {
        List<Resource> shown = new ArrayList<>();
        facts.readings()
                .item("sedative-use")
                .filter(reading -> reading.says("prescribed", "non-prescribed"))
                .ifPresent(reading -> shown.add(reading.observation()));
        facts.readings()
                .item("sedative-daily")
                .filter(Reading::isTrue)
                .ifPresent(reading -> shown.add(reading.observation()));
        facts.readings()
                .item("alcohol-use")
                .filter(reading -> reading.says("high"))
                .ifPresent(reading -> shown.add(reading.observation()));
        facts.readings().of("oud-lab-benzodiazepine").stream()
                .limit(1)
                .filter(Reading::isPositive)
                .filter(reading -> facts.readings().isWithinDays(reading, facts.limit("uds-fresh-days")))
                .forEach(reading -> shown.add(reading.observation()));
        return shown;
    }

    private static boolean isEarly(Order order, Facts facts) {
        return facts.medicines().all().stream()
                .filter(course -> course.is(DrugClass.METHADONE))
                .filter(course -> !Keys.target(course.source()).equals(order.target()))
                .flatMap(course -> course.from().stream())
                .noneMatch(at -> facts.daysSince(at) >= facts.limit("methadone-early-days"));
    }

    private static Optional<Verdict> inhibitor(Order order, Facts facts) {
        Optional<Verdict> together = pair(order, facts, DrugClass.CYP3A4_INHIBITOR, "A CYP3A4 inhibitor");
        if (together.isPresent() || !order.is(DrugClass.CYP3A4_INDUCER) || !order.hasEnded()) {
            return together;
        }
        List<Resource> agonists = new ArrayList<>();
        for (DrugClass agonist : AGONISTS) {
            agonists.addAll(facts.taken(agonist, order));
        }
        return warning(agonists, "A CYP3A4 inducer is stopped.");
    }

    /** An agonist with a drug of the other class, whichever is ordered. */
    private static Optional<Verdict> pair(Order order, Facts facts, DrugClass other, String name) {
        List<Resource> shown = new ArrayList<>();
        if (order.isOneOf(AGONISTS)) {
            shown.addAll(facts.taken(other, order));
        } else if (order.is(other) && !order.hasEnded()) {
            for (DrugClass agonist : AGONISTS) {
                shown.addAll(facts.taken(agonist, order));
                shown.addAll(facts.use().reportedOpioid(agonist));
            }
        }
        return warning(shown, name + " together with methadone or buprenorphine.");
    }

    private static Optional<Verdict> blockedOpioid(Order order, Facts facts) {
        if (!order.isOneOf(DrugClass.OPIOID_ANALGESIC, DrugClass.METHADONE, DrugClass.BUPRENORPHINE)) {
            return Optional.empty();
        }
        List<Resource> naltrexone = facts.taken(DrugClass.NALTREXONE, order);
        return naltrexone.isEmpty()
                ? Optional.empty()
                : Optional.of(new Verdict(Severity.W_HIGH, "medication", "Naltrexone is being taken.", naltrexone));
    }

    private static Optional<Verdict> allergy(Order order, Facts facts) {
        Set<String> ingredients = order.drug().map(Drug::ingredients).orElse(Set.of());
        List<AllergyIntolerance> recorded = facts.list(
                AllergyIntolerance.class,
                allergy -> isActive(allergy) && (names(allergy, ingredients, facts) || isSameCode(order, allergy)));
        return recorded.isEmpty()
                ? Optional.empty()
                : Optional.of(new Verdict(
                        Severity.E2,
                        "medication",
                        "An allergy or intolerance to an ingredient is on record.",
                        recorded));
    }

    private static boolean names(AllergyIntolerance allergy, Set<String> ingredients, Facts facts) {
        return facts.medicines()
                .drug(allergy.getCode(), allergy)
                .filter(drug -> drug.ingredients().stream().anyMatch(ingredients::contains))
                .isPresent();
    }

    /** A drug that the catalogue does not know still must not meet an allergy of its own code. */
    private static boolean isSameCode(Order order, AllergyIntolerance allergy) {
        return order.request().hasMedicationCodeableConcept()
                && order.request().getMedicationCodeableConcept().getCoding().stream()
                        .anyMatch(coding -> allergy.getCode().getCoding().stream()
                                .anyMatch(each -> coding.hasCode()
                                        && coding.getCode().equals(each.getCode())
                                        && String.valueOf(coding.getSystem()).equals(each.getSystem())));
    }

    private static boolean isActive(AllergyIntolerance allergy) {
        boolean ended = allergy.getClinicalStatus().getCoding().stream()
                .anyMatch(status -> Set.of("inactive", "resolved").contains(status.getCode()));
        boolean refuted = allergy.getVerificationStatus().getCoding().stream()
                .anyMatch(status -> Set.of("refuted", "entered-in-error").contains(status.getCode()));
        return !ended && !refuted;
    }

    private static Optional<Verdict> warning(List<Resource> evidence, String detail) {
        return evidence.isEmpty()
                ? Optional.empty()
                : Optional.of(new Verdict(Severity.W, "medication", detail, evidence));
    }
}
