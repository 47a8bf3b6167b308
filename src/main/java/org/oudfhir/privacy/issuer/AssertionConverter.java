package org.oudfhir.privacy.issuer;

import com.nimbusds.jwt.JWTParser;
import jakarta.servlet.http.HttpServletRequest;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Reads {@code private_key_jwt} as SMART sends it: without {@code client_id}, which the assertion's subject says. The library's own
 * converter demands the parameter.
 */
final class AssertionConverter implements AuthenticationConverter {

    private static final String BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final Set<String> OF_THE_CLIENT = Set.of("client_id", "client_assertion", "client_assertion_type");

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        String assertion = request.getParameter("client_assertion");
        if (assertion == null || !BEARER.equals(request.getParameter("client_assertion_type"))) {
            return null;
        }
        Map<String, Object> others = new HashMap<>();
        request.getParameterMap().forEach((name, values) -> {
            if (values.length != 1) {
                throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_REQUEST);
            }
            if (!OF_THE_CLIENT.contains(name)) {
                others.put(name, values[0]);
            }
        });
        return new OAuth2ClientAuthenticationToken(
                subject(assertion, request.getParameter("client_id")),
                new ClientAuthenticationMethod(BEARER),
                assertion,
                others);
    }

    private static String subject(String assertion, @Nullable String named) {
        String subject = claimed(assertion);
        if (subject.isEmpty() || (named != null && !named.equals(subject))) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
        }
        return subject;
    }

    /** Which client an assertion names, before it is known to be true; empty when it names none. */
    static String claimed(String assertion) {
        try {
            String subject = JWTParser.parse(assertion).getJWTClaimsSet().getSubject();
            return subject == null ? "" : subject;
        } catch (ParseException unreadable) {
            return "";
        }
    }
}
