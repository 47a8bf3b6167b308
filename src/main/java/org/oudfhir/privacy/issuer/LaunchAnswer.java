package org.oudfhir.privacy.issuer;

import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2AccessTokenResponseAuthenticationSuccessHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;

/** Tells the app, beside its token, the launch context that the token has. */
final class LaunchAnswer {

    private LaunchAnswer() {}

    static AuthenticationSuccessHandler handler() {
        OAuth2AccessTokenResponseAuthenticationSuccessHandler handler =
                new OAuth2AccessTokenResponseAuthenticationSuccessHandler();
        handler.setAccessTokenResponseCustomizer(LaunchAnswer::addContext);
        return handler;
    }

    private static void addContext(OAuth2AccessTokenAuthenticationContext context) {
        OAuth2AccessTokenAuthenticationToken issued = context.getAuthentication();
        Map<String, Object> parameters = new HashMap<>(issued.getAdditionalParameters());
        try {
            Map<String, Object> claims = SignedJWT.parse(issued.getAccessToken().getTokenValue())
                    .getJWTClaimsSet()
                    .getClaims();
            for (String name : List.of("patient", "encounter", "fhirUser")) {
                if (claims.get(name) != null) {
                    parameters.put(name, claims.get(name));
                }
            }
        } catch (ParseException e) {
            throw new IllegalStateException("An issued token is no JWT", e);
        }
        context.getAccessTokenResponse().additionalParameters(parameters);
    }
}
