package org.oudfhir.server;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.RequestTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import ca.uhn.fhir.util.DateUtils;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.oudfhir.fhir.Problem;

/**
 * HAPI's server, with 404 instead of 400 for an operation that it does not have, without the header that names its version to
 * everybody, and patient with clients that send a content type but no content, as many do when they call an operation that has
 * no parameters, or a date in a condition that is none, which RFC 9110 (13.1.3) tells to ignore.
 */
final class FhirServlet extends RestfulServer {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE");
    private static final String CONTENT_TYPE = "Content-Type";
    private static final String IF_MODIFIED_SINCE = "If-Modified-Since";

    FhirServlet(FhirContext fhir) {
        super(fhir);
        // Jetty inflates, within a limit.
        setUncompressIncomingContents(false);
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

    @Override
    protected String getOrCreateRequestId(HttpServletRequest request) {
        return String.valueOf(request.getAttribute(SafeAnswers.REQUEST_ID));
    }

    @Override
    protected void addRequestIdToResponse(ServletRequestDetails request, String id) {
        // every answer has it already
    }

    static Problem unknown(String operation) {
        return new Problem.NotFound("unknown-operation", "There is no operation " + operation + " here");
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        if (METHODS.contains(request.getMethod())) {
            super.service(request, response);
        } else {
            response.sendError(405);
        }
    }

    @Override
    protected void handleRequest(RequestTypeEnum method, HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        Set<String> ignored = new HashSet<>();
        if (isEmpty(request)) {
            ignored.add(CONTENT_TYPE);
        }
        String since = request.getHeader(IF_MODIFIED_SINCE);
        if (since != null && DateUtils.parseDate(since) == null) {
            ignored.add(IF_MODIFIED_SINCE);
        }
        super.handleRequest(method, new Without(request, ignored), new Gathered(response));
    }

    /** A body that was inflated on its way has no length and no transfer encoding any more, only a note that it was. */
    private static boolean isEmpty(HttpServletRequest request) {
        return request.getContentLengthLong() <= 0
                && request.getHeader("Transfer-Encoding") == null
                && request.getHeader("X-Content-Encoding") == null;
    }

    /**
     * An answer that is sent when the buffer of the connection is full, or it is whole: HAPI's writer of JSON flushes after each
     * value, which would each be a packet and a call of the system of its own.
     */
    private static final class Gathered extends HttpServletResponseWrapper {

        private @Nullable PrintWriter writer;

        Gathered(HttpServletResponse response) {
            super(response);
        }

        @Override
        public PrintWriter getWriter() throws IOException {
            PrintWriter gathering = writer;
            if (gathering == null) {
                gathering = new PrintWriter(super.getWriter()) {
                    @Override
                    public void flush() {
                        // at the end
                    }
                };
                writer = gathering;
            }
            return gathering;
        }
    }

    /** A request without some of its headers. */
    private static final class Without extends HttpServletRequestWrapper {

        private final Set<String> ignored;

        Without(HttpServletRequest request, Set<String> ignored) {
            super(request);
            this.ignored = ignored;
        }

        @Override
        public @Nullable String getContentType() {
            return isIgnored(CONTENT_TYPE) ? null : super.getContentType();
        }

        @Override
        public @Nullable String getHeader(String name) {
            return isIgnored(name) ? null : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return isIgnored(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
        }

        private boolean isIgnored(String name) {
            return ignored.stream().anyMatch(name::equalsIgnoreCase);
        }
    }
}
