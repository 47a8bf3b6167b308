package org.oudfhir.safety.hooks;

import ca.uhn.hapi.fhir.cdshooks.api.json.CdsServiceJson;
import ca.uhn.hapi.fhir.cdshooks.api.json.CdsServicesJson;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The services that discovery lists. */
enum HookService {
    PATIENT_VIEW(
            "patient-view",
            "Gaps in opioid use disorder care",
            "Says what is lacking when a patient's chart is opened: naloxone, ECG on methadone, overdue assessments and"
                    + " urine tests, PHQ-9 item 9, a draft plan that waits."),
    ORDER_SELECT(
            "order-select",
            "Safety of selected orders",
            "Reviews the selected medication orders against the opioid use disorder safety rules."),
    ORDER_SIGN(
            "order-sign",
            "Safety of orders before signing",
            "Reviews all medication orders against the opioid use disorder safety rules before they are signed.");

    private static final String OF_PATIENT = "?patient={{context.patientId}}";
    private static final String PAGE = "&_count=500";

    private final String hook;
    private final String title;
    private final String description;

    HookService(String hook, String title, String description) {
        this.hook = hook;
        this.title = title;
        this.description = description;
    }

    static Optional<HookService> find(String id) {
        return Arrays.stream(values())
                .filter(service -> service.id().equals(id))
                .findFirst();
    }

    /**
     * What {@code GET /cds-services} answers.
     *
     * @param observationCodes the observations that are asked for
     */
    static CdsServicesJson discovery(List<String> observationCodes) {
        CdsServicesJson services = new CdsServicesJson();
        for (HookService service : values()) {
            CdsServiceJson json = new CdsServiceJson()
                    .setHook(service.hook)
                    .setTitle(service.title)
                    .setDescription(service.description)
                    .setId(service.id());
            service.prefetch(observationCodes).forEach(json::addPrefetch);
            services.addService(json);
        }
        return services;
    }

    String id() {
        return "oud-" + hook;
    }

    String hook() {
        return hook;
    }

    boolean looksAtOrders() {
        return this != PATIENT_VIEW;
    }

    /** The keys that a call brings. */
    Set<String> prefetchKeys() {
        return prefetch(List.of()).keySet();
    }

    /** Key to FHIR query: all that a rule or a gap may ask about. */
    Map<String, String> prefetch(List<String> observationCodes) {
        Map<String, String> templates = new LinkedHashMap<>();
        templates.put("patient", "Patient/{{context.patientId}}");
        templates.put("conditions", "Condition" + OF_PATIENT + PAGE);
        templates.put(
                "observations",
                "Observation" + OF_PATIENT + "&code=" + String.join(",", observationCodes) + "&_sort=-date" + PAGE);
        templates.put(
                "medicationRequests",
                "MedicationRequest" + OF_PATIENT
                        + "&_include=MedicationRequest:medication&_include=MedicationRequest:intended-dispenser"
                        + PAGE);
        templates.put("dispenses", "MedicationDispense" + OF_PATIENT + PAGE);
        templates.put("administrations", "MedicationAdministration" + OF_PATIENT + PAGE);
        templates.put("statements", "MedicationStatement" + OF_PATIENT + PAGE);
        templates.put("allergies", "AllergyIntolerance" + OF_PATIENT + PAGE);
        templates.put("consents", "Consent" + OF_PATIENT + PAGE);
        templates.put("procedures", "Procedure" + OF_PATIENT + PAGE);
        templates.put("encounters", "Encounter" + OF_PATIENT + "&_include=Encounter:service-provider" + PAGE);
        templates.put("episodes", "EpisodeOfCare" + OF_PATIENT + PAGE);
        templates.put("reports", "DiagnosticReport" + OF_PATIENT + PAGE);
        templates.put("issues", "DetectedIssue" + OF_PATIENT + PAGE);
        if (this == PATIENT_VIEW) {
            templates.put("carePlans", "CarePlan" + OF_PATIENT + "&status=draft,active" + PAGE);
            templates.put("tasks", "Task" + OF_PATIENT + PAGE);
            templates.put("serviceRequests", "ServiceRequest" + OF_PATIENT + "&status=active" + PAGE);
        }
        return templates;
    }
}
