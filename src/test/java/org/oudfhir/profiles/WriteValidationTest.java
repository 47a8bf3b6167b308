package org.oudfhir.profiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import java.util.List;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Problem;
import org.oudfhir.fhir.Systems;

class WriteValidationTest {

    private static final FhirContext CONTEXT = FhirContext.forR4Cached();
    private static final Guide GUIDE = Guide.load(CONTEXT);
    private static final WriteValidation VALIDATION = new WriteValidation(CONTEXT, GUIDE, response -> List.of());

    @Test
    void aResourceThatClaimsNothingOfOursIsLeftToFhir() {
        assertThat(VALIDATION.check(new Patient())).isEmpty();
        assertThat(VALIDATION.check(new Observation())).isEmpty();
    }

    @Test
    void aProfileOfOursThatDoesNotExistIsRefused() {
        Observation observation = finding("chronic-pain", "physical");
        observation.getMeta().addProfile(Systems.profile("oud-nothing"));

        assertThat(VALIDATION.check(observation)).singleElement().satisfies(issue -> {
            assertThat(issue.code()).isEqualTo("unknown-profile");
            assertThat(issue.expression()).isEqualTo("Observation.meta.profile[1]");
        });
    }

    @Test
    void aProfileOfSomebodyElseIsNotOurConcern() {
        Observation observation = finding("chronic-pain", "physical");
        observation.getMeta().addProfile("http://hl7.org/fhir/us/core/StructureDefinition/us-core-simple-observation");

        assertThat(VALIDATION.check(observation)).isEmpty();
    }

    @Test
    void aCodeOfASystemThatIsNotHereIsTakenAsItIs() {
        Observation observation = finding("chronic-pain", "physical");
        observation.getCode().addCoding().setSystem(Systems.SNOMED).setCode("82423001");

        assertThat(VALIDATION.check(observation)).isEmpty();
    }

    @Test
    void aSystemOfOursThatDoesNotExistIsRefused() {
        Observation observation = finding("chronic-pain", "physical");
        observation.setCode(Concept.of(Systems.BASE + "/CodeSystem/oud-nothing", "chronic-pain"));

        assertThat(VALIDATION.check(observation))
                .anySatisfy(issue -> assertThat(issue.expression()).isEqualTo("Observation.code"));
    }

    @Test
    void aFactorInTheWrongCategoryIsRefusedEvenWithoutAProfile() {
        Observation observation = finding("chronic-pain", "biological");
        observation.setMeta(null);

        assertThat(VALIDATION.check(observation)).singleElement().satisfies(issue -> {
            assertThat(issue.code()).isEqualTo("category-mismatch");
            assertThat(issue.expression()).isEqualTo("Observation.category[0]");
            assertThat(issue.text()).contains("physical");
        });
    }

    @Test
    void anUnknownQuestionnaireOrVersionOfOursIsRefused() {
        for (String questionnaire : List.of("phq-9", "phq-9|9.9.9", "phq-99|1.0.0")) {
            QuestionnaireResponse response = response(Systems.BASE + "/Questionnaire/" + questionnaire);

            assertThat(VALIDATION.check(response)).singleElement().satisfies(issue -> {
                assertThat(issue.code()).isEqualTo("unknown-questionnaire");
                assertThat(issue.expression()).isEqualTo("QuestionnaireResponse.questionnaire");
            });
        }
    }

    @Test
    void aResponseToSomebodyElsesQuestionnaireIsNotOurConcern() {
        assertThat(VALIDATION.check(response("https://example.org/Questionnaire/x")))
                .isEmpty();
    }

    @Test
    void answersToOurQuestionnairesAreCheckedWhetherOrNotTheResponseClaimsTheProfile() {
        QuestionnaireResponse response = response(Systems.questionnaire("phq-9"));
        response.addItem().setLinkId("no-such-question").addAnswer().setValue(new DateTimeType("2026-11-24"));

        assertThat(VALIDATION.check(response))
                .anySatisfy(issue -> assertThat(issue.text()).contains("no-such-question"));
    }

    @Test
    void whoKnowsTheFormsSpeaksForTheValidator() {
        Problem.Issue known = new Problem.Issue("answer", "QuestionnaireResponse.item[0]", "There is no such question");
        WriteValidation validation = new WriteValidation(CONTEXT, GUIDE, response -> List.of(known));
        QuestionnaireResponse response = response(Systems.questionnaire("phq-9"));
        response.addItem().setLinkId("no-such-question").addAnswer().setValue(new DateTimeType("2026-11-24"));

        assertThat(validation.check(response)).containsExactly(known);
    }

    @Test
    void aValidatorThatRefusedOneResourceIsFairToTheNext() {
        assertThat(VALIDATION.check(finding("weather", "physical"))).isNotEmpty();
        assertThat(VALIDATION.check(finding("chronic-pain", "physical"))).isEmpty();
    }

    @Test
    void theInterceptorRefusesCreatesAndUpdatesOfClientsButNotOfTheServerItself() {
        WriteValidationInterceptor interceptor = new WriteValidationInterceptor(VALIDATION);
        Resource wrong = finding("chronic-pain", "biological");

        assertThatThrownBy(() -> interceptor.created(wrong, new ServletRequestDetails()))
                .isInstanceOf(Problem.Invalid.class);
        assertThatThrownBy(() -> interceptor.updated(new Observation(), wrong, new ServletRequestDetails()))
                .isInstanceOf(Problem.Invalid.class);
        assertThatCode(() -> interceptor.created(wrong, new SystemRequestDetails()))
                .doesNotThrowAnyException();
    }

    private static Observation finding(String factor, String category) {
        Observation finding = new Observation();
        finding.getMeta().addProfile(Systems.profile("oud-factor-finding"));
        finding.setStatus(ObservationStatus.PRELIMINARY)
                .addCategory(Concept.of(Systems.FACTOR_CATEGORY, category))
                .setCode(Concept.of(Systems.FACTOR, factor))
                .setSubject(new Reference("Patient/1"))
                .setEffective(new DateTimeType("2026-11-24T10:00:00Z"))
                .setValue(new CodeableConcept(
                        Concept.of(Systems.FINDING_VALUE, "present").getCodingFirstRep()))
                .setMethod(Concept.of(Systems.FINDING_METHOD, "clinical-judgement"));
        return finding;
    }

    private static QuestionnaireResponse response(String questionnaire) {
        QuestionnaireResponse response = new QuestionnaireResponse();
        response.setQuestionnaire(questionnaire)
                .setStatus(QuestionnaireResponseStatus.COMPLETED)
                .setSubject(new Reference("Patient/1"))
                .setAuthoredElement(new DateTimeType("2026-11-24T10:00:00Z"));
        return response;
    }
}
