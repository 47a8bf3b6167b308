package org.oudfhir.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Expression;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemType;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Keys;
import org.oudfhir.fhir.Problem;
import org.oudfhir.fhir.Systems;
import org.oudfhir.storage.PatientRecord;

/** {@code $extract}, {@code $populate} and {@code $factor-profile}. */
class OperationsTest {

    private final Assessments assessments = Filled.assessments();

    @Test
    void extractGivesATransactionThatCreatesOnceAndThenUpdates() {
        Filled form = Filled.form("gad-7").scored("gad-7", "3,3,3,1,0,0,0");

        Bundle first = assessments.extract(form.response(), Derived.empty());
        PatientRecord record = Derived.store(
                Derived.empty(),
                first.getEntry().stream().map(BundleEntryComponent::getResource).toList());
        Bundle second = assessments.extract(form.response(), record);

        assertThat(first.getType()).isEqualTo(Bundle.BundleType.TRANSACTION);
        assertThat(first.getEntry()).hasSize(10).allSatisfy(entry -> {
            assertThat(entry.getRequest().getMethod()).isEqualTo(HTTPVerb.POST);
            assertThat(entry.getRequest().getUrl()).isEqualTo("Observation");
            assertThat(entry.getFullUrl()).startsWith("urn:uuid:");
            assertThat(entry.getRequest().getIfNoneExist())
                    .isEqualTo("identifier=" + Systems.KEY + "|"
                            + Keys.find(entry.getResource()).orElseThrow());
        });
        assertThat(second.getEntry()).hasSize(10).allSatisfy(entry -> {
            assertThat(entry.getRequest().getMethod()).isEqualTo(HTTPVerb.PUT);
            assertThat(entry.getRequest().getUrl()).matches("Observation/\\d+");
        });
    }

    @Test
    void extractOfAResponseThatIsNotStoredNamesItByItsKey() {
        QuestionnaireResponse response =
                Filled.form("gad-7").pairs("69725-0:=1").response();
        response.setId((String) null);

        Bundle bundle = assessments.extract(response, Derived.empty());

        Observation item = (Observation) bundle.getEntryFirstRep().getResource();
        assertThat(item.getDerivedFromFirstRep().getIdentifier().getValue())
                .isEqualTo(Assessments.responseKey(response));
    }

    @Test
    void extractOfAnUnfinishedOrWrongResponseIsRefused() {
        Filled open = Filled.form("gad-7").status(QuestionnaireResponseStatus.INPROGRESS);
        Filled wrong = Filled.form("cows").pairs("cows-03:cows-03-2");

        assertThatThrownBy(() -> assessments.extract(open.response(), Derived.empty()))
                .isInstanceOf(Problem.Invalid.class)
                .hasMessageContaining("completed");
        assertThatThrownBy(() -> assessments.extract(wrong.response(), Derived.empty()))
                .isInstanceOf(Problem.Invalid.class)
                .hasMessageContaining("cows-03");
    }

    @Test
    void populateTakesTheNewestAnswerOfEachItemAndNoTotals() {
        PatientRecord record = stored(
                Filled.form("oud-intake")
                        .pairs("44250-9:=3 44261-6:- 82810-3:77386006 gestational-weeks:22 8636-3:430.5 sei-1:yes"
                                + " prior-treatment:methadone+naltrexone pdmp-checked:2026-11-01 overdose-ever:true"
                                + " last-opioid-at:2026-11-20T01:00:00Z 102011-4:LA33-6 102012-2:LA33-6"),
                Derived.empty());
        record = stored(
                Filled.form("phq-9")
                        .id("newer")
                        .authored("2026-11-21T10:00:00Z")
                        .pairs("44250-9:=1"),
                record);
        record = stored(
                Filled.form("pc-ptsd-5")
                        .id("gate")
                        .authored("2026-11-21T10:00:00Z")
                        .pairs("102011-4:LA32-8"),
                record);

        QuestionnaireResponse filled = assessments.populate(
                Filled.find(Systems.questionnaire("oud-intake")).orElseThrow(), record);

        Answers answers = Answers.of(filled);
        assertThat(filled.getStatus()).isEqualTo(QuestionnaireResponseStatus.INPROGRESS);
        assertThat(filled.getQuestionnaire()).isEqualTo(Systems.questionnaire("oud-intake"));
        assertThat(answers.first("44250-9").orElseThrow().code()).isEqualTo("LA6569-3");
        assertThat(answers.first("8636-3").orElseThrow().number().orElseThrow()).isEqualByComparingTo("430.5");
        assertThat(answers.all("prior-treatment")).hasSize(2);
        assertThat(answers.has("gestational-weeks")).isTrue();
        assertThat(answers.has("44261-6")).isFalse();
        assertThat(answers.has("102012-2")).as("disabled by the newer gate").isFalse();
        assertThat(assessments.check(filled)).isEmpty();
    }

    @Test
    void populateEvaluatesInitialExpressionsOnThePatient() {
        Questionnaire form = new Questionnaire();
        form.setUrl("http://other.example/q");
        form.addItem()
                .setLinkId("birth")
                .setType(QuestionnaireItemType.DATE)
                .addExtension(
                        "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-initialExpression",
                        new Expression().setLanguage("text/fhirpath").setExpression("%patient.birthDate"));
        form.addItem()
                .setLinkId("cql")
                .setType(QuestionnaireItemType.STRING)
                .addExtension(
                        "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-initialExpression",
                        new Expression().setLanguage("text/cql").setExpression("Name"));
        form.addItem()
                .setLinkId("weight")
                .setType(QuestionnaireItemType.QUANTITY)
                .addCode(new Coding("urn:x", "w", ""));
        Observation weight = new Observation();
        weight.setId("Observation/w");
        weight.setCode(Concept.of("urn:x", "w"));
        weight.setValue(new Quantity(70));

        QuestionnaireResponse filled =
                assessments.populate(form, Derived.empty().with(List.of(weight)));

        Answers answers = Answers.of(filled);
        assertThat(answers.first("birth").orElseThrow().value().primitiveValue())
                .isEqualTo("1990-05-01");
        assertThat(answers.has("cql")).isFalse();
        assertThat(answers.first("weight").orElseThrow().number().orElseThrow()).isEqualByComparingTo("70");
    }

    @Test
    void theProfileShowsTheLatestFindingPerFactorAndTheRollUpPerCategory() {
        PatientRecord record = stored(Vignettes.all().get(0).response(), Derived.empty());

        Parameters profile = assessments.factorProfile(record);

        assertThat(factor(profile, "depression"))
                .containsEntry("value", "present")
                .containsKey("severity");
        assertThat(factor(profile, "ptsd")).containsEntry("value", "absent").doesNotContainKey("reason");
        assertThat(parts(profile, "factor")).hasSize(16);
        assertThat(rollUp(profile))
                .isEqualTo(Map.of(
                        "mental-health", "present",
                        "physical", "absent",
                        "social-environmental", "present",
                        "biological", "present"));
    }

    @Test
    void notAskedDoesNotSupersedeAndNothingOnRecordIsUnknown() {
        PatientRecord record =
                stored(Filled.form("gad-7").scored("gad-7", "3,3,3,3,0,0,0").response(), Derived.empty());
        record = stored(
                Filled.form("oud-intake").authored("2027-03-01T10:00:00Z").response(), record);

        assertThat(factor(assessments.factorProfile(record), "anxiety")).containsEntry("value", "present");
        assertThat(factor(assessments.factorProfile(record), "depression"))
                .containsEntry("value", "unknown")
                .containsEntry("reason", "not-asked");
        assertThat(rollUp(assessments.factorProfile(Derived.empty())).values()).containsOnly("unknown");
    }

    @Test
    void aClinicianFindingWinsAndANewerOneIsShownAsProposed() {
        PatientRecord record =
                stored(Filled.form("gad-7").scored("gad-7", "3,3,3,3,0,0,0").response(), Derived.empty());
        Observation judged = Derived.observation(record.all(), Systems.FACTOR, "anxiety")
                .orElseThrow()
                .copy();
        judged.setStatus(ObservationStatus.FINAL).setMethod(Concept.of(Systems.FINDING_METHOD, "clinical-judgement"));
        judged.setValue(Concept.of(Systems.FINDING_VALUE, "absent")).addPerformer(new Reference("Practitioner/d1"));
        judged.getComponent().clear();
        record = record.with(List.of(judged));
        assertThat(factor(assessments.factorProfile(record), "anxiety"))
                .containsEntry("value", "absent")
                .doesNotContainKey("proposed");

        record = stored(
                Filled.form("gad-7")
                        .id("newer")
                        .authored("2026-12-20T10:00:00Z")
                        .scored("gad-7", "3,3,3,3,3,0,0")
                        .response(),
                record);

        Map<String, String> anxiety = factor(assessments.factorProfile(record), "anxiety");
        assertThat(anxiety).containsEntry("value", "absent").containsEntry("finding", Keys.target(judged));
        assertThat(anxiety).containsKey("proposed");
    }

    private PatientRecord stored(QuestionnaireResponse response, PatientRecord record) {
        List<Resource> resources = assessments.assess(response, record).resources();
        return Derived.store(record, resources);
    }

    private PatientRecord stored(Filled filled, PatientRecord record) {
        return stored(filled.response(), record);
    }

    private static List<ParametersParameterComponent> parts(Parameters profile, String name) {
        return profile.getParameter().stream()
                .filter(part -> name.equals(part.getName()))
                .toList();
    }

    private static Map<String, String> factor(Parameters profile, String code) {
        return parts(profile, "factor").stream()
                .map(OperationsTest::values)
                .filter(values -> code.equals(values.get("factor")))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> rollUp(Parameters profile) {
        return parts(profile, "category").stream()
                .map(OperationsTest::values)
                .collect(Collectors.toMap(
                        values -> String.valueOf(values.get("category")),
                        values -> String.valueOf(values.get("value"))));
    }

    private static Map<String, String> values(ParametersParameterComponent parameter) {
        return parameter.getPart().stream().collect(Collectors.toMap(ParametersParameterComponent::getName, part -> {
            if (part.getValue() instanceof Coding coding) {
                return coding.getCode();
            }
            return part.getValue() instanceof Reference reference
                    ? reference.getReference()
                    : String.valueOf(part.getValue().primitiveValue());
        }));
    }
}
