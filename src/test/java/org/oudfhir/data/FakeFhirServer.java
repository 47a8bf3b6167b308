package org.oudfhir.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A few rules of a FHIR server over real HTTP: transactions are all or nothing, conditional creates find what is there, and a
 * reference must lead somewhere.
 */
final class FakeFhirServer implements AutoCloseable {

    private final HttpServer http;
    private final Map<String, ObjectNode> stored = new LinkedHashMap<>();
    private final List<String> requests = new ArrayList<>();
    private final Map<String, String> scripts = new LinkedHashMap<>();
    private List<String> types =
            List.of("Patient", "Practitioner", "Organization", "Observation", "Encounter", "Provenance", "Consent");
    private Predicate<JsonNode> unacceptable = resource -> false;
    private Function<String, Integer> failing = request -> 0;

    FakeFhirServer() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/fhir", this::handle);
        http.start();
    }

    String baseUrl() {
        return "http://127.0.0.1:" + http.getAddress().getPort() + "/fhir";
    }

    void serves(String... served) {
        types = List.of(served);
    }

    /** Resources that a rule of the server refuses. */
    void refuses(Predicate<JsonNode> rule) {
        unacceptable = rule;
    }

    /** Answers a request with this status instead; 0 is no failure. */
    void fails(Function<String, Integer> failure) {
        failing = failure;
    }

    /** Answers a request that begins like this with this body. */
    void answers(String request, String body) {
        scripts.put(request, body);
    }

    synchronized void forgetEverything() {
        stored.clear();
    }

    synchronized List<ObjectNode> stored(String type) {
        return stored.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(type + "/"))
                .map(Map.Entry::getValue)
                .toList();
    }

    synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        http.stop(0);
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().replaceFirst("^/fhir/?", "");
        String query = exchange.getRequestURI().getRawQuery();
        String request = exchange.getRequestMethod() + " " + path + (query == null ? "" : "?" + query);
        requests.add(request);
        byte[] body = exchange.getRequestBody().readAllBytes();
        int failure = failing.apply(request);
        Optional<String> script = scripts.entrySet().stream()
                .filter(entry -> request.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
        if (failure != 0) {
            answer(exchange, failure, outcome("told to fail"));
        } else if (script.isPresent()) {
            answer(exchange, 200, Json.MAPPER.readTree(script.get()));
        } else if (path.equals("metadata")) {
            answer(exchange, 200, metadata());
        } else if (exchange.getRequestMethod().equals("POST") && path.isEmpty()) {
            transaction(exchange, Json.MAPPER.readTree(body));
        } else if (exchange.getRequestMethod().equals("POST")) {
            stored.put(path + "/" + (stored.size() + 1), (ObjectNode) Json.MAPPER.readTree(body));
            answer(exchange, 201, Json.MAPPER.readTree(body));
        } else if (query != null) {
            answer(exchange, 200, found(path + "?" + query));
        } else if (stored.containsKey(path)) {
            answer(exchange, 200, Objects.requireNonNull(stored.get(path)));
        } else {
            answer(exchange, 404, outcome("not known"));
        }
    }

    private void transaction(HttpExchange exchange, JsonNode bundle) throws IOException {
        Map<String, ObjectNode> before = new LinkedHashMap<>(stored);
        ObjectNode response =
                Json.MAPPER.createObjectNode().put("resourceType", "Bundle").put("type", "transaction-response");
        ArrayNode entries = response.putArray("entry");
        try {
            Map<String, String> ids = new LinkedHashMap<>();
            for (JsonNode entry : bundle.path("entry")) {
                String id = target(entry);
                boolean isNew = !stored.containsKey(id);
                if (isNew) {
                    stored.put(id, ((ObjectNode) entry.path("resource")).deepCopy());
                }
                ids.put(Json.text(entry, "fullUrl"), id);
                entries.addObject()
                        .putObject("response")
                        .put("status", isNew ? "201 Created" : "200 OK")
                        .put("location", id + "/_history/1");
            }
            for (String id : ids.values()) {
                check(Objects.requireNonNull(stored.get(id)), ids);
            }
            answer(exchange, 200, response);
        } catch (IllegalArgumentException refused) {
            stored.clear();
            stored.putAll(before);
            answer(exchange, 422, outcome(String.valueOf(refused.getMessage())));
        }
    }

    private String target(JsonNode entry) {
        String url = Json.text(entry.path("request"), "url");
        String condition = Json.text(entry.path("request"), "ifNoneExist");
        if (Json.text(entry.path("request"), "method").equals("PUT")) {
            return url;
        }
        String found = condition.isEmpty() ? "" : find(url + "?" + condition);
        return found.isEmpty() ? url + "/" + (stored.size() + 1) : found;
    }

    private void check(ObjectNode resource, Map<String, String> ids) {
        if (unacceptable.test(resource)) {
            throw new IllegalArgumentException("a rule refuses this " + Json.text(resource, "resourceType"));
        }
        References.each(resource, (element, reference) -> {
            String target = Json.text(reference, "reference");
            String resolved = ids.getOrDefault(target, target.contains("?") ? find(target) : target);
            if (!stored.containsKey(resolved)) {
                throw new IllegalArgumentException("nothing is at " + target);
            }
            reference.put("reference", resolved);
        });
    }

    private String find(String search) {
        String type = search.substring(0, search.indexOf('?'));
        String[] token = URLDecoder.decode(search.substring(search.indexOf("identifier=") + 11), StandardCharsets.UTF_8)
                .split("\\|", 2);
        return stored.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(type + "/"))
                .filter(entry -> has(entry.getValue().path("identifier"), token))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
    }

    private static boolean has(JsonNode identifiers, String[] token) {
        for (JsonNode identifier : identifiers.isArray()
                ? identifiers
                : Json.MAPPER.createArrayNode().add(identifiers)) {
            if (Json.text(identifier, "system").equals(token[0])
                    && Json.text(identifier, "value").equals(token[1])) {
                return true;
            }
        }
        return false;
    }

    private ObjectNode found(String search) {
        ObjectNode bundle = Json.MAPPER.createObjectNode().put("resourceType", "Bundle");
        String id = search.contains("identifier=") ? find(search.replaceFirst("&_(summary|count)=.*", "")) : "";
        bundle.put("total", id.isEmpty() ? 0 : 1);
        if (!id.isEmpty()) {
            bundle.putArray("entry").addObject().set("resource", stored.get(id));
        }
        return bundle;
    }

    private ObjectNode metadata() {
        ObjectNode metadata = Json.MAPPER.createObjectNode().put("resourceType", "CapabilityStatement");
        ArrayNode resources = metadata.putArray("rest").addObject().putArray("resource");
        types.forEach(type -> resources.addObject().put("type", type));
        return metadata;
    }

    private static ObjectNode outcome(String text) {
        ObjectNode outcome = Json.MAPPER.createObjectNode().put("resourceType", "OperationOutcome");
        outcome.putArray("issue")
                .addObject()
                .put("severity", "error")
                .put("code", "invalid")
                .put("diagnostics", text);
        return outcome;
    }

    private static void answer(HttpExchange exchange, int status, JsonNode body) throws IOException {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/fhir+json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
