package org.oudfhir.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.oudfhir.fhir.Systems;

/** The references inside a resource. */
final class References {

    /** Elements that name the person the resource is about, whatever the type of the target. */
    private static final Set<String> PERSON = Set.of("subject", "patient", "beneficiary");

    private static final Pattern TARGET =
            Pattern.compile("(?:^|.*/)([A-Z][A-Za-z]+)(?:/([A-Za-z0-9.-]{1,64})(?:/_history/.*)?|\\?.*)");
    private static final Pattern BY_IDENTIFIER = Pattern.compile("[A-Z][A-Za-z]+\\?identifier=([^|&]*)\\|([^&]+)");

    interface Visitor {
        /** Called with the name of the element that holds the reference, and the reference. */
        void visit(String element, ObjectNode reference);
    }

    private References() {}

    /** Visits every reference that leaves the resource. */
    static void each(JsonNode node, Visitor visitor) {
        each("", node, visitor);
    }

    private static void each(String element, JsonNode node, Visitor visitor) {
        if (node instanceof ObjectNode object) {
            String target = Json.text(object, "reference");
            if (object.path("reference").isTextual() && !target.startsWith("#")) {
                visitor.visit(element, object);
            }
            for (Map.Entry<String, JsonNode> child : object.properties()) {
                each(child.getKey(), child.getValue(), visitor);
            }
        } else {
            for (JsonNode child : node) {
                each(element, child, visitor);
            }
        }
    }

    /** The type that a reference points at; empty if the reference does not say. */
    static String type(String target) {
        Matcher matcher = TARGET.matcher(target);
        return matcher.matches() ? matcher.group(1) : "";
    }

    /** {@code Type/id} of a literal reference, without a version; empty for any other. */
    static String literal(String target) {
        Matcher matcher = TARGET.matcher(target);
        return matcher.matches() && matcher.group(2) != null ? matcher.group(1) + "/" + matcher.group(2) : "";
    }

    /** Whether this leads to a place of its own; a search by an identifier that is a URL does not. */
    static boolean isAbsolute(String target) {
        return target.startsWith("http://") || target.startsWith("https://");
    }

    /** Whether this says whose resource it is: such a reference is never given up. */
    static boolean isAboutPerson(String element, String type) {
        return "Patient".equals(type) || (type.isEmpty() && PERSON.contains(element));
    }

    /** Keeps what is known of a target that cannot be linked: its type, its identifier, its display. */
    static void loosen(ObjectNode reference, String type) {
        String target = Json.text(reference, "reference");
        reference.remove("reference");
        if (!type.isEmpty()) {
            reference.put("type", type);
        }
        if (!reference.has("identifier")) {
            Matcher byIdentifier = BY_IDENTIFIER.matcher(target);
            ObjectNode identifier = reference.putObject("identifier");
            if (byIdentifier.matches()) {
                identifier.put("system", byIdentifier.group(1)).put("value", byIdentifier.group(2));
            } else {
                identifier.put("system", Systems.SOURCE).put("value", target);
            }
        }
    }
}
