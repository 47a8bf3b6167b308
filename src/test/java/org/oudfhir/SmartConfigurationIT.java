package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server says of itself to apps is what it does (SMART App Launch 2.2, section 6). */
class SmartConfigurationIT {

    private final Api nobody = RunningServer.api().with("");
    private final SmartServer smart = new SmartServer();

    @Test
    void itNamesTheScopesThatAnAppMayAskForAndNoOther() {
        List<String> supported = list(configuration(), "scopes_supported");

        assertThat(supported)
                .contains("openid", "fhirUser", "launch", "launch/patient", "offline_access", "patient/*.rs")
                .doesNotContain("online_access", "launch/encounter");
        for (String scope : supported) {
            assertThat(registered(scope)).as(scope).isEqualTo(200);
        }
        for (String scope : List.of("online_access", "launch/encounter")) {
            assertThat(registered(scope)).as(scope).isEqualTo(400);
        }
    }

    @Test
    void itClaimsWhatItCan() {
        JsonNode configuration = configuration();

        assertThat(list(configuration, "capabilities"))
                .containsExactlyInAnyOrder(
                        "launch-ehr",
                        "launch-standalone",
                        "client-public",
                        "client-confidential-symmetric",
                        "client-confidential-asymmetric",
                        "sso-openid-connect",
                        "context-ehr-patient",
                        "context-ehr-encounter",
                        "context-standalone-patient",
                        "permission-offline",
                        "permission-patient",
                        "permission-user",
                        "permission-v1",
                        "permission-v2");
        assertThat(list(configuration, "code_challenge_methods_supported")).containsExactly("S256");
        for (String endpoint : List.of("token", "introspection", "revocation")) {
            String address = configuration.path(endpoint + "_endpoint").asText();
            assertThat(smart.post(address, Map.of("token", "x")).statusCode())
                    .as(address)
                    .isIn(400, 401);
        }
        assertThat(configuration.has("management_endpoint")).isFalse();
        assertThat(configuration.has("registration_endpoint")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"openid-configuration", "oauth-authorization-server"})
    void theOtherStatementsSayTheSame(String name) {
        JsonNode other = SmartServer.json(
                nobody.get(smart.origin() + "/.well-known/" + name).text());

        configuration()
                .properties()
                .forEach(member -> assertThat(other.path(member.getKey()))
                        .as(member.getKey())
                        .hasToString(member.getValue().toString()));
        assertThat(other.properties())
                .extracting(Map.Entry::getKey)
                .doesNotContain(
                        "userinfo_endpoint",
                        "end_session_endpoint",
                        "device_authorization_endpoint",
                        "pushed_authorization_request_endpoint",
                        "dpop_signing_alg_values_supported",
                        "tls_client_certificate_bound_access_tokens");
    }

    /** It would be granted and have no effect. */
    @Test
    void anAppThatDoesNotProveItselfIsNotRegisteredToGoOn() {
        Api.Answer answer = register("{\"name\": \"x\", \"redirect_uris\": [\"" + SmartServer.REDIRECT
                + "\"], \"scopes\": [\"offline_access\", \"patient/*.rs\"]}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("give it a secret or keys");
    }

    @Test
    void theProfileIsTheNameOfTheUser() throws Exception {
        String client = smart.app("openid profile user/*.rs");
        String user = smart.user("Practitioner/somebody");
        HttpResponse<String> page = smart.signIn(smart.request(client, "openid profile"), user);

        JsonNode token = smart.exchanged(page, client, "openid profile");

        assertThat(SignedJWT.parse(token.path("id_token").asText())
                        .getJWTClaimsSet()
                        .getStringClaim("preferred_username"))
                .isEqualTo(user);
    }

    private JsonNode configuration() {
        return SmartServer.json(nobody.get(".well-known/smart-configuration").text());
    }

    private static List<String> list(JsonNode configuration, String name) {
        List<String> list = new ArrayList<>();
        configuration.path(name).forEach(each -> list.add(each.asText()));
        return list;
    }

    private int registered(String scope) {
        String more = scope.startsWith("system/")
                ? ", \"own\": true, \"jwks_uri\": \"https://ehr.example.org/jwks\""
                : ", \"secret\": true";
        return register("{\"name\": \"x\", \"redirect_uris\": [\"" + SmartServer.REDIRECT + "\"], \"scopes\": [\""
                        + scope + "\"]" + more + "}")
                .status();
    }

    private Api.Answer register(String body) {
        return RunningServer.api()
                .post(smart.origin() + "/auth/admin/clients", body, "Content-Type", "application/json");
    }
}
