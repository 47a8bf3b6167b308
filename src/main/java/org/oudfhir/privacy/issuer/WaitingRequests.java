package org.oudfhir.privacy.issuer;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

/** The requests of apps that wait for their users. */
final class WaitingRequests {

    private static final OAuth2TokenType STATE = new OAuth2TokenType(OAuth2ParameterNames.STATE);

    private final Parts parts;

    WaitingRequests(Parts parts) {
        this.parts = parts;
    }

    /** The one of this state, when it waits for whoever is signed in. */
    Optional<Waiting> find(@Nullable String state, @Nullable Authentication signedIn) {
        if (state == null || state.isEmpty() || signedIn == null) {
            return Optional.empty();
        }
        OAuth2Authorization found = parts.authorizations().findByToken(state, STATE);
        if (found == null || !found.getPrincipalName().equals(signedIn.getName())) {
            return Optional.empty();
        }
        RegisteredClient client = parts.clients().repository().findById(found.getRegisteredClientId());
        return client == null
                ? Optional.empty()
                : parts.users().find(signedIn).map(person -> new Waiting(found, client, person));
    }

    /** The same with more said of it, which is kept. */
    Waiting with(Waiting waiting, Map<String, String> attributes) {
        return keep(saying(waiting, attributes));
    }

    /** The same with more said of it; nothing is kept yet. */
    static Waiting saying(Waiting waiting, Map<String, String> attributes) {
        OAuth2Authorization.Builder changed = OAuth2Authorization.from(waiting.authorization());
        attributes.forEach(changed::attribute);
        return new Waiting(changed.build(), waiting.client(), waiting.person());
    }

    /** It waits no longer. */
    void end(Waiting waiting) {
        parts.authorizations().remove(waiting.authorization());
    }

    Waiting keep(Waiting waiting) {
        parts.authorizations().save(waiting.authorization());
        return waiting;
    }
}
