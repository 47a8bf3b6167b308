package org.oudfhir.server;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.oudfhir.fhir.Systems;

/** What Jetty refuses by itself, before any servlet sees it, is answered with an OperationOutcome too: no page, no stack. */
final class ErrorAnswer extends ErrorHandler {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        String id = SafeAnswers.protect(request, response);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/fhir+json;charset=utf-8");
        Content.Sink.write(response, true, HttpStatus.hasNoBody(status) ? "" : text(status, id), callback);
        return true;
    }

    private static String text(int status, String id) {
        String said = switch (status) {
            case 400 -> "The request cannot be read as HTTP, or its URL is ambiguous";
            case 404 -> "There is nothing here; the FHIR base is /fhir";
            case 405 -> "This method is not answered here";
            case 408 -> "The request came too slowly";
            case 413 -> "The body is larger than this server takes; send it in parts";
            case 414, 431 -> "The URL or a header is too long; long searches go into the body of POST _search";
            default -> status >= 500 ? "The server could not answer" : HttpStatus.getMessage(status);
        };
        return """
                {"resourceType":"OperationOutcome","id":"%s","issue":[{"severity":"error","code":"%s","details":{"coding":\
                [{"system":"%s","code":"%s"}],"text":"%s"},"diagnostics":"%s"}]}""".formatted(
                        id,
                        status >= 500 ? "exception" : "processing",
                        Systems.PROBLEM,
                        ProblemInterceptor.code(status),
                        said,
                        said);
    }
}
