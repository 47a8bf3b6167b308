package org.oudfhir.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Entries whose references lead to something not yet loaded; they wait in a temporary file, not in memory. */
final class Waiting implements AutoCloseable {

    interface Round {
        void unit(List<Entry> entries) throws IOException;
    }

    private final List<SourceFile> files;
    private Path current;
    private int size;

    Waiting(List<SourceFile> files) throws IOException {
        this.files = files;
        current = Files.createTempFile("oud-load", ".ndjson");
    }

    synchronized void add(List<Entry> unit) throws IOException {
        if (unit.isEmpty()) {
            return;
        }
        ArrayNode line = Json.MAPPER.createArrayNode();
        unit.forEach(entry -> line.add(written(entry)));
        try (Writer out = Files.newBufferedWriter(current, StandardOpenOption.APPEND)) {
            out.write(line + "\n");
        }
        size += unit.size();
    }

    synchronized int size() {
        return size;
    }

    /** Takes all units out, one after the other; what is added meanwhile waits for the next round. */
    void round(Round round) throws IOException {
        Path taken;
        synchronized (this) {
            taken = current;
            current = Files.createTempFile("oud-load", ".ndjson");
            size = 0;
        }
        try (BufferedReader lines = Files.newBufferedReader(taken)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                List<Entry> unit = new ArrayList<>();
                Json.MAPPER.readTree(line).forEach(entry -> unit.add(read(entry)));
                round.unit(unit);
            }
        } finally {
            Files.delete(taken);
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(current);
    }

    private ObjectNode written(Entry entry) {
        ObjectNode node = entry.asTransactionEntry();
        return node.put("file", files.indexOf(entry.file())).put("place", entry.place());
    }

    private Entry read(JsonNode node) {
        return new Entry(
                files.get(node.path("file").asInt()),
                Json.text(node, "place"),
                Json.text(node, "fullUrl"),
                (ObjectNode) node.path("resource"),
                (ObjectNode) node.path("request"));
    }
}
