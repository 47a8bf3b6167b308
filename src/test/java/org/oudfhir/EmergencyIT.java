package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.oudfhir.privacy.part2.Actor;

/** An attested emergency opens the record of one patient to be read, leaves a Task for each patient, and outlasts nothing. */
class EmergencyIT {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static Api admin;

    /** One of the program's own people, who is in no care team. */
    private static Api nurse;

    private static Api department;

    @BeforeAll
    static void callers() {
        admin = RunningServer.api();
        store("{\"resourceType\":\"Organization\",\"id\":\"emergency-department\",\"name\":\"x\"}");
        store("{\"resourceType\":\"Practitioner\",\"id\":\"emergency-nurse\"}");
        nurse = admin.with(Api.token(RunningServer.data(), nurse("ETREAT"), Duration.ofMinutes(30)));
        department = admin.with(Api.token(
                RunningServer.data(), Actor.EMERGENCY_DEPARTMENT.claims("", "ETREAT", true), Duration.ofMinutes(30)));
    }

    private static Map<String, Object> nurse(String purpose) {
        return new LinkedHashMap<>(Map.of(
                "scope", "system/*.cruds user/*.cruds",
                "fhirUser", "Practitioner/emergency-nurse",
                "reach", "care-team",
                "purpose_of_use", purpose,
                "attestation", "Found unconscious"));
    }

    // nothing is written

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "POST; CareTeam; {'resourceType':'CareTeam','status':'active','subject':{'reference':'Patient/@'},"
                        + "'participant':[{'member':{'reference':'Practitioner/emergency-nurse'}}]}",
                "PUT; CareTeam/@-team; {'resourceType':'CareTeam','id':'@-team','status':'active','subject':{'reference':'Patient/@'},"
                        + "'participant':[{'member':{'reference':'Practitioner/emergency-nurse'}}]}",
                "PUT; PractitionerRole/@-role; {'resourceType':'PractitionerRole','id':'@-role','practitioner':{'reference':'Practitioner/emergency-nurse'}}",
                "POST; Observation; {'resourceType':'Observation','status':'final','code':{'text':'x'},'subject':{'reference':'Patient/@'}}",
                "DELETE; Observation/@-Observation; none",
                "DELETE; Task/@-Task; none",
                "POST; Patient/@/$propose-care-plan; none"
            })
    void anEmergencyIsForReading(String method, String path, String body) {
        String patient = patient();
        store(Seeds.of(patient, "Task"));
        String url = path.replace("@", patient);
        String resource = body.equals("none") ? "" : body.replace("@", patient).replace('\'', '"');

        for (Api api : List.of(nurse, department)) {
            Api.Answer answer = send(api, method, url, resource);
            assertThat(answer.status()).as(answer.text()).isEqualTo(403);
            if (!url.contains("$")) {
                assertThat(code(answer)).isEqualTo("emergency-reads");
                assertThat(api.post("", entry(method, url, resource)).status()).isEqualTo(403);
            }
        }

        assertThat(admin.count("CareTeam?patient=" + patient)).isZero();
        assertThat(admin.get("PractitionerRole/" + patient + "-role").status()).isEqualTo(404);
        assertThat(admin.count("Observation?patient=" + patient)).isEqualTo(1);
        assertThat(admin.get("Task/" + patient + "-Task").status()).isEqualTo(200);
    }

    private static Api.Answer send(Api api, String method, String path, String body) {
        return switch (method) {
            case "POST" -> api.post(path, body);
            case "PUT" -> api.put(path, body);
            default -> api.delete(path);
        };
    }

    private static String entry(String method, String url, String resource) {
        return "{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":[{"
                + (resource.isEmpty() ? "" : "\"resource\":" + resource + ",") + "\"request\":{\"method\":\"" + method
                + "\",\"url\":\"" + url + "\"}}]}";
    }

    @Test
    void whoCouldReadInAnEmergencyCannotAfterwards() {
        String patient = patient();
        Api ordinary = admin.with(Api.token(RunningServer.data(), nurse("TREAT")));

        assertThat(nurse.get("Patient/" + patient).status()).isEqualTo(200);
        assertThat(ordinary.get("Patient/" + patient).status()).isEqualTo(404);
    }

    // one patient, who is named

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Patient?_count=500",
                "Patient?_id=@,another-patient",
                "Patient?family=x",
                "Observation",
                "Observation?_id=@-Observation",
                "Observation?patient=@&patient=another-patient",
                "MedicationRequest?_summary=count"
            })
    void aSearchInAnEmergencyNamesOnePatient(String path) {
        String patient = patient();
        String url = path.replace("@", patient);
        int tasks = admin.count("Task?code=emergency-access");

        for (Api api : List.of(nurse, department)) {
            Api.Answer answer = api.get(url);
            assertThat(answer.status()).as(answer.text()).isEqualTo(403);
            assertThat(code(answer)).isEqualTo("patient-not-named");
            assertThat(api.post("", entry("GET", url, "")).status()).isEqualTo(403);
        }

        assertThat(admin.count("Task?code=emergency-access")).isEqualTo(tasks);
        assertThat(nurse.get("Observation?subject=Patient/" + patient)
                        .as(Bundle.class)
                        .getTotal())
                .isEqualTo(1);
        assertThat(nurse.get("Practitioner?_id=emergency-nurse").status())
                .as("whose record it is no question of")
                .isEqualTo(200);
    }

    // each access is looked at

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Patient/@",
                "Patient/@/$everything",
                "Patient/@/$factor-profile",
                "Observation?patient=@",
                "Observation?patient=@&_summary=count",
                "Observation?patient=@&status=cancelled",
                "Observation/@-Observation/_history"
            })
    void eachAccessOfOurOwnPeopleIsATask(String path) {
        String patient = patient();

        assertThat(nurse.get(path.replace("@", patient)).status()).isEqualTo(200);

        assertReviewed(patient, "INTERNAL_EMERGENCY", "Practitioner/emergency-nurse");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Patient/@",
                "MedicationRequest?patient=@",
                "MedicationRequest?patient=@&_summary=count",
                "MedicationRequest?patient=@&status=cancelled"
            })
    void eachAccessFromOutsideIsATaskAndADisclosure(String path) {
        String patient = patient();
        store(Seeds.of(patient, "MedicationRequest"));

        assertThat(department.get(path.replace("@", patient)).status()).isEqualTo(200);

        assertReviewed(patient, "EMERGENCY", "Organization/emergency-department");
        assertThat(admin.get("Patient/" + patient + "/$accounting-of-disclosures")
                        .as(Bundle.class)
                        .getEntry())
                .hasSize(1);
    }

    private static void assertReviewed(String patient, String basis, String who) {
        assertThat(admin.search(Task.class, "patient=" + patient + "&code=emergency-access"))
                .singleElement()
                .satisfies(task -> assertThat(task.getDescription()).contains(who));
        assertThat(admin.search(AuditEvent.class, "patient=" + patient))
                .filteredOn(event -> basis.equals(event.getOutcomeDesc()))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MedicationRequest?patient=nobody-at-all",
                "CarePlan?patient=@",
                "CarePlan?patient=@&_summary=count"
            })
    void whereNothingIsToldThereIsNothingToLookAt(String path) {
        String patient = patient();
        store(Seeds.of(patient, "CarePlan"));
        int tasks = admin.count("Task?code=emergency-access");

        Api.Answer answer = department.get(path.replace("@", patient));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.as(Bundle.class).getTotal()).isZero();
        assertThat(admin.count("Task?code=emergency-access")).isEqualTo(tasks);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Patient/@/$accounting-of-disclosures",
                "PlanDefinition/oud-pathway/$apply?subject=Patient/@",
                "Questionnaire/phq-9/$populate?subject=Patient/@",
                "Patient/$everything",
                "Observation/_history",
                "Binary/x",
                "Group",
                "AuditEvent",
                "Provenance"
            })
    void whatCannotBeLookedAtByPatientIsNotOffered(String path) {
        String patient = patient();

        assertThat(nurse.get(path.replace("@", patient)).status()).isIn(403, 404);
        assertThat(admin.count("Task?code=emergency-access&patient=" + patient)).isZero();
    }

    // fixtures

    /** A patient with one observation. */
    private static String patient() {
        String patient = "emergency-" + NUMBER.incrementAndGet();
        store(Seeds.of(patient, "Patient"));
        store(Seeds.of(patient, "Observation"));
        return patient;
    }

    private static String code(Api.Answer answer) {
        return answer.issues().get(0).getDetails().getCodingFirstRep().getCode();
    }

    private static void store(String resource) {
        String path = resource.replaceFirst("(?s)^.*?\"resourceType\":\"([^\"]+)\".*?\"id\":\"([^\"]+)\".*$", "$1/$2");
        Api.Answer answer = admin.put(path, resource);
        assertThat(answer.status()).as(path + answer.text()).isIn(200, 201);
    }
}
