package org.oudfhir.privacy;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code .well-known/smart-configuration} says: what is here, and where the authorization server is. Its endpoints are
 * those of its own discovery document.
 */
final class SmartConfiguration {

    private static final List<String> COPIED = List.of(
            "authorization_endpoint",
            "token_endpoint",
            "token_endpoint_auth_methods_supported",
            "registration_endpoint",
            "introspection_endpoint",
            "revocation_endpoint",
            "management_endpoint",
            "grant_types_supported",
            "response_types_supported",
            "code_challenge_methods_supported");

    /** What the FHIR endpoint does whoever the authorization server is. */
    private static final List<String> OF_THE_ENDPOINT =
            List.of("permission-patient", "permission-user", "permission-v1", "permission-v2");

    private final Optional<DiscoveredKeys> issuer;
    private final Map<String, Object> own;

    /**
     * Makes the statement.
     *
     * @param issuer another authorization server
     * @param own endpoints of the server's own authorization server; empty when another one is pointed to
     */
    SmartConfiguration(Optional<DiscoveredKeys> issuer, Map<String, Object> own) {
        this.issuer = issuer;
        this.own = own;
    }

    String json() {
        Map<String, Object> configuration = new LinkedHashMap<>(own);
        issuer.ifPresent(server -> {
            configuration.put("issuer", server.issuer());
            server.address().map(URI::toString).ifPresent(address -> configuration.put("jwks_uri", address));
            Map<String, Object> metadata = server.metadata();
            COPIED.stream().filter(metadata::containsKey).forEach(name -> configuration.put(name, metadata.get(name)));
        });
        configuration.putIfAbsent("scopes_supported", ScopeOffer.OF_RESOURCES);
        configuration.putIfAbsent("capabilities", OF_THE_ENDPOINT);
        return JSONObjectUtils.toJSONString(configuration);
    }

    /** An endpoint of the authorization server, if it is known. */
    Optional<String> endpoint(String name) {
        return issuer.map(server -> server.metadata().get(name))
                .or(() -> Optional.ofNullable(own.get(name)))
                .map(String::valueOf);
    }
}
