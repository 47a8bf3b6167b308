package org.oudfhir.privacy;

import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
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

/** Makes lines of the audit trail out of requests: who, what, about whom, and on what basis. */
final class AccessLog {

    private static final int LONGEST_QUERY = 4_000;

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

    /** Something was found, or nothing, and goes out now. What is disclosed is recorded for each patient apart. */
    void given(RequestDetails request, List<Resource> resources) {
        Map<String, Disclosed> permits = DisclosureNotes.disclosed(request);
        Map<String, List<Resource>> parts = new LinkedHashMap<>();
        for (Resource resource : resources) {
            String patient =
                    permits.isEmpty() ? "" : visibility.patient(resource).orElse("");
            parts.computeIfAbsent(patient, key -> new ArrayList<>()).add(resource);
        }
        List<Disclosed> told = toldBesides(request, resources);
        if (parts.isEmpty() && told.isEmpty()) {
            parts.put("", List.of());
        }
        List<AuditRecord> entries = new ArrayList<>();
        parts.values().forEach(part -> entries.add(given(request, part, permits)));
        told.forEach(each -> entries.add(told(request, each)));
        trail.append(entries);
    }

    /** What was told about a patient of whom no resource goes out on the same basis. */
    private static List<Disclosed> toldBesides(RequestDetails request, List<Resource> resources) {
        Set<Disclosed> given = new HashSet<>();
        for (Resource resource : resources) {
            Disclosed disclosed = DisclosureNotes.disclosed(request).get(reference(resource));
            if (disclosed != null) {
                given.add(disclosed);
            }
        }
        return DisclosureNotes.told(request).stream()
                .filter(each -> !given.contains(each))
                .toList();
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
            Act act = new Act(
                    kind(request), action(request), "4", String.join(" ", reasons), id(request), query(request));
            keep(request, act, new About(List.of(), references, List.of()));
        }
    }

    private AuditRecord told(RequestDetails request, Disclosed disclosed) {
        String basis = disclosed.permit().basis().name();
        List<String> patients = disclosed.patient().stream().toList();
        return entry(
                request,
                new Act(kind(request), action(request), "0", basis, id(request), query(request)),
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
                new Act(kind(request), action(request), "0", String.join(" ", reasons), id(request), query(request)),
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
        Act act = new Act(kind(request), action(request), outcome, reason, id(request), query(request));
        try {
            keep(request, act, new About(List.of(), asked, List.of()));
        } catch (Problem.Unavailable notRecorded) {
            // nothing goes out, and the trail has logged that it cannot be written
        }
    }

    /** A token is seen for the first time. */
    void login(RequestDetails request) {
        keep(request, new Act("login", "E", "0", "", id(request), ""), new About(List.of(), List.of(), List.of()));
    }

    /** A resource is being stored or deleted. */
    void written(@Nullable RequestDetails request, String kind, String action, Resource resource) {
        keep(
                request,
                new Act(kind, action, "0", "", id(request), ""),
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

    private static String kind(RequestDetails request) {
        RestOperationTypeEnum type = request.getRestOperationType();
        if (request.getResource() instanceof Bundle bundle && bundle.getType() == BundleType.BATCH) {
            return RestOperationTypeEnum.BATCH.getCode();
        }
        return type == null
                ? "operation"
                : switch (type) {
                    case EXTENDED_OPERATION_INSTANCE, EXTENDED_OPERATION_TYPE, EXTENDED_OPERATION_SERVER -> "operation";
                    default -> type.getCode();
                };
    }

    private static String action(RequestDetails request) {
        RestOperationTypeEnum type = request.getRestOperationType();
        return switch (type == null ? RestOperationTypeEnum.METADATA : type) {
            case READ, VREAD, HISTORY_INSTANCE, HISTORY_TYPE, HISTORY_SYSTEM -> "R";
            case CREATE -> "C";
            case UPDATE, PATCH -> "U";
            case DELETE -> "D";
            default -> "E";
        };
    }

    private static String query(RequestDetails request) {
        String query = request.getRestOperationType() == RestOperationTypeEnum.TRANSACTION
                        && request.getResource() instanceof Bundle bundle
                ? String.join("\n", AskedEntries.of(bundle, new Bundle()).urls())
                : url(request);
        return query.length() > LONGEST_QUERY ? query.substring(0, LONGEST_QUERY) : query;
    }

    private static String url(RequestDetails request) {
        String path = String.valueOf(request.getRequestPath());
        String url = String.valueOf(request.getCompleteUrl());
        int question = url.indexOf('?');
        return question < 0 ? path : path + url.substring(question);
    }

    private static String id(@Nullable RequestDetails request) {
        return request == null || request.getRequestId() == null ? "" : request.getRequestId();
    }
}
