package org.oudfhir.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Speaks FHIR REST in JSON with one server. What a busy server may take a moment later is sent again. */
final class FhirClient {

    private static final String FHIR_JSON = "application/fhir+json";
    private static final Set<Integer> NOT_NOW = Set.of(429, 502, 503, 504);

    /** Often a collision with another client, gone at the next try; if not, the fault is in what we sent. */
    private static final Set<Integer> PERHAPS_A_COLLISION = Set.of(409, 500);

    private static final int TRIES_AFTER_A_COLLISION = 2;

    /** What the server said. */
    record Answer(int status, JsonNode body, List<String> links) {

        boolean accepted() {
            return status >= 200 && status < 300;
        }

        /** Why a request was refused: the OperationOutcome in one line, each issue with its place. */
        String reason() {
            return "HTTP " + status + ": " + Outcome.text(body);
        }
    }

    private final String baseUrl;
    private final Supplier<Optional<String>> tokens;
    private final List<Duration> waits;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    FhirClient(String baseUrl, Supplier<Optional<String>> tokens, List<Duration> waits) {
        this.baseUrl = baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl;
        this.tokens = tokens;
        this.waits = waits;
    }

    String baseUrl() {
        return baseUrl;
    }

    static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    Answer get(String path) throws Unreachable {
        return send("GET", path, null);
    }

    Answer post(String path, JsonNode body) throws Unreachable {
        return send("POST", path, body.toString());
    }

    Answer post(String path, String body) throws Unreachable {
        return send("POST", path, body);
    }

    /** The resource types that the server says it serves. */
    Set<String> servedTypes() throws Unreachable {
        Answer answer = once("GET", "metadata", null);
        if (!answer.accepted() || !"CapabilityStatement".equals(Json.text(answer.body(), "resourceType"))) {
            throw new Unreachable(
                    "no FHIR server answers at " + baseUrl + " (GET metadata gave " + answer.reason() + ")");
        }
        Set<String> types = new HashSet<>();
        for (JsonNode rest : answer.body().path("rest")) {
            rest.path("resource").forEach(resource -> types.add(Json.text(resource, "type")));
        }
        return types;
    }

    private Answer send(String method, String path, @Nullable String body) throws Unreachable {
        int tries = 0;
        for (Duration wait : waits) {
            Answer answer = attempt(method, path, body);
            if (answer != null && isFinal(answer.status(), tries++)) {
                return answer;
            }
            pause(wait);
        }
        Answer answer = once(method, path, body);
        if (NOT_NOW.contains(answer.status())) {
            throw new Unreachable("the server at " + baseUrl + " does not take requests now (" + answer.reason() + ")");
        }
        return answer;
    }

    private static boolean isFinal(int status, int triesBefore) {
        return !NOT_NOW.contains(status)
                && !(PERHAPS_A_COLLISION.contains(status) && triesBefore < TRIES_AFTER_A_COLLISION);
    }

    private @Nullable Answer attempt(String method, String path, @Nullable String body) throws Unreachable {
        try {
            return exchange(method, path, body);
        } catch (Unreachable forGood) {
            throw forGood;
        } catch (IOException perhapsLater) {
            return null;
        }
    }

    private Answer once(String method, String path, @Nullable String body) throws Unreachable {
        try {
            return exchange(method, path, body);
        } catch (Unreachable told) {
            throw told;
        } catch (IOException e) {
            throw new Unreachable(
                    "no server answers at " + baseUrl + "; start one with: java -jar oud-fhir-server.jar serve");
        }
    }

    private Answer exchange(String method, String path, @Nullable String body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(path.isEmpty() || path.startsWith("?") ? baseUrl + path : baseUrl + "/" + path))
                .timeout(Duration.ofMinutes(5))
                .header("Accept", FHIR_JSON);
        tokens.get().ifPresent(token -> request.header("Authorization", "Bearer " + token));
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", FHIR_JSON).method(method, HttpRequest.BodyPublishers.ofString(body));
        }
        return answer(exchange(request.build()));
    }

    private HttpResponse<String> exchange(HttpRequest request) throws IOException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable("interrupted");
        }
    }

    private Answer answer(HttpResponse<String> response) throws Unreachable {
        Answer answer = new Answer(
                response.statusCode(),
                parse(response.body()),
                response.headers().allValues("Link"));
        if (answer.status() == 401 || answer.status() == 403) {
            throw new Unreachable("the server at " + baseUrl + " does not let us in (" + answer.reason()
                    + "); name its data folder with --data, or give a token with --token-file or OUD_TOKEN");
        }
        return answer;
    }

    private static JsonNode parse(String body) {
        try {
            JsonNode node = Json.MAPPER.readTree(body);
            return node == null ? MissingNode.getInstance() : node;
        } catch (JsonProcessingException notJson) {
            return MissingNode.getInstance();
        }
    }

    private static void pause(Duration wait) throws Unreachable {
        try {
            Thread.sleep(wait.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable("interrupted");
        }
    }
}
