package org.oudfhir.data;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.oudfhir.fhir.Systems;

/**
 * How a second load recognises what the first one wrote. Each resource gets an identifier made from its source, and is created
 * on condition that no resource has it: so nothing is doubled, and nothing that was changed since is overwritten. The few types
 * without an identifier get an id instead.
 */
final class Identities {

    private enum Room {
        MANY_IDENTIFIERS,
        ONE_IDENTIFIER,
        NONE
    }

    private final Map<String, Room> rooms = new ConcurrentHashMap<>();

    /** The request that writes the resource once; adds the identifier or id to the resource. */
    ObjectNode createOnce(ObjectNode resource, String key) {
        String type = Json.text(resource, "resourceType");
        ObjectNode request = Json.MAPPER.createObjectNode();
        switch (room(type)) {
            case MANY_IDENTIFIERS -> resource.withArrayProperty("identifier").add(identifier(key));
            case ONE_IDENTIFIER -> {
                if (!resource.has("identifier")) {
                    resource.set("identifier", identifier(key));
                }
                return request.put("method", "POST")
                        .put("url", type)
                        .put("ifNoneExist", condition(resource.path("identifier")));
            }
            case NONE -> {
                resource.put("id", id(key));
                return request.put("method", "PUT").put("url", type + "/" + id(key));
            }
        }
        return request.put("method", "POST").put("url", type).put("ifNoneExist", condition(identifier(key)));
    }

    /** How a resource in another request refers to the one with this key. */
    String link(String type, String key) {
        return room(type) == Room.NONE ? type + "/" + id(key) : type + "?" + condition(identifier(key));
    }

    static String urn(String key) {
        return "urn:uuid:" + id(key);
    }

    private static String id(String key) {
        return UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static ObjectNode identifier(String key) {
        return Json.MAPPER.createObjectNode().put("system", Systems.SOURCE).put("value", key);
    }

    private static String condition(JsonNode identifier) {
        return "identifier=" + token(Json.text(identifier, "system")) + "|" + token(Json.text(identifier, "value"));
    }

    private static String token(String value) {
        String escaped = value.replaceAll("([\\\\,$|])", "\\\\$1");
        return escaped.matches("[A-Za-z0-9:/._-]*") ? escaped : FhirClient.encode(escaped);
    }

    private Room room(String type) {
        return rooms.computeIfAbsent(type, Identities::look);
    }

    private static Room look(String type) {
        BaseRuntimeChildDefinition identifier =
                FhirContext.forR4Cached().getResourceDefinition(type).getChildByName("identifier");
        if (identifier == null) {
            return Room.NONE;
        }
        return identifier.getMax() == 1 ? Room.ONE_IDENTIFIER : Room.MANY_IDENTIFIERS;
    }
}
