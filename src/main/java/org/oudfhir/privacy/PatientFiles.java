package org.oudfhir.privacy;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hl7.fhir.r4.model.CareTeam;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.fhir.LocalReference;
import org.oudfhir.privacy.part2.ConsentReader;
import org.oudfhir.privacy.part2.Directive;
import org.oudfhir.privacy.part2.Labels;
import org.oudfhir.privacy.part2.PatientFile;
import org.oudfhir.privacy.part2.Requester;
import org.oudfhir.privacy.part2.Sensitivity;
import org.oudfhir.privacy.part2.Team;
import org.oudfhir.privacy.part2.Validity;

/** The consents, care teams and coverages that decide about a patient's record; kept for one request and no longer. */
final class PatientFiles {

    private static final String KEY = PatientFiles.class.getName();

    private final Function<Collection<String>, Map<String, List<Resource>>> load;
    private final Function<Collection<String>, Set<String>> named;
    private final Supplier<Set<String>> restricted;
    private final ConsentReader consents;
    private final Clock clock;

    /**
     * Makes it.
     *
     * @param load what is on record for patients: themselves, consents, care teams, coverages
     * @param named the patients in whose consents, care teams or coverages one of these references stands
     * @param restricted the patients of whom a refusal or restriction is on record
     * @param consents how a consent is read
     */
    PatientFiles(
            Function<Collection<String>, Map<String, List<Resource>>> load,
            Function<Collection<String>, Set<String>> named,
            Supplier<Set<String>> restricted,
            ConsentReader consents,
            Clock clock) {
        this.load = load;
        this.named = named;
        this.restricted = restricted;
        this.consents = consents;
        this.clock = clock;
    }

    PatientFile of(RequestDetails request, String patient) {
        return of(request, List.of(patient)).get(0);
    }

    /** The files of these patients, in their order. */
    List<PatientFile> of(RequestDetails request, Collection<String> patients) {
        Map<String, PatientFile> known = known(request);
        Set<String> missing = new HashSet<>(patients);
        missing.removeAll(known.keySet());
        if (!missing.isEmpty()) {
            Map<String, List<Resource>> found = load.apply(missing);
            missing.forEach(patient -> known.put(patient, file(patient, found.getOrDefault(patient, List.of()))));
        }
        List<PatientFile> files = new ArrayList<>();
        patients.forEach(patient -> files.add(known.getOrDefault(patient, PatientFile.empty(patient))));
        return files;
    }

    /** The patients about whom a consent, care team or coverage names the requester. */
    Set<String> namedFor(Requester requester) {
        Set<String> references = new HashSet<>(requester.parties());
        requester.intermediary().ifPresent(references::add);
        return named.apply(references);
    }

    /** The patients who keep something from somebody. */
    Set<String> restricted() {
        return restricted.get();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, PatientFile> known(RequestDetails request) {
        return (Map<String, PatientFile>) request.getUserData().computeIfAbsent(KEY, key -> new HashMap<>());
    }

    /** What a consent is, read with what is on record of its patient now. */
    Optional<Directive> read(Consent consent) {
        List<Resource> resources = LocalReference.of(consent.getPatient())
                .map(LocalReference::id)
                .map(patient -> load.apply(List.of(patient)).getOrDefault(patient, List.of()))
                .orElse(List.of());
        return consents.read(consent, born(resources), teams(resources, clock.instant()));
    }

    private PatientFile file(String patient, List<Resource> resources) {
        Instant now = clock.instant();
        Optional<LocalDate> born = born(resources);
        Map<String, Team> teams = teams(resources, now);
        Optional<Sensitivity> labels = Optional.empty();
        Set<String> payers = new HashSet<>();
        List<Directive> directives = new ArrayList<>();
        for (Resource resource : resources) {
            if (resource instanceof Patient person) {
                labels = Optional.of(Labels.of(person, Optional.of(patient)));
            } else if (resource instanceof Consent consent) {
                consents.read(consent, born, teams).ifPresent(directives::add);
            } else if (resource instanceof Coverage coverage
                    && coverage.getStatus() == Coverage.CoverageStatus.ACTIVE
                    && Validity.of(coverage.getPeriod()).includes(now)) {
                coverage.getPayor()
                        .forEach(payer -> LocalReference.of(payer).ifPresent(each -> payers.add(each.toString())));
            }
        }
        Set<String> treating = new HashSet<>();
        teams.values().forEach(team -> treating.addAll(team.treating()));
        return new PatientFile(patient, directives, treating, payers, labels);
    }

    /** The birth date of the patient; of a month or a year, its last day, so that nobody is taken for older than they are. */
    private static Optional<LocalDate> born(List<Resource> resources) {
        return resources.stream()
                .filter(Patient.class::isInstance)
                .map(person -> ((Patient) person).getBirthDateElement().getValueAsString())
                .filter(Objects::nonNull)
                .findFirst()
                .map(text -> switch (text.length()) {
                    case 4 -> Year.parse(text).atMonth(12).atEndOfMonth();
                    case 7 -> YearMonth.parse(text).atEndOfMonth();
                    default -> LocalDate.parse(text);
                });
    }

    private static Map<String, Team> teams(List<Resource> resources, Instant now) {
        Map<String, Team> teams = new HashMap<>();
        for (Resource resource : resources) {
            if (resource instanceof CareTeam team) {
                teams.put("CareTeam/" + team.getIdElement().getIdPart(), Team.of(team, now));
            }
        }
        return teams;
    }
}
