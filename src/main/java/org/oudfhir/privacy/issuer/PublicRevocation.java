package org.oudfhir.privacy.issuer;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Lets an app without a secret take its own token back: it names itself by {@code client_id}, and has the token (RFC 7009, section
 * 2.1). The library knows such an app only while it exchanges a code; that a token is one of the client's own, it checks itself.
 */
final class PublicRevocation implements AuthenticationConverter, AuthenticationProvider {

    private static final RequestMatcher REVOCATION =
            PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, Endpoints.REVOKE);

    private static final Set<String> PROOFS =
            Set.of(OAuth2ParameterNames.CLIENT_SECRET, OAuth2ParameterNames.CLIENT_ASSERTION);

    /** A client that has nothing to prove itself by, at the one place where it needs to prove nothing. */
    private static final class Named extends OAuth2ClientAuthenticationToken {
        private static final long serialVersionUID = 1L;

        Named(String clientId) {
            super(clientId, ClientAuthenticationMethod.NONE, null, Map.of());
        }
    }

    private final RegisteredClientRepository clients;

    PublicRevocation(RegisteredClientRepository clients) {
        this.clients = clients;
    }

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        String[] named = request.getParameterValues(OAuth2ParameterNames.CLIENT_ID);
        boolean proves = request.getHeader(HttpHeaders.AUTHORIZATION) != null
                || PROOFS.stream().anyMatch(proof -> request.getParameter(proof) != null);
        return REVOCATION.matches(request) && !proves && named != null && named.length == 1 && !named[0].isBlank()
                ? new Named(named[0])
                : null;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        RegisteredClient client = clients.findByClientId(authentication.getName());
        if (client == null || !client.getClientAuthenticationMethods().contains(ClientAuthenticationMethod.NONE)) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
        }
        return new OAuth2ClientAuthenticationToken(client, ClientAuthenticationMethod.NONE, null);
    }

    @Override
    public boolean supports(Class<?> kind) {
        return Named.class.isAssignableFrom(kind);
    }
}
