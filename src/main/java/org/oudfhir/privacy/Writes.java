package org.oudfhir.privacy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;
import org.oudfhir.fhir.Problem;

/** Keeps what is written within the caller's scopes: as it was, as it becomes, and in what it refers to. */
final class Writes {

    private final Gate gate;
    private final Visibility visibility;

    Writes(Gate gate, Visibility visibility) {
        this.gate = gate;
        this.visibility = visibility;
    }

    /**
     * A reference that is a search tells what the search finds; one to a single resource, whether that exists. Who is confined
     * to a record refers to what they may see, and is told the same about all else.
     */
    void checkReferences(Grants grants, IBaseResource resource) {
        Set<String> patients = confinedTo(grants, visibility.type(resource));
        for (Reference reference : visibility.references(resource)) {
            String text = String.valueOf(reference.getReference());
            int query = text.indexOf('?');
            if (query >= 0 && !gate.searchesAll(grants, text.substring(0, query))) {
                throw Gate.denial(grants);
            }
            if (!patients.isEmpty()) {
                checkTarget(grants, patients, reference.getReferenceElement());
            }
        }
    }

    /** The patients whose records a writer of this type is confined to; none when there is no such bound. */
    private static Set<String> confinedTo(Grants grants, String type) {
        Set<String> patients = new HashSet<>();
        for (Permission permission : List.of(Permission.CREATE, Permission.UPDATE)) {
            Access access = grants.access(permission, type);
            boolean bound =
                    access.limits().stream().allMatch(limit -> limit.patients().isPresent());
            if (access.all() || !bound) {
                return Set.of();
            }
            access.limits().forEach(limit -> limit.patients().ifPresent(patients::addAll));
        }
        return patients;
    }

    void create(Grants grants, IBaseResource resource) {
        become(grants, Permission.CREATE, resource);
    }

    void update(Grants grants, @Nullable IBaseResource before, IBaseResource after) {
        if (before != null && !visibility.isGranted(grants, Permission.UPDATE, before)) {
            throw Gate.notKnown(visibility.type(before), before.getIdElement().getIdPart(), "");
        }
        become(grants, Permission.UPDATE, after);
    }

    void delete(Grants grants, IBaseResource resource) {
        if (!visibility.isGranted(grants, Permission.DELETE, resource)) {
            throw Gate.notKnown(
                    visibility.type(resource), resource.getIdElement().getIdPart(), "");
        }
    }

    private void become(Grants grants, Permission permission, IBaseResource resource) {
        if (!visibility.isGranted(grants, permission, resource)) {
            throw new Problem.Forbidden(
                    "insufficient-scope",
                    "The scopes of the token do not allow a " + visibility.type(resource) + " with this content");
        }
    }

    private void checkTarget(Grants grants, Set<String> patients, IIdType target) {
        boolean local = !target.isAbsolute() && target.hasResourceType() && target.hasIdPart();
        if (local
                && !Confinement.SHARED.contains(target.getResourceType())
                && !Confinement.DEFINITIONS.contains(target.getResourceType())
                && gate.find(target.getResourceType(), target.getIdPart())
                        .filter(found -> visibility.isSeen(grants, found) || visibility.belongsTo(patients, found))
                        .isEmpty()) {
            throw new Problem.BadRequest(
                    "unknown-reference",
                    target.getResourceType() + "/" + target.getIdPart()
                            + " is not known here, or not within the scopes of the token");
        }
    }
}
