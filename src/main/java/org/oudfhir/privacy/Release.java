package org.oudfhir.privacy;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.Group;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.fhir.Problem;
import org.oudfhir.privacy.part2.Decision;
import org.oudfhir.privacy.part2.Decision.Permit;
import org.oudfhir.privacy.part2.Requester;

/**
 * What may leave in bulk. A part of the server that hands out resources by itself, past the searches that are narrowed and the
 * answers that are watched, asks here for each resource, each time it hands it out.
 */
public final class Release {

    private final Gate gate;
    private final Visibility visibility;
    private final Disclosures disclosures;
    private final Redactions redactions;
    private final DisclosureNotes notes;
    private final AccessLog log;

    /** What goes with what is released, and the record of it. */
    record Notes(DisclosureNotes notes, AccessLog log) {}

    Release(Gate gate, Visibility visibility, Disclosures disclosures, Redactions redactions, Notes out) {
        this.gate = gate;
        this.visibility = visibility;
        this.disclosures = disclosures;
        this.redactions = redactions;
        this.notes = out.notes();
        this.log = out.log();
    }

    /**
     * Who asks, and what for, whatever token is used.
     *
     * @throws Problem.Forbidden when it is no system: records leave in bulk to systems only
     */
    public String holder(RequestDetails request) {
        Grants grants = Grants.of(request).ofSystem();
        if (grants.caller().scopes().isEmpty()) {
            throw new Problem.Forbidden(
                    "insufficient-scope",
                    "A bulk export needs system scopes that read and search, such as system/*.rs");
        }
        return grants.caller().identity().toString();
    }

    /** Whether the scopes reach anything of a type. */
    public boolean reaches(RequestDetails request, String type) {
        Grants grants = Grants.of(request).ofSystem();
        return grants.isNamed(Permission.READ, type) && grants.isNamed(Permission.SEARCH, type);
    }

    /** Whether resources of a type are patients' own. */
    public boolean isOfPatients(String type) {
        return Confinement.of(type).isPresent();
    }

    /** Whose it is; none when it is nobody's. */
    public Optional<String> patient(Resource resource) {
        return visibility.patient(resource);
    }

    /** Those that may go out now, of a plan perhaps a part, see {@link #shown}; on what basis is remembered for the record. */
    public List<Resource> of(RequestDetails request, List<Resource> resources) {
        Grants grants = Grants.of(request).ofSystem();
        disclosures.expect(request, resources);
        List<Resource> released = new ArrayList<>();
        for (Resource resource : resources) {
            boolean granted = visibility.isGranted(grants, Permission.READ, resource)
                    && visibility.isGranted(grants, Permission.SEARCH, resource);
            if (granted) {
                Decision decision = redactions.decide(request, resource);
                if (decision instanceof Permit permit) {
                    DisclosureNotes.remember(request, resource, disclosures.disclosed(resource, permit));
                    released.add(resource);
                }
            }
        }
        return released;
    }

    /**
     * Of what an operation makes its answer of, what may be told to who asks; on what basis is remembered for the record, and goes
     * with the answer.
     */
    public List<Resource> told(RequestDetails request, List<Resource> used) {
        return disclosures.told(request, used);
    }

    /** Without plans of which only a part may go out: that one was found by what it says would tell of the rest. */
    public List<Resource> whole(RequestDetails request, List<Resource> released) {
        if (disclosures.isFree(disclosures.requester(request))) {
            return released;
        }
        Set<CarePlan> partial = redactions.partial(request, plans(released));
        return released.stream()
                .filter(resource -> !(resource instanceof CarePlan plan && partial.contains(plan)))
                .toList();
    }

    /** What goes out of what was released: plans without what others may not have. */
    public List<Resource> shown(RequestDetails request, List<Resource> released) {
        Requester requester = disclosures.requester(request);
        if (disclosures.isFree(requester)) {
            return released;
        }
        Iterator<CarePlan> plans = redactions.shown(request, plans(released)).iterator();
        List<Resource> shown = new ArrayList<>(released);
        shown.replaceAll(resource -> resource instanceof CarePlan ? plans.next() : resource);
        if (disclosures.isToOthers(requester)) {
            shown.replaceAll(resource -> notes.mark(request, requester.purpose(), resource));
        }
        return shown;
    }

    private static List<CarePlan> plans(List<Resource> resources) {
        return resources.stream()
                .filter(CarePlan.class::isInstance)
                .map(CarePlan.class::cast)
                .toList();
    }

    /**
     * The patients of a group.
     *
     * @throws ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException when there is none, or it is not the caller's to see
     */
    public Set<String> members(RequestDetails request, String groupId) {
        Optional<Resource> found = gate.find("Group", groupId);
        if (found.isEmpty() || of(request, List.of(found.get())).isEmpty()) {
            throw Gate.notKnown("Group", groupId, "");
        }
        Set<String> patients = new TreeSet<>();
        ((Group) found.get())
                .getMember().stream()
                        .filter(member -> !member.getInactive())
                        .map(member -> member.getEntity().getReferenceElement())
                        .filter(entity -> "Patient".equals(entity.getResourceType()) && !entity.isAbsolute())
                        .forEach(entity -> patients.add(entity.getIdPart()));
        return patients;
    }

    /** Records what goes out now, or that something was asked for; without a record nothing may go out. */
    public void record(RequestDetails request, List<Resource> given) {
        log.given(
                request,
                given.stream()
                        .filter(resource -> isOfPatients(resource.fhirType()))
                        .toList());
    }

    /** Adds to an answer what goes with a disclosure. */
    public void note(RequestDetails request, HttpServletResponse answer) {
        Requester requester = disclosures.requester(request);
        if (disclosures.isToOthers(requester)) {
            notes.add(request, requester.purpose(), null, answer);
        }
    }
}
