package org.oudfhir.privacy;

import ca.uhn.fhir.context.FhirContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.server.Feature;

/** Lets in who has a token, and holds them to its scopes. */
public final class AccessFeature implements Feature {

    private static final Duration BETWEEN_FETCHES = Duration.ofSeconds(30);

    /** What access control asks the store. */
    public record Store(
            BiFunction<String, String, Optional<Resource>> find, BiPredicate<IBaseResource, String> matches) {}

    private final TokenVerifier verifier;
    private final SmartConfiguration configuration;
    private final List<Object> interceptors;

    /**
     * Makes the feature.
     *
     * @param local the key of the data folder
     * @param external another issuer whose tokens are taken
     * @param baseUrl the FHIR base
     */
    public AccessFeature(
            FhirContext fhir, Store store, LocalTokens local, Optional<ExternalIssuer> external, String baseUrl) {
        Optional<DiscoveredKeys> keys = external.map(issuer -> new DiscoveredKeys(issuer, BETWEEN_FETCHES));
        this.verifier = new TokenVerifier(local, baseUrl, Clock.systemUTC());
        keys.ifPresent(found ->
                verifier.trust(found.issuer(), external.get().audience().orElse(baseUrl), found));
        this.configuration = new SmartConfiguration(keys);
        Visibility visibility = new Visibility(fhir, store.matches());
        Gate gate = new Gate(visibility, store.find());
        this.interceptors = List.of(
                new AuthenticationInterceptor(verifier),
                new PageLinksInterceptor(local.secret("page links")),
                new ScopeInterceptor(gate, new Operations(gate), new Writes(gate, visibility), visibility),
                new SecurityStatementInterceptor(configuration));
    }

    @Override
    public List<Object> interceptors() {
        return interceptors;
    }

    /** What answers below {@code .well-known}. */
    public HttpServlet wellKnown() {
        return new SmartConfigurationServlet(configuration);
    }

    /** Whether a request may read what only operators need: one from this machine that no proxy brought, or one with a token. */
    public boolean isOperator(HttpServletRequest request) {
        boolean near = request.getHeader("X-Forwarded-For") == null
                && request.getHeader("Forwarded") == null
                && isLoopback(request.getRemoteAddr());
        String header = request.getHeader("Authorization");
        return near
                || (header != null
                        && header.startsWith("Bearer ")
                        && verifier.verify(header.substring("Bearer ".length()).strip())
                                .map(Grants::of)
                                .filter(grants -> grants.everywhere(Permission.READ))
                                .isPresent());
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
