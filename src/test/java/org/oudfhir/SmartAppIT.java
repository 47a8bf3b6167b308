package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.Observation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SMART App Launch as an app and its user meet it. */
class SmartAppIT {

    private static final String SCOPE = "launch/patient openid fhirUser patient/CarePlan.rs patient/Patient.r";

    private final Api api = RunningServer.api();
    private final SmartServer smart = new SmartServer();

    @Test
    void aClinicianPicksAPatientAndTheAppReadsThatPlanOnly() throws Exception {
        Visit visit = Visit.of("SYN-0001").done();
        Visit other = Visit.of("SYN-0002").done();
        String name = "Picked" + visit.patientId();
        assertThat(api.patch(
                                "Patient/" + visit.patientId(),
                                "[{\"op\":\"replace\",\"path\":\"/name/0/family\",\"value\":\"" + name + "\"}]",
                                "Content-Type",
                                "application/json-patch+json")
                        .status())
                .isEqualTo(200);
        String client = smart.app("launch/patient openid fhirUser patient/*.rs");
        HttpResponse<String> picker =
                smart.signIn(smart.request(client, SCOPE), smart.user("Practitioner/" + visit.practitionerId()));
        assertThat(picker.body()).contains("Choose a patient").contains("Plan &lt;viewer&gt;");
        String state = SmartServer.field(picker.body(), "state");
        String csrf = SmartServer.field(picker.body(), "_csrf");
        HttpResponse<String> found = smart.post("/auth/patient", Map.of("state", state, "find", name, "_csrf", csrf));
        assertThat(found.body()).contains("value=\"" + visit.patientId() + "\"");

        HttpResponse<String> approval = smart.follow(smart.post(
                "/auth/patient",
                Map.of(
                        "state",
                        state,
                        "patient",
                        visit.patientId(),
                        "_csrf",
                        SmartServer.field(found.body(), "_csrf"))));
        assertThat(approval.body())
                .contains("Allow access?")
                .contains("read and search care plan entries in this record");
        Map<String, String> back = smart.approve(approval, client, SCOPE);
        assertThat(back).containsEntry("state", "app-state");
        HttpResponse<String> answer = smart.post("/auth/token", SmartServer.exchange(client, SmartServer.code(back)));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode token = SmartServer.json(answer.body());
        assertThat(token.path("patient").asText()).isEqualTo(visit.patientId());
        assertThat(token.path("scope").asText().split(" ", -1)).containsExactlyInAnyOrder(SCOPE.split(" ", -1));
        assertThat(SignedJWT.parse(token.path("id_token").asText())
                        .getJWTClaimsSet()
                        .getStringClaim("fhirUser"))
                .isEqualTo(api.baseUrl() + "/Practitioner/" + visit.practitionerId());
        assertThat(token.has("refresh_token")).isFalse();
        Api app = api.with(token.path("access_token").asText());
        assertThat(app.search(CarePlan.class, "subject=Patient/" + visit.patientId()))
                .isNotEmpty();
        assertThat(app.search(CarePlan.class, "subject=Patient/" + other.patientId()))
                .isEmpty();
        assertThat(app.get("Observation?patient=" + visit.patientId()).status()).isEqualTo(403);

        assertThat(smart.post("/auth/token", SmartServer.exchange(client, SmartServer.code(back)))
                        .statusCode())
                .as("a code counts once")
                .isEqualTo(400);
    }

    @Test
    void whoIsHeldToCareTeamsPicksAPatientOfTheirs() throws Exception {
        Visit ours = Visit.of("SYN-0001").done();
        Visit theirs = Visit.of("SYN-0001").done();
        api.post(
                "CareTeam",
                "{\"resourceType\":\"CareTeam\",\"status\":\"active\",\"subject\":{\"reference\":\"Patient/"
                        + ours.patientId() + "\"},\"participant\":[{\"member\":{\"reference\":\"Practitioner/"
                        + ours.practitionerId() + "\"}}]}");
        String user = "held-to-teams-" + ours.practitionerId();
        smart.administer(
                "users",
                "{\"name\": \"" + user + "\", \"password\": \"" + user + "\", \"fhirUser\": \"Practitioner/"
                        + ours.practitionerId() + "\", \"reach\": \"care-team\"}");
        String client = smart.app("launch/patient patient/*.rs user/*.rs");
        String scope = "launch/patient patient/Patient.r user/Observation.rs";
        HttpResponse<String> picker = smart.signIn(smart.request(client, scope), user);
        String state = SmartServer.field(picker.body(), "state");
        String csrf = SmartServer.field(picker.body(), "_csrf");

        HttpResponse<String> found = smart.post(
                "/auth/patient", Map.of("state", state, "find", ours.person().familyName(), "_csrf", csrf));
        HttpResponse<String> other =
                smart.post("/auth/patient", Map.of("state", state, "patient", theirs.patientId(), "_csrf", csrf));
        HttpResponse<String> approval = smart.follow(
                smart.post("/auth/patient", Map.of("state", state, "patient", ours.patientId(), "_csrf", csrf)));

        assertThat(found.body())
                .contains("value=\"" + ours.patientId() + "\"")
                .doesNotContain("value=\"" + theirs.patientId() + "\"");
        assertThat(other.statusCode()).isEqualTo(400);
        String code = SmartServer.code(smart.approve(approval, client, scope));
        JsonNode token = SmartServer.json(
                smart.post("/auth/token", SmartServer.exchange(client, code)).body());
        Api app = api.with(token.path("access_token").asText());
        assertThat(app.get("Patient/" + ours.patientId()).status()).isEqualTo(200);
        assertThat(app.search(Observation.class, ""))
                .isNotEmpty()
                .allMatch(each -> each.getSubject().getReference().equals("Patient/" + ours.patientId()));
    }

    @Test
    void aTokenWhoseClientOrUserIsGoneOrChangedIsNoToken() {
        Visit visit = Visit.of("SYN-0001");
        String client = smart.app("patient/*.rs");
        String user = smart.user("Patient/" + visit.patientId());
        String orphan = ownToken(client, user, "patient/Patient.r");
        assertThat(api.delete(smart.origin() + "/auth/admin/clients/" + client).status())
                .isEqualTo(200);
        assertThat(api.with(orphan).get("Patient/" + visit.patientId()).status())
                .isEqualTo(401);

        String before = ownToken(smart.app("patient/*.rs"), user, "patient/Patient.r");
        smart.administer(
                "users",
                "{\"name\": \"" + user + "\", \"password\": \"" + user + "\", \"fhirUser\": \"Patient/"
                        + visit.patientId() + "\"}");
        assertThat(api.with(before).get("Patient/" + visit.patientId()).status())
                .as("what was granted before a user was changed has ended")
                .isEqualTo(401);

        String leavers = ownToken(smart.app("patient/*.rs"), user, "patient/Patient.r");
        assertThat(api.delete(smart.origin() + "/auth/admin/users/" + user).status())
                .isEqualTo(200);
        assertThat(api.with(leavers).get("Patient/" + visit.patientId()).status())
                .isEqualTo(401);
    }

    @Test
    void aPatientSeesTheOwnRecordWithoutChoosing() {
        Visit visit = Visit.of("SYN-0001");
        String client = smart.app("patient/*.rs");
        Api app = api.with(ownToken(client, smart.user("Patient/" + visit.patientId()), "patient/Patient.r"));

        assertThat(app.get("Patient/" + visit.patientId()).status()).isEqualTo(200);
        assertThat(app.get("Patient/" + Visit.of("SYN-0002").patientId()).status())
                .isEqualTo(404);
    }

    /** Who is a patient of the program is protected itself. */
    @Test
    void somebodyOfAnotherOrganizationFindsNoPatient() {
        Visit visit = Visit.of("SYN-0001");
        String client = smart.app("launch/patient patient/*.rs");
        String outsider = "outsider-" + visit.patientId();
        smart.administer(
                "users",
                "{\"name\": \"" + outsider + "\", \"password\": \"" + outsider + "\", \"fhirUser\": \"Practitioner/"
                        + visit.practitionerId() + "\", \"organization\": \"Organization/elsewhere\"}");

        HttpResponse<String> page = smart.signIn(smart.request(client, "launch/patient patient/Patient.r"), outsider);

        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.body()).doesNotContain("Choose a patient").contains("own record system");
    }

    @Test
    void anAppThatAnEhrOpensHasThePatientThatIsOpenThere() {
        Visit visit = Visit.of("SYN-0001");
        String scope = "launch patient/Patient.r";
        String client = smart.app(scope);
        Map<String, String> request = smart.request(client, scope);
        request.put("launch", "made-up");
        HttpResponse<String> first = smart.get("/auth/authorize?" + SmartServer.encode(request));
        assertThat(SmartServer.callback(first)).containsEntry("error", "invalid_request");

        request.put(
                "launch",
                smart.administer("launches", "{\"patient\": \"" + visit.patientId() + "\"}")
                        .path("launch")
                        .asText());
        HttpResponse<String> approval = smart.signIn(request, smart.user("Practitioner/" + visit.practitionerId()));
        Map<String, String> back = smart.approve(approval, client, scope);
        HttpResponse<String> answer = smart.post("/auth/token", SmartServer.exchange(client, SmartServer.code(back)));

        assertThat(SmartServer.json(answer.body()).path("patient").asText()).isEqualTo(visit.patientId());
    }

    @Test
    void aConfidentialAppRefreshesOnceLooksIntoItsTokenAndTakesItBack() {
        Visit visit = Visit.of("SYN-0001");
        JsonNode added = portal();
        JsonNode token = granted(added, visit, "patient/Patient.r offline_access");

        HttpResponse<String> fresh = refresh(added, token);

        assertThat(fresh.statusCode()).as(fresh.body()).isEqualTo(200);
        assertThat(SmartServer.json(fresh.body()).path("patient").asText()).isEqualTo(visit.patientId());
        Map<String, String> access = Map.of(
                "token", SmartServer.json(fresh.body()).path("access_token").asText());
        JsonNode told = introspected(added, SmartServer.json(fresh.body()));
        assertThat(told.path("active").asBoolean()).isTrue();
        assertThat(told.path("patient").asText()).isEqualTo(visit.patientId());
        assertThat(introspected(added, token).path("active").asBoolean()).isFalse();
        assertThat(smart.post("/auth/revoke", access, "Authorization", basic(added))
                        .statusCode())
                .isEqualTo(200);
        assertThat(api.with(access.getOrDefault("token", ""))
                        .get("Patient/" + visit.patientId())
                        .status())
                .isEqualTo(401);
    }

    /** Either the app or whoever has its token sends it again, and nobody knows which. */
    @Test
    void aRefreshTokenThatIsSentAgainEndsWhatWasGranted() {
        Visit visit = Visit.of("SYN-0001");
        JsonNode added = portal();
        JsonNode first = granted(added, visit, "patient/Patient.r offline_access");
        JsonNode others = granted(added, visit, "patient/Patient.r offline_access");
        JsonNode second = SmartServer.json(refresh(added, first).body());
        JsonNode third = SmartServer.json(refresh(added, second).body());
        assertThat(introspected(added, third).path("active").asBoolean()).isTrue();

        HttpResponse<String> again = refresh(added, first);

        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(again.body()).contains("invalid_grant", "used before");
        assertThat(refresh(added, third).statusCode()).isEqualTo(400);
        assertThat(introspected(added, third).path("active").asBoolean()).isFalse();
        assertThat(refresh(added, first).body()).as("it is over").doesNotContain("used before");
        assertThat(introspected(added, others).path("active").asBoolean())
                .as("another grant")
                .isTrue();
        assertThat(refresh(added, others).statusCode()).isEqualTo(200);
    }

    @Test
    void aPublicAppTakesItsOwnTokenBackAndNoOther() {
        Visit visit = Visit.of("SYN-0001");
        String user = smart.user("Patient/" + visit.patientId());
        String client = smart.app("patient/*.rs");
        String other = smart.app("patient/*.rs");
        String token = ownToken(client, user, "patient/Patient.r");
        String others = ownToken(other, user, "patient/Patient.r");

        assertThat(revoke(Map.of("token", others, "client_id", client)).statusCode())
                .as("a token of another client")
                .isEqualTo(401);
        assertThat(revoke(Map.of("token", token, "client_id", "nobody")).statusCode())
                .isEqualTo(401);
        assertThat(revoke(Map.of("token", token)).statusCode()).isEqualTo(401);
        HttpResponse<String> answer = revoke(Map.of("token", token, "client_id", client));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(api.with(token).get("Patient/" + visit.patientId()).status()).isEqualTo(401);
        assertThat(api.with(others).get("Patient/" + visit.patientId()).status())
                .isEqualTo(200);
        assertThat(revoke(Map.of("token", token, "client_id", client)).statusCode())
                .as("taken back already (RFC 7009, 2.2)")
                .isEqualTo(200);
        assertThat(api.search(AuditEvent.class, "subtype=revocation"))
                .filteredOn(event -> event.getAgent().stream()
                        .anyMatch(agent -> client.equals(agent.getWho().getDisplay())))
                .extracting(AuditEvent::getOutcome)
                .contains(AuditEvent.AuditEventOutcome._0, AuditEvent.AuditEventOutcome._4);
    }

    /** Whoever knows its name is not it. */
    @Test
    void aConfidentialAppIsNotTakenAtItsWord() {
        Visit visit = Visit.of("SYN-0001");
        JsonNode added = smart.administer(
                "clients",
                "{\"name\": \"Portal\", \"secret\": true, \"redirect_uris\": [\"" + SmartServer.REDIRECT
                        + "\"], \"scopes\": [\"patient/*.rs\"]}");
        String client = added.path("client_id").asText();
        String token =
                ownToken(smart.app("patient/*.rs"), smart.user("Patient/" + visit.patientId()), "patient/Patient.r");

        assertThat(revoke(Map.of("token", token, "client_id", client)).statusCode())
                .isEqualTo(401);
        assertThat(smart.post("/auth/introspect", Map.of("token", token, "client_id", client))
                        .statusCode())
                .as("a client without a proof looks into no token")
                .isEqualTo(401);
        assertThat(api.with(token).get("Patient/" + visit.patientId()).status()).isEqualTo(200);
    }

    /** An app that keeps a secret and may go on without its user. */
    private JsonNode portal() {
        return smart.administer(
                "clients",
                "{\"name\": \"Portal\", \"secret\": true, \"redirect_uris\": [\"" + SmartServer.REDIRECT
                        + "\"], \"scopes\": [\"patient/*.rs\", \"offline_access\"]}");
    }

    private static String basic(JsonNode client) {
        String both = client.path("client_id").asText() + ":"
                + client.path("client_secret").asText();
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.US_ASCII));
    }

    /** The tokens for what a patient, signed in anew, allows the app. */
    private JsonNode granted(JsonNode client, Visit visit, String scope) {
        String user = smart.user("Patient/" + visit.patientId());
        return SmartServer.grant(client.path("client_id").asText(), user, scope, "Authorization", basic(client));
    }

    private HttpResponse<String> refresh(JsonNode client, JsonNode token) {
        return smart.post(
                "/auth/token",
                Map.of(
                        "grant_type",
                        "refresh_token",
                        "refresh_token",
                        token.path("refresh_token").asText()),
                "Authorization",
                basic(client));
    }

    private JsonNode introspected(JsonNode client, JsonNode token) {
        Map<String, String> access = Map.of("token", token.path("access_token").asText());
        return SmartServer.json(smart.post("/auth/introspect", access, "Authorization", basic(client))
                .body());
    }

    private HttpResponse<String> revoke(Map<String, String> form) {
        return smart.post("/auth/revoke", form);
    }

    @Test
    void aSessionOfBeforeAChangeOfTheUserIsOver() {
        Visit visit = Visit.of("SYN-0001");
        String client = smart.app("user/*.rs");
        Map<String, String> request = smart.request(client, "user/Patient.r");
        String user = smart.user("Practitioner/" + visit.practitionerId());
        assertThat(smart.signIn(request, user).body()).contains("Allow access?");
        String again = "/auth/authorize?" + SmartServer.encode(request);
        assertThat(SmartServer.location(smart.get(again))).contains("/auth/consent");

        smart.change(user, "Practitioner/" + visit.practitionerId(), "");

        assertThat(SmartServer.location(smart.get(again))).endsWith("/auth/login");
        SmartServer other = new SmartServer();
        assertThat(other.signIn(request, user).body()).contains("Allow access?");
        assertThat(api.delete(smart.origin() + "/auth/admin/users/" + user).status())
                .isEqualTo(200);
        assertThat(SmartServer.location(other.get(again))).endsWith("/auth/login");
        smart.change(user, "Practitioner/" + visit.practitionerId(), "");
        assertThat(SmartServer.location(other.get(again)))
                .as("who is added anew under the name has not signed in")
                .endsWith("/auth/login");
    }

    @Test
    void whoSignsOutIsOut() {
        Map<String, String> request = smart.request(smart.app("user/*.rs"), "user/Patient.r");
        String user = smart.user("Practitioner/somebody");
        HttpResponse<String> page = smart.signIn(request, user);
        String again = "/auth/authorize?" + SmartServer.encode(request);

        assertThat(smart.post("/auth/logout", Map.of()).statusCode())
                .as("by a form of another site")
                .isEqualTo(403);
        assertThat(SmartServer.location(smart.get(again))).contains("/auth/consent");
        HttpResponse<String> out = smart.post("/auth/logout", Map.of("_csrf", SmartServer.field(page.body(), "_csrf")));

        assertThat(SmartServer.location(out)).endsWith("/auth/login?out");
        assertThat(smart.follow(out).body()).contains("You are signed out");
        assertThat(SmartServer.location(smart.get(again))).endsWith("/auth/login");
        assertThat(api.search(AuditEvent.class, "subtype=logout"))
                .anySatisfy(event -> assertThat(event.getAgent())
                        .anySatisfy(
                                agent -> assertThat(agent.getWho().getDisplay()).isEqualTo(user)));
    }

    @ParameterizedTest
    @CsvSource({
        "code_challenge, '', invalid_request",
        "code_challenge_method, plain, invalid_request",
        "aud, https://elsewhere.example/fhir, invalid_request",
        "aud, '', invalid_request",
        "scope, system/*.rs, invalid_scope",
        "scope, patient/*.cruds, invalid_scope",
        "scope, user/Patient.r, invalid_scope",
        "scope, patient/Patient.r offline_access, invalid_scope",
        "scope, made-up, invalid_scope"
    })
    void aRequestThatAsksWronglyIsToldSo(String parameter, String value, String error) {
        String client = smart.app("patient/*.rs");
        Map<String, String> request = smart.request(client, "patient/Patient.r");
        request.put(parameter, value);
        if (value.isEmpty()) {
            request.remove(parameter);
        }
        HttpResponse<String> answer = smart.get("/auth/authorize?" + SmartServer.encode(request));
        if (SmartServer.location(answer).endsWith("/auth/login")) {
            answer = smart.signIn(
                    request, smart.user("Patient/" + Visit.of("SYN-0001").patientId()));
        }

        assertThat(SmartServer.callback(answer)).containsEntry("error", error).doesNotContainKey("code");
        assertThat(SmartServer.callback(answer).get("error_description"))
                .as("in words")
                .isNotBlank()
                .doesNotContain("OAuth 2.0 Parameter");
    }

    @Test
    void noCodeGoesToAnAddressThatIsNotRegistered() {
        Map<String, String> request = smart.request(smart.app("patient/*.rs"), "patient/Patient.r");
        request.put("redirect_uri", "https://attacker.example/callback");

        HttpResponse<String> answer = smart.get("/auth/authorize?" + SmartServer.encode(request));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(SmartServer.location(answer)).isEmpty();
    }

    /** RFC 8252, 7.3: an app on this machine takes whatever port is free; the name localhost is no such address. */
    @Test
    void anAddressOfThisMachineMayHaveAnyPort() {
        String client = smart.app("patient/*.rs");
        Map<String, String> request = smart.request(client, "patient/Patient.r");
        request.put("redirect_uri", SmartServer.REDIRECT.replace(":9/", ":54321/"));

        assertThat(SmartServer.location(smart.get("/auth/authorize?" + SmartServer.encode(request))))
                .endsWith("/auth/login");

        request.put("redirect_uri", SmartServer.REDIRECT.replace("127.0.0.1", "localhost"));
        assertThat(smart.get("/auth/authorize?" + SmartServer.encode(request)).statusCode())
                .isEqualTo(400);
    }

    @Test
    void aFormOfAnotherSiteDoesNotSignIn() {
        String user = smart.user("Patient/" + Visit.of("SYN-0001").patientId());
        HttpResponse<String> answer = smart.post("/auth/login", Map.of("username", user, "password", user));

        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @Test
    void whoGuessesPasswordsMustWait() {
        String user = smart.user("Patient/" + Visit.of("SYN-0001").patientId());
        for (int i = 0; i < 5; i++) {
            assertThat(SmartServer.location(login(user, "wrong"))).endsWith("?failed");
        }

        assertThat(SmartServer.location(login(user, user))).endsWith("?failed");
        assertThat(api.search(AuditEvent.class, "subtype=login&outcome=4"))
                .as("each attempt is on record")
                .filteredOn(event -> event.getAgent().stream()
                        .anyMatch(agent -> user.equals(agent.getWho().getDisplay())))
                .hasSize(6);
    }

    @Test
    void onlyTheOwnerAdministers() {
        Api weak = api.with(Api.token(RunningServer.data(), Map.of("scope", "system/*.rs")));
        assertThat(weak.get(smart.origin() + "/auth/admin/users").status()).isEqualTo(401);
        assertThat(api.with("").get(smart.origin() + "/auth/admin/clients").status())
                .isEqualTo(401);
        smart.user("Practitioner/somebody");
        assertThat(api.get(smart.origin() + "/auth/admin/users").text())
                .contains("Practitioner/somebody")
                .doesNotContain("password");
    }

    private HttpResponse<String> login(String user, String password) {
        HttpResponse<String> page = smart.get("/auth/login");
        return smart.post(
                "/auth/login",
                Map.of("username", user, "password", password, "_csrf", SmartServer.field(page.body(), "_csrf")));
    }

    /** A token by a patient's own sign-in. */
    private static String ownToken(String client, String user, String scope) {
        return SmartServer.grant(client, user, scope).path("access_token").asText();
    }
}
