package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The authorization server as a browser and an app see it: forms, cookies, redirects. */
final class SmartServer {

    static final String REDIRECT = "http://127.0.0.1:9/callback";
    static final String VERIFIER = "a-verifier-of-more-than-forty-three-characters-0123456789";
    private static final Pattern NAMED =
            Pattern.compile("\"(?:fhirUser|organization)\": \"(Practitioner|Organization)/([^\"]+)\"");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Api api = RunningServer.api();
    private final String origin = api.baseUrl().replaceFirst("/fhir$", "");
    private final HttpClient browser = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    String origin() {
        return origin;
    }

    /** What the administration answers to a JSON body; the people and organizations that it names are stored before. */
    JsonNode administer(String path, String body) {
        Matcher named = NAMED.matcher(body);
        while (named.find()) {
            store(named.group(1), named.group(2));
        }
        Api.Answer answer = api.post(origin + "/auth/admin/" + path, body, "Content-Type", "application/json");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return json(answer.text());
    }

    private void store(String type, String id) {
        if (api.get(type + "/" + id).status() == 404) {
            Api.Answer answer = api.put(
                    type + "/" + id,
                    "{\"resourceType\":\"" + type + "\",\"id\":\"" + id + "\""
                            + (type.equals("Organization") ? ",\"name\":\"" + id + "\"" : "") + "}");
            assertThat(answer.status()).as(answer.text()).isIn(200, 201);
        }
    }

    /** A client with one redirect address; the id. */
    String app(String scopes) {
        return administer(
                        "clients",
                        "{\"name\": \"Plan <viewer>\", \"redirect_uris\": [\"" + REDIRECT + "\"], \"scopes\": [\""
                                + String.join("\", \"", scopes.split(" ", -1)) + "\"]}")
                .path("client_id")
                .asText();
    }

    /** A person who may sign in; the name, which is the password too. */
    String user(String fhirUser) {
        return user(fhirUser, "");
    }

    /** The same with more said of the person: members of a JSON object, each with a comma before it. */
    String user(String fhirUser, String more) {
        String name = "user-" + UUID.randomUUID();
        change(name, fhirUser, more);
        return name;
    }

    /** Gives a person the password, which is the name, and all else anew. */
    void change(String name, String fhirUser, String more) {
        administer(
                "users",
                "{\"name\": \"" + name + "\", \"password\": \"" + name + "\", \"fhirUser\": \"" + fhirUser + "\"" + more
                        + "}");
    }

    /**
     * What an app is given that a person allows, who has no patient to choose; in a browser of its own.
     *
     * @param proof headers by which a confidential app shows which it is
     */
    static JsonNode grant(String client, String user, String scope, String... proof) {
        SmartServer browser = new SmartServer();
        return browser.exchanged(browser.signIn(browser.request(client, scope), user), client, scope, proof);
    }

    /** What an app is given, once its user allows it on the page of approval. */
    JsonNode exchanged(HttpResponse<String> approval, String client, String scope, String... proof) {
        Map<String, String> exchange = new LinkedHashMap<>(exchange(client, code(approve(approval, client, scope))));
        if (proof.length > 0) {
            exchange.remove("client_id");
        }
        return json(post("/auth/token", exchange, proof).body());
    }

    /** The parameters of a good authorization request. */
    Map<String, String> request(String client, String scope) {
        Map<String, String> request = new LinkedHashMap<>();
        request.put("response_type", "code");
        request.put("client_id", client);
        request.put("redirect_uri", REDIRECT);
        request.put("scope", scope);
        request.put("state", "app-state");
        request.put("aud", api.baseUrl());
        request.put("code_challenge", challenge(VERIFIER));
        request.put("code_challenge_method", "S256");
        return request;
    }

    static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(address(path)).build());
    }

    HttpResponse<String> post(String path, Map<String, String> form, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encode(form)));
        return send((headers.length > 0 ? request.headers(headers) : request).build());
    }

    private URI address(String path) {
        return URI.create(path.startsWith("http") ? path : origin + path);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return browser.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static String encode(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** Signs in on the page that an authorization request leads to; where that leads. */
    HttpResponse<String> signIn(Map<String, String> request, String user) {
        HttpResponse<String> first = get("/auth/authorize?" + encode(request));
        assertThat(location(first)).as(first.body()).endsWith("/auth/login");
        HttpResponse<String> page = get("/auth/login");
        HttpResponse<String> signedIn =
                post("/auth/login", Map.of("username", user, "password", user, "_csrf", field(page.body(), "_csrf")));
        return follow(signedIn);
    }

    /** Follows redirects inside the server. */
    HttpResponse<String> follow(HttpResponse<String> answer) {
        HttpResponse<String> last = answer;
        while (last.statusCode() / 100 == 3 && !location(last).startsWith(REDIRECT)) {
            last = get(location(last));
        }
        return last;
    }

    /** Presses the button that allows, on the page of approval; the app's parameters. */
    Map<String, String> approve(HttpResponse<String> page, String client, String scope) {
        return callback(allow(page, client, scope));
    }

    /** The same, as the browser is answered. */
    HttpResponse<String> allow(HttpResponse<String> page, String client, String scope) {
        StringBuilder form =
                new StringBuilder(encode(Map.of("client_id", client, "state", field(page.body(), "state"))));
        find(page.body(), "name=\"shown\" value=\"([^\"]*)\"")
                .ifPresent(patient -> form.append("&shown=").append(patient));
        for (String each : scope.split(" ", -1)) {
            form.append("&scope=").append(URLEncoder.encode(each, StandardCharsets.UTF_8));
        }
        return send(HttpRequest.newBuilder(address("/auth/authorize"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form.toString()))
                .build());
    }

    /** What a redirect tells the app. */
    static Map<String, String> callback(HttpResponse<String> answer) {
        String location = location(answer);
        assertThat(location).as(answer.body()).startsWith(REDIRECT + "?");
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : URI.create(location).getRawQuery().split("&", -1)) {
            String[] parts = pair.split("=", 2);
            parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }

    /** The code that a redirect brought. */
    static String code(Map<String, String> callback) {
        return callback.getOrDefault("code", "");
    }

    static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }

    /** The form that exchanges a code. */
    static Map<String, String> exchange(String client, String code) {
        return Map.of(
                "grant_type",
                "authorization_code",
                "code",
                code,
                "redirect_uri",
                REDIRECT,
                "client_id",
                client,
                "code_verifier",
                VERIFIER);
    }

    static String field(String page, String name) {
        return find(page, "name=\"" + name + "\" value=\"([^\"]*)\"")
                .orElseThrow(() -> new AssertionError("No field " + name + " in " + page));
    }

    static Optional<String> find(String page, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(page);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
