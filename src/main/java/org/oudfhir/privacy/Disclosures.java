package org.oudfhir.privacy;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.fhir.Problem;
import org.oudfhir.privacy.part2.Decision;
import org.oudfhir.privacy.part2.Decision.Basis;
import org.oudfhir.privacy.part2.Decision.Permit;
import org.oudfhir.privacy.part2.Decision.Reason;
import org.oudfhir.privacy.part2.DisclosureRules;
import org.oudfhir.privacy.part2.Labels;
import org.oudfhir.privacy.part2.PatientFile;
import org.oudfhir.privacy.part2.Purpose;
import org.oudfhir.privacy.part2.Requester;
import org.oudfhir.privacy.part2.Requester.Agreement;
import org.oudfhir.privacy.part2.Requester.Relation;
import org.oudfhir.privacy.part2.Sensitivity;

/** The decision about a request and about each resource, with what is on record now. */
final class Disclosures {

    /** Patients whose records one search may span; beyond, it has to name them. */
    private static final int MOST_PATIENTS = 1_000;

    /** A link to the one patient of a resource, over which a caller may ask about that patient. */
    private static final Pattern TO_PATIENT = Pattern.compile("((?:patient|subject)(?::Patient)?)[.]([^.]+)");

    private final Requesters requesters;
    private final PatientFiles files;
    private final Visibility visibility;
    private final OwnSubscriptions subscriptions;
    private final Clock clock;

    Disclosures(
            Requesters requesters,
            PatientFiles files,
            Visibility visibility,
            OwnSubscriptions subscriptions,
            Clock clock) {
        this.requesters = requesters;
        this.files = files;
        this.visibility = visibility;
        this.subscriptions = subscriptions;
        this.clock = clock;
    }

    Requester requester(RequestDetails request) {
        return requesters.of(request);
    }

    /** Whether there is nothing that the rules keep from the requester: its own people who treat. */
    boolean isFree(Requester requester) {
        return requester.relation() == Relation.WORKFORCE
                && (requester.purpose() == Purpose.TREAT
                        || (requester.purpose().isEmergency() && requester.attested()));
    }

    /** Whether what is given to the requester is a disclosure: to others than the program's own people and the patient. */
    boolean isToOthers(Requester requester) {
        return requester.relation() == Relation.OUTSIDER || requester.relation() == Relation.PROXY;
    }

    /** Why nothing at all is disclosed to this request, if so. */
    Optional<Reason> refusal(Requester requester) {
        return rules().refusal(requester);
    }

    static boolean isOpen(String type) {
        return Confinement.DEFINITIONS.contains(type) || Confinement.SHARED.contains(type);
    }

    /** The decision on all of a resource. */
    Decision decide(RequestDetails request, Resource resource) {
        return decideWithout(Set.of(), request, resource);
    }

    /** The decision on what is left of a resource without what these labels stand for. */
    Decision decideWithout(Set<String> labels, RequestDetails request, Resource resource) {
        Requester requester = requester(request);
        String type = resource.fhirType();
        if (isOpen(type) || visibility.isEquipment(resource)) {
            return Decision.permit(Basis.HIPAA);
        }
        if (isOwnOnly(requester, type)) {
            return subscriptions.isOwn(request, resource.getIdElement().getIdPart())
                    ? Decision.permit(Basis.HIPAA)
                    : Decision.deny(Reason.NO_CONSENT);
        }
        if (Confinement.of(type).isEmpty()) {
            return rulesForNobodys(requester);
        }
        Optional<String> patient = visibility.patient(resource);
        Sensitivity data = Labels.of(resource, patient).without(labels);
        return rules().decide(requester, data, file(request, requester, patient), clock.instant());
    }

    Decision decideEnrolment(RequestDetails request, String patient) {
        Requester requester = requester(request);
        return rules().decideEnrolment(requester, file(request, requester, Optional.of(patient)), clock.instant());
    }

    DisclosureNotes.Disclosed disclosed(Resource resource, Permit permit) {
        return new DisclosureNotes.Disclosed(permit, visibility.patient(resource));
    }

    /** Whether all of a patient's record may be read by an operation, but for counselling notes, which none reads. */
    boolean isWhole(RequestDetails request, String type, String patient) {
        Sensitivity all = new Sensitivity(type, "", Optional.of(patient), true, false, true, Set.of(Labels.PART2));
        Requester requester = requester(request);
        return rules().decide(requester, all, file(request, requester, Optional.of(patient)), clock.instant())
                .isPermitted();
    }

    /** A Subscription from outside is between the program and who wrote it. */
    private static boolean isOwnOnly(Requester requester, String type) {
        return type.equals("Subscription") && requester.relation() == Relation.OUTSIDER;
    }

    /** What has no patient, such as an audit event or a group, is for the program's own people. */
    private static Decision rulesForNobodys(Requester requester) {
        return requester.relation() == Relation.WORKFORCE && requester.purpose().isTpo()
                ? Decision.permit(Basis.INTERNAL)
                : Decision.deny(Reason.NO_CONSENT);
    }

    private PatientFile file(RequestDetails request, Requester requester, Optional<String> patient) {
        return patient.filter(id -> isToOthers(requester))
                .map(id -> files.of(request, id))
                .orElseGet(() -> PatientFile.empty(patient.orElse("")));
    }

    private DisclosureRules rules() {
        return new DisclosureRules(requesters.isProgram());
    }

    /** The parameters of a search that finds nothing but what may be disclosed. */
    Map<String, String[]> within(RequestDetails request, String type, Map<String, String[]> asked) {
        Requester requester = requester(request);
        if (asked.keySet().stream().anyMatch(name -> name.matches("(.*[.])?" + Segments.PARAMETER + "(:.*)?"))) {
            throw refused();
        }
        if (isOpen(type)) {
            Searches.checkQuestions(asked, Disclosures::isOpen);
            return asked;
        }
        if (isOwnOnly(requester, type)) {
            Searches.checkQuestions(asked, Disclosures::isOpen);
            Map<String, String[]> own = new LinkedHashMap<>(asked);
            List<String> ids = subscriptions.list(request);
            Searches.add(own, "_id", ids.isEmpty() ? Segments.NOTHING : String.join(",", ids));
            return own;
        }
        if (Confinement.of(type).isEmpty()) {
            if (rulesForNobodys(requester).isPermitted()) {
                return asked;
            }
            throw refused();
        }
        // Plans that are shown in part are left out once they are found: a count has them already.
        boolean mayCount = requester.relation() == Relation.WORKFORCE || !isCount(asked);
        if (type.equals("CarePlan") && !mayCount && PlanSearches.areByContent(asked)) {
            throw refused();
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
            Searches.confine(parameters, type, requester.patient().orElse(Segments.NOTHING));
        }
        narrowBy("", type, request, requester, parameters);
    }

    /** Narrows the type itself, or what a chain of one link leads to. */
    private void narrowBy(
            String link, String type, RequestDetails request, Requester requester, Map<String, String[]> parameters) {
        boolean byAgreement = requester.purpose() == Purpose.HOPERAT
                && (requester.agreements().contains(Agreement.QSOA)
                        || requester.agreements().contains(Agreement.AUDIT));
        boolean within = requester.relation() == Relation.WORKFORCE
                && requester.purpose().isTpo();
        if (within || byAgreement || requester.relation() == Relation.PATIENT) {
            Searches.add(parameters, link + Segments.PARAMETER + ":not", Segments.NOTE);
            return;
        }
        List<PatientFile> found = files(request, requester, type, parameters);
        boolean person = isPerson(type);
        boolean partly = type.equals("CarePlan") && !PlanSearches.areByContent(parameters);
        Set<String> redacted = partly ? Set.of(Labels.VIOLENCE) : Set.of();
        DisclosureRules rules = rules();
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
    private boolean isPerson(String type) {
        return type.equals("Patient") && requesters.isProgram();
    }

    /** Of whom a search may find something: those whom it names, else those in whose files the requester is named. */
    private List<PatientFile> files(
            RequestDetails request, Requester requester, String type, Map<String, String[]> parameters) {
        Set<String> patients = new HashSet<>(named(type, parameters));
        requester.patient().ifPresent(patients::add);
        if (patients.isEmpty() && requester.relation() == Relation.OUTSIDER) {
            patients.addAll(files.namedFor(requester));
        }
        if (patients.size() > MOST_PATIENTS) {
            throw new Problem.Forbidden(
                    "too-many-patients", "This search would span too many patients; name them with patient=");
        }
        Instant now = clock.instant();
        List<PatientFile> found = new ArrayList<>(files.of(request, patients));
        if (isCount(parameters) && !isPerson(type)) {
            found.removeIf(file -> file.hidesSingleResources(requester, type, now));
        }
        return found;
    }

    private static Set<String> named(String type, Map<String, String[]> parameters) {
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

    /** What everybody is told who asks for what is not offered to them. */
    static Problem refused() {
        return new Problem.Forbidden("not-disclosed", "This is not disclosed to the requester for this purpose of use");
    }
}
