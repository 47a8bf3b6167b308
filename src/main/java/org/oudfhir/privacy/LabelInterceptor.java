package org.oudfhir.privacy;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.storage.TransactionDetails;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.oudfhir.fhir.Problem;
import org.oudfhir.privacy.part2.Labels;
import org.oudfhir.privacy.part2.Labels.Origin;
import org.oudfhir.server.InterceptorOrder;

/**
 * Labels whatever is stored about a patient, by whom it comes from, what it refers to and what it says. What the server itself
 * derives comes from the whole of the patient's record, and is a Part 2 record if any part of that is.
 */
@Interceptor(order = InterceptorOrder.CONSENT)
final class LabelInterceptor {

    private static final String KEY = LabelInterceptor.class.getName();

    /** References that say whom and where, not from what. */
    private static final Set<String> SURROUNDINGS = Set.of("Patient", "Encounter", "EpisodeOfCare", "RelatedPerson");

    private final Requesters requesters;
    private final Visibility visibility;
    private final BiFunction<String, String, Optional<Resource>> stored;
    private final Predicate<String> hasPart2Records;

    /**
     * Makes it.
     *
     * @param stored the current resource of a type and id
     * @param hasPart2Records whether any record of the patient with this id is a Part 2 record
     */
    LabelInterceptor(
            Requesters requesters,
            Visibility visibility,
            BiFunction<String, String, Optional<Resource>> stored,
            Predicate<String> hasPart2Records) {
        this.requesters = requesters;
        this.visibility = visibility;
        this.stored = stored;
        this.hasPart2Records = hasPart2Records;
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
    void created(IBaseResource resource, @Nullable RequestDetails request, TransactionDetails transaction) {
        label((Resource) resource, null, request, transaction);
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
    void updated(
            @Nullable IBaseResource before,
            IBaseResource after,
            @Nullable RequestDetails request,
            TransactionDetails transaction) {
        if (before != null && Labels.isRedacted((Resource) after) && !Labels.isRedacted((Resource) before)) {
            throw new Problem.Invalid(
                    "redacted-copy",
                    after.fhirType() + ".meta.security",
                    "A redacted copy (label REDACTED) lacks what it was taken from, and cannot replace it; send a resource of"
                            + " your own, or a patch");
        }
        label((Resource) after, (Resource) before, request, transaction);
    }

    private void label(
            Resource resource,
            @Nullable Resource before,
            @Nullable RequestDetails request,
            TransactionDetails transaction) {
        boolean isEquipment = visibility.isEquipment(resource) && (before == null || visibility.isEquipment(before));
        if (Confinement.of(resource.fhirType()).isEmpty() || isEquipment) {
            return;
        }
        Optional<String> patient = visibility.patient(resource);
        Caller caller = Caller.of(request);
        Boolean program = transaction.getOrCreateUserData(KEY, () -> requesters.writesForProgram(caller));
        boolean part2 = program || inherits(resource, patient, caller, transaction);
        Labels.label(resource, part2 ? Origin.PROGRAM : Origin.ELSEWHERE, before);
    }

    private boolean inherits(
            Resource resource, Optional<String> patient, Caller caller, TransactionDetails transaction) {
        if (caller.isAnonymous()) {
            return patient.filter(id -> transaction.getOrCreateUserData(KEY + id, () -> hasPart2Records.test(id)))
                    .isPresent();
        }
        for (Reference reference : visibility.references(resource)) {
            IIdType target = reference.getReferenceElement();
            boolean local = !target.isAbsolute() && target.hasResourceType() && target.hasIdPart();
            if (local
                    && Confinement.of(target.getResourceType()).isPresent()
                    && !SURROUNDINGS.contains(target.getResourceType())
                    && stored.apply(target.getResourceType(), target.getIdPart())
                            .filter(found -> Labels.of(found, Optional.empty()).part2())
                            .isPresent()) {
                return true;
            }
        }
        return false;
    }
}
