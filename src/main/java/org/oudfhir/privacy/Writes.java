package org.oudfhir.privacy;

import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
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

    /** A reference that is a search tells what the search finds. */
    void checkReferences(Grants grants, IBaseResource resource) {
        for (Reference reference : visibility.references(resource)) {
            String text = String.valueOf(reference.getReference());
            int query = text.indexOf('?');
            if (query >= 0 && !gate.searchesAll(grants, text.substring(0, query))) {
                throw Gate.denial(grants);
            }
        }
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
        for (Reference reference : visibility.references(resource)) {
            checkTarget(grants, reference.getReferenceElement());
        }
    }

    /** A reference to what the caller may not see is answered as one to what does not exist. */
    private void checkTarget(Grants grants, IIdType target) {
        boolean local = !target.isAbsolute() && target.hasResourceType() && target.hasIdPart();
        if (local
                && Confinement.of(target.getResourceType()).isPresent()
                && !grants.access(Permission.READ, target.getResourceType()).all()
                && gate.find(target.getResourceType(), target.getIdPart())
                        .filter(found -> gate.isHidden(grants, found))
                        .isPresent()) {
            throw new InvalidRequestException("Resource " + target.getResourceType() + "/" + target.getIdPart()
                    + " not found, specified in path: reference");
        }
    }
}
