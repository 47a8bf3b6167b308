package org.oudfhir.privacy;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RequestTypeEnum;
import ca.uhn.fhir.rest.api.server.IPreResourceAccessDetails;
import ca.uhn.fhir.rest.api.server.IPreResourceShowDetails;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.ResponseDetails;
import ca.uhn.fhir.rest.server.servlet.ServletSubRequestDetails;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.oudfhir.fhir.Problem;
import org.oudfhir.privacy.part2.Decision;
import org.oudfhir.privacy.part2.Decision.Deny;
import org.oudfhir.privacy.part2.Decision.Permit;
import org.oudfhir.privacy.part2.Decision.Reason;
import org.oudfhir.privacy.part2.Requester;
import org.oudfhir.server.InterceptorOrder;

/**
 * Holds every request to the disclosure rules, after it was held to its scopes: when it comes in, when a resource is looked at,
 * and when one is about to leave. The decision is made anew for each page, with the consents as they are then.
 */
@Interceptor(order = InterceptorOrder.CONSENT)
final class DisclosureInterceptor {

    private final Disclosures disclosures;
    private final Redactions redactions;
    private final DisclosureGate gate;
    private final DisclosedWrites writes;
    private final DisclosureNotes notes;

    DisclosureInterceptor(
            Disclosures disclosures,
            Redactions redactions,
            DisclosureGate gate,
            DisclosedWrites writes,
            DisclosureNotes notes) {
        this.disclosures = disclosures;
        this.redactions = redactions;
        this.gate = gate;
        this.writes = writes;
        this.notes = notes;
    }

    @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLER_SELECTED)
    void admit(RequestDetails request) {
        Requester requester = disclosures.requester(request);
        if (disclosures.isSettled(requester)) {
            return;
        }
        PatientFiles.begin(request);
        Optional<Ask> ask = Ask.of(request);
        if (ask.filter(DisclosureInterceptor::isAboutNobody).isPresent()) {
            return;
        }
        disclosures.refusal(requester).ifPresent(reason -> {
            DisclosureNotes.withhold(request, reason);
            throw refusal(reason);
        });
        Ask asked = ask.orElseThrow(Disclosures::refused);
        if (!asked.isPage() && !asked.isBundle() && !asked.isOperation()) {
            Map<String, String[]> parameters = gate.admit(request, asked);
            Narrowings.remember(request, Narrowings.By.DISCLOSURES, asked, parameters);
            request.setParameters(new HashMap<>(parameters));
        }
    }

    /** What the content decides: the entries of a Bundle, operations, references. */
    @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLED)
    void admitContent(RequestDetails request) {
        Optional<Ask> ask = Ask.of(request);
        if (disclosures.isSettled(disclosures.requester(request))
                || ask.filter(each -> !each.isMetadata()).isEmpty()) {
            return;
        }
        IBaseResource content = request.getResource();
        if (ask.get().isOperation()) {
            gate.admitOperation(request, ask.get());
        } else if (ask.get().isBundle() && content instanceof Bundle bundle) {
            ReadEntries.remember(request, bundle);
            bundle.getEntry().forEach(entry -> admitEntry(request, entry));
        } else if (content != null) {
            writes.checkReferences(request, content);
        }
    }

    private void admitEntry(RequestDetails request, BundleEntryComponent entry) {
        Ask ask = Ask.of(entry.getRequest()).orElseThrow(Disclosures::refused);
        if (ask.isOperation()) {
            gate.admitOperation(request, ask);
        } else if (!ask.isRead()) {
            // What is not disclosed is left out when it is read: the other entries go on.
            Map<String, String[]> parameters = gate.admit(request, ask);
            Narrowings.remember(request, Narrowings.By.DISCLOSURES, ask, parameters);
            entry.getRequest().setUrl(ask.with(parameters).url());
        }
        writes.admitEntry(request, ask, entry.getResource());
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
    void beforeCreate(IBaseResource resource, @Nullable RequestDetails request) {
        if (request != null) {
            writes.create(request, (Resource) resource);
        }
    }

    /** Whatever finds the resource to be changed, and whatever kind of patch changes it. */
    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
    void beforeUpdate(@Nullable IBaseResource before, IBaseResource after, @Nullable RequestDetails request) {
        if (request != null && before != null) {
            writes.update(request, (Resource) before, (Resource) after);
        } else if (request != null) {
            writes.create(request, (Resource) after);
        }
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_DELETED)
    void beforeDelete(IBaseResource resource, @Nullable RequestDetails request) {
        if (request != null) {
            writes.delete(request, (Resource) resource);
        }
    }

    @Hook(Pointcut.STORAGE_PREACCESS_RESOURCES)
    void beforeAccess(IPreResourceAccessDetails resources, @Nullable RequestDetails request) {
        if (request == null || isStoring(request) || disclosures.isSettled(disclosures.requester(request))) {
            return;
        }
        Map<Integer, CarePlan> plans = new HashMap<>();
        for (int i = 0; i < resources.size(); i++) {
            Resource resource = (Resource) resources.getResource(i);
            if (redactions.decide(request, resource) instanceof Deny deny) {
                if (Ask.isOfCurrent(request)) {
                    throw gate.denial(request, Ask.of(request).orElseThrow(Disclosures::refused), deny);
                }
                resources.setDontReturnResourceAtIndex(i);
                if (request.isSubRequest()) {
                    DisclosureNotes.withhold(request, deny.reason());
                }
            } else if (resource instanceof CarePlan plan && PlanSearches.areByContent(request)) {
                plans.put(i, plan);
            }
        }
        Set<CarePlan> partial = redactions.partial(request, List.copyOf(plans.values()));
        plans.forEach((i, plan) -> {
            if (partial.contains(plan)) {
                resources.setDontReturnResourceAtIndex(i);
            }
        });
    }

    @Hook(Pointcut.STORAGE_PRESHOW_RESOURCES)
    @SuppressWarnings("NullAway") // HAPI takes null for: leave this one out
    void beforeShowing(IPreResourceShowDetails resources, @Nullable RequestDetails request) {
        if (request == null || disclosures.isSettled(disclosures.requester(request))) {
            return;
        }
        List<Integer> places = new ArrayList<>();
        List<CarePlan> plans = new ArrayList<>();
        for (int i = 0; i < resources.size(); i++) {
            if (resources.getResource(i) instanceof Resource resource) {
                Decision decision = redactions.decide(request, resource);
                if (decision instanceof Permit permit) {
                    DisclosureNotes.remember(request, resource, disclosures.disclosed(resource, permit));
                } else {
                    resources.setResource(i, null);
                }
                if (decision.isPermitted() && resource instanceof CarePlan plan) {
                    places.add(i);
                    plans.add(plan);
                }
            }
        }
        List<CarePlan> shown = redactions.shown(request, plans);
        for (int i = 0; i < places.size(); i++) {
            resources.setResource(places.get(i), shown.get(i));
        }
    }

    @Hook(Pointcut.SERVER_OUTGOING_RESPONSE)
    void note(
            @Nullable RequestDetails request,
            @Nullable IBaseResource answer,
            ResponseDetails response,
            @Nullable HttpServletResponse http) {
        if (request == null || disclosures.isSettled(disclosures.requester(request))) {
            return;
        }
        ReadEntries.hideReasons(request, answer);
        Requester requester = disclosures.requester(request);
        boolean isPlanOfOperation = answer instanceof CarePlan
                && String.valueOf(request.getOperation()).startsWith("$");
        IBaseResource shown = isPlanOfOperation
                ? redactions.shown(request, List.of((CarePlan) answer)).get(0)
                : answer;
        response.setResponseResource(
                disclosures.isToOthers(requester) ? notes.add(request, requester.purpose(), shown, http) : shown);
    }

    /** What a transaction is about to store is not kept from the transaction; what it answers is looked at when it is shown. */
    static boolean isStoring(RequestDetails request) {
        return request instanceof ServletSubRequestDetails && request.getRequestType() != RequestTypeEnum.GET;
    }

    private static boolean isAboutNobody(Ask ask) {
        return ask.isMetadata() || (Confinement.DEFINITIONS.contains(ask.type()) && (ask.isRead() || ask.isHistory()));
    }

    private static Problem refusal(Reason reason) {
        String text = reason == Reason.NOT_ATTESTED
                ? "Access in an emergency needs the attestation that consent cannot be had, in a token that ends"
                        + " within an hour"
                : "This purpose of use is not served here; turn to the organisation that keeps the records";
        return new Problem.Forbidden("purpose-refused", text);
    }
}
