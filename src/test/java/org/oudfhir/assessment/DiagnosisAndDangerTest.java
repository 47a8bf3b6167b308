package org.oudfhir.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.FamilyMemberHistory;
import org.hl7.fhir.r4.model.Flag;
import org.hl7.fhir.r4.model.Flag.FlagStatus;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.RiskAssessment;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Keys;
import org.oudfhir.fhir.Systems;
import org.oudfhir.storage.PatientRecord;

/** Diagnoses, overdose risk, flags and tasks (decisions 3.7 and 3.8). */
class DiagnosisAndDangerTest {

    private final Assessments assessments = Filled.assessments();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    # criteria, other answers, codes of the Conditions, severity
                    1,0,0,0,0,0,0,0,0,0,0 |  |  |
                    1,1,0,0,0,0,0,0,0,0,0 |  | 5602001 F11.10 | Mild
                    1,1,1,1,0,0,0,0,0,0,0 |  | 75544000 F11.20 | Moderate
                    1,1,1,1,1,1,0,0,0,0,0 | opioid-heroin:true | 231477003 F11.20 | Severe
                    1,1,1,1,1,1,-,-,-,-,- |  | 75544000 F11.20 |
                    1,1,1,1,1,1,0,0,0,0,0 | 82810-3:77386006 | 75544000 F11.20 77386006 O99.320 | Severe
                    1,1,1,1,1,1,0,0,0,0,0 | 82810-3:77386006 gestational-weeks:13 | 75544000 F11.20 77386006 O99.321 | Severe
                    1,1,1,1,1,1,0,0,0,0,0 | 82810-3:77386006 gestational-weeks:14 | 75544000 F11.20 77386006 O99.322 | Severe
                    1,1,1,1,1,1,0,0,0,0,0 | 82810-3:77386006 gestational-weeks:28 | 75544000 F11.20 77386006 O99.323 | Severe
                    1,1,1,1,1,1,0,0,0,0,0 | cows-01:=4 | 75544000 F11.20 | Severe
                    1,1,1,1,1,1,0,0,0,0,0 | cows-01:=4 cows-02:=1 | 75544000 F11.20 87132004 F11.23 | Severe
                    1,1,0,0,0,0,0,0,0,0,0 | cows-01:=4 cows-02:=1 | 5602001 F11.10 87132004 F11.13 | Mild
                    """)
    void aClinicianCountMakesTheDiagnosis(String criteria, String others, String codes, String severity) {
        Filled intake = Filled.form("oud-intake").scored("dsm5", criteria).pairs(others == null ? "" : others);

        List<Condition> conditions = Derived.all(resources(intake), Condition.class);

        assertThat(conditions.stream()
                        .flatMap(condition -> condition.getCode().getCoding().stream())
                        .map(Coding::getCode))
                .containsExactly(codes == null ? new String[0] : codes.split(" ", -1));
        assertThat(conditions.stream()
                        .limit(1)
                        .map(condition ->
                                condition.getSeverity().getCodingFirstRep().getDisplay())
                        .filter(java.util.Objects::nonNull))
                .containsExactlyElementsOf(severity == null ? List.of() : List.of(severity));
        assertThat(conditions)
                .allSatisfy(condition ->
                        assertThat(condition.getAsserter().getReference()).isEqualTo("Practitioner/d1"));
    }

    @Test
    void aPatientsOwnAnswersMakeNoDiagnosis() {
        Filled intake = Filled.form("oud-intake")
                .scored("dsm5", "1,1,1,1,1,1,0,0,0,0,0")
                .author("Patient/p1");

        assertThat(Derived.all(resources(intake), Condition.class)).isEmpty();
    }

    @Test
    void findingsPointAtTheDisorderThatAClinicianRecorded() {
        PatientRecord record = Derived.empty().with(List.of(disorder("F11.20")));

        List<Resource> resources = assessments
                .assess(Filled.form("gad-7").scored("gad-7", "3,3,3,3,3,3,3").response(), record)
                .resources();

        assertThat(Derived.observation(resources, Systems.FACTOR, "anxiety")
                        .orElseThrow()
                        .getFocusFirstRep()
                        .getReference())
                .isEqualTo("Condition/known");
    }

    @Test
    void theDisorderThatAClinicianRecordedIsNotDiagnosedAgainButWithdrawalIs() {
        PatientRecord record = Derived.empty().with(List.of(disorder("F11.20")));
        Filled cows = Filled.form("cows").scored("cows", "4,4,0,0,0,0,0,0,0,0,0");
        Filled criteria = Filled.form("dsm5-oud").scored("dsm5", "1,1,1,1,1,1,1,1,1,1,1");

        List<Resource> withdrawing = assessments.assess(cows.response(), record).resources();
        List<Resource> counted = assessments.assess(criteria.response(), record).resources();
        PatientRecord later = Derived.store(record, withdrawing);

        assertThat(Derived.all(withdrawing, Condition.class)).hasSize(1);
        assertThat(Derived.all(counted, Condition.class)).isEmpty();
        assertThat(Derived.all(
                        assessments
                                .assess(
                                        cows.id("cows-2")
                                                .authored("2026-11-20T14:00:00Z")
                                                .response(),
                                        later)
                                .resources(),
                        Condition.class))
                .as("still the same withdrawal")
                .isEmpty();
    }

    @Test
    void aNewerCountRenewsTheProvisionalDiagnosis() {
        Filled first = Filled.form("dsm5-oud").scored("dsm5", "1,1,0,0,0,0,0,0,0,0,0");
        PatientRecord record = Derived.store(
                Derived.empty(),
                assessments.assess(first.response(), Derived.empty()).resources());
        Filled second = Filled.form("dsm5-oud")
                .id("second")
                .authored("2026-12-20T10:00:00Z")
                .scored("dsm5", "1,1,1,1,1,1,0,0,0,0,0");

        List<Condition> renewed =
                Derived.all(assessments.assess(second.response(), record).resources(), Condition.class);

        assertThat(renewed).hasSize(1);
        assertThat(renewed.get(0).getCode().getCodingFirstRep().getCode()).isEqualTo("75544000");
        assertThat(record.find(Keys.target(renewed.get(0)))).isPresent();
        assertThat(assessments.assess(first.response(), record.with(renewed)).resources())
                .as("the older count does not come back")
                .noneMatch(Condition.class::isInstance);
    }

    private static Condition disorder(String code) {
        Condition condition = new Condition();
        condition.setId("Condition/known");
        condition.setCode(Concept.of(Systems.ICD10CM, code));
        condition.setVerificationStatus(Concept.of(Systems.CONDITION_VERIFICATION, "confirmed"));
        condition.setClinicalStatus(Concept.of(Systems.CONDITION_CLINICAL, "active"));
        return condition;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    overdose-ever:true overdose-6mo:1 | high
                    58379-9:POS sedative-use:prescribed | high
                    opioid-fentanyl:true sedative-use:non-prescribed | high
                    overdose-ever:true overdose-6mo:0 | moderate
                    sedative-use:prescribed | moderate
                    last-opioid-at:2026-11-15T09:00:00Z | moderate
                    overdose-ever:false sedative-use:none last-opioid-at:2026-11-15T11:00:00Z | low
                    overdose-ever:false overdose-6mo:0 sedative-use:none last-opioid-at:2026-11-19T11:00:00Z 58379-9:POS | low
                    overdose-ever:false sedative-use:none |
                    alcohol-use:high |
                    """)
    void overdoseRiskIsTheHighestThatTheAnswersProve(String answers, String level) {
        List<RiskAssessment> risks =
                Derived.all(resources(Filled.form("medical-safety").pairs(answers)), RiskAssessment.class);

        assertThat(risks.stream()
                        .map(risk -> risk.getPredictionFirstRep()
                                .getQualitativeRisk()
                                .getCodingFirstRep()
                                .getCode()))
                .containsExactlyElementsOf(level == null ? List.of() : List.of(level));
        assertThat(risks).allSatisfy(risk -> assertThat(risk.getBasis()).isNotEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    overdose-6mo:1 naloxone-in-hand:true | recent-overdose
                    overdose-6mo:0 naloxone-in-hand:false | no-naloxone
                    82810-3:77386006 | pregnant
                    82810-3:102874004 |
                    82810-3:60001007 |
                    8636-3:500 |
                    8636-3:450 76634-5:501 | methadone-qtc-alert
                    cows-01:=4 cows-02:=3 cows-03:=0 cows-04:=0 cows-05:=0 cows-06:=0 cows-07:=0 cows-08:=0 cows-09:=0 cows-10:=0 cows-11:=0 physically-dependent:yes | precipitated-withdrawal-risk
                    cows-01:=4 cows-02:=4 physically-dependent:yes |
                    cows-01:=4 physically-dependent:yes |
                    cows-01:=4 cows-02:=3 cows-03:=0 cows-04:=0 cows-05:=0 cows-06:=0 cows-07:=0 cows-08:=0 cows-09:=0 cows-10:=0 cows-11:=0 physically-dependent:no |
                    93249-1:LA33-6 93247-5:LA33-6 | suicide-risk-high
                    93246-7:LA33-6 93247-5:LA32-8 93267-3:LA32-8 |
                    """)
    void flagsWarnOfDangers(String answers, String flags) {
        Filled intake = Filled.form("oud-intake").pairs(answers);

        assertThat(flags(resources(intake))).containsExactly(flags == null ? new String[0] : flags.split(" ", -1));
    }

    @Test
    void aMinorIsFlaggedUntilTheEighteenthBirthday() {
        Filled form = Filled.form("phq-9");

        assertThat(flags(assessments
                        .assess(form.response(), Derived.record(new DateType("2008-11-21")))
                        .resources()))
                .containsExactly("minor-consent");
        assertThat(flags(assessments
                        .assess(form.response(), Derived.record(new DateType("2008-11-20")))
                        .resources()))
                .isEmpty();
        assertThat(flags(assessments
                        .assess(form.response(), Derived.record(new DateType()))
                        .resources()))
                .isEmpty();
    }

    @Test
    void aFlagIsRaisedOnceAndEndedByTheAnswerToTheContrary() {
        Filled first = Filled.form("medical-safety").pairs("naloxone-in-hand:false");
        PatientRecord record = Derived.store(Derived.empty(), resources(first));
        Filled again = first.id("again").authored("2026-11-21T10:00:00Z");
        List<Resource> raisedAgain =
                assessments.assess(again.response(), record).resources();
        Filled solved = Filled.form("medical-safety")
                .id("solved")
                .authored("2026-11-22T10:00:00Z")
                .pairs("naloxone-in-hand:true");

        List<Flag> ended =
                Derived.all(assessments.assess(solved.response(), record).resources(), Flag.class);

        assertThat(flags(raisedAgain)).isEmpty();
        assertThat(ended).hasSize(1);
        assertThat(ended.get(0).getStatus()).isEqualTo(FlagStatus.INACTIVE);
        assertThat(Derived.all(
                        assessments
                                .assess(solved.authored("2026-11-01T10:00:00Z").response(), record)
                                .resources(),
                        Flag.class))
                .as("an older answer does not end a newer flag")
                .isEmpty();
    }

    @Test
    void aPositiveItemNineAsksForTheSuicideScreenerTodayUnlessItWasGiven() {
        List<Task> due = Derived.all(resources(Filled.form("phq-9").pairs("44260-8:=1")), Task.class);
        Filled screened = Filled.form("oud-intake").pairs("44260-8:=1 93246-7:LA32-8 93247-5:LA32-8 93267-3:LA32-8");

        assertThat(due).hasSize(1);
        assertThat(due.get(0).getPriority()).isEqualTo(Task.TaskPriority.URGENT);
        assertThat(due.get(0).getCode().getCodingFirstRep().getCode()).isEqualTo("93373-9");
        assertThat(due.get(0).getRequester().getReference()).isEqualTo("Device/oud-fhir-server");
        assertThat(Derived.all(resources(screened), Task.class)).isEmpty();
        assertThat(Derived.finding(resources(screened), "suicide-risk")).isEqualTo("A");
    }

    @Test
    void highSuicideRiskAndDrugUseMakeTasks() {
        Filled intake =
                Filled.form("oud-intake").pairs("93247-5:LA33-6 93250-9:LA33-6 96843-8:LA18891-4 96844-6:LA6270-8");

        assertThat(Derived.all(resources(intake), Task.class))
                .extracting(task -> task.getCode().getText())
                .containsExactly("Suicide risk assessment", "TAPS-2");
    }

    @Test
    void eachRelativeBecomesAFamilyMemberHistory() {
        Filled form = Filled.form("family-history")
                .with("family-known", "all-known")
                .relative("NMTH//opioids+alcohol/true")
                .relative("FTH/adoptive/other-drugs+mental-illness/")
                .relative("BRO/biological//");

        List<FamilyMemberHistory> relatives = Derived.all(resources(form), FamilyMemberHistory.class);

        assertThat(relatives).hasSize(3);
        assertThat(relatives.get(0).getDeceasedBooleanType().booleanValue()).isTrue();
        assertThat(relatives.get(0).getCondition()).allMatch(condition -> condition.getContributedToDeath());
        assertThat(Stream.concat(relatives.get(0).getCondition().stream(), relatives.get(1).getCondition().stream())
                        .map(condition ->
                                condition.getCode().getCodingFirstRep().getCode()))
                .containsExactly("75544000", "alcohol", "other-drugs", "mental-illness");
        assertThat(relatives
                        .get(1)
                        .getExtensionByUrl(Systems.BIOLOGICAL_RELATION)
                        .getValue()
                        .primitiveValue())
                .isEqualTo("adoptive");
        assertThat(relatives.get(2).getStatus()).isEqualTo(FamilyMemberHistory.FamilyHistoryStatus.PARTIAL);
        assertThat(Derived.observation(resources(form), Systems.FACTOR, "family-history-sud")
                        .orElseThrow()
                        .getDerivedFrom())
                .extracting(Reference::getReference)
                .noneMatch(reference -> reference.contains("FamilyMember"));
    }

    @Test
    void laboratoryValuesAreQuantitiesOfTheirUnitAndDeclinedAnswersSayWhy() {
        Filled intake = Filled.form("oud-intake")
                .pairs("8636-3:480 19295-5:NEG uds-collected:2026-11-19T08:00:00Z sei-1:prefer-not dsm5-01:not-assessed"
                        + " pdmp-checked:2026-11-20 prior-treatment:methadone+naltrexone 82810-3:UNK");
        List<Resource> resources = resources(intake);

        Observation qtc =
                Derived.observation(resources, Systems.LOINC, "8636-3").orElseThrow();
        assertThat(qtc.getValueQuantity().getCode()).isEqualTo("ms");
        assertThat(qtc.getCategoryFirstRep().getCodingFirstRep().getCode()).isEqualTo("laboratory");
        Observation urine =
                Derived.observation(resources, Systems.LOINC, "19295-5").orElseThrow();
        assertThat(urine.getEffectiveDateTimeType().getValueAsString()).isEqualTo("2026-11-19T08:00:00Z");
        assertThat(reason(resources, Systems.ITEM, "sei-1")).isEqualTo("asked-declined");
        assertThat(reason(resources, Systems.CRITERION, "dsm5-01")).isEqualTo("not-performed");
        assertThat(reason(resources, Systems.LOINC, "82810-3")).isEqualTo("asked-unknown");
        assertThat(Derived.all(resources, Observation.class).stream()
                        .filter(item -> Concept.has(item.getCode(), Systems.ITEM, "prior-treatment"))
                        .map(Keys::find)
                        .map(key ->
                                key.orElseThrow().substring(key.orElseThrow().indexOf('.'))))
                .containsExactly(".item.prior-treatment", ".item.prior-treatment.2");
    }

    private static String reason(List<Resource> resources, String system, String code) {
        CodeableConcept reason =
                Derived.observation(resources, system, code).orElseThrow().getDataAbsentReason();
        return reason.getCodingFirstRep().getCode();
    }

    private static List<String> flags(List<Resource> resources) {
        return Derived.all(resources, Flag.class).stream()
                .map(flag -> flag.getCode().getCodingFirstRep().getCode())
                .toList();
    }

    private List<Resource> resources(Filled filled) {
        return assessments.assess(filled.response(), Derived.empty()).resources();
    }
}
