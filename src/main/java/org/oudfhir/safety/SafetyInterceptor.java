package org.oudfhir.safety;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.storage.TransactionDetails;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.jspecify.annotations.Nullable;
import org.oudfhir.fhir.Keys;
import org.oudfhir.fhir.Systems;
import org.oudfhir.server.InterceptorOrder;

/**
 * Reviews every order that a client writes. Orders of one transaction are seen together, before it is committed: a stop undoes
 * all of it. What the review says of stored orders is written after the commit and told in the answer.
 */
@Interceptor(order = InterceptorOrder.SAFETY)
final class SafetyInterceptor {

    private static final String PENDING = SafetyInterceptor.class.getName() + ".pending";
    private static final String STORED = SafetyInterceptor.class.getName() + ".stored";

    /** Orders that are being stored in one database transaction, and the versions that they replace. */
    private static final class Pending {
        private final List<Resource> orders = new ArrayList<>();
        private final List<Resource> former = new ArrayList<>();
    }

    /** What is to be done after the commit: rulings by patient, and patients with new data. */
    private static final class Stored {
        private final Map<String, Ruling> rulings = new LinkedHashMap<>();
        private final Map<String, String> newData = new LinkedHashMap<>();
    }

    private final OrderReview review;

    SafetyInterceptor(OrderReview review) {
        this.review = review;
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
    void creating(IBaseResource resource, TransactionDetails transaction) {
        if (isOrder(resource)) {
            pending(transaction).orders.add((Resource) resource);
        }
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
    void updating(IBaseResource before, IBaseResource after, TransactionDetails transaction) {
        if (isOrder(after) || isOrder(before)) {
            Pending pending = pending(transaction);
            pending.orders.removeIf(order -> order == after);
            pending.orders.add((Resource) after);
            pending.former.add(((Resource) before).copy());
        }
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED)
    void created(IBaseResource resource, @Nullable RequestDetails request, TransactionDetails transaction) {
        stored(resource, request, transaction);
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
    void updated(
            IBaseResource before,
            IBaseResource resource,
            @Nullable RequestDetails request,
            TransactionDetails transaction) {
        stored(resource, request, transaction);
    }

    private void stored(IBaseResource resource, @Nullable RequestDetails request, TransactionDetails transaction) {
        if (request == null) {
            return;
        }
        if (resource instanceof MedicationRequest || resource instanceof ServiceRequest) {
            Pending pending = pending(transaction);
            if (!pending.orders.isEmpty()) {
                review.judge(pending.orders, pending.former)
                        .forEach((patient, ruling) -> after(request).rulings.merge(patient, ruling, Ruling::and));
                pending.orders.clear();
                pending.former.clear();
            }
        } else if (resource instanceof Observation observation && review.concerns(observation)) {
            String patient = observation.getSubject().getReferenceElement().getIdPart();
            if (patient != null) {
                after(request).newData.put(patient, patient);
            }
        }
    }

    @Hook(Pointcut.SERVER_OUTGOING_RESPONSE)
    void annotate(
            @Nullable RequestDetails request, @Nullable IBaseResource answer, @Nullable HttpServletResponse http) {
        if (request == null || !request.getUserData().containsKey(STORED)) {
            return;
        }
        Stored stored = after(request);
        request.getUserData().remove(STORED);
        stored.rulings.forEach((patient, ruling) -> {
            List<DetectedIssue> issues = review.record(patient, ruling);
            tell(ruling, issues, answer, http);
        });
        stored.newData.keySet().stream()
                .filter(patient -> !stored.rulings.containsKey(patient))
                .forEach(review::recheck);
    }

    private static void tell(
            Ruling ruling,
            List<DetectedIssue> issues,
            @Nullable IBaseResource answer,
            @Nullable HttpServletResponse http) {
        if (http != null) {
            issues.forEach(issue -> http.addHeader(
                    "Link",
                    "<DetectedIssue/" + issue.getIdElement().getIdPart() + ">; rel=\"" + Systems.REL_ALERT + "\""));
        }
        if (answer instanceof OperationOutcome outcome) {
            ruling.orders()
                    .forEach(order -> ruling.outcome(Keys.target(order))
                            .ifPresent(own -> own.getIssue().forEach(outcome::addIssue)));
        }
        if (answer instanceof Bundle bundle) {
            bundle.getEntry()
                    .forEach(entry -> target(entry).flatMap(ruling::outcome).ifPresent(own -> add(entry, own)));
        }
    }

    private static void add(BundleEntryComponent entry, OperationOutcome own) {
        if (entry.getResponse().getOutcome() instanceof OperationOutcome existing) {
            own.getIssue().forEach(existing::addIssue);
        } else {
            entry.getResponse().setOutcome(own);
        }
    }

    private static java.util.Optional<String> target(BundleEntryComponent entry) {
        return java.util.Optional.ofNullable(entry.getResponse().getLocation())
                .map(location -> new IdType(location).toUnqualifiedVersionless().getValue());
    }

    private static boolean isOrder(IBaseResource resource) {
        return resource instanceof MedicationRequest
                || (resource instanceof ServiceRequest service && UltraRapidDetoxRule.isNamed(service));
    }

    private static Pending pending(TransactionDetails transaction) {
        return transaction.getOrCreateUserData(PENDING, Pending::new);
    }

    private static Stored after(RequestDetails request) {
        return (Stored) request.getUserData().computeIfAbsent(STORED, key -> new Stored());
    }
}
