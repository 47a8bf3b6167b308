package org.oudfhir.privacy;

import java.net.URI;
import java.util.Optional;

/**
 * An authorization server whose tokens are taken.
 *
 * @param name what its tokens say in {@code iss}
 * @param keys where its public keys are; when absent, its discovery document says so
 * @param audience what its tokens must say in {@code aud}; when absent, the FHIR base URL
 */
public record ExternalIssuer(String name, Optional<URI> keys, Optional<String> audience) {

    /** Keys that decide about access come over TLS, or from this machine. */
    public static boolean isTrustworthy(URI address) {
        String host = String.valueOf(address.getHost());
        return "https".equals(address.getScheme())
                || ("http".equals(address.getScheme())
                        && (host.equals("127.0.0.1") || host.equals("localhost") || host.equals("[::1]")));
    }
}
