package org.oudfhir.privacy;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.oudfhir.server.InterceptorOrder;

/** Records each write in the transaction that stores it, also what the server itself derives. */
@Interceptor(order = InterceptorOrder.AUDIT)
final class WriteAuditInterceptor {

    private final AccessLog log;

    WriteAuditInterceptor(AccessLog log) {
        this.log = log;
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED)
    void created(IBaseResource resource, @Nullable RequestDetails request) {
        log.written(request, "create", "C", (Resource) resource);
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
    void updated(@Nullable IBaseResource before, IBaseResource after, @Nullable RequestDetails request) {
        log.written(request, "update", "U", (Resource) after);
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_DELETED)
    void deleted(IBaseResource resource, @Nullable RequestDetails request) {
        log.written(request, "delete", "D", (Resource) resource);
    }
}
