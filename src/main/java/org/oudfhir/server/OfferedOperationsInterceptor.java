package org.oudfhir.server;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.util.UrlUtil;
import java.util.Set;
import java.util.regex.Pattern;
import org.hl7.fhir.instance.model.api.IBaseConformance;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CapabilityStatement;

/**
 * Keeps operations of the storage library from clients, neither answered nor named in {@code metadata}: those for maintenance,
 * and {@code $subsumes} and {@code $lastn}, which want a search engine: without one, HAPI 8.8.0 leaves {@code subject},
 * {@code patient} and {@code code} of {@code $lastn} out of its query, and answers with other patients' observations.
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
            "subsumes",
            "lastn");

    private static final Pattern SLASHES = Pattern.compile("/+");

    @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLED)
    void refuse(RequestDetails request) {
        refuse(String.valueOf(request.getOperation()));
        if (request.getResource() instanceof Bundle bundle) {
            bundle.getEntry().forEach(entry -> {
                String path = String.valueOf(entry.getRequest().getUrl()).replaceFirst("(?s)[?].*", "");
                SLASHES.splitAsStream(UrlUtil.unescape(path)).forEach(OfferedOperationsInterceptor::refuse);
            });
        }
    }

    private static void refuse(String operation) {
        if (operation.startsWith("$") && WITHHELD.contains(operation.substring(1))) {
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
