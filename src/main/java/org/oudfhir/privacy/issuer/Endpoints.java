package org.oudfhir.privacy.issuer;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.oudfhir.privacy.ScopeOffer;

/**
 * Where the authorization server answers.
 *
 * @param issuer its name and address, without a slash at the end
 * @param fhirBase the FHIR endpoint that its tokens are for
 */
public record Endpoints(String issuer, String fhirBase) {

    static final String ROOT = "/auth";
    static final String AUTHORIZE = ROOT + "/authorize";
    static final String TOKEN = ROOT + "/token";
    static final String KEYS = ROOT + "/jwks";
    static final String INTROSPECT = ROOT + "/introspect";
    static final String REVOKE = ROOT + "/revoke";
    static final String LOGIN = ROOT + "/login";
    static final String CONSENT = ROOT + "/consent";
    static final String PATIENT = ROOT + "/patient";
    static final String EMERGENCY = ROOT + "/emergency";
    static final String LOGOUT = ROOT + "/logout";
    static final String BROWSER = ROOT + "/browser";
    static final String STYLE = ROOT + "/style.css";

    /** What SMART apps may count on. */
    private static final List<String> CAPABILITIES = List.of(
            "launch-ehr",
            "launch-standalone",
            "client-public",
            "client-confidential-symmetric",
            "client-confidential-asymmetric",
            "context-standalone-patient",
            "context-ehr-patient",
            "context-ehr-encounter",
            "sso-openid-connect",
            "permission-offline",
            "permission-patient",
            "permission-user",
            "permission-v1",
            "permission-v2");

    /** The endpoints beside a FHIR base. */
    public static Endpoints beside(String fhirBase) {
        return new Endpoints(fhirBase.replaceAll("/fhir/?$", ""), fhirBase);
    }

    String address(String path) {
        return issuer + path;
    }

    /** The path as a browser sees it, behind whatever prefix a proxy has. */
    String path(String path) {
        return URI.create(address(path)).getRawPath();
    }

    /** What {@code smart-configuration} says of this server (SMART App Launch 2.2, section 6). */
    public Map<String, Object> metadata() {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("issuer", issuer);
        metadata.put("jwks_uri", address(KEYS));
        metadata.put("authorization_endpoint", address(AUTHORIZE));
        metadata.put("token_endpoint", address(TOKEN));
        metadata.put(
                "token_endpoint_auth_methods_supported", List.of("none", "client_secret_basic", "private_key_jwt"));
        metadata.put(
                "token_endpoint_auth_signing_alg_values_supported",
                List.of("RS256", "RS384", "RS512", "PS384", "ES256", "ES384", "ES512"));
        metadata.put("introspection_endpoint", address(INTROSPECT));
        metadata.put(
                "introspection_endpoint_auth_methods_supported", List.of("client_secret_basic", "private_key_jwt"));
        metadata.put("revocation_endpoint", address(REVOKE));
        metadata.put(
                "revocation_endpoint_auth_methods_supported",
                List.of("none", "client_secret_basic", "private_key_jwt"));
        metadata.put("scopes_supported", ScopeOffer.supported());
        metadata.put("grant_types_supported", List.of("authorization_code", "refresh_token", "client_credentials"));
        metadata.put("response_types_supported", List.of("code"));
        metadata.put("code_challenge_methods_supported", List.of("S256"));
        metadata.put("capabilities", CAPABILITIES);
        return metadata;
    }
}
