package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Group;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.oudfhir.fhir.Systems;
import org.oudfhir.profiles.Examples;

/** What the server does not take: it says where and why, and stores nothing. */
class RefusedWritesIT {

    private static final Path INVALID = Path.of("profiles/examples/invalid");

    private static final String GROUP = "Group/refused";

    /** Where the check of the form speaks before the profile, and is more to the point. */
    private static final Map<String, List<String>> SAID_BY_THE_FORM = Map.of(
            "oud-questionnaire-response--no-subject.json",
            List.of("QuestionnaireResponse.subject", "needs its patient"),
            "oud-questionnaire-response--pc-ptsd-5-gate-no-with-answers.json",
            List.of("QuestionnaireResponse.item[1].answer[0]", "asked only when 102011-4"));

    private final Api api = RunningServer.api();

    /** The invalid examples refer to valid ones, which have to be there: a broken reference is another fault. */
    @BeforeAll
    static void storeTheValidExamples() throws IOException {
        Bundle bundle = new Bundle().setType(BundleType.TRANSACTION);
        Group group = new Group().setType(Group.GroupType.PERSON).setActual(true);
        group.setId(GROUP);
        store(bundle, group);
        for (Resource example : Examples.valid()) {
            store(bundle, example);
        }
        Api.Answer answer = RunningServer.api().transaction(bundle);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private static void store(Bundle bundle, Resource resource) {
        String reference = resource.fhirType() + "/" + resource.getIdElement().getIdPart();
        bundle.addEntry()
                .setResource(resource)
                .getRequest()
                .setMethod(HTTPVerb.PUT)
                .setUrl(reference);
    }

    @ParameterizedTest
    @CsvFileSource(files = "profiles/examples/invalid/expectations.csv", useHeadersInDisplayName = true)
    void anInvalidExampleIsRefusedAtTheElementAtFaultAndNotStored(String file, String expression, String message)
            throws IOException {
        List<String> expected = SAID_BY_THE_FORM.getOrDefault(file, List.of(expression, message));
        String body = Files.readString(INVALID.resolve(file)).replace("Group/1", GROUP);
        String type = body.replaceFirst("(?s).*?\"resourceType\"\\s*:\\s*\"(\\w+)\".*", "$1");
        int before = api.count(type);

        Api.Answer answer = api.post(type, body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.issues()).as(answer.text()).anySatisfy(issue -> {
            assertThat(issue.getExpression()).extracting(Object::toString).containsExactly(expected.get(0));
            assertThat(issue.getDetails().getText()).contains(expected.get(1));
            assertThat(issue.getDetails().getCodingFirstRep().getSystem()).isEqualTo(Systems.PROBLEM);
        });
        assertThat(api.count(type)).isEqualTo(before);
    }

    @Test
    void restlessnessHasNoScoreOfTwo() {
        Visit visit = Visit.of("SYN-0001");
        QuestionnaireResponse cows = visit.response("cows", "cows = 2,2,1,1,2,1,2,1,1,1,0");
        item(cows, "cows-03").getAnswerFirstRep().setValue(new Coding(Systems.ANSWER, "cows-03-2", ""));

        refused(visit, cows, "cows-03");
    }

    @Test
    void answersBehindAClosedGateAreRefused() {
        Visit visit = Visit.of("SYN-0001");

        refused(visit, visit.response("pc-ptsd-5", "102011-4 = LA32-8", "pc-ptsd-5 = 1,1,1,1,0"), "102012-2");
    }

    @Test
    void aTotalThatIsNotTheSumIsRefused() {
        Visit visit = Visit.of("SYN-0001");

        refused(
                visit,
                visit.response("phq-9", "phq-9 = 1,1,1,1,1,1,1,1,0", "44261-6 = 20"),
                "QuestionnaireResponse.item[9]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cows = 2,2,1,1,2,1,2,1,1,1,0", "dsm5-oud = 1,1,1,1,0,1,0,0,1,1,1"})
    void onlyAClinicianFillsInAClinicianForm(String line) {
        Visit visit = Visit.of("SYN-0001");
        QuestionnaireResponse response = visit.response(line.substring(0, line.indexOf(' ')), line);
        response.getAuthor().setReference("Patient/" + visit.patientId());

        refused(visit, response, "QuestionnaireResponse.author");

        response.getMeta().getProfile().clear();
        refused(visit, response, "QuestionnaireResponse.author");
    }

    @ParameterizedTest
    @CsvSource({
        "https://oud-fhir.github.io/ig/Questionnaire/phq-9",
        "https://oud-fhir.github.io/ig/Questionnaire/phq-9|0.9.0",
        "https://oud-fhir.github.io/ig/Questionnaire/phq-10|1.0.0"
    })
    void aResponseNamesAFormOfOursWithItsVersion(String questionnaire) {
        Visit visit = Visit.of("SYN-0001");

        refused(
                visit,
                visit.response("phq-9", "phq-9 = 1,1,1,1,1,1,1,1,0").setQuestionnaire(questionnaire),
                "QuestionnaireResponse.questionnaire");
    }

    @Test
    void aWordThatIsNotInTheFormIsRefused() {
        Visit visit = Visit.of("SYN-0001");
        QuestionnaireResponse response = visit.response("phq-9", "phq-9 = 1,1,1,1,1,1,1,1,0");
        response.getItemFirstRep().setLinkId("no-such-item");

        refused(visit, response, "no-such-item");
    }

    @Test
    void anInvalidEntryRefusesItsWholeTransaction() throws IOException {
        String finding = Files.readString(INVALID.resolve("oud-factor-finding--oud-ff-1-value-and-reason.json"));
        int before = api.count("Patient");

        Api.Answer answer = api.post("", """
            {"resourceType":"Bundle","type":"transaction","entry":[
            {"resource":{"resourceType":"Patient","active":true},"request":{"method":"POST","url":"Patient"}},
            {"resource":%s,"request":{"method":"POST","url":"Observation"}}]}\
            """.formatted(finding));

        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(api.count("Patient")).isEqualTo(before);
    }

    @Test
    void anUnknownSearchParameterIsRefusedWithTheKnownOnes() {
        Api.Answer answer = api.get("CarePlan?colour=red");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.fault()).contains("colour", "factor", "patient");
    }

    @Test
    void anUnknownTypeIsNotFoundAndTheServedOnesAreNamed() {
        Api.Answer answer = api.post("Account", "{\"resourceType\":\"Account\",\"status\":\"active\"}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(404);
        assertThat(answer.fault()).contains("CarePlan", "QuestionnaireResponse");
    }

    @Test
    void aStaleVersionIsRefused() {
        Patient patient = new Patient().setActive(true);
        patient.setId(api.post(patient).id());
        assertThat(api.put(patient.setActive(false), "If-Match", "W/\"1\"").status())
                .isEqualTo(200);

        Api.Answer stale = api.put(patient.setActive(true), "If-Match", "W/\"1\"");

        assertThat(stale.status()).as(stale.text()).isEqualTo(412);
        assertThat(api.read(Patient.class, patient.getIdElement().getIdPart()).getActive())
                .isFalse();
    }

    @Test
    void anElementThatFhirDoesNotKnowIsRefusedAndNotDropped() {
        int before = api.count("Patient");

        Api.Answer answer = api.post("Patient", "{\"resourceType\":\"Patient\",\"colour\":\"blue\"}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.fault()).contains("colour");
        assertThat(api.count("Patient")).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "{\"resourceType\":\"Nothing\"}"})
    void aBodyThatIsNotFhirIsRefused(String body) {
        int before = api.count("Patient");

        Api.Answer answer = api.post("Patient", body);

        assertThat(answer.status()).as(answer.text()).isIn(400, 422);
        assertThat(answer.issues()).isNotEmpty();
        assertThat(api.count("Patient")).isEqualTo(before);
    }

    private void refused(Visit visit, QuestionnaireResponse response, String where) {
        Api.Answer answer = api.post(response);

        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.fault()).contains(where);
        assertThat(api.count("QuestionnaireResponse?patient=" + visit.patientId()))
                .isZero();
        assertThat(api.count("Observation?patient=" + visit.patientId())).isZero();
    }

    private static QuestionnaireResponseItemComponent item(QuestionnaireResponse response, String linkId) {
        return response.getItem().stream()
                .filter(item -> item.getLinkId().equals(linkId))
                .findFirst()
                .orElseThrow();
    }
}
