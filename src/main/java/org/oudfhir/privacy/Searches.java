package org.oudfhir.privacy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.oudfhir.fhir.Problem;

/**
 * Keeps a search within what the caller may see: in the query itself, so that counts, pages and order tell nothing, and by
 * refusing questions that are answered from other resources than the matches.
 */
final class Searches {

    private static final Pattern HAS = Pattern.compile("_has:([A-Za-z]+):[^:]+:(.+)");
    private static final Pattern LINK = Pattern.compile("[^.:]+:([A-Z][A-Za-z]+)");
    private static final Set<String> FROM_ELSEWHERE =
            Set.of("_filter", "_list", "_query", "_contained", "_containedType", "_text", "_content", "_in");

    /** Of whose records a search may be. */
    static final int MOST_PATIENTS = 1_000;

    private Searches() {}

    /**
     * The parameters to search with.
     *
     * @throws Problem.Forbidden when the search cannot be kept within the grants
     */
    static Map<String, String[]> within(Grants grants, String type, Map<String, String[]> parameters) {
        if (!grants.everywhere(Permission.SEARCH)) {
            checkQuestions(
                    parameters, other -> grants.access(Permission.SEARCH, other).all());
        }
        Access access = grants.access(Permission.SEARCH, type);
        if (access.all()) {
            return parameters;
        }
        Map<String, String[]> narrowed = new LinkedHashMap<>(parameters);
        if (access.limits().size() == 1) {
            narrow(narrowed, type, access.limits().get(0));
        } else if (!tryMerge(narrowed, type, access.limits())) {
            throw new Problem.Forbidden(
                    "scopes-not-combinable",
                    "The scopes for " + type + " name different search parameters, which one search cannot combine; ask"
                            + " for a token with one of them");
        }
        return narrowed;
    }

    private static void narrow(Map<String, String[]> parameters, String type, Access.Limit limit) {
        limit.patients().ifPresent(ids -> confine(parameters, type, ids));
        limit.filters().forEach(filter -> add(parameters, filter.name(), filter.value()));
    }

    /** Narrows a search to these patients: of several, to those that it names itself, if it names any. */
    static void confine(Map<String, String[]> parameters, String type, Set<String> patients) {
        List<String> ids = new ArrayList<>(patients);
        if (ids.size() != 1) {
            Set<String> named = named(type, parameters);
            ids.removeIf(id -> !named.isEmpty() && !named.contains(id));
            checkSpan(type, ids);
        }
        if (ids.isEmpty()) {
            ids.add(Segments.NOTHING);
        }
        String name = Confinement.of(type).orElseThrow().parameter();
        String prefix = name.equals("_id") ? "" : "Patient/";
        add(parameters, name, ids.stream().map(id -> prefix + id).collect(Collectors.joining(",")));
    }

    /** The ids of the patients whose records a search asks for. */
    static Set<String> named(String type, Map<String, String[]> parameters) {
        String own = Confinement.of(type).orElseThrow().parameter();
        Set<String> names = new HashSet<>();
        parameters.forEach((name, values) -> {
            if (name.equals(own) || name.equals("subject") || name.equals("subject:Patient")) {
                Arrays.stream(values)
                        .flatMap(value -> Arrays.stream(value.split(",", -1)))
                        .map(value -> value.replaceFirst("^.*Patient/", ""))
                        .filter(value -> value.matches("[A-Za-z0-9.-]{1,64}"))
                        .forEach(names::add);
            }
        });
        return names;
    }

    /** A search that spans more records than one query can name has to name them. */
    static void checkSpan(String type, Collection<?> patients) {
        if (patients.size() > MOST_PATIENTS) {
            String parameter = Confinement.of(type).orElseThrow().parameter();
            throw new Problem.Forbidden(
                    "too-many-patients",
                    "This search would span more than " + MOST_PATIENTS
                            + " patients; name those whom you look for with " + parameter + "=");
        }
    }

    /** Several scopes that name one and the same parameter are one search for any of their values. */
    private static boolean tryMerge(Map<String, String[]> parameters, String type, List<Access.Limit> limits) {
        boolean alike = limits.stream().map(Access.Limit::patients).distinct().count() == 1
                && limits.stream().allMatch(limit -> limit.filters().size() == 1)
                && limits.stream()
                                .map(limit -> limit.filters().get(0).name())
                                .distinct()
                                .count()
                        == 1;
        if (!alike) {
            return false;
        }
        limits.get(0).patients().ifPresent(ids -> confine(parameters, type, ids));
        String values =
                limits.stream().map(limit -> limit.filters().get(0).value()).collect(Collectors.joining(","));
        add(parameters, limits.get(0).filters().get(0).name(), values);
        return true;
    }

    /** Adds a condition. HAPI takes all conditions on ids for negated when one of them is, and would look for all others. */
    static void add(Map<String, String[]> parameters, String name, String value) {
        boolean isNegated = name.startsWith("_id:");
        parameters.keySet().stream()
                .filter(each -> (name.equals("_id") || isNegated)
                        && (each.startsWith("_id:") || (isNegated && each.equals("_id"))))
                .findFirst()
                .ifPresent(each -> {
                    throw refused(each);
                });
        parameters.merge(
                name,
                new String[] {value},
                (before, more) -> Stream.concat(Arrays.stream(before), Arrays.stream(more))
                        .toArray(String[]::new));
    }

    /**
     * A chain, a {@code _has} or an order by another resource tells about resources that are not among the matches.
     *
     * @param whole whether nothing of a type is kept from the caller
     */
    static void checkQuestions(Map<String, String[]> parameters, Predicate<String> whole) {
        parameters.forEach((name, values) -> {
            if (FROM_ELSEWHERE.contains(name.replaceFirst(":.*", ""))
                    || (name.startsWith("_sort") && hasChain(values))) {
                throw refused(name);
            }
            checkChain(whole, name, name);
        });
    }

    private static void checkChain(Predicate<String> whole, String question, String parameter) {
        Matcher has = HAS.matcher(question);
        if (has.matches()) {
            checkType(whole, has.group(1), parameter);
            checkChain(whole, has.group(2), parameter);
        } else if (question.startsWith("_has")) {
            throw refused(parameter);
        } else if (question.contains(".")) {
            Matcher link = LINK.matcher(question.substring(0, question.indexOf('.')));
            if (!link.matches()) {
                throw refused(parameter);
            }
            checkType(whole, link.group(1), parameter);
            checkChain(whole, question.substring(question.indexOf('.') + 1), parameter);
        }
    }

    private static void checkType(Predicate<String> whole, String type, String parameter) {
        if (!whole.test(type)) {
            throw refused(parameter);
        }
    }

    private static boolean hasChain(String[] values) {
        return Arrays.stream(values).anyMatch(value -> value.contains("."));
    }

    private static Problem refused(String parameter) {
        return new Problem.Forbidden(
                "insufficient-scope",
                "The token's scopes do not reach all resources that the search parameter " + parameter
                        + " asks about; search those resources themselves, or name the type of each link, as in"
                        + " subject:Patient.name, with scopes for it");
    }
}
