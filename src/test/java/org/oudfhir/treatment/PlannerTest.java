package org.oudfhir.treatment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CarePlan.CarePlanIntent;
import org.hl7.fhir.r4.model.CarePlan.CarePlanStatus;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Goal;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestIntent;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestStatus;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.RequestGroup;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Keys;
import org.oudfhir.fhir.Problem;
import org.oudfhir.fhir.Systems;
import org.oudfhir.storage.PatientRecord;

/** From a patient's record to the plan that is stored. */
class PlannerTest {

    private final Planner planner = new Planner(Patients.PATHWAYS);

    @Test
    void aPatientWithoutDataGetsTheAssessmentPhaseOnly() {
        Plan plan = planner.plan(Patients.empty());

        assertThat(phases(plan)).hasSize(6);
        assertThat(phases(plan).get(0).getStatus()).isEqualTo(CarePlanStatus.DRAFT);
        assertThat(phases(plan).subList(1, 6)).allSatisfy(phase -> {
            assertThat(phase.getStatus()).isEqualTo(CarePlanStatus.REVOKED);
            assertThat(phase.getNoteFirstRep().getText()).startsWith("Skipped: ");
            assertThat(phase.hasActivity()).isFalse();
        });
        assertThat(plan.carePlan().hasAddresses()).isFalse();
        assertThat(of(plan, RequestGroup.class)).isEmpty();
    }

    @Test
    void theParentCarriesCategoriesFactorsGoalsActivitiesAndAuthor() {
        CarePlan plan = planner.plan(Patients.vignette(1)).carePlan();

        assertThat(plan.getStatus()).isEqualTo(CarePlanStatus.DRAFT);
        assertThat(plan.getIntent()).isEqualTo(CarePlanIntent.PROPOSAL);
        assertThat(plan.getMeta().hasProfile(Systems.profile("oud-care-plan"))).isTrue();
        assertThat(plan.getCategory())
                .extracting(category -> category.getCodingFirstRep().getCode())
                .containsExactly("assess-plan", "734163000", "treatment-plan");
        assertThat(factors(plan))
                .containsExactlyInAnyOrder(
                        "depression",
                        "anxiety",
                        "exposure-drug-environment",
                        "low-social-support",
                        "family-use-environment",
                        "childhood-trauma",
                        "family-history-sud");
        assertThat(plan.getExtensionsByUrl(Systems.FACTOR_ADDRESSED))
                .extracting(extension -> ((CodeableConcept) extension.getValue())
                        .getCoding()
                        .get(1)
                        .getSystem())
                .containsOnly(Systems.FACTOR_CATEGORY);
        assertThat(plan.getAuthor().getReference()).isEqualTo("Device/oud-fhir-server");
        assertThat(plan.getAddresses()).hasSize(1);
        assertThat(plan.getText().getDivAsString())
                .contains("Phases", "Goals", "Activities", "Cognitive behavioural therapy");
        assertThat(plan.getNote()).extracting(note -> note.getText()).anyMatch(text -> text.contains("naltrexone"));
        assertThat(plan.getGoal()).isNotEmpty();
        assertThat(plan.getSupportingInfo()).hasSizeGreaterThan(16);
    }

    @Test
    void phasesRepeatTheirPartWithoutFactors() {
        Plan plan = planner.plan(Patients.vignette(1));

        List<String> inPhases =
                phases(plan).stream().flatMap(PlannerTest::activities).toList();
        assertThat(inPhases)
                .containsExactlyInAnyOrderElementsOf(activities(plan.carePlan()).toList());
        assertThat(phases(plan)).allSatisfy(phase -> {
            assertThat(phase.getPartOfFirstRep().getReference()).isEqualTo(Keys.target(plan.carePlan()));
            assertThat(phase.hasExtension(Systems.FACTOR_ADDRESSED)).isFalse();
            assertThat(phase.getCategory()).hasSize(1);
        });
    }

    @Test
    void onePrimaryMedicationIsProposedAndItsAlternativesAreOptionsOfOneGroup() {
        Plan plan = planner.plan(Patients.vignette(1));

        RequestGroup group = of(plan, RequestGroup.class).get(0);
        assertThat(group.getActionFirstRep().getSelectionBehavior())
                .isEqualTo(RequestGroup.ActionSelectionBehavior.EXACTLYONE);
        List<String> options = group.getActionFirstRep().getAction().stream()
                .map(action -> action.getResource().getReference())
                .toList();
        List<MedicationRequest> offered = of(plan, MedicationRequest.class).stream()
                .filter(request -> options.contains(Keys.target(request)))
                .toList();
        assertThat(offered).allSatisfy(request -> {
            assertThat(request.getStatus()).isEqualTo(MedicationRequestStatus.DRAFT);
            assertThat(request.getReasonReference()).isNotEmpty();
        });
        assertThat(offered)
                .filteredOn(request -> request.getIntent() == MedicationRequestIntent.PROPOSAL)
                .singleElement()
                .satisfies(request -> assertThat(
                                request.getMedicationCodeableConcept().getText())
                        .contains("naloxone"));
        assertThat(offered).hasSizeGreaterThan(2);
        assertThat(activities(plan.carePlan())).contains(Keys.target(group));
    }

    @Test
    void aRuledOutDrugLeavesAnIssueWithItsRule() {
        Plan plan = planner.plan(Patients.vignette(1));

        assertThat(of(plan, DetectedIssue.class))
                .extracting(issue -> issue.getCode().getCodingFirstRep().getCode())
                .contains("MR-02", "MR-03", "MR-05");
        assertThat(of(plan, DetectedIssue.class))
                .allSatisfy(issue -> assertThat(issue.getImplicatedFirstRep().getReference())
                        .isEqualTo(Keys.target(plan.carePlan())));
        assertThat(of(plan, MedicationRequest.class))
                .noneMatch(request ->
                        request.getMedicationCodeableConcept().getText().contains("altrexone"));
    }

    @Test
    void everyRequestSaysWhyAndByWhichRule() {
        PatientRecord record = Patients.vignette(2);
        Plan plan = planner.plan(record);

        assertThat(of(plan, ServiceRequest.class)).isNotEmpty().allSatisfy(request -> {
            assertThat(request.hasReasonReference() || request.hasReasonCode()).isTrue();
            assertThat(request.getInstantiatesCanonical()).isNotEmpty();
            assertThat(request.hasExtension(Systems.RULE_VERSION)).isTrue();
        });
        assertThat(of(plan, Task.class)).isNotEmpty().allSatisfy(task -> {
            assertThat(task.hasReasonReference() || task.hasReasonCode()).isTrue();
            assertThat(task.hasInstantiatesCanonical()).isTrue();
        });
        assertThat(of(plan, Goal.class))
                .allSatisfy(goal -> assertThat(goal.getAddresses()).isNotEmpty());
        ServiceRequest trauma = of(plan, ServiceRequest.class).stream()
                .filter(request -> request.getCode().getText().contains("Trauma-focused"))
                .findFirst()
                .orElseThrow();
        assertThat(factors(trauma)).contains("ptsd");
        assertThat(record.find(trauma.getReasonReferenceFirstRep().getReference())
                        .orElseThrow())
                .isInstanceOf(Observation.class);
    }

    @Test
    void furtherReasonsOfATaskAreItsInputs() {
        Task several = Stream.of(1, 2, 7)
                .flatMap(number -> of(planner.plan(Patients.vignette(number)), Task.class).stream())
                .filter(task -> task.getInput().stream()
                        .anyMatch(input -> "reason".equals(input.getType().getText())))
                .findFirst()
                .orElseThrow();

        assertThat(several.hasReasonReference() || several.hasReasonCode()).isTrue();
    }

    @Test
    void theSameEvidenceGivesTheSameKeysBeforeAndAfterItIsStored() {
        PatientRecord fresh = Patients.vignette(1);
        Plan first = planner.plan(fresh);
        PatientRecord stored = Patients.stored(fresh, first.resources());

        Plan again = planner.plan(stored);

        assertThat(keys(again)).isEqualTo(keys(first)).doesNotHaveDuplicates();
        assertThat(again.revoked()).isEmpty();
        assertThat(Keys.find(planner.current(stored).orElseThrow())).contains(first.evidenceKey() + ".plan");
        assertThat(planner.current(fresh)).isEmpty();
    }

    @Test
    void newEvidenceRevokesTheFormerDraft() {
        PatientRecord fresh = Patients.vignette(1);
        PatientRecord stored =
                changed(Patients.stored(fresh, planner.plan(fresh).resources()));

        Plan next = planner.plan(stored);

        assertThat(planner.current(stored)).isEmpty();
        assertThat(statuses(next.revoked(), CarePlan.class)).hasSize(7).containsOnly("revoked");
        assertThat(statuses(next.revoked(), MedicationRequest.class))
                .isNotEmpty()
                .containsOnly("cancelled");
        assertThat(statuses(next.revoked(), ServiceRequest.class)).isNotEmpty().containsOnly("revoked");
        assertThat(statuses(next.revoked(), Task.class)).isNotEmpty().containsOnly("cancelled");
        assertThat(statuses(next.revoked(), RequestGroup.class)).containsOnly("revoked");
        assertThat(statuses(next.revoked(), DetectedIssue.class)).containsOnly("cancelled");
        assertThat(next.revoked()).allMatch(resource -> !Keys.target(resource).startsWith("urn:"));
    }

    @Test
    void anAcceptedPlanIsActiveWithOrdersBasedOnItsProposals() {
        PatientRecord fresh = Patients.vignette(1);
        PatientRecord stored = Patients.stored(fresh, planner.plan(fresh).resources());

        CarePlan draft = planner.current(stored).orElseThrow();

        List<Resource> accepted = planner.accept(draft, stored);

        CarePlan plan = (CarePlan) accepted.get(0);
        assertThat(draft.getText().getDivAsString()).contains("to be accepted or changed by a clinician");
        assertThat(plan.getText().getDivAsString())
                .contains("accepted; it is carried out", "Activities")
                .doesNotContain("to be accepted");
        assertThat(plan.getStatus()).isEqualTo(CarePlanStatus.ACTIVE);
        assertThat(plan.getIntent()).isEqualTo(CarePlanIntent.PLAN);
        List<MedicationRequest> orders = accepted.stream()
                .filter(MedicationRequest.class::isInstance)
                .map(MedicationRequest.class::cast)
                .filter(request -> request.getIntent() == MedicationRequestIntent.ORDER)
                .toList();
        assertThat(orders).isNotEmpty().allSatisfy(order -> {
            assertThat(order.getStatus()).isEqualTo(MedicationRequestStatus.ACTIVE);
            assertThat(order.getIdentifier()).hasSize(1);
            assertThat(stored.find(order.getBasedOnFirstRep().getReference())).isPresent();
            assertThat(activities(plan)).contains(Keys.target(order));
        });
        assertThat(orders)
                .noneMatch(
                        order -> order.getMedicationCodeableConcept().getText().contains("Methadone"));
        assertThat(statuses(accepted, Goal.class)).containsOnly("active");
        assertThat(statuses(accepted, Task.class)).containsOnly("requested");
    }

    @Test
    void anActivePlanStaysUntilTheNextOneIsAccepted() {
        PatientRecord fresh = Patients.vignette(1);
        PatientRecord stored = Patients.stored(fresh, planner.plan(fresh).resources());
        PatientRecord active =
                Patients.stored(stored, planner.accept(planner.current(stored).orElseThrow(), stored));

        Plan next = planner.plan(active);
        PatientRecord proposed = Patients.stored(active, next.resources());
        List<Resource> accepted = planner.accept(planner.current(proposed).orElseThrow(), proposed);

        assertThat(next.revoked()).isEmpty();
        assertThat(((CarePlan) accepted.get(0)).getReplaces()).hasSize(1);
        assertThat(statuses(accepted, CarePlan.class)).contains("revoked");
    }

    @Test
    void onlyADraftPlanCanBeAccepted() {
        PatientRecord record = Patients.empty();
        CarePlan active = planner.plan(record).carePlan().copy().setStatus(CarePlanStatus.ACTIVE);

        assertThatThrownBy(() -> planner.accept(active, record)).isInstanceOf(Problem.Conflict.class);
    }

    @Test
    void noPlanIsMadeForTheDeceasedOrForARecordNotInUse() {
        Patient deceased = new Patient().setDeceased(new DateTimeType("2026-01-01"));
        Patient inactive = new Patient().setActive(false);
        Patient alive = new Patient().setDeceased(new BooleanType(false)).setActive(true);
        Stream.of(deceased, inactive, alive).forEach(patient -> patient.setId("Patient/x"));

        assertThatThrownBy(() -> planner.plan(new PatientRecord(deceased, List.of())))
                .isInstanceOf(Problem.Invalid.class);
        assertThatThrownBy(() -> planner.plan(new PatientRecord(inactive, List.of())))
                .isInstanceOf(Problem.Invalid.class);
        assertThat(planner.plan(new PatientRecord(alive, List.of())).resources())
                .isNotEmpty();
    }

    /** A clinician judges that the depression is not there. */
    private static PatientRecord changed(PatientRecord record) {
        Observation finding = record.list(Observation.class).stream()
                .filter(observation -> Concept.has(observation.getCode(), Systems.FACTOR, "depression"))
                .findFirst()
                .orElseThrow()
                .copy();
        finding.setStatus(Observation.ObservationStatus.CORRECTED)
                .setMethod(Concept.of(Systems.FINDING_METHOD, "clinical-judgement"))
                .setValue(Concept.of(Systems.FINDING_VALUE, "absent"));
        return record.with(List.of(finding));
    }

    private static List<CarePlan> phases(Plan plan) {
        return of(plan, CarePlan.class).stream().filter(CarePlan::hasPartOf).toList();
    }

    private static <T> List<T> of(Plan plan, Class<T> type) {
        return plan.resources().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private static List<String> keys(Plan plan) {
        return plan.resources().stream()
                .map(resource -> resource.fhirType() + " " + Keys.find(resource).orElseThrow())
                .toList();
    }

    private static Stream<String> activities(CarePlan plan) {
        return plan.getActivity().stream()
                .map(activity -> activity.getReference().getReference());
    }

    private static List<String> factors(DomainResource resource) {
        return resource.getExtensionsByUrl(Systems.FACTOR_ADDRESSED).stream()
                .flatMap(extension -> ((CodeableConcept) extension.getValue()).getCoding().stream())
                .filter(coding -> Systems.FACTOR.equals(coding.getSystem()))
                .map(Coding::getCode)
                .toList();
    }

    private static List<String> statuses(List<Resource> resources, Class<? extends Resource> type) {
        String element = type == Goal.class ? "lifecycleStatus" : "status";
        return resources.stream()
                .filter(type::isInstance)
                .map(resource ->
                        resource.getNamedProperty(element).getValues().get(0).primitiveValue())
                .filter(status -> !"completed".equals(status))
                .toList();
    }
}
