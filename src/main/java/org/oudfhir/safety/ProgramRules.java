package org.oudfhir.safety;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Procedure.ProcedureStatus;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Systems;

/** MR-33, MR-37, MR-38, MR-42 and MR-44: age, rescue, consent, telemedicine, and why a treatment ends. */
final class ProgramRules {

    private static final String PDMP_CHECK = "461621000124108";
    private static final Pattern PUNITIVE = Pattern.compile(
            "\\b(uds|urine|drug (test|screen)|positive test|missed|no.?show|counsel\\w*|non.?attendance)\\b");

    private ProgramRules() {}

    static Map<String, SafetyRule> all() {
        Map<String, SafetyRule> rules = new LinkedHashMap<>();
        rules.put("MR-33", ProgramRules::young);
        rules.put("MR-37", ProgramRules::noRescue);
        rules.put("MR-38", ProgramRules::noConsent);
        rules.put("MR-42", ProgramRules::telemedicine);
        rules.put("MR-44", ProgramRules::punitiveStop);
        return rules;
    }

    private static Optional<Verdict> young(Order order, Facts facts) {
        boolean depot = order.is(DrugClass.BUPRENORPHINE) && order.isDepot();
        boolean adultOnly = order.is(DrugClass.NALTREXONE) || depot;
        if (!adultOnly && !order.is(DrugClass.BUPRENORPHINE)) {
            return Optional.empty();
        }
        Optional<Integer> age = facts.age();
        if (age.isEmpty()) {
            return Optional.of(new Verdict(
                    Severity.I, "subject", "The birth date is not on record: the age is unknown.", List.of()));
        }
        if (age.get() >= facts.limit("adult-age")) {
            return Optional.empty();
        }
        boolean warns = adultOnly || age.get() < facts.limit("buprenorphine-age");
        return Optional.of(
                new Verdict(warns ? Severity.W : Severity.I, "subject", "Age " + age.get() + ".", List.of()));
    }

    private static Optional<Verdict> noRescue(Order order, Facts facts) {
        if (!order.isMaintenance() || order.hasEnded() || !facts.indication().concernsDisorder(order)) {
            return Optional.empty();
        }
        double days = facts.limit("naloxone-valid-days");
        return hasRescue(facts)
                ? Optional.empty()
                : Optional.of(new Verdict(
                        Severity.W,
                        "",
                        "No rescue antagonist was ordered or supplied in the last " + (int) days + " days.",
                        List.of()));
    }

    /** A rescue antagonist that was ordered or supplied and still counts, or is ordered in the same breath. */
    static boolean hasRescue(Facts facts) {
        double days = facts.limit("naloxone-valid-days");
        boolean ordered = facts.list(MedicationRequest.class, each -> true).stream()
                .map(facts.medicines()::order)
                .filter(other -> other.is(DrugClass.RESCUE_ANTAGONIST) && !other.isRefusal() && !other.hasEnded())
                .anyMatch(other ->
                        facts.together().contains(other) || (other.isActive() && isWithin(other, facts, days)));
        boolean supplied = facts.medicines().all().stream()
                .filter(course -> course.is(DrugClass.RESCUE_ANTAGONIST) && (course.given() || course.current()))
                .filter(course -> !(course.source() instanceof MedicationRequest))
                .anyMatch(course ->
                        course.from().map(at -> facts.daysSince(at) <= days).orElse(course.current()));
        return ordered || supplied;
    }

    private static boolean isWithin(Order order, Facts facts, double days) {
        return Moment.of(order.request().getAuthoredOnElement(), facts.now())
                .map(at -> facts.daysSince(at) <= days)
                .orElse(true);
    }

    private static Optional<Verdict> noConsent(Order order, Facts facts) {
        boolean starts = order.isMaintenance()
                && !order.hasEnded()
                && facts.indication().context(order) == Indication.Context.DISORDER
                && facts.isStart(order);
        return starts && facts.consents().treatmentConsents().isEmpty()
                ? Optional.of(new Verdict(
                        Severity.E2, "subject", "No Consent to treatment in force is on record.", List.of()))
                : Optional.empty();
    }

    private static Optional<Verdict> telemedicine(Order order, Facts facts) {
        boolean scheduled = order.drug()
                .filter(drug -> drug.schedule().matches("C-(III|IV|V)"))
                .isPresent();
        Optional<Encounter> visit = facts.programs().encounter(order).filter(ProgramRules::isVirtual);
        if (!scheduled || visit.isEmpty() || !facts.indication().concernsDisorder(order) || !facts.isNew(order)) {
            return Optional.empty();
        }
        Optional<Instant> first = firstVirtual(facts);
        long months = (long) facts.limit("telemedicine-months");
        boolean over = first.filter(at -> at.atZone(facts.now().getZone())
                        .plus(months, ChronoUnit.MONTHS)
                        .isBefore(facts.now()))
                .isPresent();
        if (over && !seenInPerson(facts, first.get())) {
            return Optional.of(new Verdict(
                    Severity.E2,
                    "encounter",
                    "First telemedicine prescription more than " + months + " months ago.",
                    visit.stream().toList()));
        }
        boolean checked = !facts.list(
                        Procedure.class,
                        each -> each.getStatus() == ProcedureStatus.COMPLETED
                                && Concept.has(each.getCode(), Systems.SNOMED, PDMP_CHECK))
                .isEmpty();
        double days = facts.limit("pdmp-missing-days");
        boolean shortSupply = MethadoneProgramRules.supplyDays(order)
                .filter(supply -> supply <= days)
                .isPresent();
        return checked || shortSupply
                ? Optional.empty()
                : Optional.of(new Verdict(
                        Severity.E2,
                        "dispenseRequest.expectedSupplyDuration",
                        "No PDMP check is on record: at most " + (int) days + " days may be prescribed.",
                        visit.stream().toList()));
    }

    private static boolean isVirtual(Encounter encounter) {
        return "VR".equals(encounter.getClass_().getCode());
    }

    private static Optional<Instant> firstVirtual(Facts facts) {
        return facts.list(MedicationRequest.class, each -> true).stream()
                .map(facts.medicines()::order)
                .filter(other -> other.isOrdered() && other.is(DrugClass.BUPRENORPHINE))
                .filter(other -> facts.programs()
                        .encounter(other)
                        .filter(ProgramRules::isVirtual)
                        .isPresent())
                .flatMap(other -> Moment.of(other.request().getAuthoredOnElement(), facts.now()).stream())
                .min(Comparator.naturalOrder());
    }

    private static boolean seenInPerson(Facts facts, Instant since) {
        return facts.list(Encounter.class, each -> !isVirtual(each)).stream()
                .filter(each -> each.getStatus() == Encounter.EncounterStatus.FINISHED)
                .anyMatch(each -> Moment.of(each.getPeriod(), facts.now())
                        .filter(at -> at.isAfter(since))
                        .isPresent());
    }

    private static Optional<Verdict> punitiveStop(Order order, Facts facts) {
        boolean ended = order.isMaintenance() && order.hasEnded();
        boolean punitive = ended && words(order.request().getStatusReason()).anyMatch(PUNITIVE.asPredicate());
        return punitive
                ? Optional.of(new Verdict(
                        Severity.W,
                        "statusReason",
                        "The reason names a drug test or missed counselling.",
                        List.<Resource>of()))
                : Optional.empty();
    }

    private static Stream<String> words(CodeableConcept reason) {
        return Stream.concat(
                        Stream.of(String.valueOf(reason.getText())),
                        reason.getCoding().stream()
                                .flatMap(coding -> Stream.of(
                                        String.valueOf(coding.getDisplay()),
                                        String.valueOf(coding.getCode()).replace('-', ' '))))
                .map(text -> text.toLowerCase(Locale.ROOT));
    }
}
