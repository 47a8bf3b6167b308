package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One export, as a client of Bulk Data Access makes it.
 *
 * @param state address of its state
 */
record BulkExport(Api api, String state) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Asks for an export that is accepted. */
    static BulkExport begin(Api api, String path) {
        Api.Answer kickOff = kickOff(api, path);
        assertThat(kickOff.status()).as(path + " " + kickOff).isEqualTo(202);
        return new BulkExport(
                api, kickOff.http().headers().firstValue("Content-Location").orElseThrow());
    }

    static Api.Answer kickOff(Api api, String path) {
        return api.get(path, "Prefer", "respond-async");
    }

    /** What the server says when the export is done. */
    JsonNode manifest() {
        Api.Answer done =
                await().atMost(Duration.ofMinutes(1)).until(() -> api.get(state), answer -> answer.status() != 202);
        assertThat(done.status()).as(done.text()).isEqualTo(200);
        return json(done.text());
    }

    void forget() {
        assertThat(api.delete(state).status()).isEqualTo(202);
    }

    /** The addresses of the files. */
    List<String> files() {
        List<String> files = new ArrayList<>();
        manifest().path("output").forEach(file -> files.add(file.path("url").asText()));
        return files;
    }

    /** All resources of all files, as {@code Type/id}. */
    List<String> references() {
        return resources().stream()
                .map(each -> each.path("resourceType").asText() + "/"
                        + each.path("id").asText())
                .toList();
    }

    List<JsonNode> resources() {
        List<JsonNode> resources = new ArrayList<>();
        for (JsonNode file : manifest().path("output")) {
            List<JsonNode> lines = lines(api.get(file.path("url").asText()));
            assertThat(lines)
                    .hasSize(file.path("count").asInt())
                    .allMatch(line -> line.path("resourceType").equals(file.path("type")));
            resources.addAll(lines);
        }
        return resources;
    }

    private static List<JsonNode> lines(Api.Answer file) {
        assertThat(file.status()).as(file.text()).isEqualTo(200);
        assertThat(file.http().headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/fhir+ndjson"));
        return file.text().lines().map(BulkExport::json).toList();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
