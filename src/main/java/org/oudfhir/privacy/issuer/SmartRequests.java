package org.oudfhir.privacy.issuer;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.oudfhir.privacy.ScopeOffer;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationValidator;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationConsentAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationConsentAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

/** What SMART asks of a request beyond OAuth: scopes by their meaning, and {@code aud}, so that no look-alike server gets a token. */
final class SmartRequests {

    /** The field of the approval that says which patient it named. */
    static final String SHOWN = "shown";

    private final String fhirBase;
    private final Launches launches;

    SmartRequests(String fhirBase, Launches launches) {
        this.fhirBase = fhirBase;
        this.launches = launches;
    }

    /** Checks an app's request for a user's authorization; the app is told by redirection what is wrong. */
    void checkApp(OAuth2AuthorizationCodeRequestAuthenticationContext context) {
        OAuth2AuthorizationCodeRequestAuthenticationValidator.DEFAULT_REDIRECT_URI_VALIDATOR.accept(context);
        OAuth2AuthorizationCodeRequestAuthenticationToken request = context.getAuthentication();
        appFault(context.getRegisteredClient(), request).ifPresent(error -> refuse(error, request, context));
    }

    private Optional<OAuth2Error> appFault(
            RegisteredClient client, OAuth2AuthorizationCodeRequestAuthenticationToken request) {
        Object aud = request.getAdditionalParameters().get("aud");
        Object launch = request.getAdditionalParameters().get("launch");
        ScopeOffer offer = new ScopeOffer(client.getScopes());
        if (!(aud instanceof String audience) || !fhirBase.equals(audience.replaceAll("/$", ""))) {
            return error(OAuth2ErrorCodes.INVALID_REQUEST, "aud must be the FHIR base " + fhirBase);
        }
        if (request.getScopes().isEmpty()) {
            return error(OAuth2ErrorCodes.INVALID_SCOPE, "scope is required");
        }
        for (String scope : request.getScopes()) {
            if (scope.startsWith("system/") || !offer.covers(scope)) {
                return error(OAuth2ErrorCodes.INVALID_SCOPE, "This app may not ask for " + printable(scope));
            }
        }
        boolean fromEhr = request.getScopes().contains("launch");
        if (fromEhr && !(launch instanceof String handle && launches.isOpen(handle))) {
            return error(OAuth2ErrorCodes.INVALID_REQUEST, "launch is not known, or too old: start from the EHR again");
        }
        return Optional.empty();
    }

    private static Optional<OAuth2Error> error(String code, String text) {
        return Optional.of(new OAuth2Error(code, text, null));
    }

    private static String printable(String scope) {
        return scope.replaceAll("[^\\x21\\x23-\\x5B\\x5D-\\x7E]", "?");
    }

    private static void refuse(
            OAuth2Error error,
            OAuth2AuthorizationCodeRequestAuthenticationToken request,
            OAuth2AuthorizationCodeRequestAuthenticationContext context) {
        String given = request.getRedirectUri();
        String redirect = given != null
                ? given
                : context.getRegisteredClient().getRedirectUris().iterator().next();
        throw new OAuth2AuthorizationCodeRequestAuthenticationException(
                error,
                new OAuth2AuthorizationCodeRequestAuthenticationToken(
                        request.getAuthorizationUri(),
                        request.getClientId(),
                        (Authentication) request.getPrincipal(),
                        redirect,
                        request.getState(),
                        request.getScopes(),
                        request.getAdditionalParameters()));
    }

    /** Checks a user's answer: it counts for the patient whom the page named, though another was chosen since, in another window. */
    static void checkAnswer(OAuth2AuthorizationConsentAuthenticationContext context) {
        OAuth2Authorization asked = context.getAuthorization();
        OAuth2AuthorizationConsentAuthenticationToken answer = context.getAuthentication();
        boolean isPicked = asked != null && asked.getAttribute(TokenContents.PICKED) != null;
        if (isPicked
                && !Objects.equals(
                        asked.getAttribute(TokenContents.PATIENT),
                        answer.getAdditionalParameters().get(SHOWN))) {
            throw new OAuth2AuthorizationCodeRequestAuthenticationException(
                    new OAuth2Error(OAuth2ErrorCodes.INVALID_REQUEST, AuthorizationFaults.ANOTHER_CHOSEN, null), null);
        }
    }

    /** Checks a backend service's request for a token of its own. */
    void checkBackend(OAuth2ClientCredentialsAuthenticationContext context) {
        Set<String> asked = ((OAuth2ClientCredentialsAuthenticationToken) context.getAuthentication()).getScopes();
        ScopeOffer offer = new ScopeOffer(context.getRegisteredClient().getScopes());
        if (asked.isEmpty() || !asked.stream().allMatch(scope -> isOfBackend(scope) && offer.covers(scope))) {
            throw new OAuth2AuthenticationException(new OAuth2Error(
                    OAuth2ErrorCodes.INVALID_SCOPE,
                    "scope must name system/ scopes, or launch, that this client was registered with",
                    null));
        }
    }

    private static boolean isOfBackend(String scope) {
        return scope.startsWith("system/") || scope.equals("launch");
    }
}
