package org.oudfhir.server;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * What every answer carries, also one of an error: the request's id, and the headers by which a browser is kept from running,
 * framing, guessing, storing or passing on what it gets.
 */
final class SafeAnswers extends Handler.Wrapper {

    static final String REQUEST_ID = "X-Request-ID";

    /** A page that needs more, such as a form, says so by putting its own in place of it. */
    private static final String POLICY = "Content-Security-Policy";

    private static final String NOTHING =
            "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox";

    /** The page of the OpenAPI description; it has its scripts in the page. */
    private static final String OPENAPI_PAGE = "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self'"
            + " 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9.-]{1,64}");
    private static final SecureRandom RANDOM = new SecureRandom();

    SafeAnswers(Handler handler) {
        super(handler);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        protect(request, response);
        return super.handle(request, response, callback);
    }

    /** Puts the headers, and gives the request its id unless it has one. */
    static String protect(Request request, Response response) {
        String id = request.getAttribute(REQUEST_ID) instanceof String known ? known : id(request);
        request.setAttribute(REQUEST_ID, id);
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(REQUEST_ID, id);
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("X-Frame-Options", "DENY");
        String path = String.valueOf(request.getHttpURI().getPath());
        headers.put(POLICY, path.startsWith("/fhir/swagger-ui") ? OPENAPI_PAGE : NOTHING);
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
        if (request.isSecure()) {
            headers.put("Strict-Transport-Security", "max-age=31536000");
        }
        return id;
    }

    /** The client's, when it has a form that can do no harm in a log or an answer. */
    private static String id(Request request) {
        String given = request.getHeaders().get(REQUEST_ID);
        return given != null && ID.matcher(given).matches() ? given : newId();
    }

    private static String newId() {
        byte[] bytes = new byte[8];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
