package org.oudfhir.server;

import java.util.List;
import java.util.Optional;

/**
 * Where the server listens, and whom it lets ask.
 *
 * @param tls the certificate; without one it speaks plain HTTP
 * @param encrypted whether browsers reach it by TLS, its own or that of a proxy
 * @param corsOrigins origins of web pages that may call from a browser; none unless configured
 */
public record Listener(String bind, int port, Optional<Certificate> tls, boolean encrypted, List<String> corsOrigins) {

    public Listener {
        corsOrigins = List.copyOf(corsOrigins);
    }

    /** A listener on a port without TLS, for this machine or a proxy. */
    public static Listener plain(String bind, int port) {
        return new Listener(bind, port, Optional.empty(), false, List.of());
    }
}
