package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oudfhir.privacy.part2.Actor;
import org.oudfhir.privacy.part2.ConsentForms;

/** The question of a central registry whether somebody is enrolled (privacy E.6 row 39), over HTTP with real tokens. */
class EnrolmentIT {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String PATH = "Patient/$check-enrollment";
    private static final String SYSTEM = "urn:enrolment";

    private static Api admin;
    private static Api registry;

    @BeforeAll
    static void organisations() {
        admin = RunningServer.api();
        for (String id : List.of("registry", "other-hospital")) {
            store("Organization/" + id, "{\"resourceType\":\"Organization\",\"id\":\"" + id + "\",\"name\":\"x\"}");
        }
        registry = as(Actor.REGISTRY, "TREAT", "system/Patient.r");
    }

    // yes

    @Test
    void whoIsInAnEpisodeOfCareIsEnrolled() {
        String patient = patient("registry:registry");
        episode(patient);

        assertThat(isEnrolled(registry.post(PATH, byIdentifier(patient)))).isTrue();
        assertThat(isEnrolled(registry.post(PATH, byName(patient, "1990-01-01"))))
                .isTrue();
    }

    @Test
    void whoIsGivenMethadoneIsEnrolledFromThatDayOn() {
        String patient = patient("registry:registry");
        store(
                "MedicationRequest/" + patient + "-order",
                "{\"resourceType\":\"MedicationRequest\",\"id\":\"" + patient
                        + "-order\",\"status\":\"active\",\"intent\":\"order\",\"authoredOn\":\"2026-01-10\",\"subject\":{\"reference\":\"Patient/"
                        + patient
                        + "\"},\"medicationCodeableConcept\":{\"coding\":[{\"system\":\"http://www.nlm.nih.gov/research/umls/rxnorm\",\"code\":\"6813\"}]}}");
        Parameters before = byIdentifier(patient);
        before.addParameter().setName("date").setValue(new DateType("2026-01-09"));

        assertThat(isEnrolled(registry.post(PATH, byIdentifier(patient)))).isTrue();
        assertThat(isEnrolled(registry.post(PATH, before))).isFalse();
    }

    @Test
    void theAnswerIsOneWordWithTheNoticeAndTheConsent() {
        String patient = patient("registry:registry");
        episode(patient);

        Api.Answer answer = registry.post(PATH, byIdentifier(patient));

        assertThat(answer.text())
                .isEqualTo(
                        "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"enrolled\",\"valueBoolean\":true}]}");
        assertThat(answer.links())
                .anyMatch(link -> link.contains("rel/notice"))
                .anyMatch(link -> link.contains("Consent/" + patient + "-registry-registry"));
    }

    // no, in the same words

    @ParameterizedTest
    @ValueSource(
            strings = {
                "none",
                "registry:other-hospital",
                "registry:registry:revoked",
                "registry:registry:expired",
                "registry:registry:incomplete",
                "registry:class",
                "named:registry:TREAT",
                "registry:registry refusal:TREAT"
            })
    void whoHasNotConsentedIsAnsweredAsWhoIsNotKnown(String consents) {
        String patient = patient(consents);
        episode(patient);

        assertIsUnknown(registry.post(PATH, byIdentifier(patient)));
        assertIsUnknown(registry.post(PATH, byName(patient, "1990-01-01")));
    }

    @Test
    void whoIsNotEnrolledIsAnsweredAsWhoIsNotKnown() {
        assertIsUnknown(registry.post(PATH, byIdentifier(patient("registry:registry"))));
    }

    @Test
    void ofWhoseNameThereAreTwoNothingIsTold() {
        String patient = patient("registry:registry");
        episode(patient);
        store(
                "Patient/" + patient + "-twin",
                person(patient).replace("\"id\":\"" + patient + "\"", "\"id\":\"" + patient + "-twin\""));

        assertIsUnknown(registry.post(PATH, byName(patient, "1990-01-01")));
        assertIsUnknown(registry.post(PATH, byIdentifier(patient)));
    }

    @Test
    void whoOnlyResemblesIsSomebodyElse() {
        String patient = patient("registry:registry");
        episode(patient);
        Parameters shorter = byName(patient.substring(0, patient.length() - 1), "1990-01-01");

        assertIsUnknown(registry.post(PATH, byName(patient, "1990-01-02")));
        assertIsUnknown(registry.post(PATH, byName(patient, "1990-01")));
        assertIsUnknown(registry.post(PATH, shorter));
    }

    @Test
    void anotherOrganisationIsToldNothing() {
        String patient = patient("registry:registry");
        episode(patient);

        assertIsUnknown(as(Actor.OTHER_HOSPITAL, "TREAT", "system/Patient.r").post(PATH, byIdentifier(patient)));
        assertIsUnknown(as(Actor.REGISTRY, "HOPERAT", "system/Patient.r").post(PATH, byIdentifier(patient)));
    }

    private static void assertIsUnknown(Api.Answer answer) {
        Api.Answer unknown = registry.post(PATH, byIdentifier("nobody-at-all"));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo(unknown.text());
        assertThat(answer.links()).isEqualTo(unknown.links());
        assertThat(isEnrolled(answer)).isFalse();
    }

    // nothing else, and nobody else

    @Test
    void theConsentOpensNoRecord() {
        String patient = patient("registry:registry");
        episode(patient);
        Api curious = as(Actor.REGISTRY, "TREAT", "system/*.rs");

        for (String path : List.of("Patient/" + patient, "EpisodeOfCare/" + patient + "-episode")) {
            assertThat(curious.get(path).status()).isEqualTo(404);
        }
        assertThat(curious.count("Patient?identifier=" + SYSTEM + "%7C" + patient))
                .isZero();
    }

    @Test
    void onlyOtherProgramsAndRegistriesAsk() {
        String patient = patient("registry:registry");

        assertThat(admin.post(PATH, byIdentifier(patient)).status()).isEqualTo(403);
        assertThat(as(Actor.PATIENT, "PATRQT", "patient/*.cruds")
                        .post(PATH, byIdentifier(patient))
                        .status())
                .isEqualTo(403);
        assertThat(as(Actor.REGISTRY, "HLEGAL", "system/Patient.r")
                        .post(PATH, byIdentifier(patient))
                        .status())
                .isEqualTo(403);
        assertThat(as(Actor.REGISTRY, "TREAT", "system/Observation.rs")
                        .post(PATH, byIdentifier(patient))
                        .status())
                .isEqualTo(403);
        assertThat(RunningServer.api()
                        .with("")
                        .post(PATH, byIdentifier(patient))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void itIsAskedByPostAlone() {
        assertThat(registry.get(PATH + "?family=x&given=x&birthDate=1990-01-01").status())
                .isIn(403, 404, 405);
        String batch =
                "{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":[{\"request\":{\"method\":\"POST\",\"url\":\""
                        + PATH + "\"},\"resource\":" + Api.text(byIdentifier("x")) + "}]}";
        assertThat(registry.post("", batch).status()).isEqualTo(403);
    }

    @Test
    void whoIsMeantHasToBeSaid() {
        assertThat(registry.post(PATH, new Parameters()).status()).isEqualTo(400);
        Parameters half = new Parameters();
        half.addParameter().setName("family").setValue(new StringType("x"));
        assertThat(registry.post(PATH, half).status()).isEqualTo(400);
        Parameters bare = new Parameters();
        bare.addParameter().setName("identifier").setValue(new Identifier().setValue("x"));
        assertThat(registry.post(PATH, bare).status()).isEqualTo(400);
        Parameters vague = byIdentifier("x");
        vague.addParameter().setName("date").setValue(new DateType("2026"));
        assertThat(registry.post(PATH, vague).status()).isEqualTo(400);
    }

    @Test
    void thePatientLearnsWhoWasTold() {
        String patient = patient("registry:registry");
        episode(patient);
        registry.post(PATH, byIdentifier(patient));

        Bundle accounting =
                admin.get("Patient/" + patient + "/$accounting-of-disclosures").as(Bundle.class);

        assertThat(accounting.getEntry()).singleElement().satisfies(entry -> {
            AuditEvent event = (AuditEvent) entry.getResource();
            assertThat(Api.text(event))
                    .contains("Organization/registry")
                    .contains("Consent/" + patient + "-registry-registry")
                    .contains("CONSENT")
                    .contains("TREAT");
        });
    }

    // fixtures

    private static Api as(Actor actor, String purpose, String scope) {
        Map<String, Object> claims = new TreeMap<>(actor.claims("x", purpose, false));
        claims.put("scope", scope);
        return RunningServer.api().with(Api.token(RunningServer.data(), claims, Duration.ofMinutes(30)));
    }

    private static String patient(String consents) {
        String id = "enrolment-" + NUMBER.incrementAndGet() + "x";
        store("Patient/" + id, person(id));
        for (Consent consent : ConsentForms.of(consents, id, Instant.now())) {
            store("Consent/" + consent.getIdElement().getIdPart(), Api.text(consent));
        }
        return id;
    }

    private static String person(String id) {
        return "{\"resourceType\":\"Patient\",\"id\":\"" + id
                + "\",\"birthDate\":\"1990-01-01\",\"identifier\":[{\"system\":\""
                + SYSTEM + "\",\"value\":\"" + id + "\"}],\"name\":[{\"family\":\"Family-" + id
                + "\",\"given\":[\"Ana\",\"Maria\"]}]}";
    }

    private static void episode(String patient) {
        store(
                "EpisodeOfCare/" + patient + "-episode",
                "{\"resourceType\":\"EpisodeOfCare\",\"id\":\"" + patient
                        + "-episode\",\"status\":\"active\",\"patient\":{\"reference\":\"Patient/" + patient + "\"}}");
    }

    private static Parameters byIdentifier(String patient) {
        Parameters question = new Parameters();
        question.addParameter()
                .setName("identifier")
                .setValue(new Identifier().setSystem(SYSTEM).setValue(patient));
        return question;
    }

    private static Parameters byName(String patient, String born) {
        Parameters question = new Parameters();
        question.addParameter().setName("family").setValue(new StringType("FAMILY-" + patient));
        question.addParameter().setName("given").setValue(new StringType("ana"));
        question.addParameter().setName("birthDate").setValue(new DateType(born));
        return question;
    }

    private static boolean isEnrolled(Api.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.as(Parameters.class).getParameterBool("enrolled");
    }

    private static void store(String path, String resource) {
        Api.Answer answer = admin.put(path, resource);
        assertThat(answer.status()).as(path + answer.text()).isIn(200, 201);
    }
}
