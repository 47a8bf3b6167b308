package org.oudfhir.privacy.issuer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is sent to administer clients, users and launches. */
final class SentBody {

    private static final ObjectMapper JSON = new ObjectMapper();

    static final SentBody NONE = new SentBody(JSON.createObjectNode());

    private final JsonNode json;

    private SentBody(JsonNode json) {
        this.json = json;
    }

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException when it is no JSON object; what it is, is not repeated
     */
    static SentBody read(byte[] content) throws IOException {
        try {
            JsonNode json = JSON.readTree(content);
            if (json.isObject()) {
                return new SentBody(json);
            }
        } catch (JsonProcessingException unreadable) {
            // said below, without repeating it
        }
        throw new IllegalArgumentException("The body must be a JSON object.");
    }

    Registration registration() {
        return new Registration(
                json.path("name").asText(),
                list("redirect_uris"),
                list("scopes"),
                json.path("secret").asBoolean(),
                text("jwks_uri"),
                json.hasNonNull("jwks") ? json.path("jwks").toString() : null,
                json.path("own").asBoolean(),
                text("organization"),
                text("hipaa_status"),
                text("purpose_of_use"));
    }

    Users.Person person() {
        return new Users.Person(
                json.path("name").asText(),
                json.path("fhirUser").asText(),
                text("organization"),
                text("hipaa_status"),
                text("reach"),
                json.path("emergency").asBoolean());
    }

    String password() {
        return json.path("password").asText();
    }

    /**
     * The patient of a launch.
     *
     * @throws IllegalArgumentException when it is no string
     */
    String patient() {
        if (!json.path("patient").isTextual()) {
            throw new IllegalArgumentException("patient must be a string, the id of a patient here, such as \"12\"");
        }
        return json.path("patient").asText();
    }

    @Nullable
    String encounter() {
        return text("encounter");
    }

    private @Nullable String text(String name) {
        return json.hasNonNull(name) ? json.path(name).asText() : null;
    }

    private List<String> list(String name) {
        List<String> list = new ArrayList<>();
        json.path(name).forEach(value -> list.add(value.asText()));
        return list;
    }
}
