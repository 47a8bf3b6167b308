package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CarePlan.CarePlanActivityComponent;
import org.hl7.fhir.r4.model.CarePlan.CarePlanIntent;
import org.hl7.fhir.r4.model.CarePlan.CarePlanStatus;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.Flag;
import org.hl7.fhir.r4.model.Goal;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestStatus;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.RequestGroup;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestIntent;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Systems;

/** The main job over HTTP: an intake is posted, and what follows from it can be queried as soon as the answer is there. */
class MainJobIT {

    private static final Path EXPECTED = Path.of("src/test/resources/org/oudfhir/vignettes.csv");
    private static final Map<String, Coding> SCORES = Map.of(
            "phq-9", new Coding(Systems.LOINC, "44261-6", ""),
            "gad-7", new Coding(Systems.LOINC, "70274-6", ""),
            "pc-ptsd-5", new Coding(Systems.LOINC, "102017-1", ""),
            "peg", new Coding(Systems.LOINC, "91147-9", ""),
            "hits", new Coding(Systems.LOINC, "95614-4", ""),
            "cows", new Coding(Systems.SCORE, "cows-total", ""),
            "dsm5-oud", new Coding(Systems.SCORE, "dsm5-oud-count", ""),
            "ace-brfss", new Coding(Systems.SCORE, "ace-brfss-count", ""));

    /** One visit of each vignette, for the tests that only read. */
    private static final Map<String, Visit> VISITS = new ConcurrentHashMap<>();

    private final Api api = RunningServer.api();

    private static Visit visit(String vignette) {
        return VISITS.computeIfAbsent(vignette, id -> Visit.of(id).done());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SYN-0001", "SYN-0002", "SYN-0004", "SYN-0007"})
    void anIntakeGivesTheFindingsAndScoresOfItsVignette(String vignette) throws IOException {
        Map<String, String> expected = column(vignette);
        List<Observation> observations =
                api.search(Observation.class, "patient=" + visit(vignette).patientId());

        Map<String, String> actual = new LinkedHashMap<>();
        for (String what : expected.keySet()) {
            Coding code = what.startsWith("score ")
                    ? Objects.requireNonNull(SCORES.get(what.substring("score ".length())))
                    : new Coding(Systems.FACTOR, what, "");
            actual.put(
                    what,
                    observations.stream()
                            .filter(observation -> Concept.has(observation.getCode(), code.getSystem(), code.getCode()))
                            .map(MainJobIT::inShort)
                            .collect(Collectors.joining(" and ")));
        }

        assertThat(actual).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SYN-0001", "SYN-0002", "SYN-0004", "SYN-0007"})
    void aRuleFindingIsPreliminaryAndNamesItsEvidence(String vignette) {
        List<Observation> findings = api
                .search(Observation.class, "patient=" + visit(vignette).patientId())
                .stream()
                .filter(MainJobIT::isFinding)
                .toList();

        assertThat(findings).hasSize(16).allSatisfy(finding -> {
            assertThat(finding.getStatus()).isEqualTo(ObservationStatus.PRELIMINARY);
            assertThat(finding.getDerivedFrom()).isNotEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"SYN-0001", "SYN-0002", "SYN-0004", "SYN-0007"})
    void aDraftPlanWithSixPhasesIsThereAtOnce(String vignette) {
        Visit visit = visit(vignette);

        CarePlan plan = visit.draft();
        List<CarePlan> phases = visit.phasesOf(plan);

        assertThat(plan.getIntent()).isEqualTo(CarePlanIntent.PROPOSAL);
        assertThat(plan.getActivity()).isNotEmpty();
        assertThat(phases.stream().map(MainJobIT::phase))
                .containsExactlyInAnyOrder("phase-0", "phase-1", "phase-2", "phase-3", "phase-4", "phase-5");
        assertThat(phases).allSatisfy(phase -> {
            assertThat(phase.getExtensionsByUrl(Systems.FACTOR_ADDRESSED)).isEmpty();
            assertThat(activities(plan)).containsAll(activities(phase));
            assertThat(phase.getStatus()).isIn(CarePlanStatus.DRAFT, CarePlanStatus.REVOKED);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"SYN-0001", "SYN-0002", "SYN-0004", "SYN-0007"})
    void everyActivityOfThePlanExistsAndSaysWhy(String vignette) {
        CarePlan plan = visit(vignette).draft();

        assertThat(activities(plan)).doesNotHaveDuplicates().allSatisfy(reference -> {
            Api.Answer answer = api.get(reference);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text())
                    .contains(reference.startsWith("RequestGroup/") ? "exactly-one" : Systems.RULE_VERSION);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"SYN-0001", "SYN-0002", "SYN-0004", "SYN-0007"})
    void presentFactorsAreAddressedByTheParentPlanAndFoundByThem(String vignette) throws IOException {
        Visit visit = visit(vignette);
        String planId = visit.draft().getIdElement().getIdPart();

        column(vignette).forEach((factor, value) -> {
            if (!factor.startsWith("score ")) {
                List<CarePlan> found = api.search(
                        CarePlan.class,
                        "patient=" + visit.patientId() + "&factor=" + Api.token(Systems.FACTOR, factor));
                assertThat(found)
                        .as(factor)
                        .extracting(plan -> plan.getIdElement().getIdPart())
                        .isEqualTo(value.startsWith("present") ? List.of(planId) : List.of());
            }
        });
    }

    @Test
    void presentBiologicalFindingsAreFoundByCategoryAndValue() {
        String query = "&category=" + Api.token(Systems.FACTOR_CATEGORY, "biological") + "&value-concept="
                + Api.token(Systems.FINDING_VALUE, "present");

        assertThat(factors("SYN-0001", query)).containsExactly("family-history-sud");
        assertThat(factors("SYN-0002", query)).containsExactly("family-history-sud");
        assertThat(factors("SYN-0004", query)).containsExactly("family-history-sud");
        assertThat(factors("SYN-0007", query)).isEmpty();
    }

    @Test
    void thePrimaryMedicationIsADraftProposalThatSaysHowToTakeIt() {
        Visit visit = visit("SYN-0001");

        List<MedicationRequest> proposals = proposals(visit);

        assertThat(proposals).isNotEmpty().allSatisfy(proposal -> {
            assertThat(proposal.getStatus()).isEqualTo(MedicationRequestStatus.DRAFT);
            assertThat(proposal.getDosageInstruction()).isNotEmpty();
            assertThat(proposal.getMedicationCodeableConcept()
                            .getCodingFirstRep()
                            .getSystem())
                    .isEqualTo(Systems.RXNORM);
        });
        assertThat(drugs(visit)).anyMatch(drug -> drug.contains("buprenorphine"));
        assertThat(drugs(visit)).noneMatch(drug -> drug.contains("naltrexone"));
        assertThat(drugs(visit)).anyMatch(drug -> drug.contains("naloxone"));
        assertThat(text(visit.draft())).contains("MR-02");
    }

    @Test
    void aPregnantPatientWhoWantsOnlyDetoxIsOfferedAnAgonist() {
        Visit visit = visit("SYN-0002");

        assertThat(drugs(visit)).anyMatch(drug -> drug.contains("buprenorphine") || drug.contains("methadone"));
        assertThat(drugs(visit)).noneMatch(drug -> drug.contains("naltrexone"));
        assertThat(flags(visit)).contains("pregnant");
        assertThat(conditions(visit)).contains("O99.322", "F11.23");
    }

    @Test
    void liverFailureRulesOutNaltrexoneAndTheCombinationWithNaloxone() {
        Visit visit = visit("SYN-0004");

        assertThat(drugs(visit)).noneMatch(drug -> drug.contains("naltrexone"));
        assertThat(proposals(visit).stream().map(MainJobIT::drug).filter(drug -> drug.contains("buprenorphine")))
                .noneMatch(drug -> drug.contains("buprenorphine") && drug.contains("naloxone"));
        assertThat(drugs(visit)).anyMatch(drug -> drug.contains("buprenorphine") || drug.contains("methadone"));
        assertThat(text(visit.draft())).contains("MR-30");
        assertThat(api.search(DetectedIssue.class, "patient=" + visit.patientId()))
                .isNotEmpty();
    }

    @Test
    void sedativesDoNotWithholdTreatment() {
        Visit visit = visit("SYN-0007");

        assertThat(drugs(visit)).anyMatch(drug -> drug.contains("buprenorphine"));
        assertThat(flags(visit)).contains("recent-overdose", "no-naloxone").doesNotContain("suicide-risk-high");
    }

    @Test
    void aCliniciansCountOfCriteriaGivesTheDiagnosis() {
        assertThat(conditions(visit("SYN-0001"))).contains("75544000", "F11.20", "87132004", "F11.23");
    }

    @Test
    void theFactorProfileShowsTheMixAndItsRollUp() throws IOException {
        Visit visit = visit("SYN-0007");

        Parameters profile =
                api.get("Patient/" + visit.patientId() + "/$factor-profile").as(Parameters.class);

        Map<String, String> shown = new LinkedHashMap<>();
        for (ParametersParameterComponent factor : parts(profile, "factor")) {
            String severity = part(factor, "severity");
            String reason = part(factor, "reason");
            shown.put(
                    part(factor, "factor"),
                    part(factor, "value")
                            + (severity.isEmpty() ? "" : " " + severity)
                            + (reason.isEmpty() ? "" : " " + reason));
        }
        Map<String, String> expected = column("SYN-0007");
        expected.keySet().removeIf(key -> key.startsWith("score "));
        assertThat(shown).isEqualTo(expected);
        assertThat(parts(profile, "category").stream()
                        .collect(Collectors.toMap(each -> part(each, "category"), each -> part(each, "value"))))
                .containsEntry("biological", "absent")
                .containsEntry("social-environmental", "present");
    }

    @Test
    void proposingAgainOnTheSameEvidenceGivesTheSamePlan() {
        Visit visit = visit("SYN-0001");
        String planId = visit.draft().getIdElement().getIdPart();

        Api.Answer again = api.post("Patient/" + visit.patientId() + "/$propose-care-plan", new Parameters());

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.as(CarePlan.class).getIdElement().getIdPart()).isEqualTo(planId);
        assertThat(visit.plans("draft")).hasSize(1);
    }

    @Test
    void changedEvidenceGivesANewPlanAndRevokesTheFormerDraft() {
        Visit visit = Visit.of("SYN-0001").done();
        CarePlan former = visit.draft();
        Observation finding = api.search(
                        Observation.class,
                        "patient=" + visit.patientId() + "&code=" + Api.token(Systems.FACTOR, "low-social-support"))
                .get(0);
        finding.setValue(Concept.of(Systems.FINDING_VALUE, "absent")).setStatus(ObservationStatus.FINAL);
        finding.setMethod(Concept.of(Systems.FINDING_METHOD, "clinical-judgement"));
        finding.addPerformer(new Reference("Practitioner/" + visit.practitionerId()));
        Api.Answer corrected = api.put(finding);
        assertThat(corrected.status()).as(corrected.text()).isEqualTo(200);

        Api.Answer answer = api.post("Patient/" + visit.patientId() + "/$propose-care-plan", new Parameters());

        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        CarePlan plan = answer.as(CarePlan.class);
        assertThat(plan.getIdElement().getIdPart())
                .isNotEqualTo(former.getIdElement().getIdPart());
        assertThat(visit.draft().getIdElement().getIdPart())
                .isEqualTo(plan.getIdElement().getIdPart());
        assertThat(addressed(plan)).doesNotContain("low-social-support");
        assertThat(addressed(former)).contains("low-social-support");
        assertThat(api.read(CarePlan.class, former.getIdElement().getIdPart()).getStatus())
                .isEqualTo(CarePlanStatus.REVOKED);
        assertThat(visit.phasesOf(former)).hasSize(6).allMatch(phase -> phase.getStatus() == CarePlanStatus.REVOKED);
        assertThat(activities(former))
                .allSatisfy(reference ->
                        assertThat(api.get(reference).text()).containsPattern("\"status\":\"(revoked|cancelled)\""));
        assertThat(former.getGoal())
                .isNotEmpty()
                .allSatisfy(goal -> assertThat(api.get(goal.getReferenceElement()
                                        .toUnqualifiedVersionless()
                                        .getValue())
                                .as(Goal.class)
                                .getLifecycleStatus())
                        .isEqualTo(Goal.GoalLifecycleStatus.CANCELLED));
    }

    @Test
    void anAcceptedPlanIsActiveAndItsProposalsBecomeOrders() {
        Visit visit = Visit.of("SYN-0001").done();
        CarePlan draft = visit.draft();
        List<MedicationRequest> proposals = proposals(visit);

        Api.Answer answer = api.post("CarePlan/" + draft.getIdElement().getIdPart() + "/$accept", new Parameters());

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        CarePlan active = answer.as(CarePlan.class);
        assertThat(active.getIdElement().getIdPart())
                .isEqualTo(draft.getIdElement().getIdPart());
        assertThat(active.getStatus()).isEqualTo(CarePlanStatus.ACTIVE);
        assertThat(active.getIntent()).isEqualTo(CarePlanIntent.PLAN);
        List<MedicationRequest> orders =
                api.search(MedicationRequest.class, "patient=" + visit.patientId() + "&intent=order&status=active");
        assertThat(orders).hasSameSizeAs(proposals).isNotEmpty();
        assertThat(orders.stream().map(order -> id(order.getBasedOnFirstRep())))
                .containsExactlyInAnyOrderElementsOf(proposals.stream()
                        .map(proposal ->
                                "MedicationRequest/" + proposal.getIdElement().getIdPart())
                        .toList());
        assertThat(api.search(ServiceRequest.class, "patient=" + visit.patientId() + "&intent=order"))
                .isNotEmpty()
                .allMatch(order -> order.getStatus() == ServiceRequestStatus.ACTIVE
                        && order.getIntent() == ServiceRequestIntent.ORDER);
        assertThat(visit.plans("draft")).isEmpty();
        assertThat(api.post("CarePlan/" + draft.getIdElement().getIdPart() + "/$accept", new Parameters())
                        .status())
                .isEqualTo(409);
    }

    @Test
    void alternativesAreOptionsOfOneGroup() {
        Visit visit = visit("SYN-0001");

        List<RequestGroup> groups = api.search(RequestGroup.class, "patient=" + visit.patientId());
        List<MedicationRequest> options =
                api.search(MedicationRequest.class, "patient=" + visit.patientId() + "&intent=option");

        assertThat(groups).hasSize(1);
        assertThat(options).isNotEmpty();
        assertThat(activities(visit.draft()))
                .contains("RequestGroup/" + groups.get(0).getIdElement().getIdPart());
    }

    @Test
    void anotherFormThanTheIntakeWritesFindingsButNoPlan() {
        Visit visit = Visit.of("SYN-0001");

        Api.Answer answer = api.post(visit.response("phq-9", "phq-9 = 3,3,3,3,3,3,3,3,0"));

        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(factors(visit, "")).containsExactlyInAnyOrder("depression", "suicide-risk");
        assertThat(api.count("CarePlan?patient=" + visit.patientId())).isZero();
    }

    @Test
    void aResponseInProgressDerivesNothingUntilItIsCompleted() {
        Visit visit = Visit.of("SYN-0004");
        QuestionnaireResponse intake = visit.intake();
        intake.setStatus(QuestionnaireResponseStatus.INPROGRESS);
        Api.Answer begun = api.post(intake);
        assertThat(begun.status()).as(begun.text()).isEqualTo(201);
        assertThat(api.count("Observation?patient=" + visit.patientId())).isZero();
        assertThat(api.count("CarePlan?patient=" + visit.patientId())).isZero();

        intake.setStatus(QuestionnaireResponseStatus.COMPLETED);
        intake.setId(begun.id());
        Api.Answer completed = api.put(intake);

        assertThat(completed.status()).as(completed.text()).isEqualTo(200);
        assertThat(visit.draft().getStatus()).isEqualTo(CarePlanStatus.DRAFT);
    }

    @Test
    void aLaterIntakeReplacesTheFormerDraft() {
        Visit visit = Visit.of("SYN-0004");
        QuestionnaireResponse first = visit.intake(Instant.now().minus(2, ChronoUnit.DAYS));
        first.setIdentifier(null);
        QuestionnaireResponse second = visit.intake();
        assertThat(api.post(first).status()).isEqualTo(201);
        String former = visit.draft().getIdElement().getIdPart();

        assertThat(api.post(second).status()).isEqualTo(201);

        assertThat(visit.draft().getIdElement().getIdPart()).isNotEqualTo(former);
        assertThat(visit.plans("revoked")).hasSize(1);
    }

    private static Map<String, String> column(String vignette) throws IOException {
        List<String[]> rows = Files.readAllLines(EXPECTED).stream()
                .map(line -> line.split(",", -1))
                .toList();
        int column = List.of(rows.get(0)).indexOf(vignette);
        Map<String, String> cells = new LinkedHashMap<>();
        rows.stream().skip(1).forEach(row -> cells.put(row[0], row[column]));
        return cells;
    }

    private static String inShort(Observation observation) {
        if (observation.hasValueQuantity()) {
            BigDecimal value = observation.getValueQuantity().getValue();
            return value.toPlainString();
        }
        if (observation.hasDataAbsentReason()) {
            return "unknown "
                    + observation.getDataAbsentReason().getCodingFirstRep().getCode();
        }
        String severity = observation.getComponent().isEmpty()
                ? ""
                : " "
                        + observation
                                .getComponentFirstRep()
                                .getValueCodeableConcept()
                                .getCodingFirstRep()
                                .getDisplay();
        return observation.getValueCodeableConcept().getCoding().stream()
                        .filter(coding -> coding.getSystem().equals(Systems.FINDING_VALUE))
                        .map(Coding::getCode)
                        .collect(Collectors.joining())
                + severity;
    }

    private static boolean isFinding(Observation observation) {
        return observation.getCode().getCoding().stream()
                .anyMatch(coding -> coding.getSystem().equals(Systems.FACTOR));
    }

    private Set<String> factors(String vignette, String query) {
        return factors(visit(vignette), query);
    }

    private Set<String> factors(Visit visit, String query) {
        return api.search(Observation.class, "patient=" + visit.patientId() + query).stream()
                .filter(MainJobIT::isFinding)
                .map(finding -> finding.getCode().getCodingFirstRep().getCode())
                .collect(Collectors.toSet());
    }

    private static Set<String> addressed(CarePlan plan) {
        return plan.getExtensionsByUrl(Systems.FACTOR_ADDRESSED).stream()
                .map(extension -> ((CodeableConcept) extension.getValue())
                        .getCodingFirstRep()
                        .getCode())
                .collect(Collectors.toSet());
    }

    private static String phase(CarePlan plan) {
        return plan.getCategory().stream()
                .flatMap(category -> category.getCoding().stream())
                .filter(coding -> Systems.PLAN_CATEGORY.equals(coding.getSystem()))
                .map(Coding::getCode)
                .collect(Collectors.joining());
    }

    private static List<String> activities(CarePlan plan) {
        return plan.getActivity().stream()
                .map(CarePlanActivityComponent::getReference)
                .map(MainJobIT::id)
                .toList();
    }

    private static String id(Reference reference) {
        return reference.getReferenceElement().toUnqualifiedVersionless().getValue();
    }

    private List<MedicationRequest> proposals(Visit visit) {
        return api.search(MedicationRequest.class, "patient=" + visit.patientId() + "&intent=proposal");
    }

    private List<String> drugs(Visit visit) {
        return proposals(visit).stream().map(MainJobIT::drug).toList();
    }

    private static String drug(MedicationRequest request) {
        return request.getMedicationCodeableConcept().getText().toLowerCase(Locale.ROOT);
    }

    private List<String> flags(Visit visit) {
        return api.search(Flag.class, "patient=" + visit.patientId()).stream()
                .map(flag -> flag.getCode().getCodingFirstRep().getCode())
                .toList();
    }

    private List<String> conditions(Visit visit) {
        return api.search(Condition.class, "patient=" + visit.patientId()).stream()
                .flatMap(condition -> condition.getCode().getCoding().stream())
                .map(Coding::getCode)
                .toList();
    }

    private static String text(CarePlan plan) {
        return Api.text(plan);
    }

    private static List<ParametersParameterComponent> parts(Parameters parameters, String name) {
        return parameters.getParameter().stream()
                .filter(parameter -> parameter.getName().equals(name))
                .toList();
    }

    private static String part(ParametersParameterComponent parameter, String name) {
        return parameter.getPart().stream()
                .filter(part -> part.getName().equals(name))
                .map(part -> part.getValue() instanceof Coding coding
                        ? coding.getCode()
                        : part.getValue() instanceof CodeableConcept concept
                                ? concept.getCodingFirstRep().getDisplay()
                                : part.getValue().primitiveValue())
                .collect(Collectors.joining());
    }
}
