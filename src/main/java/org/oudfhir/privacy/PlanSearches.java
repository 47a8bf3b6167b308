package org.oudfhir.privacy;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.oudfhir.privacy.part2.Redaction;
import org.oudfhir.storage.SegmentIndex;

/** What a search for plans may ask about without telling what a redacted copy lacks. */
final class PlanSearches {

    /** About what each copy keeps, or about the answer. */
    private static final Set<String> PLAIN =
            Set.of("patient", "subject", "status", "intent", "date", "_id", "_lastUpdated", "_profile");

    private static final Set<String> OF_THE_ANSWER = Set.of(
            "_count", "_offset", "_summary", "_total", "_elements", "_include", "_revinclude", "_format", "_pretty");

    private static final Set<String> ORDERS =
            Set.of("patient", "subject", "status", "intent", "date", "_id", "_lastUpdated");

    private PlanSearches() {}

    /** Whether a request is a search that finds a plan by what a copy of it may lack. */
    static boolean areByContent(RequestDetails request) {
        return "CarePlan".equals(request.getResourceName())
                && request.getId() == null
                && areByContent(request.getParameters());
    }

    /** Whether it finds a plan by what a copy of it may lack; a search that was narrowed by labels does not for that. */
    static boolean areByContent(Map<String, String[]> parameters) {
        return parameters.entrySet().stream()
                .anyMatch(parameter -> !isPlain(parameter.getKey(), Arrays.asList(parameter.getValue())));
    }

    private static boolean isPlain(String name, List<String> values) {
        String plain = name.replaceFirst("[:.].*", "");
        return switch (plain) {
            case SegmentIndex.PARAMETER -> true;
            case "identifier" -> name.equals(plain); // by value; a copy has no type of identifier
            case "category" -> holds(values, value -> Redaction.keepsCategory(value.replaceFirst("^.*\\|", "")));
            case "_sort" -> holds(values, value -> ORDERS.contains(value.replaceFirst("^-", "")));
            default -> PLAIN.contains(plain) || OF_THE_ANSWER.contains(plain);
        };
    }

    private static boolean holds(List<String> values, Predicate<String> condition) {
        return values.stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .allMatch(condition);
    }
}
