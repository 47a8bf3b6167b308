package org.oudfhir.safety;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Timing;
import org.hl7.fhir.r4.model.Timing.UnitsOfTime;
import org.hl7.fhir.r4.model.Type;
import org.junit.jupiter.api.Test;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Systems;

/** What is lacking in a patient's care, when the chart is opened. */
class CareGapsTest {

    private static final String ITEM_9 = "44260-8";
    private static final String C_SSRS = "93374-7";

    private final CareGaps gaps = new CareGaps(SafetyRulesTest.KNOWLEDGE);

    @Test
    void nothingIsLackingForAPatientWithoutTheDisorder() {
        assertThat(kinds("")).isEmpty();
    }

    @Test
    void naloxoneIsLackingUntilItIsSupplied() {
        assertThat(kinds("oud")).containsExactly(CareGap.Kind.NALOXONE);
        assertThat(kinds("order bup 8mg @30d")).contains(CareGap.Kind.NALOXONE);
        assertThat(kinds("oud; dispensed naloxone 1 @20d")).isEmpty();
    }

    @Test
    void anEcgIsDueOnMethadoneOnly() {
        String naloxone = "; dispensed naloxone 1 @20d";
        assertThat(kinds("order methadone 60mg otp @60d" + naloxone)).containsExactly(CareGap.Kind.ECG);
        assertThat(kinds("dispensed methadone 28 @5d" + naloxone)).containsExactly(CareGap.Kind.ECG);
        assertThat(kinds("order methadone 60mg otp @60d; qtc 420 @10d" + naloxone))
                .isEmpty();
        assertThat(kinds("order bup 8mg @60d" + naloxone)).isEmpty();
    }

    @Test
    void anUnansweredQuestionOnSelfHarmIsAGap() {
        Resource first = answer("44250-9", coded("LA6571-9"), 2);
        assertThat(kinds("", first)).containsExactly(CareGap.Kind.SUICIDE_ITEM);
        assertThat(kinds("", first, answer(ITEM_9, coded("LA6568-5"), 2))).isEmpty();
        assertThat(kinds("", first, answer(ITEM_9, coded("LA6568-5"), 90)))
                .as("an older answer does not stand for the newest form")
                .containsExactly(CareGap.Kind.SUICIDE_ITEM);
    }

    @Test
    void thoughtsOfSelfHarmNeedAScreen() {
        Resource positive = answer(ITEM_9, coded("LA6569-3"), 2);
        assertThat(kinds("", positive)).containsExactly(CareGap.Kind.SUICIDE_ITEM);
        assertThat(kinds("", positive, answer(C_SSRS, coded("LA9194-7"), 1))).isEmpty();
        assertThat(kinds("", positive, answer(C_SSRS, coded("LA9194-7"), 30)))
                .containsExactly(CareGap.Kind.SUICIDE_ITEM);
    }

    @Test
    void anAssessmentOfThePlanIsOverdueTheDayAfterItsEnd() {
        assertThat(kinds("", form(-1, Task.TaskStatus.REQUESTED))).containsExactly(CareGap.Kind.ASSESSMENT);
        assertThat(kinds("", form(1, Task.TaskStatus.REQUESTED))).isEmpty();
        assertThat(kinds("", form(-1, Task.TaskStatus.COMPLETED))).isEmpty();
    }

    @Test
    void aUrineTestIsOverdueByTheIntervalOfItsRequest() {
        assertThat(kinds("uds-opiates NEG @31d", weeklyTests(UnitsOfTime.WK, 4)))
                .containsExactly(CareGap.Kind.URINE_TEST);
        assertThat(kinds("uds-opiates NEG @27d", weeklyTests(UnitsOfTime.WK, 4)))
                .isEmpty();
        assertThat(kinds("", weeklyTests(UnitsOfTime.MO, 1))).containsExactly(CareGap.Kind.URINE_TEST);
        assertThat(kinds("", weeklyTests(UnitsOfTime.A, 1))).isEmpty();
    }

    @Test
    void aUrineTestOfOneDayIsOverdueUntilItIsDone() {
        ServiceRequest once = test();
        once.setOccurrence(new DateTimeType(at(3)));
        assertThat(kinds("", once)).containsExactly(CareGap.Kind.URINE_TEST);
        assertThat(kinds("uds-opiates NEG @1d", once)).isEmpty();
    }

    @Test
    void aDraftPlanWaitsAndItsPhasesDoNot() {
        CarePlan plan = new CarePlan();
        plan.setId("CarePlan/c1");
        plan.setStatus(CarePlan.CarePlanStatus.DRAFT);
        plan.setCreated(at(1));
        CarePlan phase = plan.copy();
        phase.setId("CarePlan/c2");
        phase.addPartOf().setReference("CarePlan/c1");

        assertThat(gaps(plan, phase)).singleElement().satisfies(gap -> {
            assertThat(gap.kind()).isEqualTo(CareGap.Kind.DRAFT_PLAN);
            assertThat(gap.detail()).contains("CarePlan/c1");
        });
        assertThat(gaps(phase)).isEmpty();
    }

    private List<CareGap> gaps(Resource... more) {
        return gaps.find(Chart.record("").with(List.of(more)), Chart.NOW);
    }

    private List<CareGap.Kind> kinds(String facts, Resource... more) {
        return gaps.find(Chart.record(facts).with(List.of(more)), Chart.NOW).stream()
                .map(CareGap::kind)
                .toList();
    }

    private static Observation answer(String loinc, Type value, int daysAgo) {
        Observation answer = new Observation();
        answer.setId("Observation/gap-" + loinc + "-" + daysAgo);
        answer.setStatus(ObservationStatus.FINAL);
        answer.setCode(Concept.of(Systems.LOINC, loinc));
        answer.setEffective(new DateTimeType(at(daysAgo)));
        return answer.setValue(value);
    }

    private static Type coded(String code) {
        return Concept.of(Systems.LOINC, code);
    }

    private static Task form(int dueInDays, Task.TaskStatus status) {
        Task task = new Task();
        task.setId("Task/t1");
        task.setStatus(status);
        task.getCode().setText("Complete PHQ-9");
        task.getRestriction().getPeriod().setEnd(at(-dueInDays));
        task.addInput()
                .setType(new org.hl7.fhir.r4.model.CodeableConcept().setText("form"))
                .setValue(new CanonicalType(Systems.BASE + "/Questionnaire/phq-9|1.0.0"));
        return task;
    }

    private static ServiceRequest test() {
        ServiceRequest request = new ServiceRequest();
        request.setId("ServiceRequest/s1");
        request.setStatus(ServiceRequest.ServiceRequestStatus.ACTIVE);
        request.setCode(
                Concept.of(Systems.BASE + "/CodeSystem/oud-activity", "urine-drug-screen", "Urine drug screen"));
        return request.setAuthoredOn(at(60));
    }

    private static ServiceRequest weeklyTests(UnitsOfTime unit, int period) {
        Timing timing = new Timing();
        timing.getRepeat().setFrequency(1).setPeriod(period).setPeriodUnit(unit);
        ServiceRequest request = test();
        request.setOccurrence(timing);
        return request;
    }

    private static Date at(int daysAgo) {
        return Date.from(Instant.from(Chart.NOW).minus(daysAgo, ChronoUnit.DAYS));
    }
}
