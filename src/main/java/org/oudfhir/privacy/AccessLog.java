package org.oudfhir.privacy;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.oudfhir.fhir.Problem;
import org.oudfhir.fhir.Systems;
import org.oudfhir.privacy.DisclosureNotes.Disclosed;
import org.oudfhir.privacy.part2.Decision.Basis;
import org.oudfhir.privacy.part2.Decision.Permit;
import org.oudfhir.privacy.part2.Decision.Reason;
import org.oudfhir.storage.AuditRecord;
import org.oudfhir.storage.AuditRecord.About;
import org.oudfhir.storage.AuditRecord.Act;
import org.oudfhir.storage.AuditRecord.Who;
import org.oudfhir.storage.AuditTrail;
import org.oudfhir.storage.AuditTrail.Kept;

/** Makes lines of the audit trail out of requests: who, what, about whom, and on what basis. */
final class AccessLog {

    private final AuditTrail trail;
    private final Disclosures disclosures;
    private final Visibility visibility;
    private final Clock clock;

    /**
     * Makes it.
     *
     * @param trail where lines go
     */
    AccessLog(AuditTrail trail, Disclosures disclosures, Visibility visibility, Clock clock) {
        this.trail = trail;
        this.disclosures = disclosures;
        this.visibility = visibility;
        this.clock = clock;
    }

    /** Something was found, or nothing, and goes out now. */
    void given(RequestDetails request, List<Resource> resources) {
        trail.append(lines(request, resources), kept(request));
    }

    /** Something was read, and goes out when the running transaction, which only reads, is at its end. */
    void read(RequestDetails request, List<Resource> resources) {
        trail.appendToReading(lines(request, resources), kept(request));
    }

    /** What the house itself makes use of need not be on disk before it is given: that is no disclosure. */
    private Kept kept(RequestDetails request) {
        return disclosures.isFree(disclosures.requester(request)) ? Kept.SOON : Kept.FIRST;
    }

    /** What is disclosed is recorded for each patient apart. */
    private List<AuditRecord> lines(RequestDetails request, List<Resource> resources) {
        Map<String, Disclosed> permits = DisclosureNotes.disclosed(request);
        Map<String, List<Resource>> parts = new LinkedHashMap<>();
        for (Resource resource : resources) {
            String patient =
                    permits.isEmpty() ? "" : visibility.patient(resource).orElse("");
            parts.computeIfAbsent(patient, key -> new ArrayList<>()).add(resource);
        }
        List<Disclosed> told = new ArrayList<>(DisclosureNotes.told(request));
        resources.forEach(resource -> told.removeIf(each -> each.equals(permits.get(reference(resource)))));
        if (parts.isEmpty() && told.isEmpty()) {
            parts.put("", List.of());
        }
        List<AuditRecord> entries = new ArrayList<>();
        parts.values().forEach(part -> entries.add(given(request, part, permits)));
        told.forEach(each -> entries.add(told(request, each)));
        return entries;
    }

    private static String reference(Resource resource) {
        return resource.fhirType() + "/" + resource.getIdElement().getIdPart();
    }

    /** The entries of a batch or transaction were answered: those that read, and those of them that were refused, or not found. */
    void answered(RequestDetails request, AskedEntries asked, List<Resource> given) {
        if (!asked.urls().isEmpty() || !given.isEmpty()) {
            given(request, given);
        }
        if (!asked.unanswered().isEmpty()) {
            Set<String> reasons = new TreeSet<>(DisclosureNotes.withheld(request));
            List<String> references = new ArrayList<>();
            asked.unanswered().forEach(entry -> {
                reasons.add("status " + entry.status());
                references.addAll(entry.reference());
            });
            keep(
                    request,
                    Acts.of(request, "4", String.join(" ", reasons)),
                    new About(List.of(), references, List.of()));
        }
    }

    private AuditRecord told(RequestDetails request, Disclosed disclosed) {
        String basis = disclosed.permit().basis().name();
        List<String> patients = disclosed.patient().stream().toList();
        return entry(
                request,
                Acts.of(request, "0", basis),
                new About(
                        patients,
                        patients.stream().map(id -> "Patient/" + id).toList(),
                        disclosed.permit().consent().stream().toList()));
    }

    private AuditRecord given(RequestDetails request, List<Resource> resources, Map<String, Disclosed> permits) {
        Set<String> patients = new LinkedHashSet<>();
        List<String> references = new ArrayList<>();
        Set<String> consents = new TreeSet<>();
        Set<String> reasons = new TreeSet<>();
        for (Resource resource : resources) {
            visibility.patient(resource).ifPresent(patients::add);
            String reference = reference(resource);
            references.add(reference);
            Disclosed disclosed = permits.get(reference);
            if (disclosed != null) {
                reasons.add(disclosed.permit().basis().name());
                disclosed.permit().consent().ifPresent(consents::add);
            }
        }
        reasons.addAll(DisclosureNotes.withheld(request));
        if (disclosures.isFree(disclosures.requester(request))) {
            reasons.add(Basis.INTERNAL.name());
        }
        return entry(
                request,
                Acts.of(request, "0", String.join(" ", reasons)),
                new About(List.copyOf(patients), references, List.copyOf(consents)));
    }

    /** Something was refused, or not found; without a record, it stays refused. */
    void refused(RequestDetails request, int status) {
        String reasons = String.join(" ", DisclosureNotes.withheld(request));
        String reason = reasons.isEmpty() ? "status " + status : reasons;
        String outcome = status >= 500 ? "8" : "4";
        List<String> asked = request.getId() == null
                ? List.of()
                : List.of(request.getResourceName() + "/" + request.getId().getIdPart());
        Act act = Acts.of(request, outcome, reason);
        try {
            keep(request, act, new About(List.of(), asked, List.of()));
        } catch (Problem.Unavailable notRecorded) {
            // nothing goes out, and the trail has logged that it cannot be written
        }
    }

    /** A token is seen for the first time. */
    void login(RequestDetails request) {
        keep(request, new Act("login", "E", "0", "", Acts.id(request), ""), new About(List.of(), List.of(), List.of()));
    }

    /** A resource is being stored or deleted. */
    void written(@Nullable RequestDetails request, String kind, String action, Resource resource) {
        keep(
                request,
                new Act(kind, action, "0", "", Acts.id(request), ""),
                new About(visibility.patient(resource).stream().toList(), List.of(reference(resource)), List.of()));
    }

    /** A resource is about to be delivered to who subscribed to it. */
    void delivered(Caller caller, String subscription, Resource resource, Permit permit) {
        String basis = permit.basis().name();
        delivery(
                caller,
                subscription,
                resource,
                "0",
                basis,
                permit.consent().stream().toList());
    }

    /** A resource is not delivered to who subscribed to it. */
    void withheld(Caller caller, String subscription, Resource resource, Reason reason) {
        delivery(caller, subscription, resource, "4", reason.name(), List.of());
    }

    private void delivery(
            Caller caller,
            String subscription,
            Resource resource,
            String outcome,
            String reason,
            List<String> consents) {
        Act act = new Act(AuditEvents.DELIVERY, "R", outcome, reason, "", "");
        List<String> references = List.of(reference(resource), "Subscription/" + subscription);
        About about = new About(visibility.patient(resource).stream().toList(), references, consents);
        trail.append(List.of(new AuditRecord(clock.instant(), act, who(caller), about, Optional.empty())));
    }

    private void keep(@Nullable RequestDetails request, Act act, About about) {
        trail.append(List.of(entry(request, act, about)));
    }

    private AuditRecord entry(@Nullable RequestDetails request, Act act, About about) {
        return new AuditRecord(clock.instant(), act, who(request), about, Optional.empty());
    }

    /** The server itself acts when no client does. */
    private static Who who(@Nullable RequestDetails request) {
        Caller caller = Caller.of(request);
        boolean isServer = request == null || request.getRequestType() == null;
        return isServer ? new Who(Systems.SERVER_DEVICE, "", "", "", "", "") : who(caller);
    }

    /** A caller, as the trail names one. */
    static Who who(Caller caller) {
        return new Who(
                caller.subject(),
                caller.client().orElse(""),
                caller.fhirUser().orElse(""),
                caller.organization().orElse(""),
                caller.purpose(),
                caller.attestation().orElse(""));
    }
}
