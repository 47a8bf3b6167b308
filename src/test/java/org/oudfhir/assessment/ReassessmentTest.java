package org.oudfhir.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.FamilyMemberHistory;
import org.hl7.fhir.r4.model.Flag;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.RiskAssessment;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Keys;
import org.oudfhir.fhir.Systems;
import org.oudfhir.storage.PatientRecord;

/** Amended responses, repeats, evidence from other forms, and what clinicians decided (decisions 1.4 and 1.5). */
class ReassessmentTest {

    private final Assessments assessments = Filled.assessments();

    @Test
    void nothingIsDerivedFromAResponseInProgressOrFromAFormOfOthers() {
        Filled open = Filled.form("phq-9").pairs("44250-9:=3").status(QuestionnaireResponseStatus.INPROGRESS);

        assertThat(assess(open, Derived.empty())).isEmpty();
        assertThat(assessments
                        .assess(
                                Filled.form("phq-9").response().setQuestionnaire("http://other.example/q|1"),
                                Derived.empty())
                        .resources())
                .isEmpty();
    }

    @Test
    void aResponseIsKnownByItsIdentifierElseByItsContent() {
        Filled plain = Filled.form("phq-9").pairs("44250-9:=3");
        String key = Assessments.responseKey(plain.response());

        assertThat(key).matches("[0-9a-f]{32}");
        assertThat(Assessments.responseKey(plain.id("other-id").response())).isEqualTo(key);
        assertThat(Assessments.responseKey(
                        plain.authored("2026-11-20T10:00:01Z").response()))
                .isNotEqualTo(key);
        String identified = Assessments.responseKey(plain.identifier("r-1").response());
        assertThat(Assessments.responseKey(plain.pairs("44250-9:=2").response()))
                .isEqualTo(identified);
    }

    @Test
    void anAmendedAnswerIsCorrectedInPlaceAndARemovedOneIsEnteredInError() {
        Filled form = Filled.form("phq-9").scored("phq-9", "3,3,3,1,0,0,0,0,0");
        PatientRecord record = stored(form, Derived.empty());

        List<Resource> changes =
                assess(form.status(QuestionnaireResponseStatus.AMENDED).scored("phq-9", "3,3,2,1,0,0,0,0,-"), record);

        Map<String, ObservationStatus> status = Derived.all(changes, Observation.class).stream()
                .collect(Collectors.toMap(
                        observation -> observation.getCode().getCodingFirstRep().getCode(), Observation::getStatus));
        assertThat(status)
                .containsOnly(
                        Map.entry("44259-0", ObservationStatus.CORRECTED),
                        Map.entry("44260-8", ObservationStatus.ENTEREDINERROR),
                        Map.entry("44261-6", ObservationStatus.CORRECTED),
                        Map.entry("44249-1", ObservationStatus.CORRECTED),
                        Map.entry("depression", ObservationStatus.CORRECTED),
                        Map.entry("suicide-risk", ObservationStatus.CORRECTED));
        assertThat(changes).allSatisfy(change -> {
            if (change instanceof Observation) {
                assertThat(record.find(Keys.target(change))).isPresent();
            }
        });
        PatientRecord after = Derived.store(record, changes);
        assertThat(assess(form, after)).as("the amended one again").isEmpty();
        assertThat(Derived.finding(after.all(), "depression")).isEqualTo("U unknown");
    }

    @Test
    void everythingThatLosesItsAnswerIsTakenBack() {
        Filled intake = Filled.form("oud-intake")
                .scored("dsm5", "1,1,1,1,1,1,0,0,0,0,0")
                .pairs("44260-8:=2 naloxone-in-hand:false overdose-ever:true overdose-6mo:1 family-known:all-known")
                .relative("NMTH//alcohol/");
        PatientRecord record = stored(intake, Derived.empty());

        Filled emptied = Filled.form("oud-intake").status(QuestionnaireResponseStatus.AMENDED);
        List<Resource> changes = assess(emptied, record);

        assertThat(Derived.all(changes, Condition.class))
                .allMatch(condition -> condition
                                .getVerificationStatus()
                                .getCodingFirstRep()
                                .getCode()
                                .equals("entered-in-error")
                        && !condition.hasClinicalStatus())
                .hasSize(1);
        assertThat(Derived.all(changes, FamilyMemberHistory.class))
                .extracting(FamilyMemberHistory::getStatus)
                .containsExactly(FamilyMemberHistory.FamilyHistoryStatus.ENTEREDINERROR);
        assertThat(Derived.all(changes, RiskAssessment.class))
                .extracting(RiskAssessment::getStatus)
                .containsExactly(RiskAssessment.RiskAssessmentStatus.ENTEREDINERROR);
        assertThat(Derived.all(changes, Flag.class))
                .extracting(Flag::getStatus)
                .containsOnly(Flag.FlagStatus.ENTEREDINERROR);
        assertThat(Derived.all(changes, Task.class))
                .extracting(Task::getStatus)
                .containsExactly(Task.TaskStatus.CANCELLED);
        PatientRecord emptiedRecord = Derived.store(record, changes);
        assertThat(assess(emptied, emptiedRecord)).isEmpty();
        List<Resource> back = assess(intake.status(QuestionnaireResponseStatus.AMENDED), emptiedRecord);
        assertThat(Derived.all(back, RiskAssessment.class))
                .extracting(RiskAssessment::getStatus)
                .containsExactly(RiskAssessment.RiskAssessmentStatus.CORRECTED);
        assertThat(Derived.all(back, Condition.class)).hasSize(1);
    }

    @Test
    void aClinicianFindingIsNeverAlteredButChangedEvidenceMakesATask() {
        Filled form = Filled.form("gad-7").scored("gad-7", "3,3,3,1,0,0,0");
        PatientRecord record = stored(form, Derived.empty());
        PatientRecord confirmed = record.with(List.of(judged(record, "anxiety", false)));

        assertThat(assess(form, confirmed)).as("unchanged evidence").isEmpty();
        List<Resource> changes =
                assess(form.status(QuestionnaireResponseStatus.AMENDED).scored("gad-7", "3,3,3,2,0,0,0"), confirmed);

        assertThat(Derived.observation(changes, Systems.FACTOR, "anxiety")).isEmpty();
        assertThat(Derived.all(changes, Task.class))
                .extracting(task -> task.getCode().getText())
                .containsExactly("evidence changed");
        PatientRecord after = Derived.store(confirmed, changes);
        assertThat(assess(form, after)).isEmpty();
        assertThat(Derived.all(assess(form.scored("gad-7", "3,3,3,3,0,0,0"), after), Task.class))
                .as("another amendment, another task")
                .hasSize(1);
    }

    @Test
    void whatPeopleHaveTakenOverStaysAsTheyLeftIt() {
        Filled intake = Filled.form("oud-intake")
                .scored("dsm5", "1,1,1,1,1,1,0,0,0,0,0")
                .pairs("44260-8:=2 naloxone-in-hand:false");
        PatientRecord record = stored(intake, Derived.empty());
        Condition confirmed = record.list(Condition.class).get(0).copy();
        confirmed.setVerificationStatus(Concept.of(Systems.CONDITION_VERIFICATION, "confirmed"));
        Flag closed = record.list(Flag.class).get(0).copy().setStatus(Flag.FlagStatus.INACTIVE);
        Task done = record.list(Task.class).get(0).copy().setStatus(Task.TaskStatus.COMPLETED);
        PatientRecord worked = record.with(List.of(confirmed, closed, done));

        List<Resource> changes = assess(
                Filled.form("oud-intake")
                        .status(QuestionnaireResponseStatus.AMENDED)
                        .pairs("44250-9:=0"),
                worked);

        assertThat(changes)
                .noneMatch(Condition.class::isInstance)
                .noneMatch(Flag.class::isInstance)
                .noneMatch(Task.class::isInstance);
        assertThat(assess(intake, worked)).isEmpty();
    }

    @Test
    void missingEvidenceComesFromTheLastThirtyDays() {
        Filled peg = Filled.form("peg").authored("2026-10-25T10:00:00Z").scored("peg", "8,8,8");
        PatientRecord record = stored(peg, Derived.empty());
        Filled history = Filled.form("pain-history").pairs("pain-duration:gt-12mo");

        Observation within = finding(assess(history, record), "chronic-pain");
        Observation tooOld = finding(assess(history.authored("2026-11-25T10:00:00Z"), record), "chronic-pain");

        assertThat(Derived.inShort(within)).isEqualTo("P severe");
        Observation score =
                Derived.observation(record.all(), Systems.LOINC, "91147-9").orElseThrow();
        assertThat(within.getDerivedFrom())
                .extracting(Reference::getReference)
                .contains(Keys.target(score), "QuestionnaireResponse/pain-history");
        assertThat(Derived.inShort(tooOld)).isEqualTo("U not-asked");
    }

    @Test
    void anIncompleteScoreOnRecordProvesNothing() {
        PatientRecord record = stored(Filled.form("peg").scored("peg", "8,8,-"), Derived.empty());

        assertThat(Derived.inShort(finding(
                        assess(Filled.form("pain-history").pairs("pain-duration:gt-12mo"), record), "chronic-pain")))
                .isEqualTo("U unknown");
    }

    @Test
    void aScreenerAnswersItemNineOnlyWhenItIsNotOlder() {
        Filled screener = Filled.form("c-ssrs-screener")
                .authored("2026-11-19T10:00:00Z")
                .pairs("93246-7:LA32-8 93247-5:LA32-8 93267-3:LA32-8");
        Filled phq = Filled.form("phq-9").pairs("44260-8:=1");

        PatientRecord screened = stored(screener, Derived.empty());
        PatientRecord asked = stored(phq, Derived.empty());
        Filled later = Filled.form("c-ssrs-screener")
                .authored("2026-11-20T11:00:00Z")
                .pairs("93246-7:LA33-6 93247-5:LA32-8 93267-3:LA32-8");
        Filled pastLow = screener.pairs("93246-7:LA33-6");

        assertThat(Derived.finding(assess(phq, screened), "suicide-risk")).isEqualTo("U unknown");
        assertThat(Derived.finding(assess(later, asked), "suicide-risk")).isEqualTo("P mild");
        assertThat(Derived.finding(assess(later.pairs("93246-7:LA32-8"), asked), "suicide-risk"))
                .isEqualTo("A");
        assertThat(Derived.finding(assess(phq, stored(pastLow, Derived.empty())), "suicide-risk"))
                .isEqualTo("P mild");
    }

    @Test
    void withdrawalIsNotedOnMentalHealthFindings() {
        Filled intake = Filled.form("oud-intake")
                .scored("cows", "4,4,5,0,0,0,0,0,0,0,0")
                .scored("phq-9", "3,3,3,3,0,0,0,0,0");

        assertThat(finding(assess(intake, Derived.empty()), "depression")
                        .getNoteFirstRep()
                        .getText())
                .contains("repeat after stabilisation");
        assertThat(finding(assess(intake, Derived.empty()), "anxiety").getNote())
                .isEmpty();
    }

    @Test
    void provenanceNamesTheResponseAndAllThatWasWritten() {
        List<Resource> resources = assess(Filled.form("gad-7").scored("gad-7", "0,0,0,0,0,0,0"), Derived.empty());

        List<Provenance> provenance = Derived.all(resources, Provenance.class);

        assertThat(provenance).hasSize(1);
        assertThat(provenance.get(0).getTarget()).hasSize(resources.size() - 1);
        assertThat(provenance.get(0).getEntityFirstRep().getWhat().getReference())
                .isEqualTo("QuestionnaireResponse/gad-7");
        assertThat(provenance.get(0).getAgentFirstRep().getWho().getReference()).isEqualTo("Device/oud-fhir-server");
    }

    @Test
    void everyDerivedResourceHasItsKeyAndProfileAndSurvivesSerialisation() {
        Vignettes.all().forEach(vignette -> {
            List<Resource> resources =
                    assessments.assess(vignette.response(), Derived.empty()).resources();
            for (Resource resource : resources) {
                String json = Filled.CONTEXT.newJsonParser().encodeResourceToString(resource);
                assertThat(Filled.CONTEXT
                                .newJsonParser()
                                .encodeResourceToString(
                                        Filled.CONTEXT.newJsonParser().parseResource(json)))
                        .isEqualTo(json);
                if (!(resource instanceof Provenance)) {
                    assertThat(Keys.find(resource)).isPresent();
                    boolean pregnancy = Keys.find(resource).orElseThrow().endsWith(".diagnosis.pregnancy");
                    assertThat(((DomainResource) resource).getMeta().hasProfile())
                            .isEqualTo(!pregnancy);
                }
            }
        });
    }

    private static Observation judged(PatientRecord record, String factor, boolean present) {
        Observation finding = Derived.observation(record.all(), Systems.FACTOR, factor)
                .orElseThrow()
                .copy();
        finding.setStatus(ObservationStatus.FINAL);
        finding.setMethod(Concept.of(Systems.FINDING_METHOD, "clinical-judgement"));
        finding.addPerformer(new Reference("Practitioner/d1"));
        finding.setValue(Concept.of(Systems.FINDING_VALUE, present ? "present" : "absent"));
        finding.getComponent().clear();
        return finding;
    }

    private static Observation finding(List<Resource> resources, String factor) {
        return Derived.observation(resources, Systems.FACTOR, factor).orElseThrow();
    }

    private List<Resource> assess(Filled filled, PatientRecord record) {
        return assessments.assess(filled.response(), record).resources();
    }

    private PatientRecord stored(Filled filled, PatientRecord record) {
        return Derived.store(record, assess(filled, record));
    }
}
