package org.oudfhir;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.OperationOutcomeIssueComponent;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.privacy.LocalTokens;

/**
 * A plain HTTP client of one FHIR server: what an EHR's developer would write.
 *
 * @param token the bearer token it sends; empty for none
 */
record Api(String baseUrl, String token) {

    private static final FhirContext FHIR = FhirContext.forR4Cached();
    private static final String JSON = "application/fhir+json";
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** What the server answered. */
    record Answer(HttpResponse<String> http) {

        int status() {
            return http.statusCode();
        }

        String text() {
            return http.body();
        }

        List<String> links() {
            return http.headers().allValues("Link");
        }

        <T extends Resource> T as(Class<T> type) {
            return FHIR.newJsonParser().parseResource(type, text());
        }

        /** The id from the Location header. */
        String id() {
            String location = http.headers().firstValue("Location").orElseThrow();
            return location.replaceFirst("/_history/.*", "").replaceFirst(".*/", "");
        }

        List<OperationOutcomeIssueComponent> issues() {
            return as(OperationOutcome.class).getIssue();
        }

        /** The issues, one line each: where, and what. */
        String fault() {
            StringBuilder fault = new StringBuilder();
            for (OperationOutcomeIssueComponent issue : issues()) {
                String where =
                        issue.hasExpression() ? issue.getExpression().get(0).getValue() : "";
                fault.append(where).append(" : ").append(issue.getDetails().getText());
                fault.append(" ").append(issue.getDiagnostics()).append("\n");
            }
            return fault.toString();
        }

        @Override
        public String toString() {
            return status() + " " + text();
        }
    }

    /** A client with a token for everything, made by the key of the server's data folder. */
    static Api of(String baseUrl, Path data) {
        return new Api(baseUrl, token(data, Map.of("scope", "system/*.cruds", "purpose_of_use", "TREAT")));
    }

    /** A token with these claims. */
    static String token(Path data, Map<String, Object> claims) {
        return token(data, claims, Duration.ofHours(12));
    }

    /** A token with these claims for a time. */
    static String token(Path data, Map<String, Object> claims, Duration lifetime) {
        try {
            return LocalTokens.of(data, Clock.systemUTC()).mint(claims, lifetime);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same server, asked with another token. */
    Api with(String other) {
        return new Api(baseUrl, other);
    }

    Answer get(String path, String... headers) {
        return send("GET", path, Optional.empty(), headers);
    }

    Answer post(String path, Resource body, String... headers) {
        return send("POST", path, Optional.of(text(body)), headers);
    }

    Answer post(String path, String body, String... headers) {
        return send("POST", path, Optional.of(body), headers);
    }

    Answer post(Resource body, String... headers) {
        return post(body.fhirType(), body, headers);
    }

    Answer transaction(Bundle bundle) {
        return post("", bundle);
    }

    Answer put(Resource body, String... headers) {
        return put(body.fhirType() + "/" + body.getIdElement().getIdPart(), body, headers);
    }

    Answer put(String path, Resource body, String... headers) {
        return send("PUT", path, Optional.of(text(body)), headers);
    }

    Answer put(String path, String body, String... headers) {
        return send("PUT", path, Optional.of(body), headers);
    }

    Answer patch(String path, String body, String... headers) {
        return send("PATCH", path, Optional.of(body), headers);
    }

    Answer delete(String path, String... headers) {
        return send("DELETE", path, Optional.empty(), headers);
    }

    <T extends Resource> T read(Class<T> type, String id) {
        return get(type.getSimpleName() + "/" + id).as(type);
    }

    /** All matches of a search, over all its pages. */
    <T extends Resource> List<T> search(Class<T> type, String query) {
        List<T> found = new ArrayList<>();
        String path = type.getSimpleName() + "?" + query + "&_count=200";
        while (!path.isEmpty()) {
            Bundle page = get(path).as(Bundle.class);
            page.getEntry().stream()
                    .map(BundleEntryComponent::getResource)
                    .filter(type::isInstance)
                    .map(type::cast)
                    .forEach(found::add);
            path = page.getLink("next") == null ? "" : page.getLink("next").getUrl();
        }
        return found;
    }

    /** The number of matches. */
    int count(String query) {
        return get(query + (query.contains("?") ? "&" : "?") + "_summary=count")
                .as(Bundle.class)
                .getTotal();
    }

    /** A system and a code as the value of a search parameter. */
    static String token(String system, String code) {
        return URLEncoder.encode(system + "|" + code, StandardCharsets.UTF_8);
    }

    static String text(Resource resource) {
        return FHIR.newJsonParser().encodeResourceToString(resource);
    }

    Answer send(String method, String path, Optional<String> body, String... headers) {
        String url = path.startsWith("http") ? path : path.isEmpty() ? baseUrl : baseUrl + "/" + path;
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        request.setHeader("Accept", JSON);
        // Always the same, so that two refusals can be compared to the letter.
        request.setHeader("X-Request-ID", "it");
        if (!token.isEmpty()) {
            request.setHeader("Authorization", "Bearer " + token);
        }
        body.ifPresent(text -> request.setHeader("Content-Type", JSON));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        request.method(
                method, body.map(HttpRequest.BodyPublishers::ofString).orElseGet(HttpRequest.BodyPublishers::noBody));
        try {
            return new Answer(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new IllegalStateException(method + " " + url, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
