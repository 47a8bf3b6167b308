package org.oudfhir.privacy;

import java.util.Map;
import java.util.function.Predicate;

/**
 * The server's own authorization server, as access control sees it.
 *
 * @param name what its tokens say as {@code iss}
 * @param metadata what {@code smart-configuration} says of it
 * @param isLive whether it still stands by a token
 */
public record OwnIssuer(String name, Map<String, Object> metadata, Predicate<String> isLive) {

    public OwnIssuer {
        metadata = Map.copyOf(metadata);
    }
}
