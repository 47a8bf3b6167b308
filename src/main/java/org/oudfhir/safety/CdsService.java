package org.oudfhir.safety;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The CDS Hooks services: which hook each answers, and what an EHR should send along. */
enum CdsService {
    PATIENT_VIEW(
            "oud-patient-view",
            "patient-view",
            "OUD gaps in care",
            "Naloxone, drug tests, ECG and assessments that are due, unanswered questions and draft plans that wait."),
    ORDER_SELECT(
            "oud-order-select",
            "order-select",
            "OUD medication safety while ordering",
            "Reviews the selected orders against 47 rules of medication safety in opioid use disorder."),
    ORDER_SIGN(
            "oud-order-sign",
            "order-sign",
            "OUD medication safety before signing",
            "Reviews all draft orders against 47 rules of medication safety in opioid use disorder.");

    /** Types of the record that the rules read, by prefetch key. */
    private static final Map<String, String> SEARCHES = searches();

    private final String id;
    private final String hook;
    private final String title;
    private final String description;

    CdsService(String id, String hook, String title, String description) {
        this.id = id;
        this.hook = hook;
        this.title = title;
        this.description = description;
    }

    String id() {
        return id;
    }

    String hook() {
        return hook;
    }

    String title() {
        return title;
    }

    String description() {
        return description;
    }

    static Optional<CdsService> named(String id) {
        return Arrays.stream(values()).filter(service -> service.id.equals(id)).findFirst();
    }

    /** Prefetch templates by key. */
    Map<String, String> prefetch() {
        Map<String, String> templates = new LinkedHashMap<>();
        templates.put("patient", "Patient/{{context.patientId}}");
        templates.putAll(SEARCHES);
        if (this == PATIENT_VIEW) {
            templates.put("carePlans", "CarePlan?patient={{context.patientId}}&status=draft");
        }
        return templates;
    }

    private static Map<String, String> searches() {
        Map<String, String> searches = new LinkedHashMap<>();
        String[][] types = {
            {"conditions", "Condition", ""},
            {"observations", "Observation", ""},
            {"medicationRequests", "MedicationRequest", "&_include=MedicationRequest:intended-dispenser"},
            {"medicationStatements", "MedicationStatement", ""},
            {"medicationDispenses", "MedicationDispense", ""},
            {"medicationAdministrations", "MedicationAdministration", ""},
            {"allergies", "AllergyIntolerance", ""},
            {"consents", "Consent", ""},
            {"procedures", "Procedure", ""},
            {"encounters", "Encounter", "&_include=Encounter:service-provider"},
            {"diagnosticReports", "DiagnosticReport", ""},
        };
        for (String[] type : types) {
            searches.put(type[0], type[1] + "?patient={{context.patientId}}&_count=500" + type[2]);
        }
        return searches;
    }
}
