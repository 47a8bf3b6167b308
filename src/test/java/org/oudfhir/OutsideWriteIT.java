package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.oudfhir.privacy.part2.Actor;
import org.oudfhir.privacy.part2.ConsentForms;

/** What a write from outside changes, and what its answer tells: with a consent to one patient, and none to another. */
class OutsideWriteIT {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String PATCH_TYPE = "application/json-patch+json";

    private static Api admin;
    private static Api hospital;

    @BeforeAll
    static void hospital() {
        admin = RunningServer.api();
        store(
                "{\"resourceType\":\"Organization\",\"id\":\"hospital\",\"name\":\"hospital\","
                        + "\"extension\":[{\"url\":\"https://oud-fhir.github.io/ig/StructureDefinition/part2-program\",\"valueBoolean\":false}]}");
        hospital = RunningServer.api()
                .with(Api.token(
                        RunningServer.data(), Actor.HOSPITAL.claims("", "TREAT", false), Duration.ofMinutes(30)));
    }

    /** How a client may send the change of one element of an Observation. */
    enum Way {
        JSON_PATCH,
        FHIRPATH_PATCH,
        FHIRPATH_PATCH_OF_TEXT,
        JSON_PATCH_IN_BATCH,
        JSON_PATCH_IN_TRANSACTION,
        FHIRPATH_PATCH_IN_BATCH;

        boolean isAlone() {
            return !name().contains("_IN_");
        }

        /** Status and body of the answer to a change of a reference; of the only entry, when there are entries. */
        String change(Api api, String observation, String element, String reference) {
            String path = "Observation/" + observation;
            String steps =
                    "[{\"op\":\"replace\",\"path\":\"/" + element + "/reference\",\"value\":\"" + reference + "\"}]";
            String whole = parameters(element(element), "\"valueReference\":{\"reference\":\"" + reference + "\"}");
            String text = parameters(element(element) + ".reference", "\"valueString\":\"" + reference + "\"");
            return switch (this) {
                case JSON_PATCH ->
                    api.patch(path, steps, "Content-Type", PATCH_TYPE).toString();
                case FHIRPATH_PATCH -> api.patch(path, whole).toString();
                case FHIRPATH_PATCH_OF_TEXT -> api.patch(path, text).toString();
                case JSON_PATCH_IN_BATCH -> only(api.post("", bundle("batch", path, binary(steps))));
                case JSON_PATCH_IN_TRANSACTION -> only(api.post("", bundle("transaction", path, binary(steps))));
                case FHIRPATH_PATCH_IN_BATCH -> only(api.post("", bundle("batch", path, text)));
            };
        }

        private static String element(String pointer) {
            return "Observation." + pointer.replace("/0", "[0]");
        }

        private static String parameters(String path, String value) {
            return "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"operation\",\"part\":["
                    + "{\"name\":\"type\",\"valueCode\":\"replace\"},{\"name\":\"path\",\"valueString\":\"" + path
                    + "\"},{\"name\":\"value\"," + value + "}]}]}";
        }

        private static String binary(String steps) {
            return "{\"resourceType\":\"Binary\",\"contentType\":\"" + PATCH_TYPE + "\",\"data\":\""
                    + Base64.getEncoder().encodeToString(steps.getBytes(StandardCharsets.UTF_8)) + "\"}";
        }

        private static String bundle(String type, String path, String patch) {
            return "{\"resourceType\":\"Bundle\",\"type\":\"" + type + "\",\"entry\":[{\"resource\":" + patch
                    + ",\"request\":{\"method\":\"PATCH\",\"url\":\"" + path + "\"}}]}";
        }

        private static String only(Api.Answer answer) {
            if (answer.status() != 200) {
                return answer.toString();
            }
            var response = answer.as(Bundle.class).getEntryFirstRep().getResponse();
            return response.getStatus() + (response.getOutcome() == null ? "" : " " + Api.text(response.getOutcome()));
        }
    }

    // references and patients

    @ParameterizedTest
    @EnumSource(Way.class)
    void aPatchOfThePatientIsAnsweredAsAReferenceToNothing(Way way) {
        String ours = patient("tpo:class");
        String theirs = patient("none");
        String observation = observation(ours);

        String toTheirs = way.change(hospital, observation, "subject", "Patient/" + theirs);
        String toNobody = way.change(hospital, observation, "subject", "Patient/nobody-at-all");

        assertThat(toTheirs)
                .startsWith(way.isAlone() ? "400" : "403")
                .isEqualTo(toNobody.replace("nobody-at-all", theirs));
        assertThat(subject(observation)).isEqualTo("Patient/" + ours);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aReferenceThatIsASearchTellsNothingInAPatch(Way way) {
        String observation = observation(patient("tpo:class"));
        String before = admin.get("Observation/" + observation).text();
        String one = identified(1);
        String many = identified(2);

        for (String element : List.of("subject", "focus/0")) {
            List<String> answers = List.of("nobody-at-all", one, many).stream()
                    .map(value -> way.change(hospital, observation, element, "Patient?identifier=urn:x%7C" + value)
                            .replace(value, "@"))
                    .toList();

            assertThat(answers.get(0)).startsWith("403");
            assertThat(answers).containsOnly(answers.get(0));
        }
        assertThat(admin.get("Observation/" + observation).text()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aRecordIsNotMovedToAnotherPatientFromOutside(Way way) {
        String from = patient("tpo:class");
        String to = patient("tpo:class");
        String observation = observation(from);

        assertThat(way.change(hospital, observation, "subject", "Patient/" + to))
                .startsWith("403");
        assertThat(hospital.put("Observation/" + observation, resource(observation, to))
                        .status())
                .isEqualTo(403);
        assertThat(hospital.post("", transaction("PUT", "Observation/" + observation, resource(observation, to)))
                        .status())
                .isEqualTo(403);
        assertThat(subject(observation)).isEqualTo("Patient/" + from);

        assertThat(way.change(hospital, observation, "subject", "Patient/" + from))
                .startsWith(way.isAlone() ? "200" : "403");
        assertThat(way.change(admin, observation, "subject", "Patient/" + to))
                .as("the program's own people mend a mistake")
                .startsWith("200");
        assertThat(subject(observation)).isEqualTo("Patient/" + to);
    }

    private static String transaction(String method, String url, String resource) {
        return "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[{\"resource\":" + resource
                + ",\"request\":{\"method\":\"" + method + "\",\"url\":\"" + url + "\"}}]}";
    }

    /** Who may write and not read writes all the same, in a transaction too. */
    @Test
    void whatATransactionStoresIsStoredThoughItsWriterMayNotReadIt() {
        String patient = patient("none");
        String observation = observation(patient);
        Api device = admin.with(Api.token(RunningServer.data(), Map.of("scope", "system/Observation.cu")));
        String body = resource(observation, patient);

        assertThat(device.post(
                                "",
                                transaction(
                                        "PUT", "Observation/" + observation, body.replace("\"final\"", "\"amended\"")))
                        .status())
                .isEqualTo(200);
        assertThat(device.post("", transaction("POST", "Observation", body.replaceFirst("\"id\":\"[^\"]+\",", "")))
                        .status())
                .isEqualTo(200);

        assertThat(device.get("Observation/" + observation).status()).isEqualTo(403);
        assertThat(admin.search(Observation.class, "patient=" + patient))
                .extracting(each -> each.getStatus().toCode())
                .containsExactlyInAnyOrder("amended", "final");
    }

    @Test
    void aTransactionRefersToWhatItMakesItself() {
        String patient = patient("tpo:class");
        String observation = observation(patient);
        String body = resource(observation, patient)
                .replace(
                        "\"status\"",
                        "\"encounter\":{\"reference\":\"urn:uuid:17c1c3e5-3a52-4f5c-8b0a-1d1b7d7f0a01\"},\"status\"");
        String encounter = Seeds.of(patient, "Encounter").replaceFirst("\"id\":\"[^\"]+\",", "");

        Api.Answer answer = hospital.post(
                "",
                "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":["
                        + "{\"fullUrl\":\"urn:uuid:17c1c3e5-3a52-4f5c-8b0a-1d1b7d7f0a01\",\"resource\":" + encounter
                        + ",\"request\":{\"method\":\"POST\",\"url\":\"Encounter\"}},{\"resource\":" + body
                        + ",\"request\":{\"method\":\"PUT\",\"url\":\"Observation/" + observation + "\"}}]}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(admin.read(Observation.class, observation).getEncounter().getReference())
                .startsWith("Encounter/");
    }

    /** Scopes that leave out patients ask none of them either: in a batch as well as alone. */
    @Test
    void aPatchInABatchAsksNothingThatTheScopesDoNotReach() {
        String observation = observation(patient("none"));
        Api lab = admin.with(Api.token(RunningServer.data(), Map.of("scope", "system/Observation.cruds")));

        for (String value : List.of("nobody-at-all", identified(1), identified(2))) {
            assertThat(Way.JSON_PATCH_IN_BATCH.change(
                            lab, observation, "subject", "Patient?identifier=urn:x%7C" + value))
                    .startsWith("403");
        }
    }

    // deleting

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aConsentLetsReadAndNotDelete(boolean inBatch) {
        String observation = observation(patient("tpo:class"));
        String path = "Observation/" + observation;
        String batch =
                "{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":[{\"request\":{\"method\":\"DELETE\",\"url\":\""
                        + path + "\"}}]}";

        assertThat(hospital.get(path).status()).isEqualTo(200);
        assertThat((inBatch ? hospital.post("", batch) : hospital.delete(path)).status())
                .isEqualTo(403);
        assertThat(admin.get(path).status()).isEqualTo(200);
        assertThat(admin.delete(path).status()).isEqualTo(200);
    }

    @Test
    void aDeleteDoesNotSayWhatRefersToTheResource() {
        String patient = patient("none");
        String encounter = Seeds.id(patient, "Encounter");
        store(Seeds.of(patient, "Encounter"));
        store(Seeds.of(patient, "DocumentReference")
                .replace(
                        "\"status\"",
                        "\"context\":{\"encounter\":[{\"reference\":\"Encounter/" + encounter + "\"}]},"
                                + "\"category\":[{\"coding\":[{\"system\":\"https://oud-fhir.github.io/ig/CodeSystem/oud-security-label\","
                                + "\"code\":\"sud-counseling-note\"}]}],\"status\""));
        Api app = as(Actor.PATIENT, patient, "PATRQT");
        String batch =
                "{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":[{\"request\":{\"method\":\"DELETE\",\"url\":\"Encounter/"
                        + encounter + "\"}}]}";

        Api.Answer alone = app.delete("Encounter/" + encounter);
        Api.Answer entry = app.post("", batch);

        assertThat(alone.status()).isEqualTo(409);
        assertThat(alone.text()).doesNotContain("DocumentReference");
        assertThat(entry.as(Bundle.class).getEntryFirstRep().getResponse().getStatus())
                .startsWith("409");
        assertThat(entry.text()).doesNotContain("DocumentReference");
        assertThat(admin.get("Encounter/" + encounter).status()).isEqualTo(200);
    }

    // orders

    @ParameterizedTest
    @CsvSource({
        "https://oud-fhir.github.io/ig/CodeSystem/oud-data-class, medications",
        "http://terminology.hl7.org/CodeSystem/v3-ActCode       , HIV"
    })
    void anOrderTellsNothingOfWhatIsWithheld(String system, String label) {
        String taking = patient("tpo:class");
        String notTaking = patient("tpo:class");
        store(dispense(taking));

        assertThat(hospital.post("MedicationRequest", order(taking)).text()).contains("MR-");

        for (String patient : List.of(taking, notTaking)) {
            Consent consent = admin.read(Consent.class, patient + "-tpo-class");
            consent.getProvision()
                    .addProvision()
                    .setType(Consent.ConsentProvisionType.DENY)
                    .addSecurityLabel(new Coding(system, label, null));
            assertThat(admin.put(consent).status()).isEqualTo(200);
        }
        Api.Answer withDrug = hospital.post("MedicationRequest", order(taking));
        Api.Answer without = hospital.post("MedicationRequest", order(notTaking));

        assertThat(withDrug.status()).isEqualTo(403);
        assertThat(withDrug.text()).isEqualTo(without.text()).doesNotContain("MR-");
        assertThat(withDrug.links()).isEqualTo(without.links());
        assertThat(hospital.post("MedicationStatement", statement(taking)).status())
                .isEqualTo(201);
    }

    @Test
    void anOrderIsNotReviewedAgainstWhoeverHasTheIdOfAPatientElsewhere() {
        String patient = patient("none");
        store(dispense(patient));

        Api.Answer answer = hospital.post(
                "MedicationRequest",
                order(patient).replace("Patient/" + patient, "https://elsewhere.example.org/fhir/Patient/" + patient));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).doesNotContain("MR-");
    }

    // what governs access

    @Test
    void whatThePrivacyOfficerIsAskedIsNotClosedByOthers() {
        String patient = patient("tpo:class");
        store("{\"resourceType\":\"Practitioner\",\"id\":\"" + patient + "-nurse\"}");
        store("{\"resourceType\":\"CareTeam\",\"id\":\"" + patient
                + "-nurses\",\"status\":\"active\",\"subject\":{\"reference\":\"Patient/" + patient
                + "\"},\"participant\":[{\"member\":{\"reference\":\"Practitioner/" + patient + "-nurse\"}}]}");
        Task task = new Task();
        task.setId(patient + "-review");
        task.setStatus(Task.TaskStatus.REQUESTED).setIntent(Task.TaskIntent.ORDER);
        task.getFor().setReference("Patient/" + patient);
        task.getCode()
                .addCoding(new Coding(
                        "https://oud-fhir.github.io/ig/CodeSystem/oud-privacy-task", "emergency-access", null));
        assertThat(admin.put(task).status()).isEqualTo(201);
        Api nurse = admin.with(Api.token(
                RunningServer.data(),
                Map.of(
                        "scope",
                        "user/*.cruds",
                        "fhirUser",
                        "Practitioner/" + patient + "-nurse",
                        "reach",
                        "care-team")));
        task.setStatus(Task.TaskStatus.COMPLETED);

        for (Api api : List.of(hospital, nurse, as(Actor.PATIENT, patient, "PATRQT"))) {
            assertThat(api.get("Task/" + patient + "-review").status()).isEqualTo(200);
            assertThat(api.put(task).status()).isEqualTo(403);
            assertThat(api.delete("Task/" + patient + "-review").status()).isEqualTo(403);
        }
        assertThat(admin.put(task).status()).isEqualTo(200);
    }

    // labels

    @Test
    void aDeviceKeepsItsLabelsWhenItIsNobodysAnyMore() {
        String patient = patient("none");
        String device = Seeds.id(patient, "Device");
        store(Seeds.of(patient, "Device"));
        store("{\"resourceType\":\"Device\",\"id\":\"" + device + "-of-the-house\",\"status\":\"active\"}");
        List<Coding> labels = admin.read(Device.class, device).getMeta().getSecurity();

        store("{\"resourceType\":\"Device\",\"id\":\"" + device + "\",\"status\":\"active\"}");
        admin.patch(
                "Device/" + device, "[{\"op\":\"remove\",\"path\":\"/meta/security\"}]", "Content-Type", PATCH_TYPE);

        assertThat(admin.read(Device.class, device).hasPatient()).isFalse();
        assertThat(admin.read(Device.class, device).getMeta().getSecurity())
                .extracting(Coding::getCode)
                .contains("42CFRPart2")
                .containsExactlyElementsOf(labels.stream().map(Coding::getCode).toList());
        assertThat(hospital.get("Device/" + device).status()).isEqualTo(404);
        assertThat(hospital.search(Device.class, "_id=" + device)).isEmpty();
        assertThat(hospital.get("Device/" + device + "-of-the-house").status()).isEqualTo(200);
    }

    // fixtures

    private static Api as(Actor actor, String patient, String purpose) {
        return RunningServer.api()
                .with(Api.token(RunningServer.data(), actor.claims(patient, purpose, false), Duration.ofMinutes(30)));
    }

    /** A patient of whose care team the hospital is, with these consents. */
    private static String patient(String consents) {
        String id = "outside-" + NUMBER.incrementAndGet();
        store("{\"resourceType\":\"Patient\",\"id\":\"" + id + "\",\"birthDate\":\"1990-01-01\"}");
        store("{\"resourceType\":\"CareTeam\",\"id\":\"" + id
                + "-team\",\"status\":\"active\",\"subject\":{\"reference\":\"Patient/" + id
                + "\"},\"participant\":[{\"member\":{\"reference\":\"Organization/hospital\"}}]}");
        for (Consent consent : ConsentForms.of(consents, id, Instant.now())) {
            store(Api.text(consent));
        }
        return id;
    }

    /** The value of an identifier that so many patients have. */
    private static String identified(int patients) {
        String value = "identified-" + NUMBER.incrementAndGet();
        for (int i = 0; i < patients; i++) {
            store("{\"resourceType\":\"Patient\",\"id\":\"" + value + "-" + i
                    + "\",\"identifier\":[{\"system\":\"urn:x\",\"value\":\"" + value + "\"}]}");
        }
        return value;
    }

    /** One with a subject and a focus that a patch can replace. */
    private static String observation(String patient) {
        store(Seeds.of(patient, "Observation")
                .replace("\"status\"", "\"focus\":[{\"reference\":\"Patient/" + patient + "\"}],\"status\""));
        return Seeds.id(patient, "Observation");
    }

    private static String resource(String observation, String patient) {
        return Seeds.of(patient, "Observation").replaceFirst("\"id\":\"[^\"]+\"", "\"id\":\"" + observation + "\"");
    }

    private static String subject(String observation) {
        return admin.read(Observation.class, observation).getSubject().getReference();
    }

    private static String dispense(String patient) {
        return "{\"resourceType\":\"MedicationDispense\",\"id\":\"" + patient + "-dispense\",\"status\":\"completed\","
                + drug("864706", "Methadone") + ",\"subject\":{\"reference\":\"Patient/" + patient
                + "\"},\"whenHandedOver\":\"" + Instant.now().minus(Duration.ofDays(1)) + "\"}";
    }

    private static String order(String patient) {
        return "{\"resourceType\":\"MedicationRequest\",\"status\":\"active\",\"intent\":\"order\","
                + drug("1483744", "Naltrexone") + ",\"subject\":{\"reference\":\"Patient/" + patient
                + "\"},\"dosageInstruction\":[{\"timing\":{\"repeat\":{\"frequency\":1,\"period\":1,\"periodUnit\":\"d\"}},"
                + "\"doseAndRate\":[{\"doseQuantity\":{\"value\":50,\"unit\":\"mg\",\"system\":\"http://unitsofmeasure.org\",\"code\":\"mg\"}}]}]}";
    }

    private static String statement(String patient) {
        return "{\"resourceType\":\"MedicationStatement\",\"status\":\"active\"," + drug("1483744", "Naltrexone")
                + ",\"subject\":{\"reference\":\"Patient/" + patient + "\"}}";
    }

    private static String drug(String rxnorm, String name) {
        return "\"medicationCodeableConcept\":{\"coding\":[{\"system\":\"http://www.nlm.nih.gov/research/umls/rxnorm\",\"code\":\""
                + rxnorm + "\"}],\"text\":\"" + name + "\"}";
    }

    private static void store(String resource) {
        String path = resource.replaceFirst("(?s)^.*?\"resourceType\":\"([^\"]+)\".*?\"id\":\"([^\"]+)\".*$", "$1/$2");
        Api.Answer answer = admin.put(path, resource);
        assertThat(answer.status()).as(path + answer.text()).isIn(200, 201);
    }
}
