package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.interceptor.BearerTokenAuthInterceptor;
import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.Enumerations.FHIRVersion;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SMART Backend Services: a system that proves itself by its key. */
class BackendServiceIT {

    private final Api api = RunningServer.api();
    private final SmartServer smart = new SmartServer();
    private ECKey key;
    private String client;

    @BeforeEach
    void aRegisteredSystem() throws Exception {
        key = new ECKeyGenerator(Curve.P_384).keyID("k1").generate();
        client = smart.administer(
                        "clients",
                        "{\"name\": \"Warehouse\", \"own\": true, \"scopes\": [\"system/Patient.rs\"], \"jwks\": {\"keys\": ["
                                + key.toPublicJWK().toJSONString() + "]}}")
                .path("client_id")
                .asText();
    }

    @Test
    void aSystemGetsATokenForItsScopesAndNoMore() throws Exception {
        Visit.of("SYN-0001");
        HttpResponse<String> answer = ask(assertion(good(), key), "system/Patient.rs");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode token = SmartServer.json(answer.body());
        assertThat(token.path("expires_in").asInt()).isLessThanOrEqualTo(300);
        Api system = api.with(token.path("access_token").asText());
        assertThat(system.search(Patient.class, "_count=1")).isNotEmpty();
        assertThat(system.get("CarePlan").status()).isEqualTo(403);
        assertThat(ask(assertion(good(), key), "system/*.rs").statusCode()).isEqualTo(400);
        assertThat(ask(assertion(good(), key), "").statusCode()).isEqualTo(400);
    }

    /** What a Java developer writes first. */
    @Test
    void hapisOwnClientReadsWithTheToken() throws Exception {
        Visit visit = Visit.of("SYN-0001");
        JsonNode token = SmartServer.json(
                ask(assertion(good(), key), "system/Patient.rs").body());
        IGenericClient hapi = FhirContext.forR4Cached().newRestfulGenericClient(api.baseUrl());
        hapi.registerInterceptor(
                new BearerTokenAuthInterceptor(token.path("access_token").asText()));

        Patient patient =
                hapi.read().resource(Patient.class).withId(visit.patientId()).execute();

        assertThat(patient.getNameFirstRep().getFamily())
                .isEqualTo(visit.person().familyName());
        assertThat(hapi.capabilities()
                        .ofType(CapabilityStatement.class)
                        .execute()
                        .getFhirVersion())
                .isEqualTo(FHIRVersion._4_0_1);
    }

    /** The main thing that a warehouse does; its token ends sooner than a large export, which goes on with the next one. */
    @Test
    void aSystemExportsWithATokenAfterTheOther() throws Exception {
        Visit visit = Visit.of("SYN-0001");
        BulkExport export =
                BulkExport.begin(withToken(), "Patient/$export?_type=Patient&patient=Patient/" + visit.patientId());

        BulkExport goesOn = new BulkExport(withToken(), export.state());

        assertThat(goesOn.references()).containsExactly("Patient/" + visit.patientId());
    }

    private Api withToken() throws Exception {
        HttpResponse<String> answer = ask(assertion(good(), key), "system/Patient.rs");
        return api.with(SmartServer.json(answer.body()).path("access_token").asText());
    }

    @Test
    void anAssertionCountsOnce() throws Exception {
        String assertion = assertion(good(), key);
        assertThat(ask(assertion, "system/Patient.rs").statusCode()).isEqualTo(200);

        assertThat(ask(assertion, "system/Patient.rs").statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "aud, https://elsewhere.example/auth/token",
        "iss, somebody-else",
        "sub, somebody-else",
        "exp, 3600",
        "exp, -120",
        "jti, ''"
    })
    void anAssertionThatIsNotForThisMomentAndPlaceIsRefused(String claim, String value) throws Exception {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder(good());
        if (claim.equals("exp")) {
            claims.expirationTime(Date.from(Instant.now().plusSeconds(Long.parseLong(value))));
        } else {
            claims.claim(claim, value);
        }

        HttpResponse<String> answer = ask(assertion(claims.build(), key), "system/Patient.rs");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(described(answer)).isNotBlank();
    }

    /** Who has the key is told what is wrong with what was signed; who has not learns nothing. */
    @Test
    void anIntegratorIsToldWhatIsWrongAndAStrangerIsNot() throws Exception {
        String used = assertion(good(), key);
        ask(used, "system/Patient.rs");
        JWTClaimsSet elsewhere = new JWTClaimsSet.Builder(good())
                .audience("https://elsewhere.example")
                .build();
        ECKey stranger = new ECKeyGenerator(Curve.P_384).keyID("k1").generate();

        assertThat(described(ask(used, "system/Patient.rs"))).contains("used before");
        assertThat(described(ask(assertion(elsewhere, key), "system/Patient.rs")))
                .contains("aud must be " + smart.origin() + "/auth/token");
        assertThat(described(ask(assertion(elsewhere, stranger), "system/Patient.rs")))
                .contains("does not prove")
                .doesNotContain("aud");
        HttpResponse<String> unnamed = smart.post("/auth/token", Map.of("grant_type", "client_credentials"));
        assertThat(unnamed.statusCode()).isEqualTo(401);
        assertThat(SmartServer.json(unnamed.body()).path("error").asText()).isEqualTo("invalid_client");
        assertThat(described(unnamed)).isNotBlank();
    }

    private static String described(HttpResponse<String> answer) {
        return SmartServer.json(answer.body()).path("error_description").asText();
    }

    @Test
    void anotherKeyIsNobody() throws Exception {
        ECKey stranger = new ECKeyGenerator(Curve.P_384).keyID("k1").generate();

        assertThat(ask(assertion(good(), stranger), "system/Patient.rs").statusCode())
                .isEqualTo(401);
    }

    /** Who is not said to be of another organization would be taken for the program's own people. */
    @Test
    void aSystemSaysWhoseItIs() {
        String keys = "\"jwks\": {\"keys\": [" + key.toPublicJWK().toJSONString() + "]}}";
        String system = "{\"name\": \"x\", \"scopes\": [\"system/*.rs\"], ";
        assertThat(register(system + keys)).isEqualTo(400);
        assertThat(register(system + "\"own\": true, \"organization\": \"Organization/7\", " + keys))
                .isEqualTo(400);
        smart.administer("clients", system + "\"organization\": \"Organization/seven\", " + keys);
        assertThat(register(system + "\"organization\": \"Organization/no-such\", " + keys))
                .as("an organization that is not stored here")
                .isEqualTo(400);
        assertThat(register(system + "\"organization\": \"https://other.example.org/fhir/Organization/7\", " + keys))
                .isEqualTo(200);
    }

    @Test
    void aSystemWithoutKeysOrAnAppWithoutAddressIsNotRegistered() {
        assertThat(register("{\"name\": \"x\", \"own\": true, \"scopes\": [\"system/*.rs\"]}"))
                .isEqualTo(400);
        assertThat(register("{\"name\": \"x\", \"scopes\": [\"patient/*.rs\"]}"))
                .isEqualTo(400);
        assertThat(
                        register(
                                "{\"name\": \"x\", \"scopes\": [\"patient/*.rs\"], \"redirect_uris\": [\"http://app.example/cb\"]}"))
                .isEqualTo(400);
        assertThat(register("{\"name\": \"x\", \"own\": true, \"scopes\": [\"system/*.rs\"], \"jwks\": {\"keys\": ["
                        + key.toJSONString() + "]}}"))
                .as("a private key")
                .isEqualTo(400);
    }

    @Test
    void whatIsNoAddressAndNoPurposeIsRefused() {
        String app = "{\"name\": \"x\", \"scopes\": [\"patient/*.rs\"], ";
        assertThat(register(app + "\"redirect_uris\": [\"https://a.example.org/*\"]}"))
                .isEqualTo(400);
        String there = app + "\"redirect_uris\": [\"https://a.example.org/\"], ";
        assertThat(register(there + "\"purpose_of_use\": \"MADEUP\"}")).isEqualTo(400);
        assertThat(register(there + "\"purpose_of_use\": \"HOPERAT\"}")).isEqualTo(200);
    }

    @Test
    void aUserIsAPersonWhoIsStoredHere() {
        String user = "{\"name\": \"ghost\", \"password\": \"a-password-that-is-long\", \"fhirUser\": \"%s\"%s}";
        Api.Answer ghost = api.post(
                smart.origin() + "/auth/admin/users",
                user.formatted("Practitioner/no-such", ""),
                "Content-Type",
                "application/json");
        assertThat(ghost.status()).isEqualTo(400);
        assertThat(ghost.text()).contains("Practitioner/no-such is not on this server");
        String known = smart.user("Practitioner/somebody");
        Api.Answer stranger = api.post(
                smart.origin() + "/auth/admin/users",
                user.formatted("Practitioner/somebody", ", \"organization\": \"Organization/no-such\""),
                "Content-Type",
                "application/json");
        assertThat(stranger.status()).isEqualTo(400);
        assertThat(api.get(smart.origin() + "/auth/admin/users").text())
                .contains(known)
                .doesNotContain("\"ghost\"");
    }

    private int register(String body) {
        return api.post(smart.origin() + "/auth/admin/clients", body, "Content-Type", "application/json")
                .status();
    }

    private JWTClaimsSet good() {
        return new JWTClaimsSet.Builder()
                .issuer(client)
                .subject(client)
                .audience(smart.origin() + "/auth/token")
                .expirationTime(Date.from(Instant.now().plusSeconds(120)))
                .jwtID(UUID.randomUUID().toString())
                .build();
    }

    private static String assertion(JWTClaimsSet claims, ECKey key) throws Exception {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES384).keyID("k1").build(), claims);
        jwt.sign(new ECDSASigner(key));
        return jwt.serialize();
    }

    /** As SMART sends it: without client_id. */
    private HttpResponse<String> ask(String assertion, String scope) {
        return smart.post(
                "/auth/token",
                Map.of(
                        "grant_type",
                        "client_credentials",
                        "scope",
                        scope,
                        "client_assertion_type",
                        "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                        "client_assertion",
                        assertion));
    }
}
