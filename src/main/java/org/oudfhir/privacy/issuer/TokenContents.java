package org.oudfhir.privacy.issuer;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;

/**
 * What a token says: who, by which app, with whose record, for what purpose, and for whom it is. There is none in the name of a
 * user who was removed or changed since signing in.
 */
final class TokenContents implements OAuth2TokenCustomizer<JwtEncodingContext> {

    /** Launch context, kept with the authorization. */
    static final String PATIENT = "smart.patient";

    static final String ENCOUNTER = "smart.encounter";

    /** Whether the user chose the patient, and so may choose again; kept with the authorization. */
    static final String PICKED = "oud.picked";

    /** What the user attests of an emergency, kept with the authorization. */
    static final String ATTESTATION = "oud.attestation";

    /** The purpose of use in an emergency: the glass is broken (privacy E.5). */
    static final String EMERGENCY = "BTG";

    private final Users users;
    private final Function<String, Optional<String>> represented;
    private final String fhirBase;

    /**
     * Makes it.
     *
     * @param represented the id of the patient for whom a related person acts now
     */
    TokenContents(Users users, Function<String, Optional<String>> represented, String fhirBase) {
        this.users = users;
        this.represented = represented;
        this.fhirBase = fhirBase;
    }

    @Override
    public void customize(JwtEncodingContext context) {
        if (OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())) {
            context.getJwsHeader().algorithm(SignatureAlgorithm.ES384);
            context.getClaims().claims(claims -> access(context, claims));
        } else if (OidcParameterNames.ID_TOKEN.equals(context.getTokenType().getValue())) {
            Users.Person person = person(context);
            Set<String> scopes = context.getAuthorizedScopes();
            if (scopes.contains("fhirUser")) {
                context.getClaims().claim("fhirUser", fhirBase + "/" + person.fhirUser());
            }
            if (scopes.contains("profile")) {
                context.getClaims().claim("preferred_username", person.name());
            }
        }
    }

    private Users.Person person(JwtEncodingContext context) {
        return users.find(context.getPrincipal()).orElseThrow(TokenContents::ended);
    }

    private static OAuth2AuthenticationException ended() {
        return new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT);
    }

    private void access(JwtEncodingContext context, Map<String, Object> claims) {
        claims.put("aud", Collections.singletonList(fhirBase)); // a kind of list that the store can read back
        claims.put("client_id", context.getRegisteredClient().getClientId());
        claims.put(OAuth2ParameterNames.SCOPE, String.join(" ", context.getAuthorizedScopes()));
        ClientSettings client = context.getRegisteredClient().getClientSettings();
        put(claims, "organization", client.getSetting(Clients.ORGANIZATION));
        put(claims, "hipaa_status", client.getSetting(Clients.HIPAA_STATUS));
        put(claims, "purpose_of_use", client.getSetting(Clients.PURPOSE));
        if (!AuthorizationGrantType.CLIENT_CREDENTIALS.equals(context.getAuthorizationGrantType())) {
            of(person(context), claims);
            OAuth2Authorization authorization = context.getAuthorization();
            if (authorization != null) {
                of(authorization, claims);
            }
            if (claims.get("fhirUser") instanceof String user && user.startsWith("RelatedPerson/")) {
                checkProxy(user, claims.get("patient"));
            }
        }
    }

    private static void of(Users.Person person, Map<String, Object> claims) {
        put(claims, "fhirUser", person.fhirUser());
        put(claims, "organization", person.organization());
        put(claims, "hipaa_status", person.hipaaStatus());
        put(claims, "reach", person.reach());
        person.ownPurpose().ifPresent(purpose -> claims.put("purpose_of_use", purpose));
    }

    private static void of(OAuth2Authorization authorization, Map<String, Object> claims) {
        put(claims, "patient", authorization.getAttribute(PATIENT));
        put(claims, "encounter", authorization.getAttribute(ENCOUNTER));
        String attestation = authorization.getAttribute(ATTESTATION);
        if (attestation != null) {
            claims.put("purpose_of_use", EMERGENCY);
            claims.put("attestation", attestation);
        }
    }

    /** Who does not act for that patient any more gets no further token. */
    private void checkProxy(String relatedPerson, @Nullable Object patient) {
        if (represented.apply(relatedPerson).filter(id -> id.equals(patient)).isEmpty()) {
            throw ended();
        }
    }

    private static void put(Map<String, Object> claims, String name, @Nullable Object value) {
        if (value != null) {
            claims.put(name, value);
        }
    }
}
