package org.oudfhir.storage;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.model.api.IQueryParameterType;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.param.DateParam;
import ca.uhn.fhir.rest.param.StringParam;
import ca.uhn.fhir.rest.param.TokenOrListParam;
import ca.uhn.fhir.rest.param.TokenParam;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;

/** Looks for a patient as a person does: by what is at hand. */
public final class PatientSearch {

    /** Of those who are alike: more than one is too many already. */
    private static final int MOST_ALIKE = 20;

    private static final Pattern REFERENCE = Pattern.compile("Patient/([A-Za-z0-9.-]{1,64})");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern WORDS = Pattern.compile(" +");

    private final DaoRegistry daos;

    PatientSearch(DaoRegistry daos) {
        this.daos = daos;
    }

    /**
     * Patients for somebody who looks for one, of one page at most.
     *
     * @param wanted a part of the name, an identifier, a birth date, or {@code Patient/id}
     * @param among the ids of those who may be found; none is everybody
     * @param most how many at most
     */
    public List<Patient> find(String wanted, Optional<Set<String>> among, int most) {
        if (among.filter(Set::isEmpty).isPresent()) {
            return List.of();
        }
        var reference = REFERENCE.matcher(wanted);
        if (reference.matches()) {
            return search(new SearchParameterMap("_id", new TokenParam(reference.group(1))), among, most);
        }
        if (DATE.matcher(wanted).matches()) {
            return search(new SearchParameterMap("birthdate", new DateParam(wanted)), among, most);
        }
        Map<String, Patient> found = new LinkedHashMap<>();
        SearchParameterMap names = new SearchParameterMap();
        WORDS.splitAsStream(wanted).forEach(word -> names.add("name", (IQueryParameterType) new StringParam(word)));
        List<Patient> all = new ArrayList<>(search(names, among, most));
        all.addAll(search(new SearchParameterMap("identifier", new TokenParam(null, wanted)), among, most));
        all.forEach(patient -> found.putIfAbsent(patient.getIdElement().getIdPart(), patient));
        return found.values().stream().limit(most).toList();
    }

    /** Those who have all that the sample has, to the letter but for the case of names; of one page at most. */
    public List<Patient> alike(Patient sample) {
        SearchParameterMap query = new SearchParameterMap();
        for (Identifier identifier : sample.getIdentifier()) {
            query.add(
                    "identifier", (IQueryParameterType) new TokenParam(identifier.getSystem(), identifier.getValue()));
        }
        for (HumanName name : sample.getName()) {
            query.add("family", (IQueryParameterType) new StringParam(name.getFamily()));
            query.add("given", (IQueryParameterType) new StringParam(name.getGivenAsSingleString()));
        }
        if (sample.hasBirthDate()) {
            query.add("birthdate", (IQueryParameterType)
                    new DateParam(sample.getBirthDateElement().getValueAsString()));
        }
        return search(query, Optional.empty(), MOST_ALIKE).stream()
                .filter(patient -> isAlike(patient, sample))
                .toList();
    }

    private static boolean isAlike(Patient patient, Patient sample) {
        boolean isBorn = !sample.hasBirthDate()
                || sample.getBirthDateElement()
                        .getValueAsString()
                        .equals(patient.getBirthDateElement().getValueAsString());
        return isBorn
                && sample.getName().stream()
                        .allMatch(wanted -> patient.getName().stream().anyMatch(name -> isAlike(name, wanted)))
                && sample.getIdentifier().stream()
                        .allMatch(wanted -> patient.getIdentifier().stream()
                                .anyMatch(each -> wanted.getSystem().equals(each.getSystem())
                                        && wanted.getValue().equals(each.getValue())));
    }

    private static boolean isAlike(HumanName name, HumanName wanted) {
        return wanted.getFamily().equalsIgnoreCase(name.getFamily())
                && (wanted.getGivenAsSingleString().equalsIgnoreCase(name.getGivenAsSingleString())
                        || name.getGiven().stream()
                                .anyMatch(
                                        given -> wanted.getGivenAsSingleString().equalsIgnoreCase(given.getValue())));
    }

    private List<Patient> search(SearchParameterMap query, Optional<Set<String>> among, int most) {
        among.ifPresent(ids -> query.add("_id", new TokenOrListParam(null, ids.toArray(String[]::new))));
        query.setLoadSynchronousUpTo(most);
        return daos
                .getResourceDao(Patient.class)
                .search(query, new SystemRequestDetails())
                .getResources(0, most)
                .stream()
                .map(Patient.class::cast)
                .toList();
    }
}
