package org.oudfhir.privacy.issuer;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsent;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsentService;

/** Remembers no approval: each launch is for one patient, and the user says so each time. */
final class AskEveryTime implements OAuth2AuthorizationConsentService {

    @Override
    public void save(OAuth2AuthorizationConsent consent) {
        // an approval counts for the launch that it was given in
    }

    @Override
    public void remove(OAuth2AuthorizationConsent consent) {
        // nothing is kept
    }

    @Override
    public @Nullable OAuth2AuthorizationConsent findById(String registeredClientId, String principalName) {
        return null;
    }
}
