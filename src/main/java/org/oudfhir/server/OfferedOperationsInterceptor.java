package org.oudfhir.server;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseConformance;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.oudfhir.fhir.Problem;

/** Keeps the storage library's maintenance operations from clients: neither answered nor named in {@code metadata}. */
@Interceptor
final class OfferedOperationsInterceptor {

    private static final Set<String> MAINTENANCE = Set.of(
            "expunge",
            "perform-reindexing-pass",
            "mark-all-resources-for-reindexing",
            "get-resource-counts",
            "reindex-terminology",
            "hapi.fhir.replace-references",
            "hapi.fhir.undo-replace-references",
            "hapi.fhir.merge",
            "hapi.fhir.undo-merge");

    @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLED)
    void refuse(RequestDetails request) {
        String operation = request.getOperation();
        if (operation != null && operation.startsWith("$") && MAINTENANCE.contains(operation.substring(1))) {
            throw new Problem.NotFound("unknown-operation", "There is no operation " + operation + " here");
        }
    }

    @Hook(Pointcut.SERVER_CAPABILITY_STATEMENT_GENERATED)
    void leaveOut(IBaseConformance conformance) {
        ((CapabilityStatement) conformance).getRest().forEach(rest -> {
            rest.getOperation().removeIf(operation -> MAINTENANCE.contains(operation.getName()));
            rest.getResource()
                    .forEach(resource ->
                            resource.getOperation().removeIf(operation -> MAINTENANCE.contains(operation.getName())));
        });
    }
}
