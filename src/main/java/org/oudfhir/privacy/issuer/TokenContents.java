package org.oudfhir.privacy.issuer;

import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;

/** What a token says: who, by which app, with whose record, for what purpose, and for whom it is. */
final class TokenContents implements OAuth2TokenCustomizer<JwtEncodingContext> {

    /** Launch context, kept with the authorization. */
    static final String PATIENT = "smart.patient";

    static final String ENCOUNTER = "smart.encounter";

    private final Users users;
    private final String fhirBase;

    TokenContents(Users users, String fhirBase) {
        this.users = users;
        this.fhirBase = fhirBase;
    }

    @Override
    public void customize(JwtEncodingContext context) {
        if (OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())) {
            context.getJwsHeader().algorithm(SignatureAlgorithm.ES384);
            context.getClaims().claims(claims -> access(context, claims));
        } else if (OidcParameterNames.ID_TOKEN.equals(context.getTokenType().getValue())) {
            users.find(context.getPrincipal().getName())
                    .filter(person -> context.getAuthorizedScopes().contains("fhirUser"))
                    .ifPresent(person -> context.getClaims().claim("fhirUser", fhirBase + "/" + person.fhirUser()));
        }
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
            users.find(context.getPrincipal().getName()).ifPresent(person -> {
                put(claims, "fhirUser", person.fhirUser());
                put(claims, "organization", person.organization());
                put(claims, "hipaa_status", person.hipaaStatus());
                put(claims, "reach", person.reach());
                if (!person.isWorkforce()) {
                    claims.put("purpose_of_use", person.isPatient() ? "PATRQT" : "FAMRQT");
                }
            });
            OAuth2Authorization authorization = context.getAuthorization();
            if (authorization != null) {
                put(claims, "patient", authorization.getAttribute(PATIENT));
                put(claims, "encounter", authorization.getAttribute(ENCOUNTER));
            }
        }
    }

    private static void put(Map<String, Object> claims, String name, @Nullable Object value) {
        if (value != null) {
            claims.put(name, value);
        }
    }
}
