package org.oudfhir.treatment;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RequestTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Task;
import org.jspecify.annotations.Nullable;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Systems;
import org.oudfhir.server.InterceptorOrder;

/**
 * Runs the pathway for every response that a request stored, after its transaction is committed and before its answer goes
 * out, so that a client can query the plan as soon as it has the answer. Collecting is idempotent: a write that the storage
 * repeats after a conflict is seen twice and counted once.
 */
@Interceptor(order = InterceptorOrder.DERIVE)
final class PathwayInterceptor {

    private static final String COLLECTED = PathwayInterceptor.class.getName() + ".responses";

    private final CarePathway pathway;

    PathwayInterceptor(CarePathway pathway) {
        this.pathway = pathway;
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED)
    void created(IBaseResource resource, @Nullable RequestDetails request) {
        collect(resource, request);
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
    void updated(IBaseResource before, IBaseResource after, @Nullable RequestDetails request) {
        collect(after, request);
    }

    @Hook(Pointcut.SERVER_OUTGOING_RESPONSE)
    void advance(@Nullable RequestDetails request, @Nullable IBaseResource answer, @Nullable HttpServletResponse http) {
        if (request == null) {
            return;
        }
        Map<String, QuestionnaireResponse> responses = collected(request);
        if (answer instanceof QuestionnaireResponse repeated && isCreate(request)) {
            add(responses, repeated);
        }
        for (QuestionnaireResponse response : responses.values()) {
            pathway.advance(response).ifPresent(task -> report(task, response, answer, http));
        }
        responses.clear();
    }

    private static boolean isCreate(RequestDetails request) {
        return "QuestionnaireResponse".equals(request.getResourceName())
                && request.getOperation() == null
                && request.getRequestType() == RequestTypeEnum.POST;
    }

    private static void collect(IBaseResource resource, @Nullable RequestDetails request) {
        if (request != null && resource instanceof QuestionnaireResponse response) {
            add(collected(request), response);
        }
    }

    private static void add(Map<String, QuestionnaireResponse> responses, QuestionnaireResponse response) {
        if (CarePathway.concerns(response)) {
            responses.put(response.getIdElement().getIdPart(), response);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, QuestionnaireResponse> collected(RequestDetails request) {
        return (Map<String, QuestionnaireResponse>)
                request.getUserData().computeIfAbsent(COLLECTED, key -> new LinkedHashMap<>());
    }

    private static void report(
            Task task,
            QuestionnaireResponse response,
            @Nullable IBaseResource answer,
            @Nullable HttpServletResponse http) {
        String reference = "Task/" + task.getIdElement().getIdPart();
        if (http != null) {
            http.addHeader("Link", "<" + reference + ">; rel=\"" + Systems.REL_TASK + "\"");
        }
        if (answer instanceof Bundle bundle) {
            bundle.getEntry().stream()
                    .filter(entry -> isAbout(entry, response))
                    .forEach(entry -> entry.getResponse().setOutcome(outcome(task, reference)));
        }
    }

    private static boolean isAbout(BundleEntryComponent entry, QuestionnaireResponse response) {
        String location = entry.getResponse().getLocation();
        return location != null
                && response.getIdElement()
                        .toUnqualifiedVersionless()
                        .equals(new IdType(location).toUnqualifiedVersionless());
    }

    private static OperationOutcome outcome(Task task, String reference) {
        OperationOutcome outcome = new OperationOutcome();
        outcome.addIssue()
                .setSeverity(IssueSeverity.WARNING)
                .setCode(IssueType.INCOMPLETE)
                .setDetails(Concept.of(Systems.PROBLEM, "derivation-failed")
                        .setText(task.getDescription() + " (" + reference + ")"));
        return outcome;
    }
}
