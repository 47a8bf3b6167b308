package org.oudfhir;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One request.
 *
 * @param headers names and values, by turns
 */
record Question(String method, String path, Optional<String> body, List<String> headers) {

    private static final String FORM = "application/x-www-form-urlencoded";

    static Question get(String path) {
        return new Question("GET", path, Optional.empty(), List.of());
    }

    static Question post(String path, String body) {
        return new Question("POST", path, Optional.of(body), List.of());
    }

    static Question of(String method, String path, String body) {
        return new Question(method, path, Optional.of(body), List.of());
    }

    static Question delete(String path) {
        return new Question("DELETE", path, Optional.empty(), List.of());
    }

    /** The search of a path with its query, sent as a form. */
    static Question form(String search) {
        String[] parts = search.split("\\?", 2);
        return post(parts[0] + "/_search", parts[1]).with("Content-Type", FORM);
    }

    Question with(String... more) {
        return new Question(method, path, body, List.of(more));
    }

    /** The same with other words. */
    Question replaced(UnaryOperator<String> words) {
        return new Question(
                method,
                words.apply(path),
                body.map(words),
                headers.stream().map(words).toList());
    }

    Api.Answer ask(Api api) {
        return api.send(method, path, body, headers.toArray(String[]::new));
    }

    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return method + " " + path + (headers.isEmpty() ? "" : " " + headers)
                + body.map(text -> " " + text).orElse("");
    }
}
