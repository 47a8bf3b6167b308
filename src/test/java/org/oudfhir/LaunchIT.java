package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.AuditEvent;
import org.junit.jupiter.api.Test;

/** An EHR opens an app for the patient whose record is open in it. */
class LaunchIT {

    private static final String SCOPE = "launch patient/Patient.r";
    private static final String ELSEWHERE = "\"organization\": \"Organization/elsewhere\"";

    private final Api api = RunningServer.api();
    private final SmartServer smart = new SmartServer();
    private final String app = smart.app(SCOPE);

    @Test
    void theProgramsOwnEhrOpensItOnceForAPatientAndEncounterOfTheirs() {
        Visit visit = Visit.of("SYN-0001");
        String encounter = encounter(visit.patientId());
        Api ehr = BackendClient.of(smart, "\"own\": true", "launch").with("launch");
        String user = smart.user("Practitioner/" + visit.practitionerId());

        String handle = handle(open(ehr, visit.patientId(), Optional.of(encounter)));
        JsonNode token = smart.exchanged(signIn(smart, handle, user), app, SCOPE);

        assertThat(token.path("patient").asText()).isEqualTo(visit.patientId());
        assertThat(token.path("encounter").asText()).isEqualTo(encounter);
        HttpResponse<String> again = smart.get("/auth/authorize?" + SmartServer.encode(request(handle)));
        assertThat(SmartServer.callback(again)).containsEntry("error", "invalid_request");
        assertThat(api.search(AuditEvent.class, "subtype=launch&patient=" + visit.patientId()))
                .singleElement()
                .satisfies(event -> assertThat(event.getAgentFirstRep().getWho().getDisplay())
                        .isNotBlank());
    }

    @Test
    void aPatientOrEncounterThatIsNotTheirsIsRefused() {
        Visit visit = Visit.of("SYN-0001");
        String encounter = encounter(Visit.of("SYN-0002").patientId());
        Api ehr = BackendClient.of(smart, "\"own\": true", "system/Patient.rs launch")
                .with("launch");

        assertThat(open(ehr, "nobody-of-that-name", Optional.empty()).status()).isEqualTo(400);
        assertThat(open(ehr, visit.patientId(), Optional.of(encounter)).status())
                .isEqualTo(400);
        assertThat(open(ehr, visit.patientId(), Optional.of("no-such-encounter"))
                        .status())
                .isEqualTo(400);
        assertThat(open(ehr, "../" + visit.patientId(), Optional.empty()).status())
                .isEqualTo(400);
        Api.Answer number = ehr.post(
                smart.origin() + "/auth/admin/launches", "{\"patient\": 12}", "Content-Type", "application/json");
        assertThat(number.status()).isEqualTo(400);
        assertThat(number.text()).contains("patient must be a string");
    }

    /** Each user token of an app that an EHR opened has the scope too. */
    @Test
    void aTokenInThePersonsNameOpensNothingAndTellsNothing() {
        Visit visit = Visit.of("SYN-0001");
        String user = smart.user("Practitioner/" + visit.practitionerId());
        JsonNode token = smart.exchanged(
                signIn(smart, handle(open(api, visit.patientId(), Optional.empty())), user), app, SCOPE);
        Api person = api.with(token.path("access_token").asText());
        assertThat(token.path("scope").asText()).contains("launch");
        assertThat(person.get("Patient/" + visit.patientId()).status()).isEqualTo(200);

        Api.Answer there = open(person, visit.patientId(), Optional.empty());
        Api.Answer absent = open(person, "nobody-of-that-name", Optional.empty());

        assertThat(there.status()).isEqualTo(401);
        assertThat(absent).hasToString(there.toString());
    }

    @Test
    void aSystemWithoutTheScopeOpensNothing() {
        Visit visit = Visit.of("SYN-0001");
        Api system = BackendClient.of(smart, "\"own\": true", "system/Patient.rs launch")
                .with("system/Patient.rs");

        assertThat(open(system, visit.patientId(), Optional.empty()).status()).isEqualTo(401);
        assertThat(open(api.with(""), visit.patientId(), Optional.empty()).status())
                .isEqualTo(401);
    }

    /** Who is a patient here is protected: its software is answered alike, and its user sees no name. */
    @Test
    void anotherOrganizationsEhrOpensForItsOwnPeopleAndIsToldNothing() {
        Visit visit = Visit.of("SYN-0001");
        Api ehr = BackendClient.of(smart, ELSEWHERE, "system/Patient.rs launch").with("launch");
        String user =
                smart.user("Practitioner/" + visit.practitionerId(), ", \"organization\": \"Organization/elsewhere\"");

        Api.Answer there = open(ehr, visit.patientId(), Optional.empty());
        Api.Answer absent = open(ehr, "nobody-of-that-name", Optional.empty());
        HttpResponse<String> page = signIn(smart, handle(there), user);
        HttpResponse<String> pageOfNobody = signIn(new SmartServer(), handle(absent), user);

        assertThat(there.status()).isEqualTo(200);
        assertThat(absent.status()).isEqualTo(200);
        assertThat(page.body())
                .contains("Allow access?")
                .contains("open in your own record system")
                .doesNotContain(visit.person().familyName());
        assertThat(withoutState(pageOfNobody)).isEqualTo(withoutState(page));
        JsonNode token = smart.exchanged(page, app, SCOPE);
        assertThat(token.path("patient").asText()).isEqualTo(visit.patientId());
        assertThat(api.with(token.path("access_token").asText())
                        .get("Patient/" + visit.patientId())
                        .status())
                .as("consent decides what the app is given")
                .isEqualTo(404);
        assertThat(open(ehr, visit.patientId(), Optional.of(encounter(visit.patientId())))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aPatientIsNotLedToTheOwnRecordByAHandleForAnother() {
        Visit visit = Visit.of("SYN-0001");
        String other = smart.user("Patient/" + Visit.of("SYN-0002").patientId());
        String own = smart.user("Patient/" + visit.patientId());

        HttpResponse<String> page = signIn(smart, handle(open(api, visit.patientId(), Optional.empty())), other);
        HttpResponse<String> again = smart.get(String.valueOf(page.uri()));
        HttpResponse<String> ownPage =
                signIn(new SmartServer(), handle(open(api, visit.patientId(), Optional.empty())), own);

        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.body())
                .contains("opened for the record of another patient")
                .doesNotContain("Allow", visit.person().familyName());
        assertThat(again.statusCode()).as("it has ended").isEqualTo(400);
        assertThat(ownPage.body()).contains("Allow access?");
    }

    @Test
    void aHandleIsForThePeopleOfTheOrganizationWhoseEhrMadeIt() {
        Visit visit = Visit.of("SYN-0001");
        Api ehr = BackendClient.of(smart, ELSEWHERE, "system/Patient.rs launch").with("launch");
        String third =
                smart.user("Practitioner/" + visit.practitionerId(), ", \"organization\": \"Organization/third\"");
        String elsewhere =
                smart.user("Practitioner/" + visit.practitionerId(), ", \"organization\": \"Organization/elsewhere\"");

        HttpResponse<String> ofAnother = signIn(smart, handle(open(ehr, visit.patientId(), Optional.empty())), third);
        HttpResponse<String> ofTheProgram =
                signIn(new SmartServer(), handle(open(api, visit.patientId(), Optional.empty())), elsewhere);

        assertThat(ofAnother.statusCode()).isEqualTo(403);
        assertThat(ofTheProgram.statusCode()).isEqualTo(403);
    }

    @Test
    void whoIsHeldToCareTeamsIsNotLedPastThem() {
        Visit visit = Visit.of("SYN-0001");
        String user = smart.user("Practitioner/" + visit.practitionerId(), ", \"reach\": \"care-team\"");

        HttpResponse<String> page = signIn(smart, handle(open(api, visit.patientId(), Optional.empty())), user);

        assertThat(page.body())
                .contains("Choose a patient")
                .doesNotContain(visit.person().familyName());
    }

    private HttpResponse<String> signIn(SmartServer browser, String handle, String user) {
        return browser.signIn(request(handle), user);
    }

    private Map<String, String> request(String handle) {
        Map<String, String> request = smart.request(app, SCOPE);
        request.put("launch", handle);
        return request;
    }

    private Api.Answer open(Api ehr, String patient, Optional<String> encounter) {
        String body = "{\"patient\": \"" + patient + "\""
                + encounter.map(id -> ", \"encounter\": \"" + id + "\"").orElse("") + "}";
        return ehr.post(smart.origin() + "/auth/admin/launches", body, "Content-Type", "application/json");
    }

    private static String handle(Api.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return SmartServer.json(answer.text()).path("launch").asText();
    }

    private static String withoutState(HttpResponse<String> page) {
        return page.body().replaceAll("value=\"[^\"]*\"", "");
    }

    private String encounter(String patient) {
        String id = Seeds.id(patient, "Encounter");
        assertThat(api.put("Encounter/" + id, Seeds.of(patient, "Encounter")).status())
                .isIn(200, 201);
        return id;
    }
}
