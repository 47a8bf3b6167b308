package org.oudfhir.privacy.issuer;

import com.nimbusds.jose.jwk.JWKSet;
import java.net.URI;
import java.text.ParseException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.oudfhir.privacy.ClaimForm;
import org.oudfhir.privacy.ScopeOffer;

/**
 * What an operator says of a client.
 *
 * @param name what users are shown
 * @param secret whether a browser-less app proves itself by a secret, when it has no keys
 * @param jwksUrl where its public keys are
 * @param jwks its public keys
 * @param own whether it is software of the organization that keeps the records
 */
record Registration(
        String name,
        List<String> redirectUris,
        List<String> scopes,
        boolean secret,
        @Nullable String jwksUrl,
        @Nullable String jwks,
        boolean own,
        @Nullable String organization,
        @Nullable String hipaaStatus,
        @Nullable String purpose) {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    boolean hasKeys() {
        return jwksUrl != null || jwks != null;
    }

    /** Software that asks in its own name: for records, or to open apps as an EHR does. */
    boolean isBackend() {
        return isBackend(scopes, redirectUris);
    }

    static boolean isBackend(Collection<String> scopes, Collection<String> redirectUris) {
        return scopes.stream().anyMatch(scope -> scope.startsWith("system/"))
                || (redirectUris.isEmpty() && scopes.contains("launch"));
    }

    /**
     * Says what is wrong with it.
     *
     * @throws IllegalArgumentException with what is to be changed
     */
    void check() {
        require(!name().isBlank() && name().length() <= 100, "a client has a name of 1 to 100 characters");
        require(!scopes().isEmpty(), "a client has at least one scope");
        scopes().forEach(scope -> require(ScopeOffer.isKnown(scope), scope + " is no SMART scope"));
        redirectUris()
                .forEach(uri -> require(
                        isRedirect(uri),
                        uri
                                + " is no redirect address: https, or http on this machine, whole, without a * and without a"
                                + " fragment"));
        require(
                hasKeys() || secret() || !scopes().contains("offline_access"),
                "offline_access is for an app that proves itself: give it a secret or keys");
        require(
                isBackend() || !redirectUris().isEmpty(),
                "an app has a redirect address; a backend service has system/ scopes, or, as an EHR, launch");
        require(
                !isBackend() || hasKeys(),
                "a backend service proves itself by its keys: give their address or the keys (SMART Backend Services)");
        require(
                !isBackend() || own() == (organization() == null),
                "a backend service is our own, or of an organization that is named: say which, and one of the two");
        require(jwksUrl() == null || jwks() == null, "give the address of the keys or the keys, not both");
        require(jwksUrl() == null || isRedirect(jwksUrl()), "the address of the keys must be https");
        require(jwks() == null || isKeySet(jwks()), "the keys must be a JWKS with public keys only");
        require(
                hipaaStatus() == null || ClaimForm.HIPAA_STATUS.allows(hipaaStatus()),
                "hipaaStatus is " + ClaimForm.HIPAA_STATUS.allowed());
        require(
                purpose() == null || ClaimForm.PURPOSE.allows(purpose()),
                purpose() + " is no purpose of use that this server knows: " + ClaimForm.PURPOSE.allowed());
    }

    private static boolean isKeySet(String json) {
        try {
            JWKSet keys = JWKSet.parse(json);
            return !keys.isEmpty() && keys.getKeys().stream().noneMatch(key -> key.isPrivate());
        } catch (ParseException e) {
            return false;
        }
    }

    private static boolean isRedirect(String text) {
        try {
            URI uri = URI.create(text);
            boolean safe = "https".equals(uri.getScheme())
                    || ("http".equals(uri.getScheme()) && LOOPBACK.contains(String.valueOf(uri.getHost())));
            return safe
                    && !text.contains("*") // addresses are compared to the letter
                    && uri.getHost() != null
                    && uri.getFragment() == null
                    && uri.getUserInfo() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void require(boolean holds, String text) {
        if (!holds) {
            throw new IllegalArgumentException(text);
        }
    }
}
