package org.oudfhir.treatment;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.fhir.Keys;

/**
 * The path of a {@code dynamicValue}: element names with an optional index, such as {@code dosageInstruction[0].text}. Elements
 * on the way are made when they are missing.
 */
record ElementPath(List<Segment> segments) {

    private static final Pattern SEGMENT = Pattern.compile("(\\w+)(\\[(\\d+)])?");

    /** One name of a path; the index is -1 when there is none. */
    record Segment(String name, int index) {}

    static ElementPath of(String path) {
        List<Segment> segments = new ArrayList<>();
        for (String part : path.split("\\.", -1)) {
            Matcher matcher = SEGMENT.matcher(part);
            if (!matcher.matches()) {
                throw new PathwayFault("dynamicValue path \"" + path + "\" is not understood at \"" + part + "\".");
            }
            String index = matcher.group(3);
            segments.add(new Segment(matcher.group(1), index == null ? -1 : Integer.parseInt(index)));
        }
        return new ElementPath(List.copyOf(segments));
    }

    /** Puts values at the path. Without an index they replace what is there. */
    void set(Resource resource, List<Base> values) {
        Base parent = resource;
        for (Segment segment : segments.subList(0, segments.size() - 1)) {
            parent = child(parent, segment);
        }
        Segment last = segments.get(segments.size() - 1);
        Property property = property(parent, last.name());
        List<Base> kept = new ArrayList<>(last.index() < 0 ? List.of() : property.getValues());
        List<Base> wanted = new ArrayList<>(kept.subList(0, Math.min(Math.max(last.index(), 0), kept.size())));
        values.forEach(value -> wanted.add(fit(property, value)));
        kept.stream().skip(last.index() + 1L).filter(value -> last.index() >= 0).forEach(wanted::add);
        replace(parent, property, wanted);
    }

    private static void replace(Base parent, Property property, List<Base> wanted) {
        if (property.getMaxCardinality() <= 1 && wanted.size() > 1) {
            throw new PathwayFault("Element " + property.getName() + " takes one value, not " + wanted.size() + ".");
        }
        if (property.getMaxCardinality() > 1) {
            for (Base old : List.copyOf(property.getValues())) {
                parent.removeChild(property.getName(), old);
            }
        }
        wanted.forEach(value -> parent.setProperty(property.getName(), value));
    }

    private static Base child(Base parent, Segment segment) {
        List<Base> values = property(parent, segment.name()).getValues();
        int index = Math.max(segment.index(), 0);
        return index < values.size() ? values.get(index) : parent.addChild(segment.name());
    }

    private static Property property(Base parent, String name) {
        Property property = parent.getNamedProperty(name);
        if (property == null) {
            throw new PathwayFault("A dynamicValue sets " + parent.fhirType() + "." + name + ", which does not exist.");
        }
        return property;
    }

    private static Base fit(Property property, Base value) {
        boolean refers = property.getTypeCode().startsWith("Reference");
        return refers && value instanceof Resource target ? Keys.reference(target) : value;
    }
}
