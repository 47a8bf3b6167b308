package org.oudfhir.fhir;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/**
 * The identity of what the server derives: a key {@code <response-key>.<role>[.<linkId or factor>][.<n>]} (decisions 1.2) that
 * makes a repeated derivation an update of the same resources. A new resource also gets the id {@code urn:uuid:…} made from
 * its key, so that resources of one derivation can refer to each other before they are stored.
 */
public final class Keys {

    private Keys() {}

    /** Gives a new resource its key, as identifier and as temporary id. */
    public static <T extends Resource> T identify(T resource, String key) {
        setId(resource, key);
        resource.getNamedProperty("identifier");
        resource.setProperty("identifier", identifier(key));
        return resource;
    }

    /** Gives a new resource without an identifier element (Provenance) its temporary id only. */
    public static <T extends Resource> T setId(T resource, String key) {
        resource.setId("urn:uuid:" + UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)));
        return resource;
    }

    /** The key of a derived resource; empty for a resource that the server did not derive. */
    public static Optional<String> find(Resource resource) {
        Property property = resource.getNamedProperty("identifier");
        List<Base> identifiers = property == null ? List.of() : property.getValues();
        return identifiers.stream()
                .filter(Identifier.class::isInstance)
                .map(Identifier.class::cast)
                .filter(identifier -> Systems.KEY.equals(identifier.getSystem()))
                .map(Identifier::getValue)
                .findFirst();
    }

    /** A reference to a resource, stored or not yet stored. */
    public static Reference reference(Resource resource) {
        return new Reference(target(resource));
    }

    /** What a reference to the resource says: {@code urn:uuid:…} as long as it is new, then {@code Type/id}. */
    public static String target(Resource resource) {
        String id = resource.getId();
        if (id != null && id.startsWith("urn:uuid:")) {
            return id;
        }
        return resource.fhirType() + "/" + resource.getIdElement().getIdPart();
    }

    private static Identifier identifier(String key) {
        return new Identifier().setSystem(Systems.KEY).setValue(key);
    }
}
