package org.oudfhir.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueStatus;
import org.hl7.fhir.r4.model.Flag;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Problem;
import org.oudfhir.fhir.Systems;
import org.oudfhir.storage.PatientRecord;

/** What becomes of alerts: a refusal, issues on record, an override with its Provenance, urgent work for new stops. */
class SafetyGateTest {

    private final SafetyGate gate =
            new SafetyGate(SafetyRulesTest.REVIEW, Clock.fixed(Chart.NOW.toInstant(), Chart.NOW.getZone()));

    @Test
    void aStopIsAnErrorPerAlert() {
        Ruling ruling = gate.judge(Chart.orders("methadone 60mg pharmacy"), Chart.record("oud"));

        assertThatThrownBy(ruling::requireAllowed).isInstanceOfSatisfying(Problem.Unsafe.class, problem -> {
            assertThat(problem.getStatusCode()).isEqualTo(422);
            assertThat(problem.issues())
                    .extracting(Problem.Issue::code)
                    .containsExactlyElementsOf(
                            ruling.stops().stream().map(SafetyAlert::rule).toList());
        });
    }

    @Test
    void anOldOrderIsHistoryAndNotStopped() {
        Ruling ruling = gate.judge(Chart.orders("naltrexone 50mg @2d"), Chart.record("order methadone 60mg otp @30d"));

        assertThat(ruling.alerts()).extracting(SafetyAlert::rule).contains("MR-01");
        assertThat(ruling.stops()).isEmpty();
    }

    @Test
    void alertsBecomeIssuesOnceAndEndWhenTheyNoLongerHold() {
        PatientRecord record = Chart.record("oud; consent; cows 12; uds-fentanyl POS @1d");
        List<MedicationRequest> orders = Chart.orders("bup 8mg");
        List<Resource> first = gate.traces(gate.judge(orders, record), record);

        PatientRecord later = record.with(orders).with(first);
        assertThat(gate.traces(gate.judge(orders, later), later)).isEmpty();
        List<Resource> changed =
                gate.traces(gate.judge(Chart.orders("bup 8mg stopped because=moved_away"), later), later);

        assertThat(first).allSatisfy(issue -> assertThat(issue).isInstanceOf(DetectedIssue.class));
        assertThat(changed)
                .isNotEmpty()
                .allSatisfy(issue ->
                        assertThat(((DetectedIssue) issue).getStatus()).isEqualTo(DetectedIssueStatus.CANCELLED));
    }

    @Test
    void anOverrideLetsPassAndIsRemembered() {
        PatientRecord record = Chart.record("oud; consent");
        List<MedicationRequest> orders = Chart.orders("bup 8mg");
        override(orders.get(0), "MR-20", "Practitioner/d1", "Observed in the ward.");
        Ruling ruling = gate.judge(orders, record);

        assertThat(ruling.stops()).isEmpty();
        List<Resource> traces = gate.traces(ruling, record);
        assertThat(traces)
                .filteredOn(Provenance.class::isInstance)
                .singleElement()
                .satisfies(resource -> {
                    Provenance provenance = (Provenance) resource;
                    assertThat(provenance.getAgentFirstRep().getWho().getReference())
                            .isEqualTo("Practitioner/d1");
                    assertThat(provenance.getReasonFirstRep().getText()).isEqualTo("Observed in the ward.");
                });
        PatientRecord later = record.with(orders).with(traces);
        assertThat(gate.traces(gate.judge(orders, later), later)).isEmpty();
    }

    @Test
    void anOverrideOfTheLawOrByThePatientCountsForNothing() {
        List<MedicationRequest> methadone = Chart.orders("methadone 10mg pharmacy");
        override(methadone.get(0), "MR-10", "Practitioner/d1", "No program nearby.");
        assertThat(gate.judge(methadone, Chart.record("oud; consent")).stops())
                .extracting(SafetyAlert::rule)
                .contains("MR-10");
        List<MedicationRequest> bup = Chart.orders("bup 8mg");
        override(bup.get(0), "MR-20", "Patient/p1", "I want it.");
        assertThat(gate.judge(bup, Chart.record("oud; consent")).stops())
                .extracting(SafetyAlert::rule)
                .contains("MR-20");
    }

    @Test
    void aNewStopOnAnActiveOrderIsUrgentOnce() {
        PatientRecord record = Chart.record("oud; order methadone 60mg otp @100d; qtc 520");

        List<Resource> changes = gate.recheck(record);

        assertThat(changes).filteredOn(Flag.class::isInstance).hasSize(1);
        assertThat(changes)
                .filteredOn(Task.class::isInstance)
                .singleElement()
                .satisfies(task -> assertThat(((Task) task).getPriority()).isEqualTo(Task.TaskPriority.URGENT));
        assertThat(gate.recheck(record.with(changes)))
                .noneMatch(resource -> resource instanceof Flag || resource instanceof Task);
        assertThat(gate.recheck(Chart.record("oud; qtc 520"))).isEmpty();
    }

    @Test
    void aDraftThatBecomesActiveIsNewWhateverItsDate() {
        List<MedicationRequest> draft = Chart.orders("naltrexone 50mg @10d");
        draft.get(0).setStatus(MedicationRequest.MedicationRequestStatus.DRAFT);
        PatientRecord record = Chart.record("order methadone 60mg otp @30d").with(draft);

        Ruling ruling = gate.judge(Chart.orders("naltrexone 50mg @10d"), record);

        assertThat(ruling.stops()).extracting(SafetyAlert::rule).contains("MR-01");
    }

    @Test
    void twoRulingsOfOneRequestAreToldTogether() {
        PatientRecord record = Chart.record("oud; consent; cows 12");
        List<MedicationRequest> orders = Chart.orders("bup 8mg; diazepam 5mg");
        Ruling one = gate.judge(orders.subList(0, 1), record);
        Ruling other = gate.judge(orders, record);

        Ruling both = one.and(other);

        assertThat(both.alerts()).hasSameSizeAs(other.alerts());
        assertThat(new ArrayList<Resource>(both.orders())).hasSize(2);
        assertThat(both.outcome("MedicationRequest/m900")).isPresent();
        assertThat(both.outcome("MedicationRequest/none")).isEmpty();
        assertThat(both.of(order -> order instanceof Observation).alerts()).isEmpty();
    }

    private static void override(MedicationRequest order, String rule, String author, String text) {
        DetectedIssue issue = new DetectedIssue();
        issue.setId("#override");
        issue.setCode(Concept.of(Systems.SAFETY_RULE, rule));
        issue.addMitigation()
                .setAction(
                        Concept.of(Systems.OVERRIDE_REASON, "monitored-setting").setText(text))
                .setAuthor(new Reference(author));
        order.addContained(issue);
        order.addDetectedIssue(new Reference("#override"));
    }
}
