package org.oudfhir.privacy;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.fhir.Problem;
import org.oudfhir.privacy.DisclosureNotes.Disclosed;
import org.oudfhir.privacy.part2.Decision;
import org.oudfhir.privacy.part2.Decision.Basis;
import org.oudfhir.privacy.part2.Decision.Deny;
import org.oudfhir.privacy.part2.Decision.Permit;
import org.oudfhir.privacy.part2.Decision.Reason;
import org.oudfhir.privacy.part2.DisclosureRules;
import org.oudfhir.privacy.part2.Labels;
import org.oudfhir.privacy.part2.PatientFile;
import org.oudfhir.privacy.part2.Purpose;
import org.oudfhir.privacy.part2.Requester;
import org.oudfhir.privacy.part2.Requester.Relation;
import org.oudfhir.privacy.part2.Sensitivity;

/** The decision about a request and about each resource, with what is on record now. */
final class Disclosures {

    private final Requesters requesters;
    private final PatientFiles files;
    private final Visibility visibility;
    private final OwnSubscriptions subscriptions;
    private final Clock clock;

    Disclosures(
            Requesters requesters,
            PatientFiles files,
            Visibility visibility,
            OwnSubscriptions subscriptions,
            Clock clock) {
        this.requesters = requesters;
        this.files = files;
        this.visibility = visibility;
        this.subscriptions = subscriptions;
        this.clock = clock;
    }

    Requester requester(RequestDetails request) {
        return requesters.of(request);
    }

    /** Whether there is nothing that the rules keep from the requester: its own people who treat. */
    boolean isFree(Requester requester) {
        return requester.relation() == Relation.WORKFORCE && requester.purpose() == Purpose.TREAT;
    }

    /** Whether the disclosure rules have nothing to say. Nobody is held by scopes, to which definitions are open and nothing else. */
    boolean isSettled(Requester requester) {
        return requester.relation() == Relation.NOBODY || isFree(requester);
    }

    /** Whether what is given to the requester is a disclosure: to others than the program's own people and the patient. */
    boolean isToOthers(Requester requester) {
        return requester.relation() == Relation.OUTSIDER || requester.relation() == Relation.PROXY;
    }

    /** Why nothing at all is disclosed to this request, if so. */
    Optional<Reason> refusal(Requester requester) {
        return DisclosureRules.refusal(requester);
    }

    static boolean isOpen(String type) {
        return Confinement.DEFINITIONS.contains(type) || Confinement.SHARED.contains(type);
    }

    /** Looks up together what decides about these, which would be looked up patient by patient else. */
    void expect(RequestDetails request, Collection<Resource> resources) {
        if (isToOthers(requester(request))) {
            files.of(
                    request,
                    resources.stream()
                            .map(visibility::patient)
                            .flatMap(Optional::stream)
                            .collect(Collectors.toSet()));
        }
    }

    /** The decision on all of a resource. */
    Decision decide(RequestDetails request, Resource resource) {
        return decideWithout(Set.of(), request, resource);
    }

    /** The decision on what is left of a resource without what these labels stand for. */
    Decision decideWithout(Set<String> labels, RequestDetails request, Resource resource) {
        Requester requester = requester(request);
        String type = resource.fhirType();
        if (isOpen(type) || visibility.isEquipment(resource)) {
            return Decision.permit(Basis.HIPAA);
        }
        if (isOwnOnly(requester, type)) {
            return subscriptions.isOwn(request, resource.getIdElement().getIdPart())
                    ? Decision.permit(Basis.HIPAA)
                    : Decision.deny(Reason.NO_CONSENT);
        }
        if (Confinement.of(type).isEmpty()) {
            return rulesForNobodys(requester);
        }
        Optional<String> patient = visibility.patient(resource);
        Sensitivity data = Labels.of(resource, patient).without(labels);
        PatientFile file = file(request, requester, patient);
        Decision decision = rules(request).decide(requester, data, file, clock.instant());
        if (decision.isPermitted() || !type.equals("Consent")) {
            return decision;
        }
        Decision goesWith = rules(request).decideConsent(requester, data, file, clock.instant());
        return goesWith.isPermitted() ? goesWith : decision;
    }

    Decision decideEnrolment(RequestDetails request, String patient) {
        Requester requester = requester(request);
        return rules(request)
                .decideEnrolment(requester, file(request, requester, Optional.of(patient)), clock.instant());
    }

    Disclosed disclosed(Resource resource, Permit permit) {
        return new Disclosed(permit, visibility.patient(resource));
    }

    /** Of what an operation makes its answer of, what may be told; on what basis is remembered. */
    List<Resource> told(RequestDetails request, List<Resource> used) {
        expect(request, used);
        Set<Disclosed> told = new LinkedHashSet<>();
        List<Resource> permitted = new ArrayList<>();
        for (Resource resource : used) {
            Decision decision = decide(request, resource);
            if (decision instanceof Permit permit) {
                Disclosed disclosed = disclosed(resource, permit);
                DisclosureNotes.remember(request, resource, disclosed);
                told.add(disclosed);
                permitted.add(resource);
            } else if (decision instanceof Deny deny) {
                DisclosureNotes.withhold(request, deny.reason());
            }
        }
        told.forEach(each -> DisclosureNotes.tell(request, each));
        return permitted;
    }

    /**
     * Whether all of a patient's record but counselling notes is disclosed, whatever is on record: no type and no label is left
     * out by what permits it, and nothing is taken out by a refusal or an exception.
     */
    boolean isWholeRecord(RequestDetails request, String patient) {
        Requester requester = requester(request);
        PatientFile file = file(request, requester, Optional.of(patient));
        Instant now = clock.instant();
        return !file.isLimited(requester, now)
                && Confinement.types().stream()
                        .map(type -> new Sensitivity(
                                type, "", Optional.of(patient), true, false, true, Set.of(Labels.PART2)))
                        .allMatch(data -> rules(request)
                                .decide(requester, data, file, now)
                                .isPermitted());
    }

    /** In an emergency, also what is told about a patient without a resource, such as a count, is looked at afterwards. */
    void tellInEmergency(RequestDetails request, String type, String patient) {
        PatientFile file = files.of(request, patient);
        Sensitivity any = new Sensitivity(type, "", Optional.of(patient), true, false, false, Labels.OF_PROGRAM);
        if (file.person().isPresent()
                && rules(request).decide(requester(request), any, file, clock.instant()) instanceof Permit permit
                && permit.basis().isEmergency()) {
            DisclosureNotes.tell(request, new Disclosed(permit, Optional.of(patient)));
        }
    }

    /** A Subscription from outside is between the program and who wrote it. */
    static boolean isOwnOnly(Requester requester, String type) {
        return type.equals("Subscription") && requester.relation() == Relation.OUTSIDER;
    }

    /** What has no patient, such as an audit event or a group, is for the program's own people. */
    static Decision rulesForNobodys(Requester requester) {
        return requester.relation() == Relation.WORKFORCE && requester.purpose().isTpo()
                ? Decision.permit(Basis.INTERNAL)
                : Decision.deny(Reason.NO_CONSENT);
    }

    private PatientFile file(RequestDetails request, Requester requester, Optional<String> patient) {
        return patient.filter(id -> isToOthers(requester))
                .map(id -> files.of(request, id))
                .orElseGet(() -> PatientFile.empty(patient.orElse("")));
    }

    DisclosureRules rules(RequestDetails request) {
        return new DisclosureRules(requesters.isProgram(request));
    }

    /** What everybody is told who asks for what is not offered to them. */
    static Problem refused() {
        return new Problem.Forbidden("not-disclosed", "This is not disclosed to the requester for this purpose of use");
    }
}
