package org.oudfhir.privacy;

import ca.uhn.fhir.rest.api.RequestTypeEnum;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.util.UrlUtil;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Bundle.BundleEntryRequestComponent;
import org.jspecify.annotations.Nullable;

/**
 * What a request, or an entry of a Bundle, asks for.
 *
 * @param method HTTP method, HEAD as GET
 * @param type resource type; empty for the whole system
 * @param id logical id; empty for the type
 * @param version version id; empty for the current one
 * @param operation operation with its dollar sign, {@code _history} or {@code _search}; empty for the plain interaction
 * @param conditional whether a create is bound to a search
 * @param parameters of the URL, and of a form
 */
record Ask(
        String method,
        String type,
        String id,
        String version,
        String operation,
        boolean conditional,
        Map<String, String[]> parameters) {

    /** The forms of entry URLs that a limited caller may use: what is read the same way by everybody. */
    private static final Pattern ENTRY = Pattern.compile("/?([A-Z][A-Za-z]{1,63})(?:/([A-Za-z0-9.-]{1,64}))?"
            + "(?:/_history/([A-Za-z0-9.-]{1,64})|/(_history|\\$[a-z-]+))?(?:\\?(.*))?");

    Ask {
        parameters = Map.copyOf(parameters);
    }

    /** What a request asks for; none when it is of no form that we know. */
    static Optional<Ask> of(RequestDetails request) {
        RequestTypeEnum method = request.getRequestType();
        if (request.getCompartmentName() != null || request.getSecondaryOperation() != null) {
            return Optional.empty();
        }
        return Optional.of(new Ask(
                method == RequestTypeEnum.HEAD ? "GET" : method.name(),
                text(request.getResourceName()),
                request.getId() == null ? "" : text(request.getId().getIdPart()),
                request.getId() == null ? "" : text(request.getId().getVersionIdPart()),
                text(request.getOperation()),
                request.getHeader("If-None-Exist") != null,
                request.getParameters()));
    }

    /** What an entry asks for; none when it is of no form that we know. */
    static Optional<Ask> of(BundleEntryRequestComponent entry) {
        Matcher url = ENTRY.matcher(text(entry.getUrl()));
        if (!url.matches() || entry.getMethod() == null) {
            return Optional.empty();
        }
        Map<String, String[]> parameters =
                url.group(5) == null ? Map.of() : new LinkedHashMap<>(UrlUtil.parseQueryString(url.group(5)));
        Ask ask = new Ask(
                entry.getMethod().toCode().equals("HEAD")
                        ? "GET"
                        : entry.getMethod().toCode(),
                text(url.group(1)),
                text(url.group(2)),
                text(url.group(3)),
                text(url.group(4)),
                entry.hasIfNoneExist(),
                parameters);
        boolean plain = ask.operation().isEmpty() || ask.method().equals("GET");
        return plain && !ask.isPage() ? Optional.of(ask) : Optional.empty();
    }

    Ask with(Map<String, String[]> others) {
        return new Ask(method, type, id, version, operation, conditional, others);
    }

    boolean isPage() {
        return parameters.containsKey("_getpages");
    }

    /** Metadata tells what the server can do, and nothing about anybody. */
    boolean isMetadata() {
        return type.isEmpty()
                && ((method.equals("GET") && operation.equals("metadata"))
                        || (method.equals("OPTIONS") && operation.isEmpty()));
    }

    boolean isBundle() {
        return method.equals("POST") && type.isEmpty() && operation.isEmpty();
    }

    boolean isOperation() {
        return operation.startsWith("$");
    }

    boolean isSearch() {
        return !type.isEmpty()
                && id.isEmpty()
                && ((method.equals("GET") && operation.isEmpty()) || operation.equals("_search"));
    }

    boolean isRead() {
        return method.equals("GET") && !id.isEmpty() && operation.isEmpty();
    }

    /** Whether it is a read of what is there now: that is looked at where it is read, and not read twice for it. */
    boolean isOfCurrent() {
        return isRead() && version.isEmpty();
    }

    /** Whether a request is such a read. */
    static boolean isOfCurrent(RequestDetails request) {
        return request.getRestOperationType() == RestOperationTypeEnum.READ && !request.isSubRequest();
    }

    boolean isHistory() {
        return method.equals("GET") && operation.equals("_history");
    }

    /** What a create, update, patch or delete needs; none for anything else. */
    Optional<Permission> write() {
        if (type.isEmpty() || !operation.isEmpty() || !version.isEmpty()) {
            return Optional.empty();
        }
        return switch (method) {
            case "POST" -> id.isEmpty() ? Optional.of(Permission.CREATE) : Optional.empty();
            case "PUT", "PATCH" -> Optional.of(Permission.UPDATE);
            case "DELETE" -> Optional.of(Permission.DELETE);
            default -> Optional.empty();
        };
    }

    /** The entry URL of this ask, with its parameters. */
    String url() {
        StringBuilder url = new StringBuilder(type);
        append(url, "/", id);
        append(url, "/_history/", version);
        append(url, "/", operation);
        String separator = "?";
        for (Map.Entry<String, String[]> parameter : parameters.entrySet()) {
            for (String value : parameter.getValue()) {
                url.append(separator)
                        .append(UrlUtil.escapeUrlParam(parameter.getKey()))
                        .append('=')
                        .append(UrlUtil.escapeUrlParam(value));
                separator = "&";
            }
        }
        return url.toString();
    }

    private static void append(StringBuilder url, String separator, String part) {
        if (!part.isEmpty()) {
            url.append(separator).append(part);
        }
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
