package org.oudfhir.storage;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.model.api.IQueryParameterType;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.param.DateParam;
import ca.uhn.fhir.rest.param.StringParam;
import ca.uhn.fhir.rest.param.TokenParam;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Patient;

/** Looks for a patient as a person does: by what is at hand. */
final class PatientSearch {

    private static final int MOST = 20;
    private static final Pattern REFERENCE = Pattern.compile("Patient/([A-Za-z0-9.-]{1,64})");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern WORDS = Pattern.compile(" +");

    private final DaoRegistry daos;

    PatientSearch(DaoRegistry daos) {
        this.daos = daos;
    }

    List<Patient> find(String wanted) {
        var reference = REFERENCE.matcher(wanted);
        if (reference.matches()) {
            return search(new SearchParameterMap("_id", new TokenParam(reference.group(1))));
        }
        if (DATE.matcher(wanted).matches()) {
            return search(new SearchParameterMap("birthdate", new DateParam(wanted)));
        }
        Map<String, Patient> found = new LinkedHashMap<>();
        SearchParameterMap names = new SearchParameterMap();
        WORDS.splitAsStream(wanted).forEach(word -> names.add("name", (IQueryParameterType) new StringParam(word)));
        List<Patient> all = new ArrayList<>(search(names));
        all.addAll(search(new SearchParameterMap("identifier", new TokenParam(null, wanted))));
        all.forEach(patient -> found.putIfAbsent(patient.getIdElement().getIdPart(), patient));
        return found.values().stream().limit(MOST).toList();
    }

    private List<Patient> search(SearchParameterMap query) {
        query.setLoadSynchronousUpTo(MOST);
        return daos
                .getResourceDao(Patient.class)
                .search(query, new SystemRequestDetails())
                .getResources(0, MOST)
                .stream()
                .map(Patient.class::cast)
                .toList();
    }
}
