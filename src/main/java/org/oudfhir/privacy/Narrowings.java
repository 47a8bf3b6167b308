package org.oudfhir.privacy;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.util.UrlUtil;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the searches of a request were narrowed. A link to a search shows what was asked: how it was narrowed would tell whom the
 * caller reaches, and which labels there are.
 */
final class Narrowings {

    /** What narrows a search, in this order. */
    enum By {
        SCOPES,
        DISCLOSURES
    }

    private static final String KEY = Narrowings.class.getName();
    private static final Pattern LINK = Pattern.compile("(.*/)([A-Z][A-Za-z]+(?:/[$a-z]+)?)\\?([^#]*)");

    private Narrowings() {}

    /** Remembers what a search goes on with. */
    static void remember(RequestDetails request, By by, Ask asked, Map<String, String[]> narrowed) {
        String path = asked.type() + (asked.isOperation() ? "/" + asked.operation() : "");
        known(request, by).put(path + query(narrowed), path + query(asked.parameters()));
    }

    /** A link of an answer as it would be if the search had not been narrowed. */
    static String undone(RequestDetails request, String link) {
        Matcher parts = LINK.matcher(link);
        if (!parts.matches()) {
            return isNarrowed(request) && !link.contains("_getpages=") ? link.replaceFirst("[?].*", "") : link;
        }
        String path = parts.group(2);
        String search = path + query(UrlUtil.parseQueryString(parts.group(3)));
        for (By by : new By[] {By.DISCLOSURES, By.SCOPES}) {
            Map<String, String> known = known(request, by);
            boolean wasNarrowed = known.keySet().stream().anyMatch(each -> isOf(path, each));
            // What cannot be told apart is not shown at all.
            search = known.getOrDefault(search, wasNarrowed ? path : search);
        }
        return parts.group(1) + search;
    }

    private static boolean isNarrowed(RequestDetails request) {
        return Arrays.stream(By.values()).anyMatch(by -> !known(request, by).isEmpty());
    }

    private static boolean isOf(String path, String search) {
        return search.equals(path) || search.startsWith(path + "?");
    }

    /** As HAPI writes it in its links. */
    private static String query(Map<String, String[]> parameters) {
        StringBuilder query = new StringBuilder();
        new TreeMap<>(parameters).forEach((name, values) -> {
            for (String value : values) {
                query.append(query.isEmpty() ? '?' : '&')
                        .append(UrlUtil.escapeUrlParam(name))
                        .append('=')
                        .append(UrlUtil.escapeUrlParam(value));
            }
        });
        return query.toString();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> known(RequestDetails request, By by) {
        return (Map<String, String>) request.getUserData().computeIfAbsent(KEY + by, key -> new HashMap<>());
    }
}
