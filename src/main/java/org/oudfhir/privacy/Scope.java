package org.oudfhir.privacy;

import ca.uhn.fhir.util.UrlUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One scope of a SMART token that speaks of resources.
 *
 * @param context patient, user or system
 * @param type a resource type, or {@code *}
 * @param permissions what it allows, not empty
 * @param filters search parameters that a resource must match
 */
record Scope(String context, String type, Set<Permission> permissions, List<Filter> filters) {

    /** One search parameter that narrows a scope. */
    record Filter(String name, String value) {}

    private static final Pattern FORM =
            Pattern.compile("(patient|user|system)/([A-Z][A-Za-z]{1,63}|\\*)\\.(\\*|[a-z]{1,5})(?:\\?(.+))?");

    /** No chain, no {@code _has}, no result parameter: what can be decided from the resource alone. */
    private static final Pattern FILTER_NAME = Pattern.compile("[a-z][A-Za-z-]*|_tag|_security|_profile");

    Scope {
        permissions = Set.copyOf(permissions);
        filters = List.copyOf(filters);
    }

    /** The scope that a text means; none when it means something else, or something that cannot be held to. */
    static Optional<Scope> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        Set<Permission> permissions = Permission.parse(form.group(3));
        List<Filter> filters = form.group(4) == null ? List.of() : filters(form.group(4));
        boolean understood = !permissions.isEmpty()
                && filters.stream()
                        .allMatch(each -> FILTER_NAME.matcher(each.name()).matches())
                && (form.group(4) == null
                        || (!filters.isEmpty() && !form.group(2).equals("*")));
        return understood
                ? Optional.of(new Scope(form.group(1), form.group(2), permissions, filters))
                : Optional.empty();
    }

    private static List<Filter> filters(String query) {
        List<Filter> filters = new ArrayList<>();
        for (Map.Entry<String, String[]> parameter :
                UrlUtil.parseQueryString(query).entrySet()) {
            for (String value : parameter.getValue()) {
                filters.add(new Filter(parameter.getKey(), value));
            }
        }
        return filters;
    }

    boolean concerns(Permission permission, String resourceType) {
        return permissions.contains(permission) && (type.equals("*") || type.equals(resourceType));
    }
}
