package org.oudfhir.privacy;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.oudfhir.server.InterceptorOrder;

/**
 * Records what is read before it goes out, and what is refused. When it cannot be recorded, nothing goes out (503). Writes are
 * recorded where they are stored, see {@link WriteAuditInterceptor}.
 */
@Interceptor(order = InterceptorOrder.AUDIT)
final class AuditInterceptor {

    private static final Set<RestOperationTypeEnum> WRITES = Set.of(
            RestOperationTypeEnum.CREATE,
            RestOperationTypeEnum.UPDATE,
            RestOperationTypeEnum.PATCH,
            RestOperationTypeEnum.DELETE);

    private static final Set<RestOperationTypeEnum> READS = Set.of(
            RestOperationTypeEnum.READ,
            RestOperationTypeEnum.VREAD,
            RestOperationTypeEnum.SEARCH_TYPE,
            RestOperationTypeEnum.GET_PAGE);

    private final AccessLog log;

    AuditInterceptor(AccessLog log) {
        this.log = log;
    }

    @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLED)
    void begins(RequestDetails request) {
        if (READS.contains(request.getRestOperationType()) && !isAboutNobody(request)) {
            log.begin(request);
        }
    }

    @Hook(Pointcut.SERVER_PROCESSING_COMPLETED)
    void ended(RequestDetails request) {
        AccessLog.end(request);
    }

    @Hook(Pointcut.SERVER_OUTGOING_RESPONSE)
    void answered(@Nullable RequestDetails request, @Nullable IBaseResource answer) {
        if (request == null || isAboutNobody(request) || WRITES.contains(request.getRestOperationType())) {
            return;
        }
        List<Resource> given = new ArrayList<>();
        collect(answer, given);
        RestOperationTypeEnum operation = request.getRestOperationType();
        boolean written = operation == RestOperationTypeEnum.TRANSACTION && given.isEmpty();
        if (!written) {
            log.given(request, given);
        }
    }

    private static void collect(@Nullable IBaseResource answer, List<Resource> given) {
        if (answer instanceof Bundle bundle) {
            bundle.getEntry().forEach(entry -> collect(entry.getResource(), given));
        } else if (answer instanceof Resource resource
                && Confinement.of(resource.fhirType()).isPresent()) {
            given.add(resource);
        }
    }

    @Hook(Pointcut.SERVER_HANDLE_EXCEPTION)
    boolean refused(@Nullable RequestDetails request, @Nullable BaseServerResponseException refusal) {
        if (request != null && refusal != null && !isAboutNobody(request)) {
            log.refused(request, refusal.getStatusCode());
        }
        return true;
    }

    /** Definitions and metadata are nobody's data. */
    private static boolean isAboutNobody(RequestDetails request) {
        String type = request.getResourceName();
        return request.getRestOperationType() == RestOperationTypeEnum.METADATA
                || (type != null && Confinement.DEFINITIONS.contains(type) && request.getOperation() == null);
    }
}
