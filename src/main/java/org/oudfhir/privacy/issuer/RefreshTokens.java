package org.oudfhir.privacy.issuer;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.token.OAuth2RefreshTokenGenerator;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;

/** Refresh tokens for apps that may go on without the user; what is granted in an emergency ends with it. */
final class RefreshTokens implements OAuth2TokenGenerator<OAuth2RefreshToken> {

    private final OAuth2RefreshTokenGenerator tokens = new OAuth2RefreshTokenGenerator();

    @Override
    public @Nullable OAuth2RefreshToken generate(OAuth2TokenContext context) {
        return mayGoOn(context) ? tokens.generate(context) : null;
    }

    private static boolean mayGoOn(OAuth2TokenContext context) {
        OAuth2Authorization authorization = context.getAuthorization();
        return context.getAuthorizedScopes().contains("offline_access")
                && authorization != null
                && authorization.getAttribute(TokenContents.ATTESTATION) == null;
    }
}
