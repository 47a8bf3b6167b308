package org.oudfhir.privacy;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.util.FhirTerser;
import ca.uhn.fhir.util.UrlUtil;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.Reference;

/** Whether a caller's scopes reach one resource. */
final class Visibility {

    private final FhirContext fhir;
    private final FhirTerser terser;
    private final BiPredicate<IBaseResource, String> matches;

    /**
     * Makes it.
     *
     * @param matches whether a resource matches a search, such as {@code category=survey}; false when that cannot be told
     */
    Visibility(FhirContext fhir, BiPredicate<IBaseResource, String> matches) {
        this.fhir = fhir;
        this.terser = fhir.newTerser();
        this.matches = matches;
    }

    /** Whether the caller may look at it, be it by id or as a match. */
    boolean isSeen(Grants grants, IBaseResource resource) {
        return isGranted(grants, Permission.READ, resource) || isGranted(grants, Permission.SEARCH, resource);
    }

    boolean isGranted(Grants grants, Permission permission, IBaseResource resource) {
        Access access = grants.access(permission, type(resource));
        return access.all() || access.limits().stream().anyMatch(limit -> admits(limit, resource));
    }

    String type(IBaseResource resource) {
        return fhir.getResourceType(resource);
    }

    /** All references in it. */
    List<Reference> references(IBaseResource resource) {
        return terser.getAllPopulatedChildElementsOfType(resource, Reference.class);
    }

    private boolean admits(Access.Limit limit, IBaseResource resource) {
        return limit.patients().filter(ids -> !belongsTo(ids, resource)).isEmpty()
                && (limit.filters().isEmpty() || matches.test(resource, query(resource, limit)));
    }

    private String query(IBaseResource resource, Access.Limit limit) {
        return limit.filters().stream()
                .map(filter -> filter.name() + "=" + UrlUtil.escapeUrlParam(filter.value()))
                .collect(Collectors.joining("&", type(resource) + "?", ""));
    }

    /** Whether this is a device that is nobody's: a thing of the house, such as the server itself, that has no labels. */
    boolean isEquipment(IBaseResource resource) {
        return resource instanceof Device device
                && !device.hasPatient()
                && !device.getMeta().hasSecurity();
    }

    /** The one patient of this server whom it is about; none when there is none, or more than one. */
    Optional<String> patient(IBaseResource resource) {
        String type = type(resource);
        if (type.equals("Patient")) {
            return Optional.ofNullable(resource.getIdElement().getIdPart());
        }
        List<IIdType> patients =
                Confinement.of(type).map(own -> own.patients((Base) resource)).orElse(List.of());
        List<String> ids = patients.stream().map(IIdType::getIdPart).distinct().toList();
        boolean local = patients.stream().noneMatch(IIdType::isAbsolute);
        return ids.size() == 1 && local ? Optional.ofNullable(ids.get(0)) : Optional.empty();
    }

    /** Of one of these patients, and of no other one. */
    boolean belongsTo(Set<String> patientIds, IBaseResource resource) {
        String type = type(resource);
        if (type.equals("Patient")) {
            String id = resource.getIdElement().getIdPart();
            return id != null && patientIds.contains(id);
        }
        List<IIdType> patients =
                Confinement.of(type).map(own -> own.patients((Base) resource)).orElse(List.of());
        return !patients.isEmpty()
                && patients.stream().allMatch(each -> !each.isAbsolute() && patientIds.contains(each.getIdPart()));
    }
}
