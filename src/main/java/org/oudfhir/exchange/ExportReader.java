package org.oudfhir.exchange;

import ca.uhn.fhir.rest.api.Constants;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.oudfhir.fhir.Problem;
import org.oudfhir.storage.ExportJob.Selection;

/** Understands what an export asks for; what is not understood is refused, unless the client asked for leniency. */
final class ExportReader {

    private static final Set<String> FORMATS = Set.of(Constants.CT_FHIR_NDJSON, Constants.CT_APP_NDJSON, "ndjson");

    private static final Set<String> NOT_OFFERED = Set.of("_elements", "includeAssociatedData", "organizeOutputBy");

    /** A comma between two searches; another one is part of a search. */
    private static final Pattern BETWEEN_FILTERS = Pattern.compile(",(?=[A-Z][A-Za-z]{1,63}\\?)");

    private static final Pattern FILTER = Pattern.compile("([A-Z][A-Za-z]{1,63})\\?(.+)");

    /** What changes the form of an answer, or asks about other resources, is no filter of single resources. */
    private static final Pattern NO_FILTER = Pattern.compile(
            "(^|[?&])(_(include|revinclude|sort|count|summary|elements|total|has|filter|list|contained|offset|getpages)\\b"
                    + "|[^=&]*[.])");

    private static final int MOST_FILTERS = 20;

    /** How much of the server an export is of. */
    enum Level {
        SYSTEM,
        PATIENTS,
        GROUP
    }

    private final List<String> types;
    private final Predicate<String> isFilter;

    /**
     * Makes it.
     *
     * @param types the resource types that are kept
     * @param isFilter whether a search can be decided for each resource by itself
     */
    ExportReader(List<String> types, Predicate<String> isFilter) {
        this.types = List.copyOf(types);
        this.isFilter = isFilter;
    }

    /**
     * The selection that the parameters mean.
     *
     * @param given parameters by name; each as often as it was sent
     * @param members the patients of the group, if it is of one
     * @param lenient whether what is not understood may be left out
     * @param candidates types that may be exported at all: those asked for are not to be others
     * @throws Problem.BadRequest when a parameter is not understood
     * @throws Problem.Forbidden when a type is asked for that is no candidate
     */
    Selection read(
            Map<String, List<String>> given,
            Level level,
            Optional<Set<String>> members,
            boolean lenient,
            Predicate<String> candidates) {
        given.forEach((name, values) -> check(name, values, level, lenient));
        List<String> filters = filters(given.getOrDefault("_typeFilter", List.of()));
        Set<String> asked = asked(given.getOrDefault("_type", List.of()));
        for (String filter : filters) {
            String type = filter.substring(0, filter.indexOf('?'));
            if (!asked.isEmpty() && !asked.contains(type)) {
                throw invalid("_typeFilter names " + type + ", which _type leaves out");
            }
        }
        for (String type : asked) {
            if (!candidates.test(type)) {
                throw new Problem.Forbidden(
                        "insufficient-scope",
                        "The scopes of the token do not allow to export " + type + ", or it is not exported this way");
            }
        }
        List<String> chosen = types.stream()
                .filter(type -> asked.isEmpty() || asked.contains(type))
                .filter(candidates)
                .toList();
        return new Selection(
                chosen,
                given.getOrDefault("_since", List.of()).stream().findFirst().map(ExportReader::instant),
                level != Level.SYSTEM,
                patients(given.getOrDefault("patient", List.of()), members),
                filters);
    }

    private static void check(String name, List<String> values, Level level, boolean lenient) {
        boolean known = switch (name) {
            case "_type", "_typeFilter" -> true;
            case "_since" -> values.size() == 1;
            case "_outputFormat" -> values.stream().allMatch(FORMATS::contains);
            case "patient" -> level != Level.SYSTEM;
            default -> false;
        };
        if (!known && !(lenient && NOT_OFFERED.contains(name))) {
            throw invalid(
                    name.equals("_outputFormat")
                            ? "_outputFormat is " + Constants.CT_FHIR_NDJSON
                            : "An export here takes _type, _since, _typeFilter, _outputFormat"
                                    + (level == Level.SYSTEM ? "" : ", patient")
                                    + " and nothing else, each once but for _typeFilter; not understood: " + name);
        }
    }

    private Set<String> asked(List<String> values) {
        Set<String> asked = new LinkedHashSet<>();
        values.forEach(
                value -> Arrays.stream(value.split(",", -1)).map(String::strip).forEach(asked::add));
        for (String type : asked) {
            if (!types.contains(type)) {
                throw invalid("_type names " + type + ", which is not kept here; kept are " + String.join(", ", types));
            }
        }
        return asked;
    }

    private List<String> filters(List<String> values) {
        List<String> filters = new ArrayList<>();
        values.forEach(value -> filters.addAll(List.of(BETWEEN_FILTERS.split(value))));
        if (filters.size() > MOST_FILTERS) {
            throw invalid("_typeFilter may have " + MOST_FILTERS + " searches");
        }
        for (String filter : filters) {
            boolean form = FILTER.matcher(filter).matches()
                    && !NO_FILTER.matcher(filter).find();
            if (!form || !types.contains(filter.substring(0, filter.indexOf('?'))) || !isFilter.test(filter)) {
                throw invalid("_typeFilter is a search that each resource can be held against by itself, such as"
                        + " Observation?category=survey; not understood: " + filter);
            }
        }
        return filters;
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw invalid("_since is a moment with its offset, such as 2026-01-31T12:00:00Z (in a URL, + is %2B)");
        }
    }

    /** The members of the group whom the client named, or all; all patients, if there is no group and none was named. */
    private static Optional<Set<String>> patients(List<String> named, Optional<Set<String>> members) {
        if (named.isEmpty()) {
            return members;
        }
        Set<String> ids = new TreeSet<>();
        for (String value : named) {
            for (String each : value.split(",", -1)) {
                if (!each.matches("(Patient/)?[A-Za-z0-9.-]{1,64}")) {
                    throw invalid("patient is a reference such as Patient/12");
                }
                ids.add(each.replaceFirst("^Patient/", ""));
            }
        }
        members.ifPresent(ids::retainAll);
        return Optional.of(ids);
    }

    private static Problem invalid(String text) {
        return new Problem.BadRequest("export-parameter", text);
    }
}
