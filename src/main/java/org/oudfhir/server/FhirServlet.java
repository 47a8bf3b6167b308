package org.oudfhir.server;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.RequestTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.RestfulServer;
import org.oudfhir.fhir.Problem;

/**
 * HAPI's server, with 404 instead of 400 for an operation that it does not have, and without the header that names its version
 * to everybody.
 */
final class FhirServlet extends RestfulServer {

    FhirServlet(FhirContext fhir) {
        super(fhir);
    }

    @Override
    protected void throwUnknownFhirOperationException(RequestDetails request, String path, RequestTypeEnum method) {
        String operation = request.getOperation();
        if (operation != null && operation.startsWith("$")) {
            throw unknown(operation);
        }
        super.throwUnknownFhirOperationException(request, path, method);
    }

    @Override
    protected String createPoweredByHeader() {
        return "";
    }

    static Problem unknown(String operation) {
        return new Problem.NotFound("unknown-operation", "There is no operation " + operation + " here");
    }
}
