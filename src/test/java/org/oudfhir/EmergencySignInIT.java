package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A clinician attests an emergency while signing in (privacy E.5, break-glass). */
class EmergencySignInIT {

    private static final String SCOPE = "launch/patient patient/MedicationRequest.rs patient/Patient.r";
    private static final String ENTITLED = ", \"emergency\": true";

    private final Api api = RunningServer.api();
    private final SmartServer smart = new SmartServer();
    private final String client = smart.app("launch/patient patient/*.rs user/*.rs");

    @Test
    void whoIsEntitledReachesAPatientOutsideTheCareTeamsForAnHourAtMost() throws Exception {
        Visit visit = Visit.of("SYN-0001");
        String user = smart.user("Practitioner/" + visit.practitionerId(), ", \"reach\": \"care-team\"" + ENTITLED);
        HttpResponse<String> picker = smart.signIn(smart.request(client, SCOPE), user);
        assertThat(find(picker, visit).body()).contains("Nobody was found").contains("This is an emergency");

        HttpResponse<String> declared = smart.follow(declare(picker, "Found unconscious", "She cannot speak."));
        HttpResponse<String> found = find(declared, visit);
        HttpResponse<String> approval = smart.follow(smart.post(
                "/auth/patient",
                Map.of(
                        "state",
                        SmartServer.field(found.body(), "state"),
                        "patient",
                        visit.patientId(),
                        "_csrf",
                        SmartServer.field(found.body(), "_csrf"))));
        assertThat(approval.body()).contains("Emergency access").contains("Found unconscious.");
        JsonNode token = smart.exchanged(approval, client, SCOPE);

        JWTClaimsSet claims =
                SignedJWT.parse(token.path("access_token").asText()).getJWTClaimsSet();
        assertThat(claims.getStringClaim("purpose_of_use")).isEqualTo("BTG");
        assertThat(claims.getStringClaim("attestation"))
                .isEqualTo("Found unconscious. Consent cannot be obtained: She cannot speak.");
        assertThat(token.path("expires_in").asInt()).isBetween(1, 3600);
        Api app = api.with(token.path("access_token").asText());
        assertThat(app.get("Patient/" + visit.patientId()).status()).isEqualTo(200);
        assertThat(api.search(Task.class, "patient=" + visit.patientId() + "&code=emergency-access"))
                .singleElement()
                .satisfies(task -> assertThat(task.getDescription()).contains("Found unconscious."));
        assertThat(events("emergency", user))
                .singleElement()
                .satisfies(event ->
                        assertThat(event.getSubtypeFirstRep().getCode()).isEqualTo("110127"));
        assertThat(events("login", user))
                .as("the sign-in, and the first use of the token")
                .hasSize(2);
    }

    /** Privacy E.6, row 17: who comes from an EHR of another hospital, and has no consent. */
    @Test
    void aClinicianOfAnotherHospitalReachesTheLeastThatHelps() {
        Visit visit = Visit.of("SYN-0001");
        for (String type : List.of("MedicationRequest", "Observation")) {
            assertThat(api.put(type + "/" + Seeds.id(visit.patientId(), type), Seeds.of(visit.patientId(), type))
                            .status())
                    .isEqualTo(201);
        }
        String whose = "\"organization\": \"Organization/elsewhere\"";
        Api ehr = BackendClient.of(smart, whose, "system/Patient.rs launch").with("launch");
        String handle = SmartServer.json(ehr.post(
                                smart.origin() + "/auth/admin/launches",
                                "{\"patient\": \"" + visit.patientId() + "\"}",
                                "Content-Type",
                                "application/json")
                        .text())
                .path("launch")
                .asText();
        String scope = "launch patient/MedicationRequest.rs patient/Observation.rs";
        String opened = smart.app(scope);
        Map<String, String> request = smart.request(opened, scope);
        request.put("launch", handle);
        String user = smart.user(
                "Practitioner/" + visit.practitionerId(), ", " + whose + ", \"hipaa_status\": \"covered\"" + ENTITLED);
        HttpResponse<String> page = smart.signIn(request, user);

        HttpResponse<String> approval = smart.follow(declare(page, "Overdose.", "Unconscious."));
        Api app = api.with(
                smart.exchanged(approval, opened, scope).path("access_token").asText());

        assertThat(app.get("MedicationRequest/" + Seeds.id(visit.patientId(), "MedicationRequest"))
                        .status())
                .isEqualTo(200);
        assertThat(app.get("Observation/" + Seeds.id(visit.patientId(), "Observation"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void itIsNotGoneOnWithLater() {
        Visit visit = Visit.of("SYN-0001");
        JsonNode added = smart.administer(
                "clients",
                "{\"name\": \"Chart\", \"secret\": true, \"redirect_uris\": [\"" + SmartServer.REDIRECT
                        + "\"], \"scopes\": [\"user/*.rs\", \"offline_access\"]}");
        String confidential = added.path("client_id").asText();
        String scope = "user/Patient.r offline_access";
        String user = smart.user("Practitioner/" + visit.practitionerId(), ENTITLED);
        HttpResponse<String> page = smart.signIn(smart.request(confidential, scope), user);
        HttpResponse<String> approval = smart.follow(declare(page, "Overdose.", "Unconscious."));
        assertThat(page.body()).contains("offline_access");
        assertThat(approval.body()).doesNotContain("offline_access");

        Map<String, String> exchange = new HashMap<>(
                SmartServer.exchange(confidential, SmartServer.code(smart.approve(approval, confidential, scope))));
        exchange.remove("client_id");
        String basic = "Basic "
                + Base64.getEncoder()
                        .encodeToString((confidential + ":"
                                        + added.path("client_secret").asText())
                                .getBytes(StandardCharsets.US_ASCII));
        JsonNode token = SmartServer.json(
                smart.post("/auth/token", exchange, "Authorization", basic).body());

        assertThat(token.path("access_token").asText()).isNotEmpty();
        assertThat(token.has("refresh_token")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nature", "obstacle", "attest"})
    void anAttestationThatLacksSomethingIsNone(String missing) {
        Visit visit = Visit.of("SYN-0001");
        String user = smart.user("Practitioner/" + visit.practitionerId(), ENTITLED);
        HttpResponse<String> page = smart.signIn(smart.request(client, SCOPE), user);
        Map<String, String> form = form(page, "Overdose.", "Unconscious.");
        form.remove(missing);

        HttpResponse<String> answer = smart.post("/auth/emergency", form);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("role=\"alert\"").doesNotContain("Emergency access</strong>");
        assertThat(events("emergency", user)).isEmpty();
    }

    @Test
    void whoIsNotEntitledAndPatientsAndProxiesAttestNothing() {
        Visit visit = Visit.of("SYN-0001");
        String related = api.post(
                        "RelatedPerson",
                        "{\"resourceType\":\"RelatedPerson\",\"patient\":{\"reference\":\"Patient/" + visit.patientId()
                                + "\"}}")
                .id();
        for (String person : new String[] {
            "Practitioner/" + visit.practitionerId(), "Patient/" + visit.patientId(), "RelatedPerson/" + related
        }) {
            SmartServer browser = new SmartServer();
            HttpResponse<String> page = browser.signIn(browser.request(client, "user/Patient.r"), smart.user(person));
            Map<String, String> form = form(page, "Overdose.", "Unconscious.");

            assertThat(page.body()).doesNotContain("emergency");
            assertThat(browser.get("/auth/emergency?state=" + form.get("state")).statusCode())
                    .isEqualTo(403);
            assertThat(browser.post("/auth/emergency", form).statusCode()).isEqualTo(403);
        }
    }

    @Test
    void onlyAClinicianIsEntitled() {
        for (String person : new String[] {"Patient/1", "RelatedPerson/1"}) {
            Api.Answer answer = api.post(
                    smart.origin() + "/auth/admin/users",
                    "{\"name\": \"x\", \"password\": \"long-enough-a-password\", \"fhirUser\": \"" + person + "\""
                            + ENTITLED + "}",
                    "Content-Type",
                    "application/json");

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.text()).contains("emergency is for a Practitioner");
        }
    }

    private HttpResponse<String> find(HttpResponse<String> page, Visit visit) {
        return smart.post(
                "/auth/patient",
                Map.of(
                        "state",
                        SmartServer.field(page.body(), "state"),
                        "find",
                        "Patient/" + visit.patientId(),
                        "_csrf",
                        SmartServer.field(page.body(), "_csrf")));
    }

    private HttpResponse<String> declare(HttpResponse<String> page, String nature, String obstacle) {
        HttpResponse<String> explained = smart.get("/auth/emergency?state=" + SmartServer.field(page.body(), "state"));
        assertThat(explained.statusCode()).as(explained.body()).isEqualTo(200);
        HttpResponse<String> declared = smart.post("/auth/emergency", form(explained, nature, obstacle));
        assertThat(declared.statusCode()).as(declared.body()).isEqualTo(303);
        return declared;
    }

    private static Map<String, String> form(HttpResponse<String> page, String nature, String obstacle) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("state", SmartServer.field(page.body(), "state"));
        form.put("_csrf", SmartServer.field(page.body(), "_csrf"));
        form.put("nature", nature);
        form.put("obstacle", obstacle);
        form.put("attest", "yes");
        return form;
    }

    private List<AuditEvent> events(String subtype, String user) {
        return api.search(AuditEvent.class, "subtype=" + subtype + "&outcome=0&_count=500").stream()
                .filter(event -> event.getAgent().stream()
                        .anyMatch(agent -> user.equals(agent.getWho().getDisplay())))
                .toList();
    }
}
