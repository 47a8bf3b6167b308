package org.oudfhir.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns what a file holds into entries that can be written any number of times with the same result. */
final class EntryMaker {

    private static final Set<String> WRITES = Set.of("POST", "PUT", "PATCH", "DELETE");

    private final Identities identities = new Identities();
    private final Set<String> served;
    private final String source;

    EntryMaker(Set<String> served, String source) {
        this.served = served;
        this.source = source;
    }

    /**
     * An entry of a transaction or batch, which says itself what to do. A plain create is made once: it is the same again if its
     * fullUrl, its content and the persons of its Bundle are the same.
     */
    Optional<Entry> fromRequest(
            SourceFile file,
            String place,
            JsonNode entry,
            ObjectNode resource,
            String patients,
            EntryReader.Sink sink) {
        String method = entry.path("request").path("method").asText("POST");
        String url = entry.path("request").path("url").asText(Json.text(resource, "resourceType"));
        String type = url.split("[/?]", 2)[0];
        if (!WRITES.contains(method) || url.contains("$")) {
            sink.refused(place, method + " " + url + " is a request, not data");
            return Optional.empty();
        }
        if (!isServed(type, place, sink)) {
            return Optional.empty();
        }
        String fullUrl = Json.text(entry, "fullUrl");
        String key = Json.hash(fullUrl.isEmpty() ? place : fullUrl, resource.toString(), patients);
        boolean isPlainCreate = method.equals("POST") && !entry.path("request").has("ifNoneExist");
        ObjectNode request =
                isPlainCreate ? identities.createOnce(resource, key) : ((ObjectNode) entry.path("request")).deepCopy();
        return Optional.of(
                new Entry(file, place, fullUrl.isEmpty() ? Identities.urn(key) : fullUrl, resource, request));
    }

    /** A resource as another server holds it: known by its id, or else by its fullUrl in the file. */
    Optional<Entry> fromElsewhere(
            SourceFile file, String place, String fullUrl, ObjectNode resource, EntryReader.Sink sink) {
        String type = Json.text(resource, "resourceType");
        if (!isServed(type, place, sink)) {
            return Optional.empty();
        }
        String name = name(file, fullUrl, resource);
        String key = Json.hash(source, name.isEmpty() ? file.name() + place + resource : name);
        refer(file, fullUrl, resource);
        resource.remove("id");
        ObjectNode request = identities.createOnce(resource, key);
        return Optional.of(new Entry(file, place, Identities.urn(key), resource, request));
    }

    /** Entries of one unit refer to each other directly. */
    List<Entry> linked(List<Entry> unit) {
        Map<String, String> direct = new HashMap<>();
        for (Entry entry : unit) {
            String condition = Json.text(entry.request(), "ifNoneExist");
            if (!condition.isEmpty()) {
                direct.put(entry.type() + "?" + condition, entry.fullUrl());
            }
        }
        for (Entry entry : unit) {
            References.each(entry.resource(), (element, reference) -> {
                String urn = direct.get(Json.text(reference, "reference"));
                if (urn != null) {
                    reference.put("reference", urn);
                }
            });
        }
        return unit;
    }

    private boolean isServed(String type, String place, EntryReader.Sink sink) {
        if (!served.contains(type)) {
            sink.refused(place, type.isEmpty() ? "has no resourceType" : "the server does not serve " + type);
            return false;
        }
        return true;
    }

    private static String name(SourceFile file, String fullUrl, ObjectNode resource) {
        if (fullUrl.startsWith("urn:")) {
            return file.name() + " " + fullUrl;
        }
        if (!fullUrl.isEmpty()) {
            return fullUrl;
        }
        String id = Json.text(resource, "id");
        return id.isEmpty() ? "" : Json.text(resource, "resourceType") + "/" + id;
    }

    /** Writes each reference so that it finds its target by the identifier that the target gets, wherever that is loaded. */
    private void refer(SourceFile file, String fullUrl, ObjectNode resource) {
        String base = fullUrl.startsWith("http") ? fullUrl.replaceFirst("[^/]+/[^/]+$", "") : "";
        References.each(resource, (element, reference) -> {
            String target = Json.text(reference, "reference");
            if (target.startsWith("urn:")) {
                reference.put("reference", Identities.urn(Json.hash(source, file.name() + " " + target)));
                return;
            }
            String literal = References.literal(target);
            String type = References.type(target);
            if (literal.isEmpty() || !served.contains(type)) {
                return;
            }
            String name = target.contains("://") ? target.replaceFirst("/_history/.*", "") : base + literal;
            reference.put("reference", identities.link(type, Json.hash(source, name)));
        });
    }
}
