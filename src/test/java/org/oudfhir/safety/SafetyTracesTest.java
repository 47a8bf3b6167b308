package org.oudfhir.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueSeverity;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueStatus;
import org.hl7.fhir.r4.model.Flag;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.OperationOutcomeIssueComponent;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Keys;
import org.oudfhir.fhir.Systems;
import org.oudfhir.storage.PatientRecord;

/** Each field of what the gate writes and answers. */
class SafetyTracesTest {

    private static final Date NOW = Date.from(Chart.NOW.toInstant());
    private static final String METHADONE_WITH_LONG_QT = "oud; order methadone 60mg otp @100d; qtc 520";

    private final SafetyGate gate =
            new SafetyGate(SafetyRulesTest.REVIEW, Clock.fixed(Chart.NOW.toInstant(), Chart.NOW.getZone()));

    @Test
    void anIssueSaysWhatTheAlertSays() {
        PatientRecord record = Chart.record("oud; consent; order methadone 60mg otp @30d");
        List<Resource> traces = gate.traces(gate.judge(Chart.orders("naltrexone 50mg"), record), record);

        DetectedIssue issue = issue(traces, "MR-01");
        assertThat(issue.getStatus()).isEqualTo(DetectedIssueStatus.FINAL);
        assertThat(issue.getSeverity()).isEqualTo(DetectedIssueSeverity.HIGH);
        assertThat(issue.getCode().getCodingFirstRep().getSystem()).isEqualTo(Systems.SAFETY_RULE);
        assertThat(issue.getPatient().getReference()).isEqualTo("Patient/p1");
        assertThat(issue.getIdentifiedDateTimeType().getValue()).isEqualTo(NOW);
        assertThat(issue.getAuthor().getReference()).isEqualTo(Systems.SERVER_DEVICE);
        assertThat(issue.getDetail())
                .startsWith("Naltrexone blocked: active opioid agonist. Will precipitate severe withdrawal."
                        + " An opioid agonist is active: 1 source(s). Source: ")
                .endsWith(".");
        assertThat(issue.getReference()).endsWith("/PlanDefinition/MR-01");
        assertThat(issue.getImplicated()).extracting(Reference::getReference).containsExactly("MedicationRequest/m900");
        assertThat(issue.getEvidence())
                .extracting(each -> each.getDetailFirstRep().getReference())
                .containsExactly("MedicationRequest/m2");
        assertThat(issue.getMeta().getProfile()).hasSize(1);
        assertThat(Keys.find(issue)).contains("order-m900.issue.MR-01");
        assertThat(issue(traces, "MR-04").getSeverity()).isEqualTo(DetectedIssueSeverity.MODERATE);
        assertThat(issue(traces, "MR-07").getSeverity()).isEqualTo(DetectedIssueSeverity.LOW);
    }

    @Test
    void anIssueOfNoRuleNamesTheProblem() {
        PatientRecord record = Chart.record("");
        List<Resource> traces = gate.traces(gate.judge(Chart.orders("free-text 1mg"), record), record);

        assertThat(issue(traces, "not-checked").getCode().getCodingFirstRep().getSystem())
                .isEqualTo(Systems.PROBLEM);
    }

    @Test
    void anIssueThatNowSaysSomethingElseIsWrittenAnew() {
        PatientRecord record = Chart.record("oud; consent; cows 9 @2h");
        List<MedicationRequest> orders = Chart.orders("bup 8mg");
        List<Resource> traces = gate.traces(gate.judge(orders, record), record);
        PatientRecord later =
                Chart.record("oud; consent; cows 10 @1h").with(orders).with(traces);

        List<Resource> changed = gate.traces(gate.judge(orders, later), later);

        assertThat(changed).singleElement().satisfies(issue -> {
            assertThat(((DetectedIssue) issue).getDetail()).contains("COWS 10.");
            assertThat(((DetectedIssue) issue).getEvidence()).hasSize(1);
            assertThat(((DetectedIssue) issue).getImplicated()).hasSize(1);
        });
    }

    @Test
    void onlyOwnIssuesThatStandAreEnded() {
        PatientRecord record = Chart.record("oud; consent; cows 9 @2h");
        List<MedicationRequest> both = Chart.orders("bup 8mg; diazepam 5mg");
        List<Resource> traces = gate.traces(gate.judge(both, record), record);
        DetectedIssue foreign = new DetectedIssue();
        foreign.setId("DetectedIssue/foreign");
        foreign.setStatus(DetectedIssueStatus.FINAL);
        DetectedIssue over = issue(traces, "MR-21").copy();
        over.setStatus(DetectedIssueStatus.CANCELLED);
        PatientRecord later = record.with(both).with(traces).with(List.of(foreign, over));
        List<MedicationRequest> stopped = Chart.orders("bup 8mg stopped");

        List<Resource> ended = gate.traces(gate.judge(stopped, later), later);

        assertThat(ended).isNotEmpty().allSatisfy(resource -> {
            DetectedIssue issue = (DetectedIssue) resource;
            assertThat(issue.getStatus()).isEqualTo(DetectedIssueStatus.CANCELLED);
            assertThat(Keys.find(issue).orElseThrow()).startsWith("order-m900.issue.");
            assertThat(issue.getCode().getCodingFirstRep().getCode()).isNotEqualTo("MR-21");
        });
    }

    @Test
    void anOverrideIsOnTheIssueWithItsDateAndInAProvenance() {
        PatientRecord record = Chart.record("oud; consent");
        List<MedicationRequest> orders = Chart.orders("bup 8mg");
        attach(orders.get(0), override("#o", "Practitioner/d1", "Seen on the ward."));
        List<Resource> traces = gate.traces(gate.judge(orders, record), record);

        DetectedIssue issue = issue(traces, "MR-20");
        assertThat(issue.getMitigation()).singleElement().satisfies(mitigation -> {
            assertThat(mitigation.getDate()).isEqualTo(NOW);
            assertThat(mitigation.getAuthor().getReference()).isEqualTo("Practitioner/d1");
        });
        Provenance provenance = traces.stream()
                .filter(Provenance.class::isInstance)
                .map(Provenance.class::cast)
                .findFirst()
                .orElseThrow();
        assertThat(provenance.getTarget())
                .extracting(Reference::getReference)
                .containsExactly("MedicationRequest/m900", issue.getId());
        assertThat(provenance.getRecorded()).isEqualTo(NOW);
        assertThat(provenance.getAgent())
                .extracting(agent -> agent.getType().getCodingFirstRep().getCode() + " "
                        + agent.getWho().getReference())
                .containsExactly("author Practitioner/d1", "assembler " + Systems.SERVER_DEVICE);

        PatientRecord later = record.with(orders).with(traces);
        orders.get(0).getContained().clear();
        orders.get(0).addContained(override("#o", "Practitioner/d2", "Seen on the ward."));
        assertThat(issue(gate.traces(gate.judge(orders, later), later), "MR-20").getMitigation())
                .as("another prescriber's override is added")
                .hasSize(2);
        orders.get(0).getContained().clear();
        DetectedIssue dated = override("#o", "Practitioner/d3", "Seen again.");
        dated.getMitigationFirstRep().setDate(Date.from(java.time.Instant.EPOCH));
        orders.get(0).addContained(dated);
        assertThat(issue(gate.traces(gate.judge(orders, record), record), "MR-20")
                        .getMitigationFirstRep()
                        .getDate())
                .isEqualTo(Date.from(java.time.Instant.EPOCH));
    }

    @Test
    void anOverrideCountsWhereverItIsStored() {
        PatientRecord record =
                Chart.record("oud; consent").with(List.of(override("DetectedIssue/1", "Practitioner/d1", "x")));
        assertThat(stops("DetectedIssue/1", record)).doesNotContain("MR-20");
        assertThat(stops("DetectedIssue/2", record)).contains("MR-20");
        assertThat(stops("#other", record)).contains("MR-20");
        List<MedicationRequest> carried = Chart.orders("bup 8mg");
        Reference reference = new Reference();
        reference.setResource(override("DetectedIssue/3", "PractitionerRole/r1", "x"));
        carried.get(0).addDetectedIssue(reference);
        assertThat(gate.judge(carried, record).stops()).isEmpty();
    }

    @Test
    void anOverrideThatLacksSomethingCountsForNothing() {
        DetectedIssue uncoded = override("DetectedIssue/1", "Practitioner/d1", "x");
        uncoded.getMitigationFirstRep().getAction().getCodingFirstRep().setSystem("urn:other");
        DetectedIssue noCode = override("DetectedIssue/1", "Practitioner/d1", "x");
        noCode.getMitigationFirstRep().getAction().setCoding(List.of(new Coding().setSystem(Systems.OVERRIDE_REASON)));
        DetectedIssue blank = override("DetectedIssue/1", "Practitioner/d1", " ");
        DetectedIssue unsigned = override("DetectedIssue/1", "Practitioner/d1", "x");
        unsigned.getMitigationFirstRep().setAuthor(null);
        for (DetectedIssue lacking : List.of(uncoded, noCode, blank, unsigned)) {
            assertThat(stops("DetectedIssue/1", Chart.record("oud; consent").with(List.of(lacking))))
                    .contains("MR-20");
        }
    }

    @Test
    void anOverrideOfOneOrderIsNotOneOfAnother() {
        List<MedicationRequest> orders = Chart.orders("bup 8mg; bup 4mg");
        attach(orders.get(0), override("#o", "Practitioner/d1", "x"));

        assertThat(gate.judge(orders, Chart.record("oud; consent")).stops())
                .filteredOn(alert -> alert.rule().equals("MR-20"))
                .extracting(SafetyAlert::order)
                .containsExactly("MedicationRequest/m901");
    }

    @Test
    void aNewStopRaisesAFlagAndATask() {
        PatientRecord record = Chart.record(METHADONE_WITH_LONG_QT);
        List<Resource> changes = gate.recheck(record);

        Flag flag = one(changes, Flag.class);
        assertThat(flag.getStatus()).isEqualTo(Flag.FlagStatus.ACTIVE);
        assertThat(flag.getCode().getCodingFirstRep().getCode()).isEqualTo("MR-16");
        assertThat(flag.getCode().getText()).startsWith("QTc >500 ms");
        assertThat(flag.getSubject().getReference()).isEqualTo("Patient/p1");
        assertThat(flag.getAuthor().getReference()).isEqualTo(Systems.SERVER_DEVICE);
        assertThat(flag.getCategory()).hasSize(1);
        assertThat(flag.getCategoryFirstRep().getCodingFirstRep().getCode()).isEqualTo("safety");
        assertThat(flag.getPeriod().getStart()).isEqualTo(NOW);
        assertThat(Keys.find(flag)).contains("order-m1.flag.MR-16");
        Task task = one(changes, Task.class);
        assertThat(task.getStatus()).isEqualTo(Task.TaskStatus.REQUESTED);
        assertThat(task.getIntent()).isEqualTo(Task.TaskIntent.ORDER);
        assertThat(task.getCode().getCodingFirstRep().getCode()).isEqualTo("MR-16");
        assertThat(task.getDescription()).startsWith("Review this order today: QTc >500 ms");
        assertThat(task.getFocus().getReference()).isEqualTo("MedicationRequest/m1");
        assertThat(task.getFor().getReference()).isEqualTo("Patient/p1");
        assertThat(task.getAuthoredOn()).isEqualTo(NOW);
        assertThat(task.getRequester().getReference()).isEqualTo(Systems.SERVER_DEVICE);
        assertThat(Keys.find(task)).contains("order-m1.task.MR-16");
    }

    @Test
    void aStopThatComesBackRaisesTheSameFlagAgain() {
        PatientRecord record = Chart.record(METHADONE_WITH_LONG_QT);
        List<Resource> first = gate.recheck(record);
        issue(first, "MR-16").setStatus(DetectedIssueStatus.CANCELLED);

        Flag again = one(gate.recheck(record.with(first)), Flag.class);

        assertThat(again.getId()).isEqualTo(one(first, Flag.class).getId());
        assertThat(again.getCategory()).hasSize(1);
    }

    @Test
    void aWarningAndAnOverriddenStopAreNotUrgent() {
        assertThat(gate.recheck(Chart.record("oud; order methadone 60mg otp @100d; qtc 480")))
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each).isInstanceOf(DetectedIssue.class));
        PatientRecord record = Chart.record(METHADONE_WITH_LONG_QT);
        MedicationRequest order = record.list(MedicationRequest.class).get(0);
        DetectedIssue override = override("#o", "Practitioner/d1", "Cardiology agrees.");
        override.setCode(Concept.of(Systems.SAFETY_RULE, "MR-16"));
        attach(order, override);
        assertThat(gate.recheck(record)).noneMatch(Flag.class::isInstance);
    }

    @Test
    void onlyActiveOrdersAreLookedAtAgain() {
        assertThat(SafetyGate.hasActiveOrder(Chart.record("order bup 8mg @9d"))).isTrue();
        assertThat(SafetyGate.hasActiveOrder(Chart.record("order bup 8mg @9d completed")))
                .isFalse();
        assertThat(gate.recheck(Chart.record("oud; qtc 520; order methadone 60mg otp @100d draft")))
                .isEmpty();
    }

    @Test
    void aContraindicationRulesOutAndAMatterOfProcessDoesNot() {
        List<SafetyAlert> alerts = gate.judge(
                        Chart.orders("naltrexone 50mg; methadone 20mg pharmacy; free-text 1mg"), Chart.record("oud"))
                .alerts();

        assertThat(alerts)
                .filteredOn(gate::rulesOut)
                .extracting(SafetyAlert::rule)
                .containsExactly("MR-01");
        assertThat(alerts).extracting(SafetyAlert::rule).contains("MR-10", "MR-38", "MR-04", "not-checked");
        assertThat(SafetyRulesTest.REVIEW.isContraindication("not-checked")).isFalse();
        assertThat(SafetyRulesTest.REVIEW.isContraindication("MR-38")).isFalse();
    }

    @Test
    void aRulingIsSilentForNewOrdersWithoutAlertsOnly() {
        MedicationRequest fresh = Chart.orders("naloxone 4mg").get(0);
        fresh.setId("MedicationRequest/m900/_history/1");
        MedicationRequest updated = Chart.orders("naloxone 4mg").get(0);
        updated.setId("MedicationRequest/m900/_history/2");

        assertThat(new Ruling(List.of(fresh), List.of(), Map.of()).isSilent()).isTrue();
        assertThat(new Ruling(List.of(fresh, updated), List.of(), Map.of()).isSilent())
                .isFalse();
        List<SafetyAlert> alerts =
                gate.judge(Chart.orders("bup 8mg"), Chart.record("oud")).alerts();
        assertThat(new Ruling(List.of(fresh), alerts, Map.of()).isSilent()).isFalse();
    }

    @Test
    void aRulingOfSomeOrdersHasTheirAlertsAndBothOverrides() {
        PatientRecord record = Chart.record("oud; consent");
        List<MedicationRequest> orders = Chart.orders("bup 8mg; bup 4mg");
        orders.forEach(order -> attach(order, override("#o", "Practitioner/d1", "x")));
        Ruling one = gate.judge(orders.subList(0, 1), record);
        Ruling other = gate.judge(orders.subList(1, 2), record);

        Ruling both = one.and(other);

        assertThat(both.stops()).isEmpty();
        assertThat(both.overrides()).hasSize(2);
        Ruling first = both.of(order -> order == orders.get(0));
        assertThat(first.orders()).containsExactly(orders.get(0));
        assertThat(first.alerts()).isNotEmpty().allMatch(alert -> alert.order().equals("MedicationRequest/m900"));
    }

    @Test
    void aRefusalSaysHowToGoOn() {
        OperationOutcome outcome = Alerts.refusal(
                gate.judge(Chart.orders("bup 8mg; methadone 20mg pharmacy"), Chart.record("oud; consent"))
                        .stops());

        OperationOutcomeIssueComponent overridable = told(outcome, "MR-20");
        assertThat(overridable.getSeverity()).isEqualTo(IssueSeverity.ERROR);
        assertThat(overridable.getDiagnostics())
                .contains(
                        "A prescriber may override it: MedicationRequest.detectedIssue, with a DetectedIssue of code MR-20")
                .contains("Source: ")
                .contains("Rule: " + Systems.BASE + "/PlanDefinition/MR-20");
        assertThat(overridable.getExpression().get(0).getValue()).isEqualTo("MedicationRequest.medication");
        assertThat(overridable.getDetails().getCodingFirstRep().getSystem()).isEqualTo(Systems.SAFETY_RULE);
        assertThat(told(outcome, "MR-10").getDiagnostics()).contains("This rule cannot be overridden.");
        ServiceRequest service = new ServiceRequest();
        service.setId("ServiceRequest/s1");
        service.setStatus(ServiceRequest.ServiceRequestStatus.ACTIVE);
        service.setIntent(ServiceRequest.ServiceRequestIntent.ORDER);
        service.getCode().addCoding().setCode("rapid-opioid-detox");
        Ruling detox = gate.judge(List.of(service), Chart.record("oud"));
        assertThat(told(Alerts.refusal(detox.stops()), "MR-40").getDiagnostics())
                .contains("This rule cannot be overridden.");
        assertThatThrownBy(detox::requireAllowed).isInstanceOf(org.oudfhir.fhir.Problem.Unsafe.class);
        service.setIntent(ServiceRequest.ServiceRequestIntent.PROPOSAL);
        assertThat(gate.judge(List.of(service), Chart.record("oud")).stops()).isEmpty();
        service.setIntent(ServiceRequest.ServiceRequestIntent.OPTION);
        assertThat(gate.judge(List.of(service), Chart.record("oud")).stops()).isEmpty();
        service.setIntent(ServiceRequest.ServiceRequestIntent.ORDER)
                .setStatus(ServiceRequest.ServiceRequestStatus.DRAFT);
        assertThat(gate.judge(List.of(service), Chart.record("oud")).stops()).isEmpty();
        assertThat(gate.judge(List.of(service), Chart.record("oud")).alerts()).hasSize(1);
        service.setDoNotPerform(true);
        assertThat(gate.judge(List.of(service), Chart.record("oud")).alerts()).isEmpty();
    }

    @Test
    void anAnnotationIsNoError() {
        Ruling ruling = gate.judge(Chart.orders("naltrexone 50mg; free-text 1mg"), Chart.record("oud"));

        OperationOutcome outcome = ruling.outcome("MedicationRequest/m900").orElseThrow();
        assertThat(told(outcome, "MR-04").getSeverity()).isEqualTo(IssueSeverity.WARNING);
        assertThat(told(outcome, "MR-07").getSeverity()).isEqualTo(IssueSeverity.INFORMATION);
        assertThat(told(outcome, "MR-04").getDiagnostics()).doesNotContain("override");
        assertThat(ruling.outcome("MedicationRequest/m901").orElseThrow().getIssue())
                .singleElement()
                .satisfies(issue -> assertThat(
                                issue.getDetails().getCodingFirstRep().getSystem())
                        .isEqualTo(Systems.PROBLEM));
    }

    private static void attach(MedicationRequest order, DetectedIssue override) {
        order.addContained(override);
        order.addDetectedIssue(new Reference("#o"));
    }

    private List<String> stops(String override, PatientRecord record) {
        List<MedicationRequest> orders = Chart.orders("bup 8mg");
        orders.get(0).addDetectedIssue(new Reference(override));
        return gate.judge(orders, record).stops().stream()
                .map(SafetyAlert::rule)
                .toList();
    }

    private static DetectedIssue override(String id, String author, String text) {
        DetectedIssue issue = new DetectedIssue();
        issue.setId(id);
        issue.setCode(Concept.of(Systems.SAFETY_RULE, "MR-20"));
        issue.addMitigation()
                .setAction(
                        Concept.of(Systems.OVERRIDE_REASON, "monitored-setting").setText(text))
                .setAuthor(new Reference(author));
        return issue;
    }

    private static OperationOutcomeIssueComponent told(OperationOutcome outcome, String rule) {
        return outcome.getIssue().stream()
                .filter(issue ->
                        issue.getDetails().getCodingFirstRep().getCode().equals(rule))
                .findFirst()
                .orElseThrow();
    }

    private static DetectedIssue issue(List<Resource> changes, String rule) {
        return changes.stream()
                .filter(DetectedIssue.class::isInstance)
                .map(DetectedIssue.class::cast)
                .filter(issue -> issue.getCode().getCodingFirstRep().getCode().equals(rule))
                .findFirst()
                .orElseThrow();
    }

    private static <T extends Resource> T one(List<Resource> changes, Class<T> type) {
        List<T> found =
                changes.stream().filter(type::isInstance).map(type::cast).toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }
}
