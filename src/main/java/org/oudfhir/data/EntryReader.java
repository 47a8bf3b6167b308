package org.oudfhir.data;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a file as units, each to be written in one transaction. A transaction Bundle is one unit; everything else is cut into
 * small ones as it is read, so that a file of any size needs little memory.
 */
final class EntryReader {

    private static final int UNIT = 50;
    private static final Set<String> READABLE = Set.of("transaction", "batch", "collection", "searchset");

    interface Sink {
        void unit(List<Entry> entries) throws IOException;

        void refused(String place, String reason);
    }

    interface Opener {
        InputStream open() throws IOException;
    }

    private final EntryMaker maker;
    private final SourceFile file;
    private final Sink sink;
    private int entries;

    EntryReader(EntryMaker maker, SourceFile file, Sink sink) {
        this.maker = maker;
        this.file = file;
        this.sink = sink;
    }

    /** Reads the file, after a look at its kind, and returns the number of its entries. */
    int read(Opener look, Opener content) throws IOException {
        try {
            if (file.isLines()) {
                readLines(content);
            } else {
                readDocument(look, content);
            }
        } catch (JsonProcessingException e) {
            sink.refused("line " + e.getLocation().getLineNr(), "from here on not JSON: " + e.getOriginalMessage());
        }
        return entries;
    }

    private void readLines(Opener opener) throws IOException {
        List<Entry> unit = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(opener.open(), StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                readLine(line, "line " + ++number, unit);
            }
        }
        hand(maker.linked(unit));
    }

    private void readLine(String line, String place, List<Entry> unit) throws IOException {
        if (line.isBlank()) {
            return;
        }
        Optional<ObjectNode> resource = parse(line, place);
        if (resource.isEmpty()) {
            return;
        }
        if ("Bundle".equals(Json.text(resource.get(), "resourceType"))) {
            readBundle(resource.get(), place + " ");
        } else {
            entries++;
            maker.fromElsewhere(file, place, "", resource.get(), sink).ifPresent(unit::add);
            handFull(unit);
        }
    }

    private Optional<ObjectNode> parse(String line, String place) {
        try {
            if (Json.MAPPER.readTree(line) instanceof ObjectNode resource) {
                return Optional.of(resource);
            }
            sink.refused(place, "not a JSON object");
        } catch (JsonProcessingException e) {
            sink.refused(place, "not JSON: " + e.getOriginalMessage());
        }
        entries++;
        return Optional.empty();
    }

    private void readDocument(Opener look, Opener content) throws IOException {
        DocumentKind kind;
        try (InputStream in = look.open()) {
            kind = DocumentKind.of(in);
        }
        if (kind.mayBeCut()) {
            readInPieces(content, kind);
            return;
        }
        try (InputStream in = content.open()) {
            if (!(Json.MAPPER.readTree(in) instanceof ObjectNode resource)) {
                sink.refused("", "not a JSON object");
            } else if (kind.isBundle()) {
                readBundle(resource, "");
            } else {
                entries++;
                List<Entry> unit = new ArrayList<>();
                maker.fromElsewhere(file, "(" + kind.resourceType() + ")", "", resource, sink)
                        .ifPresent(unit::add);
                hand(maker.linked(unit));
            }
        }
    }

    /** A Bundle whose entries do not need each other in one request. */
    private void readInPieces(Opener opener, DocumentKind kind) throws IOException {
        List<Entry> unit = new ArrayList<>();
        try (InputStream in = opener.open();
                JsonParser parser = Json.MAPPER.createParser(in)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean isEntries = "entry".equals(parser.currentName());
                parser.nextToken();
                if (!isEntries) {
                    parser.skipChildren();
                    continue;
                }
                for (int index = 0; parser.nextToken() == JsonToken.START_OBJECT; index++) {
                    JsonNode entry = parser.readValueAsTree();
                    take(entry, index, "", kind.type(), "").ifPresent(unit::add);
                    handFull(unit);
                }
            }
        }
        hand(maker.linked(unit));
    }

    private void readBundle(ObjectNode bundle, String before) throws IOException {
        String type = Json.text(bundle, "type");
        if (!READABLE.contains(type)) {
            entries++;
            sink.refused(
                    before + "(Bundle)",
                    "a Bundle of type \"" + type + "\" cannot be loaded, only " + String.join(", ", READABLE));
            return;
        }
        String patients = patients(bundle);
        List<Entry> unit = new ArrayList<>();
        int index = 0;
        for (JsonNode entry : bundle.path("entry")) {
            take(entry, index++, before, type, patients).ifPresent(unit::add);
        }
        hand(maker.linked(unit));
    }

    private Optional<Entry> take(JsonNode entry, int index, String before, String bundleType, String patients) {
        if ("outcome".equals(Json.text(entry.path("search"), "mode"))) {
            return Optional.empty();
        }
        entries++;
        ObjectNode resource =
                entry.path("resource") instanceof ObjectNode object ? object : Json.MAPPER.createObjectNode();
        String type = Json.text(resource, "resourceType");
        String place = before + "entry " + index + (type.isEmpty() ? "" : " (" + type + ")");
        if (bundleType.equals("transaction") || bundleType.equals("batch")) {
            return maker.fromRequest(file, place, entry, resource, patients, sink);
        }
        return maker.fromElsewhere(file, place, Json.text(entry, "fullUrl"), resource, sink);
    }

    private static String patients(ObjectNode bundle) {
        StringBuilder patients = new StringBuilder();
        for (JsonNode entry : bundle.path("entry")) {
            if ("Patient".equals(Json.text(entry.path("resource"), "resourceType"))) {
                patients.append(entry.path("resource"));
            }
        }
        return patients.toString();
    }

    private void handFull(List<Entry> unit) throws IOException {
        if (unit.size() >= UNIT) {
            hand(maker.linked(unit));
            unit.clear();
        }
    }

    private void hand(List<Entry> unit) throws IOException {
        if (!unit.isEmpty()) {
            sink.unit(List.copyOf(unit));
        }
    }
}
