package org.oudfhir.privacy;

import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.jspecify.annotations.Nullable;
import org.oudfhir.fhir.Problem;
import org.oudfhir.fhir.Systems;
import org.oudfhir.privacy.part2.Requester;
import org.oudfhir.privacy.part2.Requester.Agreement;
import org.oudfhir.privacy.part2.Requester.Relation;

/**
 * What others than the program's own people write, held against the resource as it was and as it becomes. A consent opens
 * records to be read: whoever has it adds to them, takes nothing away, and learns nothing from what a write answers.
 */
final class DisclosedWrites {

    /** What decides about disclosures is written by the program's own people; a consent also by the patient. */
    private static final Set<String> GOVERNING = Set.of(
            "AuditEvent",
            "CareTeam",
            "Consent",
            "Coverage",
            "Group",
            "Organization",
            "Practitioner",
            "PractitionerRole",
            "Provenance",
            "RelatedPerson");

    private final Disclosures disclosures;
    private final Redactions redactions;
    private final Visibility visibility;
    private final BiFunction<String, String, Optional<Resource>> stored;

    /**
     * Makes it.
     *
     * @param stored the current resource of a type and id
     */
    DisclosedWrites(
            Disclosures disclosures,
            Redactions redactions,
            Visibility visibility,
            BiFunction<String, String, Optional<Resource>> stored) {
        this.disclosures = disclosures;
        this.redactions = redactions;
        this.visibility = visibility;
        this.stored = stored;
    }

    /** What the ask alone decides; throws when it is refused. */
    void admit(RequestDetails request, Ask ask, Permission permission) {
        Requester requester = disclosures.requester(request);
        checkPurpose(requester);
        if (requester.relation() == Relation.WORKFORCE) {
            return;
        }
        boolean governs = GOVERNING.contains(ask.type()) || Confinement.DEFINITIONS.contains(ask.type());
        boolean ownConsent = ask.type().equals("Consent") && requester.relation() == Relation.PATIENT;
        boolean forThem = ask.type().equals("Subscription") && requester.relation() != Relation.OUTSIDER;
        boolean searches = ask.conditional() || (ask.id().isEmpty() && permission != Permission.CREATE);
        boolean readsOnly = requester.agreements().contains(Agreement.AUDIT);
        boolean deletes = permission == Permission.DELETE
                && disclosures.isToOthers(requester)
                && !Disclosures.isOwnOnly(requester, ask.type());
        if ((governs && !ownConsent) || forThem || searches || readsOnly || deletes) {
            throw Disclosures.refused();
        }
    }

    /** What the content of an entry decides. A patch in a Bundle is followed to what it refers to before its result is seen. */
    void admitEntry(RequestDetails request, Ask ask, @Nullable Resource content) {
        if (ask.method().equals("PATCH") && disclosures.requester(request).relation() != Relation.WORKFORCE) {
            throw new Problem.Forbidden("patch-in-bundle", "A patch is sent alone, not as an entry of a Bundle");
        }
        if (content != null) {
            checkReferences(request, content);
        }
    }

    /** Before a resource is stored for the first time. */
    void create(RequestDetails request, Resource resource) {
        Requester requester = disclosures.requester(request);
        if (!disclosures.isSettled(requester)) {
            checkPurpose(requester);
            checkOrder(request, resource);
        }
    }

    /** Before a resource is replaced, by whatever kind of change. */
    void update(RequestDetails request, Resource before, Resource after) {
        checkReview(request, before);
        Requester requester = disclosures.requester(request);
        if (disclosures.isSettled(requester)) {
            return;
        }
        checkPurpose(requester);
        redactions.mustBeWhole(request, before);
        if (request.getRestOperationType() == RestOperationTypeEnum.PATCH) {
            checkReferences(request, after);
        }
        boolean moves = !visibility.patient(before).equals(visibility.patient(after));
        if (moves && requester.relation() != Relation.WORKFORCE) {
            throw new Problem.Forbidden(
                    "patient-changed",
                    "Whose record a resource belongs to is changed by the program's own people only");
        }
        checkOrder(request, after);
    }

    /** Before a resource is deleted. */
    void delete(RequestDetails request, Resource resource) {
        checkReview(request, resource);
        Requester requester = disclosures.requester(request);
        if (!disclosures.isSettled(requester)) {
            checkPurpose(requester);
            redactions.mustBeWhole(request, resource);
        }
    }

    /** A reference tells whether its target exists: others than the program's own people refer to what is disclosed to them. */
    void checkReferences(RequestDetails request, IBaseResource resource) {
        if (disclosures.requester(request).relation() == Relation.WORKFORCE) {
            return;
        }
        for (Reference reference : visibility.references(resource)) {
            if (String.valueOf(reference.getReference()).contains("?")) {
                throw Disclosures.refused();
            }
            IIdType target = reference.getReferenceElement();
            boolean local = !target.isAbsolute() && target.hasResourceType() && target.hasIdPart();
            if (local
                    && !Disclosures.isOpen(target.getResourceType())
                    && stored.apply(target.getResourceType(), target.getIdPart())
                            .filter(found -> redactions.decide(request, found).isPermitted())
                            .isEmpty()) {
                throw new Problem.BadRequest(
                        "unknown-reference",
                        target.getResourceType() + "/" + target.getIdPart()
                                + " is not known here, or not within the scopes of the token");
            }
        }
    }

    /** An emergency lets read whom one may not read else (42 CFR 2.51), and nothing more: no access outlasts it. */
    private static void checkPurpose(Requester requester) {
        if (requester.purpose().isEmergency()) {
            throw new Problem.Forbidden(
                    "emergency-reads",
                    "In an emergency records are read; to write them takes a token for another purpose of use");
        }
    }

    /** What the privacy officer is asked to look at is not closed by those whom it is about. */
    private void checkReview(RequestDetails request, Resource before) {
        Requester requester = disclosures.requester(request);
        boolean isOfficers =
                requester.relation() == Relation.WORKFORCE && Caller.of(request).reach() == Caller.Reach.ORGANIZATION;
        if (requester.relation() != Relation.NOBODY
                && !isOfficers
                && before instanceof Task task
                && task.getCode().getCoding().stream()
                        .anyMatch(coding -> Systems.PRIVACY_TASK.equals(coding.getSystem()))) {
            throw Disclosures.refused();
        }
    }

    /**
     * An order is reviewed against the whole record, and is refused or annotated by what is found there. Who may not have the
     * whole orders nothing, whatever is on record: else the answer would tell.
     */
    private void checkOrder(RequestDetails request, Resource resource) {
        if (resource instanceof MedicationRequest
                && disclosures.isToOthers(disclosures.requester(request))
                && visibility
                        .patient(resource)
                        .filter(patient -> disclosures.isWholeRecord(request, patient))
                        .isEmpty()) {
            throw new Problem.Forbidden(
                    "order-not-reviewable",
                    "An order is reviewed against the whole of the patient's record, and is taken from those to whom the"
                            + " whole is disclosed; what the patient takes elsewhere is told by a MedicationStatement");
        }
    }
}
