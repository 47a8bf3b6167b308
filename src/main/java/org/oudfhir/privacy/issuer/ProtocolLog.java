package org.oudfhir.privacy.issuer;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.oudfhir.fhir.Problem;
import org.oudfhir.privacy.IssuerLog;
import org.oudfhir.privacy.SecurityEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.http.converter.OAuth2ErrorHttpMessageConverter;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenRevocationAuthenticationToken;

/** Records what clients did not get, and what they took back, and answers them. */
final class ProtocolLog {

    private static final Logger LOG = LoggerFactory.getLogger(ProtocolLog.class);
    private static final int LONGEST = 200;
    private static final String NOT_PROVED =
            "The client is not known here, or does not prove that it is this one; whoever runs"
                    + " the server finds the reason in its log, by the X-Request-ID of this answer";

    private final IssuerLog log;
    private final OAuth2ErrorHttpMessageConverter errors = new OAuth2ErrorHttpMessageConverter();

    ProtocolLog(IssuerLog log) {
        this.log = log;
    }

    /**
     * Refuses, as RFC 6749 section 5.2 says: who proves nothing, or the wrong thing, is 401. Who has signed with a key of the client is
     * told what is wrong with what was signed; nobody else is told more than that the proof does not hold. The operator reads why.
     */
    void refuse(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        OAuth2Error error = failure instanceof OAuth2AuthenticationException known
                ? known.getError()
                : new OAuth2Error(OAuth2ErrorCodes.SERVER_ERROR);
        SecurityEvent event =
                request.getRequestURI().endsWith(Endpoints.REVOKE) ? SecurityEvent.REVOCATION : SecurityEvent.TOKEN;
        try {
            log.refused(
                    event,
                    IssuerLog.named(claimed(request)),
                    error.getErrorCode().toUpperCase(Locale.ROOT));
        } catch (Problem.Unavailable notRecorded) {
            // it stays refused, and the trail has logged that it cannot be written
        }
        boolean isUnknown = OAuth2ErrorCodes.INVALID_CLIENT.equals(error.getErrorCode());
        LOG.info(
                "Request {}: client {} is refused: {} {}",
                response.getHeader("X-Request-ID"),
                printable(claimed(request)),
                error.getErrorCode(),
                printable(reason(failure)));
        ServletServerHttpResponse answer = new ServletServerHttpResponse(response);
        answer.setStatusCode(isUnknown ? HttpStatus.UNAUTHORIZED : HttpStatus.BAD_REQUEST);
        errors.write(isUnknown ? new OAuth2Error(error.getErrorCode(), said(failure), null) : error, null, answer);
    }

    /** A client that says nothing of itself. */
    void refuseUnnamed(HttpServletRequest request, HttpServletResponse response, AuthenticationException none)
            throws IOException {
        refuse(
                request,
                response,
                new OAuth2AuthenticationException(
                        new OAuth2Error(OAuth2ErrorCodes.INVALID_CLIENT, "it does not say which client it is", null)));
    }

    private static String said(AuthenticationException failure) {
        return ofAssertion(failure).orElse(NOT_PROVED);
    }

    private static String reason(AuthenticationException failure) {
        String text = (failure.getCause() == null ? failure : failure.getCause()).getMessage();
        return ofAssertion(failure).orElse(text == null ? "" : text);
    }

    /** What a signed assertion says wrongly: it is looked at only once its signature is that of the client. */
    private static Optional<String> ofAssertion(AuthenticationException failure) {
        return failure.getCause() instanceof JwtValidationException wrong
                ? wrong.getErrors().stream()
                        .map(OAuth2Error::getDescription)
                        .filter(Objects::nonNull)
                        .map(text -> "client_assertion: " + text)
                        .findFirst()
                : Optional.empty();
    }

    private static String printable(String text) {
        String line = text.replaceAll("[^\\x20-\\x7E]", "?");
        return line.length() > LONGEST ? line.substring(0, LONGEST) : line;
    }

    /** A token is taken back; one that is not known is answered alike (RFC 7009, section 2.2), and nothing was done. */
    void revoked(HttpServletRequest request, HttpServletResponse response, Authentication done) {
        if (done instanceof OAuth2TokenRevocationAuthenticationToken revocation && revocation.isAuthenticated()) {
            Authentication client = (Authentication) revocation.getPrincipal();
            log.done(SecurityEvent.REVOCATION, "E", IssuerLog.named(client.getName()), List.of(), "");
        }
        response.setStatus(HttpStatus.OK.value());
    }

    /** What the client says that it is; nothing of it is known to be true. */
    private static String claimed(HttpServletRequest request) {
        String named = request.getParameter("client_id");
        String assertion = request.getParameter("client_assertion");
        String header = request.getHeader("Authorization");
        if (named != null) {
            return named;
        }
        return assertion != null ? AssertionConverter.claimed(assertion) : basic(header);
    }

    private static String basic(@Nullable String header) {
        if (header == null || !header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return "";
        }
        try {
            byte[] decoded = Base64.getDecoder().decode(header.substring(6).strip());
            return new String(decoded, StandardCharsets.UTF_8).replaceFirst("(?s):.*", "");
        } catch (IllegalArgumentException unreadable) {
            return "";
        }
    }
}
