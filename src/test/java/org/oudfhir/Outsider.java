package org.oudfhir;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.SearchEntryMode;

/** The hospital of the matrix: asks, and says what it was told that it may not know. */
final class Outsider {

    /** What is told apart by it: the names of records that are withheld. */
    private static final Pattern WITHHELD = Pattern.compile("matrix-(without|revoked|expired)");

    private static final String SELF = "\"relation\":\"self\",\"url\":\"[^\"]*\"";
    private static final String NOBODY = "matrix-nothing";
    private static final Set<String> HEADERS = Set.of("etag", "link", "location", "content-location", "content-type");

    private final Api api;
    private final Map<String, String> trail;
    private final Map<Question, String> nothing = new ConcurrentHashMap<>();

    /**
     * Makes it.
     *
     * @param trail ids of the withheld that do not tell whose they are, and of what does not exist
     */
    Outsider(Api api, Map<String, String> trail) {
        this.api = api;
        this.trail = trail;
    }

    /** Asks about what is withheld, and the same about what does not exist; the answers, when they are not the same. */
    Optional<String> toldApart(Question question) {
        Api.Answer answer = question.ask(api);
        String told = plain(answer);
        String untold = nothing.computeIfAbsent(question.replaced(this::aboutNobody), each -> plain(each.ask(api)));
        return told.equals(untold) && answer.status() < 500
                ? Optional.empty()
                : Optional.of(question + "\n  withheld: " + told + "\n  absent:   " + untold);
    }

    /** The same for a search of which the answer is that of another one about nobody, but for the repetition of the question. */
    Optional<String> toldApart(Question search, Question another) {
        Api.Answer answer = search.ask(api);
        String nobodys = nothing.computeIfAbsent(
                another.replaced(this::aboutNobody),
                each -> plain(each.ask(api)).replaceAll(SELF, ""));
        boolean isSame =
                answer.status() == 200 && plain(answer).replaceAll(SELF, "").equals(nobodys);
        return isSame && repeats(answer, search) ? Optional.empty() : toldApart(search);
    }

    /** Whether an answer shows the search as it was asked, if it shows one. */
    private static boolean repeats(Api.Answer answer, Question search) {
        Bundle.BundleLinkComponent self = answer.as(Bundle.class).getLink("self");
        return self == null || words(self.getUrl()).equals(words(search.path()));
    }

    private static List<String> words(String url) {
        return Arrays.stream(url.replaceFirst("^[^?]*[?]?", "").split("&", -1))
                .map(word -> URLDecoder.decode(word, StandardCharsets.UTF_8))
                .sorted()
                .toList();
    }

    /** Asks in a way that finds the withheld as well as the disclosed; what is wrong, when it has not exactly these matches. */
    Optional<String> findsOther(Question question, Set<String> expected) {
        Api.Answer answer = question.ask(api);
        if (answer.status() != 200 || namesWithheld(answer)) {
            return Optional.of(question + "\n  " + answer);
        }
        Bundle found = answer.as(Bundle.class);
        Set<String> matches = matches(found);
        boolean isCount = question.path().matches(".*[?&](_summary=count|_count=0)(&.*)?");
        boolean isRight = (isCount ? Set.of() : expected).equals(matches)
                && (!found.hasTotal() || found.getTotal() == expected.size());
        return isRight
                ? Optional.empty()
                : Optional.of(question + "\n  expected " + expected + ", found " + found.getTotal() + " " + matches);
    }

    /** Asks for links of the disclosed; the answer, when some of these are missing or something withheld is in it. */
    Optional<String> lacks(Question question, Set<String> expected) {
        Api.Answer answer = question.ask(api);
        if (answer.status() != 200 || namesWithheld(answer)) {
            return Optional.of(question + "\n  " + answer);
        }
        Set<String> missing = new TreeSet<>(expected);
        missing.removeAll(all(answer.as(Bundle.class)));
        return missing.isEmpty() ? Optional.empty() : Optional.of(question + "\n  missing " + missing);
    }

    /** All matches, over all pages; what is withheld is on none of them. */
    Set<String> pages(Question question) {
        Set<String> found = new TreeSet<>();
        Question next = question;
        while (!next.path().isEmpty()) {
            Api.Answer answer = next.ask(api);
            if (answer.status() != 200 || namesWithheld(answer)) {
                throw new AssertionError(next + " " + answer);
            }
            Bundle page = answer.as(Bundle.class);
            found.addAll(matches(page));
            next = Question.get(
                    page.getLink("next") == null ? "" : page.getLink("next").getUrl());
        }
        return found;
    }

    /** Asks, whatever the answer is: not even a part of what is withheld may be in it. */
    Optional<String> names(Question question) {
        Api.Answer answer = question.ask(api);
        return namesWithheld(answer) || answer.status() >= 500
                ? Optional.of(question + "\n  " + answer)
                : Optional.empty();
    }

    Api.Answer ask(Question question) {
        return question.ask(api);
    }

    private static Set<String> matches(Bundle found) {
        return found.getEntry().stream()
                .filter(entry -> entry.getSearch().getMode() == SearchEntryMode.MATCH)
                .map(Outsider::reference)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> all(Bundle found) {
        return found.getEntry().stream().map(Outsider::reference).collect(Collectors.toSet());
    }

    private static String reference(BundleEntryComponent entry) {
        return entry.getResource().fhirType() + "/"
                + entry.getResource().getIdElement().getIdPart();
    }

    /** But for the repetition of what was asked. */
    private boolean namesWithheld(Api.Answer answer) {
        return namesWithheld(answer.text().replaceAll(SELF, ""));
    }

    boolean namesWithheld(String text) {
        return WITHHELD.matcher(text).find() || trail.keySet().stream().anyMatch(text::contains);
    }

    private String aboutNobody(String text) {
        String about = WITHHELD.matcher(text).replaceAll(NOBODY);
        for (Map.Entry<String, String> each : trail.entrySet()) {
            about = about.replace(each.getKey(), each.getValue());
        }
        return about;
    }

    /** An answer without the names that were asked, and what is new in each answer. */
    private String plain(Api.Answer answer) {
        Map<String, List<String>> headers =
                new TreeMap<>(answer.http().headers().map());
        headers.keySet().retainAll(HEADERS);
        String text = aboutNobody(answer.text())
                .replaceAll("\"id\":\"[0-9a-f]{8}-[0-9a-f-]{27}\"", "")
                .replaceAll("\"id\":\"[0-9]+\"", "")
                .replaceAll("\"last(Updated|Modified)\":\"[^\"]+\"", "")
                .replaceAll("([A-Z][A-Za-z]+/)[0-9]+/_history", "$1_history")
                .replaceAll("Took [0-9]+ms", "")
                .replaceAll("_getpages=[^&\"]+", "")
                .replaceAll("_seal=[^&\"]+", "");
        String where = aboutNobody(headers.toString()).replaceAll("/([0-9a-f]{8}-[0-9a-f-]{27}|[0-9]+/)", "/");
        return answer.status() + " " + where + " " + text;
    }
}
