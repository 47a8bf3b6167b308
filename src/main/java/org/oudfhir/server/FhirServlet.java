package org.oudfhir.server;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.RequestTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.RestfulServer;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;
import org.oudfhir.fhir.Problem;

/**
 * HAPI's server, with 404 instead of 400 for an operation that it does not have, without the header that names its version to
 * everybody, and patient with clients that send a content type but no content, as many do when they call an operation that has
 * no parameters.
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

    @Override
    protected void handleRequest(RequestTypeEnum method, HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        boolean empty = request.getContentLengthLong() <= 0 && request.getHeader("Transfer-Encoding") == null;
        super.handleRequest(method, empty ? new WithoutContent(request) : request, response);
    }

    /** A request that does not say of what type the content is that it does not have. */
    private static final class WithoutContent extends HttpServletRequestWrapper {
        WithoutContent(HttpServletRequest request) {
            super(request);
        }

        @Override
        public @Nullable String getContentType() {
            return null;
        }

        @Override
        public @Nullable String getHeader(String name) {
            return isContentType(name) ? null : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return isContentType(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
        }

        private static boolean isContentType(String name) {
            return "Content-Type".equalsIgnoreCase(name);
        }
    }
}
