package org.oudfhir.privacy;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.oudfhir.fhir.Problem;
import org.oudfhir.privacy.part2.DisclosureRules;
import org.oudfhir.privacy.part2.Labels;
import org.oudfhir.privacy.part2.PatientFile;
import org.oudfhir.privacy.part2.Purpose;
import org.oudfhir.privacy.part2.Requester;
import org.oudfhir.privacy.part2.Requester.Agreement;
import org.oudfhir.privacy.part2.Requester.Relation;
import org.oudfhir.privacy.part2.Sensitivity;
import org.oudfhir.storage.SegmentIndex;

/** Narrows searches to what may be disclosed, in the query itself, so that pages, counts and order tell nothing about the rest. */
final class DisclosedSearches {

    /** A link to the one patient of a resource, over which a caller may ask about that patient. */
    private static final Pattern TO_PATIENT = Pattern.compile("((?:patient|subject)(?::Patient)?)[.]([^.]+)");

    private final Disclosures disclosures;
    private final Requesters requesters;
    private final PatientFiles files;
    private final OwnSubscriptions subscriptions;
    private final Clock clock;

    DisclosedSearches(
            Disclosures disclosures,
            Requesters requesters,
            PatientFiles files,
            OwnSubscriptions subscriptions,
            Clock clock) {
        this.disclosures = disclosures;
        this.requesters = requesters;
        this.files = files;
        this.subscriptions = subscriptions;
        this.clock = clock;
    }

    /** The parameters that a search goes on with: of one that finds nothing but what may be disclosed. */
    Map<String, String[]> within(RequestDetails request, String type, Map<String, String[]> asked) {
        Requester requester = requesters.of(request);
        if (asked.keySet().stream().anyMatch(name -> name.matches("(.*[.])?" + SegmentIndex.PARAMETER + "(:.*)?"))) {
            throw Disclosures.refused();
        }
        if (Disclosures.isOpen(type)) {
            Searches.checkQuestions(asked, Disclosures::isOpen);
            return asked;
        }
        if (Disclosures.isOwnOnly(requester, type)) {
            Searches.checkQuestions(asked, Disclosures::isOpen);
            Map<String, String[]> own = new LinkedHashMap<>(asked);
            List<String> ids = subscriptions.list(request);
            Searches.add(own, "_id", ids.isEmpty() ? Segments.NOTHING : String.join(",", ids));
            return own;
        }
        if (Confinement.of(type).isEmpty()) {
            if (Disclosures.rulesForNobodys(requester).isPermitted()) {
                return asked;
            }
            throw Disclosures.refused();
        }
        // Plans that are shown in part are left out once they are found: a count has them already.
        boolean mayCount = requester.relation() == Relation.WORKFORCE || !isCount(asked);
        if (type.equals("CarePlan") && !mayCount && PlanSearches.areByContent(asked)) {
            throw Disclosures.refused();
        }
        Map<String, String[]> parameters = new LinkedHashMap<>(asked);
        List<String> chains = new ArrayList<>();
        asked.keySet().stream()
                .filter(name -> TO_PATIENT.matcher(name).matches())
                .forEach(chains::add);
        Map<String, String[]> others = new LinkedHashMap<>(asked);
        others.keySet().removeAll(chains);
        Searches.checkQuestions(others, Disclosures::isOpen);
        Set<String> named = named(requester, type, asked);
        if (requester.purpose().isEmergency()) {
            String patient = patientInEmergency(named);
            Searches.confine(parameters, type, Set.of(patient));
            disclosures.tellInEmergency(request, type, patient);
        }
        if (requester.relation() == Relation.PATIENT || requester.relation() == Relation.PROXY) {
            Searches.confine(parameters, type, requester.patient().map(Set::of).orElse(Set.of()));
        }
        Question question = new Question(request, requester, named, asked);
        narrowBy("", type, question, parameters);
        for (String chain : chains) {
            narrowBy(TO_PATIENT.matcher(chain).replaceFirst("$1."), "Patient", question, parameters);
        }
        return parameters;
    }

    /** An emergency is one patient's, whoever asks: it is no licence to look who else there is. */
    private static String patientInEmergency(Set<String> named) {
        if (named.size() != 1) {
            throw new Problem.Forbidden(
                    "patient-not-named",
                    "In an emergency a search names the one patient whom it is about: patient=, or _id= of the Patient");
        }
        return named.iterator().next();
    }

    /**
     * A search, as it was asked.
     *
     * @param named whom it asks about, or who asks; none is everybody
     */
    private record Question(
            RequestDetails request, Requester requester, Set<String> named, Map<String, String[]> asked) {}

    private static boolean isCount(Map<String, String[]> parameters) {
        return parameters.containsKey("_summary") || parameters.containsKey("_total");
    }

    /** Narrows the type itself, or what a chain of one link leads to. */
    private void narrowBy(String link, String type, Question question, Map<String, String[]> parameters) {
        Requester requester = question.requester();
        RequestDetails request = question.request();
        String exclusion = link + SegmentIndex.PARAMETER + ":not";
        if (requester.isAtWork() || requester.relation() == Relation.PATIENT) {
            Searches.add(parameters, exclusion, Segments.NOTE);
            return;
        }
        Set<String> named = question.named();
        BiPredicate<Sensitivity, PatientFile> disclosed = disclosed(type, question);
        List<PatientFile> restricted = files(request, type, named.isEmpty() ? files.restricted() : named);
        boolean person = isPerson(request, type);
        if (isByAgreement(requester) && !(person && link.isEmpty())) {
            List<String> words = new ArrayList<>(Segments.withheld(disclosed, type, restricted));
            words.add(Segments.NOTE);
            Searches.add(parameters, exclusion, SegmentIndex.anyOf(words));
        } else if (isByAgreement(requester) && named.isEmpty()) {
            List<String> ids = Segments.withheldPersons(disclosed, restricted);
            if (!ids.isEmpty()) {
                Searches.add(parameters, "_id:not", String.join(",", ids));
            }
        } else {
            List<PatientFile> found = named.isEmpty() && requester.relation() == Relation.OUTSIDER
                    ? filesNaming(requester, request, type)
                    : files(request, type, named);
            List<String> words = person
                    ? Segments.persons(disclosed, found)
                    : Segments.disclosed(disclosed, type, requester.patient(), found);
            if (person) {
                Searches.add(parameters, link + "_id", String.join(",", words));
            } else {
                Searches.add(parameters, link + SegmentIndex.PARAMETER, SegmentIndex.anyOf(words));
            }
            List<String> open = person ? List.of() : Segments.withheldOpen(disclosed, type, restricted);
            if (!open.isEmpty()) {
                Searches.add(parameters, exclusion, SegmentIndex.anyOf(open));
            }
        }
    }

    /** What may be disclosed, as far as a search can tell it apart. */
    private BiPredicate<Sensitivity, PatientFile> disclosed(String type, Question question) {
        boolean partly = type.equals("CarePlan") && !PlanSearches.areByContent(question.asked());
        boolean counts = isCount(question.asked()) && !isPerson(question.request(), type);
        DisclosureRules rules = disclosures.rules(question.request());
        Requester requester = question.requester();
        Instant now = clock.instant();
        return (data, file) -> !(counts && file.hidesSingleResources(requester, type, now))
                && (rules.decide(requester, data, file, now).isPermitted()
                        || (partly
                                && data.restricted()
                                && rules.decide(requester, data.without(Set.of(Labels.VIOLENCE)), file, now)
                                        .isPermitted()));
    }

    /** Whether all patients' records are open to the requester, but for notes and what a patient restricted. */
    private static boolean isByAgreement(Requester requester) {
        return requester.purpose() == Purpose.HOPERAT
                && (requester.agreements().contains(Agreement.QSOA)
                        || requester.agreements().contains(Agreement.AUDIT));
    }

    /** Whether each is decided about by itself: on a program's server, that somebody is a patient is a record. */
    private boolean isPerson(RequestDetails request, String type) {
        return type.equals("Patient") && requesters.isProgram(request);
    }

    /** Whom a search asks about, or who asks; none is everybody. */
    private static Set<String> named(Requester requester, String type, Map<String, String[]> parameters) {
        Set<String> patients = new HashSet<>(Searches.named(type, parameters));
        parameters.forEach((name, values) -> {
            Matcher chain = TO_PATIENT.matcher(name);
            if (chain.matches() && chain.group(2).equals("_id")) {
                patients.addAll(Searches.named("Patient", Map.of("_id", values)));
            }
        });
        requester.patient().ifPresent(patients::add);
        return patients;
    }

    private List<PatientFile> filesNaming(Requester requester, RequestDetails request, String type) {
        List<PatientFile> found = files.naming(request, requester, Searches.MOST_PATIENTS);
        Searches.checkSpan(type, found);
        return found;
    }

    private List<PatientFile> files(RequestDetails request, String type, Set<String> patients) {
        Searches.checkSpan(type, patients);
        return files.of(request, patients);
    }
}
