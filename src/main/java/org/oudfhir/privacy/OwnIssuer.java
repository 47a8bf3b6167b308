package org.oudfhir.privacy;

import java.util.Map;
import java.util.function.Predicate;

/**
 * The server's own authorization server, as access control sees it.
 *
 * @param name what its tokens say as {@code iss}
 * @param metadata what {@code smart-configuration} says of it
 * @param isLive whether it still stands by a token
 * @param registrations who is registered
 */
public record OwnIssuer(
        String name, Map<String, Object> metadata, Predicate<String> isLive, Registrations registrations) {

    /** Who is registered with the authorization server. */
    public interface Registrations {

        /** Whether a client is registered. */
        boolean hasClient(String client);

        /** Whether somebody who signed in may still do so, is still this person, and is not held to care teams. */
        boolean hasUser(String name, String person);
    }

    public OwnIssuer {
        metadata = Map.copyOf(metadata);
    }
}
