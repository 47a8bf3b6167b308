package org.oudfhir;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.oudfhir.server.Certificate;
import org.oudfhir.server.Listener;

/**
 * Where the server listens: in plain HTTP on this machine alone, unless it is told that a proxy before it ends TLS.
 *
 * @param port the TCP port, 0 for any free one
 * @param tls the certificate; none for plain HTTP
 * @param behindProxy whether clients come through a proxy, so that their address says nothing
 * @param corsOrigins origins of web pages that may call
 */
record ListenerSettings(
        String bind, int port, Optional<Certificate> tls, boolean behindProxy, List<String> corsOrigins) {

    ListenerSettings {
        corsOrigins = List.copyOf(corsOrigins);
    }

    /** On the port that was found free. */
    Listener listener(int free) {
        return new Listener(bind, free, tls, behindProxy || tls.isPresent(), corsOrigins);
    }

    /** The server's address as this machine sees it. */
    String origin(int free) {
        return (tls.isPresent() ? "https" : "http") + "://127.0.0.1:" + free;
    }

    static ListenerSettings read(Function<Setting, String> values, int port, List<String> faults) {
        String bind = values.apply(Setting.BIND);
        Optional<Certificate> tls = certificate(values, faults);
        boolean behindProxy = isTrue(values.apply(Setting.BEHIND_PROXY), faults);
        boolean encrypted = tls.isPresent() || !values.apply(Setting.TLS_CERT).isEmpty();
        if (!isLoopback(bind) && !encrypted && !behindProxy) {
            faults.add(
                    "OUD_BIND=" + bind + " would offer plain HTTP to the network: set OUD_TLS_CERT and OUD_TLS_KEY, or"
                            + " OUD_BEHIND_PROXY=true when a proxy before the server ends TLS");
        }
        return new ListenerSettings(bind, port, tls, behindProxy, origins(values.apply(Setting.CORS_ORIGINS), faults));
    }

    private static Optional<Certificate> certificate(Function<Setting, String> values, List<String> faults) {
        String chain = values.apply(Setting.TLS_CERT);
        String key = values.apply(Setting.TLS_KEY);
        if (chain.isEmpty() != key.isEmpty()) {
            faults.add("OUD_TLS_CERT and OUD_TLS_KEY need each other");
        } else if (!chain.isEmpty()) {
            try {
                return Optional.of(Certificate.read(Path.of(chain), Path.of(key)));
            } catch (Certificate.Unusable | IllegalArgumentException e) {
                faults.add("OUD_TLS_CERT, OUD_TLS_KEY: " + e.getMessage());
            }
        }
        return Optional.empty();
    }

    private static boolean isTrue(String value, List<String> faults) {
        if (!value.equals("true") && !value.equals("false")) {
            faults.add("OUD_BEHIND_PROXY must be true or false, not \"" + value + "\"");
        }
        return value.equals("true");
    }

    /** By what it says: a name could mean another machine tomorrow. */
    private static boolean isLoopback(String bind) {
        return bind.equals("localhost")
                || bind.equals("::1")
                || bind.equals("[::1]")
                || bind.matches("127(\\.\\d{1,3}){3}");
    }

    private static List<String> origins(String value, List<String> faults) {
        List<String> origins = new ArrayList<>();
        for (String each : value.split(",", -1)) {
            String origin = each.strip();
            if (isOrigin(origin)) {
                origins.add(origin);
            } else if (!origin.isEmpty()) {
                faults.add(
                        "OUD_CORS_ORIGINS must be origins such as https://app.example.org, with commas between, not \""
                                + origin + "\"");
            }
        }
        return origins;
    }

    private static boolean isOrigin(String text) {
        try {
            URI uri = new URI(text);
            String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            return web && uri.getHost() != null && text.equals(uri.getScheme() + "://" + uri.getHost() + port);
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
