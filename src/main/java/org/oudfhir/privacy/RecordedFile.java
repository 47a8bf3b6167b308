package org.oudfhir.privacy;

import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CareTeam;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.fhir.LocalReference;
import org.oudfhir.privacy.part2.ConsentReader;
import org.oudfhir.privacy.part2.Directive;
import org.oudfhir.privacy.part2.Labels;
import org.oudfhir.privacy.part2.Party;
import org.oudfhir.privacy.part2.PatientFile;
import org.oudfhir.privacy.part2.Sensitivity;
import org.oudfhir.privacy.part2.Team;
import org.oudfhir.privacy.part2.Validity;

/**
 * What is on record of a patient, read. It is the same as long as the record is: nothing in it depends on the time.
 *
 * @param born the patient's date of birth, the latest possible, if anything is on record
 * @param teams by reference
 */
record RecordedFile(PatientFile file, Optional<LocalDate> born, Map<String, Team> teams) {

    /** Of nobody on record. */
    static final RecordedFile NONE = new RecordedFile(PatientFile.empty(""), Optional.empty(), Map.of());

    RecordedFile {
        teams = Map.copyOf(teams);
    }

    /**
     * Reads it.
     *
     * @param resources the patient, with consents, care teams and coverages
     */
    static RecordedFile of(String patient, List<Resource> resources, ConsentReader consents) {
        Optional<LocalDate> born = born(resources);
        Map<String, Team> teams = teams(resources);
        Optional<Sensitivity> labels = Optional.empty();
        Set<Party> payers = new HashSet<>();
        List<Directive> directives = new ArrayList<>();
        for (Resource resource : resources) {
            if (resource instanceof Patient person) {
                labels = Optional.of(Labels.of(person, Optional.of(patient)));
            } else if (resource instanceof Consent consent) {
                consents.read(consent, born, teams).ifPresent(directives::add);
            } else if (resource instanceof Coverage coverage
                    && coverage.getStatus() == Coverage.CoverageStatus.ACTIVE) {
                List<Validity> during = List.of(Validity.of(coverage.getPeriod()));
                coverage.getPayor()
                        .forEach(payer -> LocalReference.of(payer)
                                .ifPresent(each -> payers.add(new Party(each.toString(), during))));
            }
        }
        Set<Party> treating = new HashSet<>();
        teams.values().forEach(team -> treating.addAll(team.treating()));
        return new RecordedFile(new PatientFile(patient, directives, treating, payers, labels), born, teams);
    }

    /** What a consent of this patient is. */
    Optional<Directive> read(Consent consent, ConsentReader consents) {
        return consents.read(consent, born, teams);
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

    private static Map<String, Team> teams(List<Resource> resources) {
        Map<String, Team> teams = new HashMap<>();
        for (Resource resource : resources) {
            if (resource instanceof CareTeam team) {
                teams.put("CareTeam/" + team.getIdElement().getIdPart(), Team.of(team));
            }
        }
        return teams;
    }
}
