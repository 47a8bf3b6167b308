package org.oudfhir.server;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseConformance;
import org.hl7.fhir.r4.model.CapabilityStatement;

/**
 * Keeps operations of the storage library from clients, neither answered nor named in {@code metadata}: those for maintenance,
 * and {@code $subsumes}, which wants a search engine.
 */
@Interceptor
final class OfferedOperationsInterceptor {

    private static final Set<String> WITHHELD = Set.of(
            "expunge",
            "perform-reindexing-pass",
            "mark-all-resources-for-reindexing",
            "get-resource-counts",
            "reindex-terminology",
            "hapi.fhir.replace-references",
            "hapi.fhir.undo-replace-references",
            "hapi.fhir.merge",
            "hapi.fhir.undo-merge",
            "meta-add",
            "meta-delete",
            "subsumes");

    @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLED)
    void refuse(RequestDetails request) {
        String operation = request.getOperation();
        if (operation != null && operation.startsWith("$") && WITHHELD.contains(operation.substring(1))) {
            throw FhirServlet.unknown(operation);
        }
    }

    @Hook(Pointcut.SERVER_CAPABILITY_STATEMENT_GENERATED)
    void leaveOut(IBaseConformance conformance) {
        ((CapabilityStatement) conformance).getRest().forEach(rest -> {
            rest.getOperation().removeIf(operation -> WITHHELD.contains(operation.getName()));
            rest.getResource()
                    .forEach(resource ->
                            resource.getOperation().removeIf(operation -> WITHHELD.contains(operation.getName())));
        });
    }
}
