package org.oudfhir.safety;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestIntent;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestStatus;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Keys;
import org.oudfhir.fhir.Systems;
import org.oudfhir.storage.PatientRecord;

/**
 * What is lacking in a patient's care. Rescue and ECG are asked of the rules themselves; when a test or an assessment is overdue,
 * the requests of the patient's own plan say, so that no interval stands here.
 */
public final class CareGaps {

    private static final String PHQ_9 = "44261-6";
    private static final String PHQ_9_FIRST_ITEM = "44250-9";
    private static final String PHQ_9_SUICIDE_ITEM = "44260-8";
    private static final String NOT_AT_ALL = "LA6568-5";
    private static final String C_SSRS = "93374-7";

    private final Knowledge knowledge;

    public CareGaps(Knowledge knowledge) {
        this.knowledge = knowledge;
    }

    /** The gaps, the gravest first. */
    public List<CareGap> find(PatientRecord record, ZonedDateTime now) {
        Facts facts = new Facts(record, List.of(), knowledge, now);
        return Stream.of(
                        suicideItem(facts),
                        naloxone(facts),
                        ecg(facts),
                        PlanGaps.assessments(facts),
                        PlanGaps.urineTest(facts),
                        PlanGaps.draftPlan(facts))
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(CareGap::severity))
                .toList();
    }

    private Optional<CareGap> naloxone(Facts facts) {
        boolean treated = Stream.of(DrugClass.BUPRENORPHINE, DrugClass.METHADONE, DrugClass.NALTREXONE)
                .anyMatch(drug -> takes(drug, facts));
        if (!treated && !facts.indication().hasDisorder()) {
            return Optional.empty();
        }
        return ask("MR-37", continued("buprenorphine", DrugClass.BUPRENORPHINE), facts)
                .map(verdict -> new CareGap(
                        CareGap.Kind.NALOXONE,
                        verdict.severity(),
                        "MR-37",
                        "No naloxone on file: prescribe or supply it.",
                        verdict.detail(),
                        List.of()));
    }

    private Optional<CareGap> ecg(Facts facts) {
        if (!takes(DrugClass.METHADONE, facts)) {
            return Optional.empty();
        }
        List<Order> orders = facts.list(MedicationRequest.class, each -> true).stream()
                .map(facts.medicines()::order)
                .filter(order -> order.is(DrugClass.METHADONE) && order.isActive())
                .toList();
        Stream<Order> asked =
                orders.isEmpty() ? Stream.of(continued("methadone", DrugClass.METHADONE)) : orders.stream();
        return asked.flatMap(order -> ask("MR-18", order, facts).stream())
                .findFirst()
                .map(verdict -> new CareGap(
                        CareGap.Kind.ECG,
                        verdict.severity(),
                        "MR-18",
                        knowledge.texts().message("MR-18"),
                        verdict.detail(),
                        List.of()));
    }

    private static boolean takes(DrugClass drug, Facts facts) {
        return facts.medicines().all().stream().anyMatch(course -> course.current() && course.is(drug));
    }

    private static Optional<Verdict> ask(String rule, Order order, Facts facts) {
        Map<String, SafetyRule> rules = rule.equals("MR-18") ? HeartRules.all() : ProgramRules.all();
        return Optional.ofNullable(rules.get(rule)).flatMap(found -> found.check(order, facts));
    }

    /** The treatment that goes on, as an order without a dose, for rules that look at orders. */
    private static Order continued(String ingredient, DrugClass drug) {
        MedicationRequest request = new MedicationRequest();
        request.setId("urn:uuid:00000000-0000-0000-0000-000000000000");
        request.setStatus(MedicationRequestStatus.ACTIVE).setIntent(MedicationRequestIntent.ORDER);
        Drug taken = new Drug("", "", ingredient, Set.of(ingredient), Set.of(drug), "any", 0, "", "");
        return new Order(request, Optional.of(taken), Dose.unknown("the order is not known"));
    }

    /** Item 9 of the last PHQ-9 was left out, or it is positive and no C-SSRS has followed. */
    private static Optional<CareGap> suicideItem(Facts facts) {
        Optional<Observation> item = newest(facts, PHQ_9_SUICIDE_ITEM, true);
        Instant answered = item.map(each -> at(each, facts)).orElse(Instant.MIN);
        Instant asked = Stream.of(PHQ_9, PHQ_9_FIRST_ITEM, PHQ_9_SUICIDE_ITEM)
                .flatMap(code -> newest(facts, code, false).stream())
                .map(each -> at(each, facts))
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
        if (asked.isAfter(answered)) {
            return Optional.of(
                    suicideGap("PHQ-9 item 9 was not answered: ask about thoughts of death or self-harm.", List.of()));
        }
        boolean positive = item.filter(each -> !(each.getValue() instanceof CodeableConcept answer
                        && Concept.has(answer, Systems.LOINC, NOT_AT_ALL)))
                .isPresent();
        boolean screened = newest(facts, C_SSRS, true)
                .filter(each -> !at(each, facts).isBefore(answered))
                .isPresent();
        return positive && !screened
                ? Optional.of(suicideGap(
                        "PHQ-9 item 9 is positive and no C-SSRS has followed: screen for suicide risk today.",
                        List.of(item.get())))
                : Optional.empty();
    }

    private static CareGap suicideGap(String message, List<Resource> evidence) {
        return new CareGap(
                CareGap.Kind.SUICIDE_ITEM,
                Severity.W_HIGH,
                "",
                message,
                "Not a reason to withhold medication for opioid use disorder.",
                evidence.stream().map(Keys::reference).toList());
    }

    private static Optional<Observation> newest(Facts facts, String code, boolean withValue) {
        String loinc = ObservationCodes.loinc(code);
        return facts
                .list(
                        Observation.class,
                        each -> Concept.has(each.getCode(), Systems.LOINC, loinc)
                                && !"entered-in-error"
                                        .equals(
                                                each.getStatus() == null
                                                        ? ""
                                                        : each.getStatus().toCode())
                                && (!withValue || (each.hasValue() && !each.hasDataAbsentReason())))
                .stream()
                .max(Comparator.comparing(each -> at(each, facts)));
    }

    private static Instant at(Observation observation, Facts facts) {
        return observation.hasEffective()
                ? Moment.of(observation.getEffective(), facts.now()).orElse(Instant.MIN)
                : Instant.MIN;
    }
}
