package org.oudfhir.data;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One resource on its way to the server.
 *
 * @param file the file it came from, and
 * @param place where in it: {@code line 3} or {@code entry 3 (Observation)}
 * @param fullUrl what other entries call it
 * @param resource the resource as read
 * @param request how to write it: method, url and condition of a transaction entry
 */
record Entry(SourceFile file, String place, String fullUrl, ObjectNode resource, ObjectNode request) {

    String type() {
        return Json.text(resource, "resourceType");
    }

    String where() {
        return file.name() + " " + place;
    }

    Entry with(ObjectNode changed) {
        return new Entry(file, place, fullUrl, changed, request);
    }

    ObjectNode asTransactionEntry() {
        ObjectNode entry = Json.MAPPER.createObjectNode();
        entry.put("fullUrl", fullUrl);
        entry.set("resource", resource);
        entry.set("request", request);
        return entry;
    }
}
