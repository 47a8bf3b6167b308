package org.oudfhir.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which server to speak to, and as whom: the same options for every command that needs a running server. */
final class ServerOptions {

    private static final List<Duration> WAITS =
            List.of(Duration.ofMillis(200), Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(3));

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
            description = "File with the access token to send (default: the token in $OUD_TOKEN, else none).")
    @Nullable
    Path tokenFile;

    FhirClient connect() throws IOException {
        String url = baseUrl == null ? "http://127.0.0.1:" + port + "/fhir" : baseUrl;
        return new FhirClient(url, token(), WAITS);
    }

    private @Nullable String token() throws IOException {
        String token = tokenFile == null ? System.getenv("OUD_TOKEN") : Files.readString(tokenFile);
        return token == null || token.isBlank() ? null : token.strip();
    }
}
