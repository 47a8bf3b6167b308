package org.oudfhir;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceSearchParamComponent;
import org.hl7.fhir.r4.model.Enumerations.SearchParamType;
import org.hl7.fhir.r4.model.StringType;
import org.oudfhir.MatrixSeeds.Seed;
import org.oudfhir.MatrixSeeds.State;

/** What {@code metadata} says that one type can be asked, about the seeds of that type. */
final class MatrixQuestions {

    /** Declared, and refused to an outsider whatever is asked: what they ask about is not in the matches. */
    static final Map<String, String> REFUSED = Map.of(
            "segment", "the labels by which searches are narrowed are the server's own",
            "_list", "asks about a list that is not among the matches",
            "_has", "asks about resources that are not among the matches; see the links");

    /** What a search answers by, without a parameter of its own. */
    private static final Set<SearchParamType> SORTED = Set.of(
            SearchParamType.DATE,
            SearchParamType.NUMBER,
            SearchParamType.QUANTITY,
            SearchParamType.REFERENCE,
            SearchParamType.STRING,
            SearchParamType.TOKEN,
            SearchParamType.URI);

    private static final Set<String> CHAINED = Set.of("_id", "family", "identifier");

    private static final int MOST_PARAMETERS = 38;

    private final CapabilityStatementRestResourceComponent served;
    private final MatrixSeeds seeds;
    private final String type;

    MatrixQuestions(CapabilityStatementRestResourceComponent served, MatrixSeeds seeds) {
        this.served = served;
        this.seeds = seeds;
        this.type = served.getType();
    }

    /** A question and what it has to find. */
    record Found(Question question, Set<String> expected) {}

    /** A search by one parameter for what all seeds of the type have, whatever the state. */
    record ByParameter(
            CapabilityStatementRestResourceSearchParamComponent parameter, String query, Set<String> expected) {

        boolean isMatched() {
            return !expected.isEmpty();
        }
    }

    boolean isOpen() {
        return seeds.withheld(type).isEmpty();
    }

    boolean isNobodys() {
        return seeds.disclosed(type).isEmpty();
    }

    List<ByParameter> byParameter() {
        List<ByParameter> all = new ArrayList<>();
        for (CapabilityStatementRestResourceSearchParamComponent parameter : served.getSearchParam()) {
            Set<String> values = new TreeSet<>();
            Set<String> expected = new TreeSet<>();
            for (Seed seed : seeds.of(type)) {
                Set<String> found = seeds.values().of(seed.resource(), parameter.getName());
                values.addAll(found);
                if (!found.isEmpty() && seeds.disclosed(type).contains(seed)) {
                    expected.add(seed.reference());
                }
            }
            // Dates are not searched for one or the other: then all are looked for.
            boolean isOne = values.size() == 1 || (values.size() > 1 && parameter.getType() != SearchParamType.DATE);
            String value = isOne ? String.join(",", values) : anything(parameter);
            all.add(new ByParameter(parameter, parameter.getName() + "=" + Question.encoded(value), expected));
        }
        return all;
    }

    /** The parameters by which no seed that is disclosed is found, but for those that are refused. */
    List<String> notMatched() {
        return byParameter().stream()
                .filter(each -> !each.isMatched())
                .map(each -> each.parameter().getName())
                .filter(name -> !REFUSED.containsKey(name))
                .map(name -> type + "." + name)
                .toList();
    }

    /** Some value of a parameter that no seed has. */
    private static String anything(CapabilityStatementRestResourceSearchParamComponent parameter) {
        return switch (parameter.getType()) {
            case DATE -> "gt1900-01-01";
            case NUMBER, QUANTITY -> "47";
            case REFERENCE -> "Patient/" + State.WITHOUT.patient();
            case COMPOSITE -> "x$47";
            case SPECIAL -> "1|1|10|km";
            case STRING, TOKEN, URI -> "matrixword";
            case NULL ->
                throw new IllegalArgumentException(
                        "The matrix cannot ask " + parameter.getName() + " of type " + parameter.getType());
        };
    }

    /** Searches that find the seeds of all states by what they have. */
    List<Found> searches() {
        List<Found> all = new ArrayList<>();
        for (ByParameter each : byParameter()) {
            String name = each.parameter().getName();
            if (each.isMatched() && !REFUSED.containsKey(name)) {
                String order = SORTED.contains(each.parameter().getType()) ? "&_sort=-" + name : "";
                String ids = name.equals("_id") ? "" : "&_id=" + ids(seeds.of(type));
                String search = type + "?" + each.query() + ids + order;
                all.add(new Found(Question.form(search), each.expected()));
            }
        }
        String all5 = type + "?_id=" + ids(seeds.of(type));
        if (isNobodys()) {
            return all;
        }
        Set<String> disclosed = references(seeds.disclosed(type));
        for (String mode : List.of(
                "_summary=count",
                "_summary=text",
                "_count=0",
                "_elements=id&_total=accurate",
                "_include=*&_include:iterate=*",
                "_sort=-_lastUpdated,_id")) {
            all.add(new Found(Question.get(all5 + "&" + mode), disclosed));
        }
        return all;
    }

    /** In words of the search itself, whom it is about: the withheld alone. */
    private String named() {
        return type.equals("Patient") || (isNobodys() && !type.equals("AuditEvent"))
                ? "_id=" + ids(seeds.withheld(type))
                : "patient=" + patients();
    }

    /** How many there are of the withheld, in a record that is named. */
    Question withheldCount() {
        return Question.get(type + "?" + named() + "&_summary=count");
    }

    /** The same by each parameter: a count is looked at by nobody as it leaves, so that the question alone has to be narrow. */
    List<Question> withheldCounts() {
        return byParameter().stream()
                .map(each -> Question.get(type + "?" + each.query() + "&" + named() + "&_summary=count"))
                .toList();
    }

    Question withheldSearch() {
        return Question.get(type + "?" + named() + "&_total=accurate");
    }

    /** The same with what is linked to the withheld. */
    List<Question> withheldLinks() {
        List<String> links = new ArrayList<>(groups("_include", values(served.getSearchInclude())));
        links.addAll(groups("_revinclude", values(served.getSearchRevInclude())));
        return links.stream()
                .map(each -> Question.get(type + "?" + each + "&" + named() + "&_total=accurate"))
                .toList();
    }

    /** Reads of each that is withheld, in all ways. */
    List<Question> withheldReads() {
        List<Question> all = new ArrayList<>();
        all.add(Question.form(type + "?" + named()));
        all.add(withheldCount());
        all.add(withheldSearch());
        all.add(Question.of("HEAD", type + "?" + named(), ""));
        for (Seed seed : seeds.withheld(type)) {
            String path = seed.reference();
            all.add(Question.get(path));
            all.add(Question.get(path + "/_history/1"));
            all.add(Question.get(path + "/_history/99"));
            all.add(Question.get(path + "/_history"));
            all.add(Question.get(path + "/_history?_count=1&_since=2000-01-01"));
            all.add(Question.get(path + "?_summary=text"));
            all.add(Question.get(path).with("If-None-Match", "W/\"1\""));
            all.add(Question.get(path).with("If-Modified-Since", "Sat, 01 Jan 2050 00:00:00 GMT"));
            all.add(Question.get(path).with("Accept", "application/fhir+xml"));
            all.add(Question.of("HEAD", path, ""));
            all.add(Question.get("Patient/" + seed.state().patient() + "/" + type));
        }
        return all;
    }

    /** From each disclosed seed, what refers to it and to what it refers, as far as it is disclosed. */
    List<Found> links() {
        List<Found> all = new ArrayList<>();
        for (Seed seed : seeds.disclosed(type).stream().limit(1).toList()) {
            String path = type + "?_id=" + seed.id() + "&_count=500&";
            for (String links : groups("_include", values(served.getSearchInclude()))) {
                all.add(new Found(Question.get(path + links), Set.of(seed.reference())));
            }
            // What no seed refers to it by shows nothing by itself: that is left to all links together.
            List<String> leading = values(served.getSearchRevInclude()).stream()
                    .filter(link ->
                            !referring(link, seed.reference(), seeds::of).isEmpty())
                    .toList();
            for (List<String> links : parts(leading)) {
                Set<String> expected = new TreeSet<>(Set.of(seed.reference()));
                links.forEach(link -> expected.addAll(referring(link, seed.reference(), seeds::disclosed)));
                all.add(new Found(Question.get(path + joined("_revinclude", links)), expected));
            }
            all.add(new Found(Question.get(path + "_revinclude=*"), Set.of(seed.reference())));
            if (type.equals("Patient")) { // from whom all the rest is reached
                all.add(new Found(
                        Question.get(path + "_include=*&_revinclude=*&_include:iterate=*&_revinclude:iterate=*"),
                        Set.of(seed.reference())));
            }
        }
        return all;
    }

    /** Which of some seeds refer to a resource by a link such as {@code Observation:focus}. */
    private Set<String> referring(String link, String target, Function<String, List<Seed>> some) {
        String[] parts = link.split(":", -1);
        return parts.length < 2
                ? Set.of()
                : some.apply(parts[0]).stream()
                        .filter(seed ->
                                seeds.values().of(seed.resource(), parts[1]).contains(target))
                        .map(Seed::reference)
                        .collect(Collectors.toSet());
    }

    /** Questions about the withheld over each reference. */
    List<Question> chains() {
        List<Question> all = new ArrayList<>();
        for (CapabilityStatementRestResourceSearchParamComponent parameter : served.getSearchParam()) {
            if (parameter.getType() == SearchParamType.REFERENCE) {
                String name = parameter.getName();
                for (Seed target : targets(name)) {
                    String link = name + ":" + target.type();
                    all.add(Question.get(type + "?" + link + "._id=" + target.id() + "&_total=accurate"));
                }
                seeds.withheld(type).stream()
                        .limit(1)
                        .forEach(seed -> all.add(Question.get(
                                "Patient?_has:" + type + ":" + name + ":_id=" + seed.id() + "&_summary=count")));
            }
        }
        seeds.withheld("Patient")
                .forEach(patient -> all.addAll(List.of(
                        Question.get(type + "?patient._id=" + patient.id()),
                        Question.get(type + "?_sort=patient.family&patient=" + patient.id()),
                        Question.get("Practitioner?_has:" + type + ":patient:_id=" + patient.id()))));
        return all;
    }

    /** Of what a reference may lead to, a patient and something else that are withheld. */
    private List<Seed> targets(String parameter) {
        Set<String> types = new TreeSet<>(Set.of("Patient"));
        for (Seed seed : seeds.of(type)) {
            seeds.values().of(seed.resource(), parameter).forEach(target -> types.add(target.replaceFirst("/.*", "")));
        }
        return types.stream()
                .flatMap(each -> seeds.withheld(each).stream().limit(1))
                .toList();
    }

    /** Links to the patient, over which an outsider may ask: of one type by each parameter of a patient, of the others by some. */
    List<Found> patientChains(List<ByParameter> ofPatients) {
        List<Found> all = new ArrayList<>();
        for (CapabilityStatementRestResourceSearchParamComponent parameter : served.getSearchParam()) {
            if (!isOpen() && !isNobodys() && Set.of("patient", "subject").contains(parameter.getName())) {
                for (ByParameter each : ofPatients) {
                    boolean isAsked = type.equals("Observation")
                            || CHAINED.contains(each.parameter().getName());
                    if (isAsked
                            && each.isMatched()
                            && !REFUSED.containsKey(each.parameter().getName())) {
                        String link = parameter.getName() + ":Patient.";
                        all.add(new Found(
                                Question.get(type + "?" + link + each.query() + "&_id=" + ids(seeds.of(type))
                                        + "&_summary=count"),
                                ofPatients(each.expected(), parameter.getName())));
                    }
                }
            }
        }
        return all;
    }

    private Set<String> ofPatients(Set<String> patients, String parameter) {
        return seeds.disclosed(type).stream()
                .filter(seed ->
                        seeds.values().of(seed.resource(), parameter).stream().anyMatch(patients::contains))
                .map(Seed::reference)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    String patients() {
        return Stream.of(State.values())
                .filter(State::isWithheld)
                .map(state -> "Patient/" + state.patient())
                .collect(Collectors.joining(","));
    }

    private static List<String> groups(String parameter, List<String> links) {
        return parts(links).stream().map(part -> joined(parameter, part)).toList();
    }

    private static List<List<String>> parts(List<String> links) {
        List<List<String>> parts = new ArrayList<>();
        for (int i = 0; i < links.size(); i += MOST_PARAMETERS - 2) {
            parts.add(links.subList(i, Math.min(links.size(), i + MOST_PARAMETERS - 2)));
        }
        return parts;
    }

    private static String joined(String parameter, List<String> links) {
        return links.stream().map(link -> parameter + "=" + link).collect(Collectors.joining("&"));
    }

    private static List<String> values(List<StringType> links) {
        return links.stream().map(link -> link.getValue()).toList();
    }

    static String ids(List<Seed> seeds) {
        return seeds.stream().map(Seed::id).collect(Collectors.joining(","));
    }

    static Set<String> references(List<Seed> seeds) {
        return seeds.stream().map(Seed::reference).collect(Collectors.toCollection(TreeSet::new));
    }
}
