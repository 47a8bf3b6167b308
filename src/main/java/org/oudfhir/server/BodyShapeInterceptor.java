package org.oudfhir.server;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import com.google.common.base.Utf8;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.oudfhir.fhir.Problem;

/** Looks at the bytes of a body before a parser does: encoding, depth, size of what is in it. One pass, nothing is built. */
@Interceptor(order = InterceptorOrder.READ)
final class BodyShapeInterceptor {

    private static final Pattern CHARSET = Pattern.compile("charset\\s*=\\s*\"?([^\";,\\s]+)");

    @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLER_SELECTED)
    void check(RequestDetails request) {
        String type = Optional.ofNullable(request.getHeader(Constants.HEADER_CONTENT_TYPE))
                .orElse("")
                .toLowerCase(Locale.ROOT);
        if (request.getHeader(Constants.HEADER_CONTENT_ENCODING) != null) {
            throw new Problem.UnsupportedType(
                    "unsupported-media-type", "Of content encodings, gzip alone is taken, once");
        }
        boolean json = type.contains("json");
        boolean xml = type.contains("xml");
        if (isForeign(request, type) || (!json && !xml)) {
            if (type.contains("turtle")) {
                throw new Problem.UnsupportedType("unsupported-media-type", "Resources are taken as JSON or XML");
            }
            return;
        }
        Matcher charset = CHARSET.matcher(type);
        if (charset.find() && !charset.group(1).matches("utf-?8")) {
            throw new Problem.UnsupportedType("unsupported-media-type", "FHIR is sent in UTF-8");
        }
        byte[] body = request.loadRequestContents();
        if (!Utf8.isWellFormed(body)) {
            throw new Problem.BadRequest("unreadable-body", "The body is not UTF-8");
        }
        if (body.length > 0 && json) {
            JsonShape.check(body);
        } else if (body.length > 0) {
            XmlShape.check(body);
        }
    }

    /** A file that is kept as it is. */
    private static boolean isForeign(RequestDetails request, String type) {
        return "Binary".equals(request.getResourceName()) && !type.contains("fhir+");
    }
}
