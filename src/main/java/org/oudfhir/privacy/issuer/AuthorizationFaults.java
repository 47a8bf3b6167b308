package org.oudfhir.privacy.issuer;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * What an app asked wrongly, or a user refused: said to the app where it is known where the app is, and else to the user, who never is
 * sent to an address that nobody registered. The library's own words name a parameter, and no more.
 */
final class AuthorizationFaults {

    static final String NOT_WAITING =
            "This request is not waiting any more: it was answered, or its time is over. Close this"
                    + " page, or start again from the app.";

    static final String ANOTHER_CHOSEN =
            "Another patient was chosen since this page was made, and nothing was allowed. Close this"
                    + " page, and answer on the newer one, or start again from the app.";

    private static final String SIGNED_OUT = "You are not signed in any more. Start again from the app.";
    private static final String TOO_OLD =
            "This page is too old, or your session has ended, or your browser keeps no cookies."
                    + " Nothing was done. Start again from the app, and sign in again.";

    private static final String BEFORE_PARAMETER = "OAuth 2.0 Parameter: ";

    private static final Map<String, String> BY_CODE = Map.of(
            OAuth2ErrorCodes.ACCESS_DENIED,
            "The user refused",
            OAuth2ErrorCodes.UNSUPPORTED_RESPONSE_TYPE,
            "response_type must be code",
            OAuth2ErrorCodes.UNAUTHORIZED_CLIENT,
            "This client may not ask a user for access",
            "login_required",
            "Nobody is signed in, and prompt=none lets nobody sign in",
            "consent_required",
            "Each launch is approved by the user, which prompt=none does not let happen");

    private static final Map<String, String> BY_PARAMETER = Map.of(
            "code_challenge",
            "code_challenge is required once, with code_challenge_method S256 (PKCE)",
            "code_challenge_method",
            "code_challenge_method must be S256 (PKCE)",
            "response_type",
            "response_type must be there once: code",
            "client_id",
            "client_id must be there once, and be that of an app that is registered here",
            "redirect_uri",
            "redirect_uri must be there once, and be one that is registered for the app",
            "scope",
            "scope must be there once, with what the app may ask for");

    private final Frame frame;

    AuthorizationFaults(Frame frame) {
        this.frame = frame;
    }

    /** An authorization request, or the answer of its user, that leads to no code. */
    void answer(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure) {
        OAuth2Error error = failure instanceof OAuth2AuthenticationException known
                ? known.getError()
                : new OAuth2Error(OAuth2ErrorCodes.SERVER_ERROR);
        OAuth2AuthorizationCodeRequestAuthenticationToken asked =
                failure instanceof OAuth2AuthorizationCodeRequestAuthenticationException known
                        ? known.getAuthorizationCodeRequestAuthentication()
                        : null;
        String redirect = asked == null ? null : asked.getRedirectUri();
        if (asked == null || redirect == null || redirect.isBlank()) {
            frame.refuse(request, response, 400, forUser(request, error));
        } else {
            response.setStatus(302);
            response.setHeader("Location", address(redirect, error, asked.getState()));
        }
    }

    private static String address(String redirect, OAuth2Error error, @Nullable String state) {
        UriComponentsBuilder address = UriComponentsBuilder.fromUriString(redirect)
                .queryParam("error", error.getErrorCode())
                .queryParam("error_description", UriUtils.encode(words(error), StandardCharsets.UTF_8));
        if (state != null && !state.isBlank()) {
            address.queryParam("state", UriUtils.encode(state, StandardCharsets.UTF_8));
        }
        return address.build(true).toUriString();
    }

    private static String forUser(HttpServletRequest request, OAuth2Error error) {
        if (ANOTHER_CHOSEN.equals(error.getDescription())) {
            return ANOTHER_CHOSEN;
        }
        if (request.getMethod().equals("POST") && request.getParameter("response_type") == null) {
            return SecurityContextHolder.getContext().getAuthentication() instanceof UsernamePasswordAuthenticationToken
                    ? NOT_WAITING
                    : SIGNED_OUT;
        }
        return "The app that sent you here asked wrongly, and was not answered. Go back to it; if it happens again, tell"
                + " those who run it: " + words(error) + ".";
    }

    private static String words(OAuth2Error error) {
        String known = BY_CODE.get(error.getErrorCode());
        String said = error.getDescription();
        if (known != null) {
            return known;
        }
        if (said == null || said.isBlank()) {
            return "The request cannot be answered";
        }
        if (!said.startsWith(BEFORE_PARAMETER)) {
            return said;
        }
        String parameter = said.substring(BEFORE_PARAMETER.length());
        return BY_PARAMETER.getOrDefault(parameter, parameter + " is missing, not right, or there more than once");
    }

    /** A form without the session that it was made in. */
    void tooOld(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied) {
        frame.refuse(request, response, 403, TOO_OLD);
    }
}
