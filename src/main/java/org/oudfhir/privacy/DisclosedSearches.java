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
import java.util.regex.Pattern;
import org.oudfhir.privacy.part2.DisclosureRules;
import org.oudfhir.privacy.part2.Labels;
import org.oudfhir.privacy.part2.PatientFile;
import org.oudfhir.privacy.part2.Purpose;
import org.oudfhir.privacy.part2.Requester;
import org.oudfhir.privacy.part2.Requester.Agreement;
import org.oudfhir.privacy.part2.Requester.Relation;
import org.oudfhir.privacy.part2.Sensitivity;

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
        if (asked.keySet().stream().anyMatch(name -> name.matches("(.*[.])?" + Segments.PARAMETER + "(:.*)?"))) {
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
        narrow(request, requester, type, parameters);
        for (String chain : chains) {
            narrowBy(TO_PATIENT.matcher(chain).replaceFirst("$1."), "Patient", request, requester, parameters);
        }
        return parameters;
    }

    private static boolean isCount(Map<String, String[]> parameters) {
        return parameters.containsKey("_summary") || parameters.containsKey("_total");
    }

    private void narrow(RequestDetails request, Requester requester, String type, Map<String, String[]> parameters) {
        boolean own = requester.relation() == Relation.PATIENT || requester.relation() == Relation.PROXY;
        if (own) {
            Searches.confine(parameters, type, requester.patient().map(Set::of).orElse(Set.of()));
        }
        narrowBy("", type, request, requester, parameters);
    }

    /** Narrows the type itself, or what a chain of one link leads to. */
    private void narrowBy(
            String link, String type, RequestDetails request, Requester requester, Map<String, String[]> parameters) {
        boolean byAgreement = requester.purpose() == Purpose.HOPERAT
                && (requester.agreements().contains(Agreement.QSOA)
                        || requester.agreements().contains(Agreement.AUDIT));
        if (requester.isAtWork() || byAgreement || requester.relation() == Relation.PATIENT) {
            Searches.add(parameters, link + Segments.PARAMETER + ":not", Segments.NOTE);
            return;
        }
        List<PatientFile> found = files(request, requester, type, parameters);
        boolean person = isPerson(request, type);
        boolean partly = type.equals("CarePlan") && !PlanSearches.areByContent(parameters);
        Set<String> redacted = partly ? Set.of(Labels.VIOLENCE) : Set.of();
        DisclosureRules rules = disclosures.rules(request);
        Instant now = clock.instant();
        BiPredicate<Sensitivity, PatientFile> disclosed = (data, file) -> rules.decide(requester, data, file, now)
                        .isPermitted()
                || rules.decide(requester, data.without(redacted), file, now).isPermitted();
        List<String> words = person
                ? Segments.persons(disclosed, found)
                : Segments.disclosed(disclosed, type, requester.patient(), found);
        Searches.add(parameters, link + (person ? "_id" : Segments.PARAMETER), String.join(",", words));
    }

    /** Whether each is decided about by itself: on a program's server, that somebody is a patient is a record. */
    private boolean isPerson(RequestDetails request, String type) {
        return type.equals("Patient") && requesters.isProgram(request);
    }

    /** Of whom a search may find something: those whom it names, else those in whose files the requester is named. */
    private List<PatientFile> files(
            RequestDetails request, Requester requester, String type, Map<String, String[]> parameters) {
        Set<String> patients = new HashSet<>(Searches.named(type, parameters));
        requester.patient().ifPresent(patients::add);
        if (patients.isEmpty() && requester.relation() == Relation.OUTSIDER) {
            patients.addAll(files.namedFor(requester));
        }
        Searches.checkSpan(type, patients);
        Instant now = clock.instant();
        List<PatientFile> found = new ArrayList<>(files.of(request, patients));
        if (isCount(parameters) && !isPerson(request, type)) {
            found.removeIf(file -> file.hidesSingleResources(requester, type, now));
        }
        return found;
    }
}
