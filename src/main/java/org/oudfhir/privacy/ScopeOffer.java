package org.oudfhir.privacy;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a registered client may ask for, by the meaning of SMART scopes: {@code patient/*.rs} offers {@code patient/CarePlan.r}. */
public final class ScopeOffer {

    /** Scopes that speak of the session and not of resources. */
    private static final List<String> OF_THE_SESSION =
            List.of("openid", "fhirUser", "profile", "launch", "launch/patient", "offline_access");

    /** The widest scopes of resources; narrower ones are understood too. */
    static final List<String> OF_RESOURCES =
            List.of("patient/*.cruds", "user/*.cruds", "system/*.cruds", "patient/*.rs", "user/*.rs", "system/*.rs");

    private final Set<String> texts;

    public ScopeOffer(Collection<String> registered) {
        texts = Set.copyOf(registered);
    }

    /** What {@code scopes_supported} says of our own authorization server. */
    public static List<String> supported() {
        return Stream.concat(OF_THE_SESSION.stream(), OF_RESOURCES.stream()).toList();
    }

    /** Whether the text is a scope that this server understands. */
    public static boolean isKnown(String scope) {
        return OF_THE_SESSION.contains(scope) || Scope.parse(scope).isPresent();
    }

    /** A scope in plain words, for the person who is asked. */
    public static String describe(String scope) {
        return switch (scope) {
            case "openid", "fhirUser", "profile" -> "know who you are";
            case "launch", "launch/patient" -> "know which record is open";
            case "offline_access" -> "go on while you are away, until you or the clinic stop it";
            default -> Scope.parse(scope).map(ScopeOffer::words).orElse(scope);
        };
    }

    private static String words(Scope scope) {
        String does = scope.permissions().stream()
                .sorted()
                .map(ScopeOffer::verb)
                .collect(Collectors.collectingAndThen(Collectors.toList(), ScopeOffer::listed));
        String what = scope.type().equals("*") ? "everything" : spaced(scope.type()) + " entries";
        String narrowed = scope.filters().isEmpty()
                ? ""
                : scope.filters().stream()
                        .map(filter -> filter.name() + " = " + filter.value())
                        .collect(Collectors.joining(", ", " (only ", ")"));
        return does + " " + what + narrowed
                + (scope.context().equals("patient") ? " in this record" : " that you may see");
    }

    private static String verb(Permission permission) {
        return switch (permission) {
            case CREATE -> "add";
            case READ -> "read";
            case UPDATE -> "change";
            case DELETE -> "delete";
            case SEARCH -> "search";
        };
    }

    /** Such as: read, change and search. */
    private static String listed(List<String> verbs) {
        int last = verbs.size() - 1;
        return last < 1
                ? String.join("", verbs)
                : String.join(", ", verbs.subList(0, last)) + " and " + verbs.get(last);
    }

    /** Care plan, of CarePlan. */
    private static String spaced(String type) {
        return type.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    /** Whether one registered scope allows all that the asked one means. */
    public boolean covers(String asked) {
        if (texts.contains(asked)) {
            return isKnown(asked);
        }
        Optional<Scope> wanted = Scope.parse(asked);
        return wanted.isPresent()
                && texts.stream()
                        .map(Scope::parse)
                        .flatMap(Optional::stream)
                        .anyMatch(offered -> covers(offered, wanted.get()));
    }

    private static boolean covers(Scope offered, Scope wanted) {
        return offered.context().equals(wanted.context())
                && (offered.type().equals("*") || offered.type().equals(wanted.type()))
                && offered.permissions().containsAll(wanted.permissions())
                && wanted.filters().containsAll(offered.filters());
    }
}
