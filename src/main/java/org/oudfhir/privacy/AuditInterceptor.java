package org.oudfhir.privacy;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.IPreResourceShowDetails;
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

    private static final Set<RestOperationTypeEnum> BY_ID =
            Set.of(RestOperationTypeEnum.READ, RestOperationTypeEnum.VREAD);

    private static final String RECORDED = AuditInterceptor.class.getName();
    private static final int NOT_MODIFIED = 304;

    private final AccessLog log;

    AuditInterceptor(AccessLog log) {
        this.log = log;
    }

    /** What is read by id is recorded with the transaction that reads it: that costs no commit, and no connection, of its own. */
    @Hook(Pointcut.STORAGE_PRESHOW_RESOURCES)
    void read(IPreResourceShowDetails resources, @Nullable RequestDetails request) {
        if (request == null
                || request.isSubRequest()
                || !BY_ID.contains(request.getRestOperationType())
                || isAboutNobody(request)) {
            return;
        }
        List<Resource> given = new ArrayList<>();
        for (int i = 0; i < resources.size(); i++) {
            collect(resources.getResource(i), given);
        }
        if (!given.isEmpty()) {
            log.read(request, given);
            request.getUserData().put(RECORDED, true);
        }
    }

    @Hook(Pointcut.SERVER_OUTGOING_RESPONSE)
    void answered(@Nullable RequestDetails request, @Nullable IBaseResource answer) {
        if (request == null
                || isRecorded(request)
                || isAboutNobody(request)
                || WRITES.contains(request.getRestOperationType())) {
            return;
        }
        List<Resource> given = new ArrayList<>();
        collect(answer, given);
        if (request.getRestOperationType() == RestOperationTypeEnum.TRANSACTION
                && request.getResource() instanceof Bundle asked
                && answer instanceof Bundle answers) {
            log.answered(request, AskedEntries.of(asked, answers), given);
        } else {
            log.given(request, given);
        }
    }

    private static boolean isRecorded(RequestDetails request) {
        return request.getUserData().containsKey(RECORDED);
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
        if (request != null && refusal != null && !isAboutNobody(request) && !isUnchanged(request, refusal)) {
            log.refused(request, refusal.getStatusCode());
        }
        return true;
    }

    /** Who has the current version already is told so, which is no refusal. */
    private static boolean isUnchanged(RequestDetails request, BaseServerResponseException answer) {
        return isRecorded(request) && answer.getStatusCode() == NOT_MODIFIED;
    }

    /** Definitions and metadata are nobody's data. */
    private static boolean isAboutNobody(RequestDetails request) {
        String type = request.getResourceName();
        return request.getRestOperationType() == RestOperationTypeEnum.METADATA
                || (type != null && Confinement.DEFINITIONS.contains(type) && request.getOperation() == null);
    }
}
