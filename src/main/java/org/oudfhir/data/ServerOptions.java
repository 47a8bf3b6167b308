package org.oudfhir.data;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.oudfhir.privacy.LocalTokens;
import picocli.CommandLine.Option;

/** Which server to speak to, and as whom: the same options for every command that needs a running server. */
final class ServerOptions {

    private static final List<Duration> WAITS =
            List.of(Duration.ofMillis(200), Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(3));

    private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");

    @Option(
            names = "--base-url",
            paramLabel = "URL",
            description = "FHIR base of the running server (default: http://127.0.0.1:PORT/fhir).")
    @Nullable
    String baseUrl;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "${env:OUD_PORT:-8080}",
            description = "Port of a server on this machine (default: $OUD_PORT or 8080).")
    int port;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "File with the access token to send (default: the token in $OUD_TOKEN, else see --data).")
    @Nullable
    Path tokenFile;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${env:OUD_DATA:-./data}",
            description = "Data folder of a server on this machine, whose key makes the token when none is given"
                    + " (default: $OUD_DATA or ./data).")
    @SuppressWarnings("NullAway.Init")
    Path data;

    FhirClient connect() throws IOException {
        String url = baseUrl == null ? "http://127.0.0.1:" + port + "/fhir" : baseUrl;
        return new FhirClient(url, tokens(url), WAITS);
    }

    /** A token that was given; for a server on this machine else one of its own key, made anew before the last one ends. */
    private Supplier<Optional<String>> tokens(String url) throws IOException {
        String given = tokenFile == null ? System.getenv("OUD_TOKEN") : Files.readString(tokenFile);
        if (given != null && !given.isBlank()) {
            return () -> Optional.of(given.strip());
        }
        if (!THIS_MACHINE.contains(String.valueOf(URI.create(url).getHost()))) {
            return Optional::empty;
        }
        Clock clock = Clock.systemUTC();
        return LocalTokens.find(data, clock)
                .<Supplier<Optional<String>>>map(key -> new RenewedToken(key, clock))
                .orElse(Optional::empty);
    }
}
