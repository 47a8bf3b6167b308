package org.oudfhir.privacy.issuer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.oudfhir.privacy.LocalTokens;
import picocli.CommandLine.Option;

/** Speaks with the administration of a running server in the name of whoever can read its data folder. */
final class AdministrationClient {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The server did not do it; the message is one line for the operator. */
    static final class Failed extends Exception {
        Failed(String message) {
            super(message);
        }
    }

    @Option(
            names = "--base-url",
            paramLabel = "URL",
            description = "FHIR base of the running server (default: http://127.0.0.1:PORT/fhir).")
    private @Nullable String baseUrl;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "${env:OUD_PORT:-8080}",
            description = "Port of a server on this machine (default: $OUD_PORT or 8080).")
    private int port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${env:OUD_DATA:-./data}",
            description =
                    "Data folder of the server, whose key proves that it is yours (default: $OUD_DATA or ./data).")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path data;

    private final ObjectMapper json = new ObjectMapper();

    JsonNode get(String path) throws Failed {
        return send("GET", path, HttpRequest.BodyPublishers.noBody());
    }

    JsonNode post(String path, JsonNode body) throws Failed {
        return send("POST", path, HttpRequest.BodyPublishers.ofString(body.toString()));
    }

    JsonNode delete(String path) throws Failed {
        return send("DELETE", path, HttpRequest.BodyPublishers.noBody());
    }

    private JsonNode send(String method, String path, HttpRequest.BodyPublisher body) throws Failed {
        String fhir = baseUrl == null ? "http://127.0.0.1:" + port + "/fhir" : baseUrl;
        String address = Endpoints.beside(fhir).address(Endpoints.ROOT + "/admin/" + path);
        try {
            String token = LocalTokens.find(data, Clock.systemUTC())
                    .orElseThrow(() -> new Failed(LocalTokens.absent(data)))
                    .mintForEverything();
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(address))
                                    .timeout(PATIENCE)
                                    .header("Authorization", "Bearer " + token)
                                    .header("Content-Type", "application/json")
                                    .method(method, body)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new Failed(reason(answer));
            }
            return json.readTree(answer.body());
        } catch (IOException e) {
            throw new Failed("No server answers at " + address + ": is it running?");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failed("Interrupted");
        }
    }

    private String reason(HttpResponse<String> answer) {
        try {
            String error = json.readTree(answer.body()).path("error").asText();
            return error.isEmpty() ? "The server answered " + answer.statusCode() : error;
        } catch (JsonProcessingException unreadable) {
            return "The server answered " + answer.statusCode() + ": does it use another issuer (OUD_TOKEN_ISSUER)?";
        }
    }
}
