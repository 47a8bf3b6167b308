package org.oudfhir.treatment;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.ActivityDefinition;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.Library;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.ValueSet;
import org.oudfhir.profiles.Guide;

/** The published definitions that a pathway refers to, found by canonical URL with or without a version. */
public final class Definitions {

    private final List<MetadataResource> resources;

    public Definitions(Collection<? extends MetadataResource> resources) {
        this.resources = List.copyOf(resources);
    }

    /** Those of the guide that a pathway can refer to. */
    public static Definitions of(Guide guide) {
        return new Definitions(Stream.of(
                        PlanDefinition.class, ActivityDefinition.class, Library.class, ValueSet.class, CodeSystem.class)
                .flatMap(type -> guide.list(type).stream())
                .toList());
    }

    /** The definition with this canonical. */
    public <T extends MetadataResource> Optional<T> find(Class<T> type, String canonical) {
        int bar = canonical.indexOf('|');
        String url = bar < 0 ? canonical : canonical.substring(0, bar);
        String version = bar < 0 ? "" : canonical.substring(bar + 1);
        return list(type).stream()
                .filter(resource -> url.equals(resource.getUrl()))
                .filter(resource -> version.isEmpty() || version.equals(resource.getVersion()))
                .findFirst();
    }

    /** The definition with this canonical, which the pathway cannot do without. */
    public <T extends MetadataResource> T get(Class<T> type, String canonical) {
        return find(type, canonical)
                .orElseThrow(() -> new PathwayFault(
                        type.getSimpleName() + " " + canonical + " is referred to, but not published."));
    }

    /** All definitions of one type. */
    public <T extends MetadataResource> List<T> list(Class<T> type) {
        return resources.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
