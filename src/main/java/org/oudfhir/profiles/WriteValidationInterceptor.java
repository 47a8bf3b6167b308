package org.oudfhir.profiles;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.oudfhir.fhir.Problem;

/**
 * Refuses a write that does not conform. It looks at the resource as it would be committed, so creates, updates, patches and
 * entries of transactions are all covered. What the server itself derives is not checked again.
 */
@Interceptor
final class WriteValidationInterceptor {

    private final WriteValidation validation;

    WriteValidationInterceptor(WriteValidation validation) {
        this.validation = validation;
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED)
    void created(IBaseResource resource, @Nullable RequestDetails request) {
        require(resource, request);
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
    void updated(IBaseResource before, IBaseResource after, @Nullable RequestDetails request) {
        require(after, request);
    }

    private void require(IBaseResource resource, @Nullable RequestDetails request) {
        if (request == null || request instanceof SystemRequestDetails) {
            return;
        }
        List<Problem.Issue> issues = validation.check((Resource) resource);
        if (!issues.isEmpty()) {
            throw new Problem.Invalid(issues);
        }
    }
}
