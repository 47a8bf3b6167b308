package org.oudfhir;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** One resource of every type that can be about a patient, the least that FHIR wants of it. */
final class Seeds {

    private static final String REF = "{\"reference\":\"Patient/@\"}";
    private static final String TEXT = "{\"text\":\"seed\"}";

    private Seeds() {}

    /** Type to resource, for a patient with this id; ids are the patient's id, a hyphen and the type. */
    static Map<String, String> of(String patientId) {
        Map<String, String> seeds = new LinkedHashMap<>();
        seeds.put("Patient", "\"name\":[{\"family\":\"Seed@\"}]");
        seeds.put(
                "Appointment",
                "\"status\":\"booked\",\"start\":\"2026-01-01T10:00:00Z\",\"end\":\"2026-01-01T11:00:00Z\","
                        + "\"participant\":[{\"actor\":" + REF + ",\"status\":\"accepted\"}]");
        seeds.put("Coverage", "\"status\":\"active\",\"beneficiary\":" + REF + ",\"payor\":[" + REF + "]");
        seeds.put("Task", "\"status\":\"requested\",\"intent\":\"order\",\"for\":" + REF);
        seeds.put(
                "AllergyIntolerance",
                "\"code\":" + TEXT + ",\"patient\":" + REF
                        + ",\"clinicalStatus\":{\"coding\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical\",\"code\":\"active\"}]}");
        seeds.put(
                "Claim",
                "\"status\":\"draft\",\"type\":" + TEXT + ",\"use\":\"claim\",\"patient\":" + REF
                        + ",\"created\":\"2026-01-01\",\"provider\":{\"display\":\"x\"},\"priority\":" + TEXT
                        + ",\"insurance\":[{\"sequence\":1,\"focal\":true,\"coverage\":{\"reference\":\"Coverage/@-Coverage\"}}]");
        seeds.put(
                "Consent",
                "\"status\":\"inactive\",\"scope\":{\"coding\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/consentscope\",\"code\":\"patient-privacy\"}]},"
                        + "\"category\":[{\"coding\":[{\"system\":\"http://loinc.org\",\"code\":\"59284-0\"}]}],\"patient\":"
                        + REF
                        + ",\"policyRule\":" + TEXT);
        seeds.put("DetectedIssue", "\"status\":\"final\",\"patient\":" + REF);
        seeds.put("Device", "\"status\":\"active\",\"patient\":" + REF);
        seeds.put("EpisodeOfCare", "\"status\":\"active\",\"patient\":" + REF);
        seeds.put(
                "ExplanationOfBenefit",
                "\"status\":\"active\",\"type\":" + TEXT + ",\"use\":\"claim\",\"patient\":" + REF
                        + ",\"created\":\"2026-01-01\",\"insurer\":{\"display\":\"x\"},\"provider\":{\"display\":\"x\"},\"outcome\":\"complete\""
                        + ",\"insurance\":[{\"focal\":true,\"coverage\":{\"reference\":\"Coverage/@-Coverage\"}}]");
        seeds.put("FamilyMemberHistory", "\"status\":\"completed\",\"relationship\":" + TEXT + ",\"patient\":" + REF);
        seeds.put(
                "Immunization",
                "\"status\":\"completed\",\"vaccineCode\":" + TEXT + ",\"occurrenceString\":\"once\",\"patient\":"
                        + REF);
        seeds.put("RelatedPerson", "\"patient\":" + REF);
        seeds.put("SupplyDelivery", "\"status\":\"completed\",\"patient\":" + REF);
        for (String type : new String[] {"CarePlan", "RequestGroup"}) {
            seeds.put(type, "\"status\":\"draft\",\"intent\":\"proposal\",\"subject\":" + REF);
        }
        seeds.put("CareTeam", "\"status\":\"active\",\"subject\":" + REF);
        seeds.put("Communication", "\"status\":\"completed\",\"subject\":" + REF);
        seeds.put("CommunicationRequest", "\"status\":\"draft\",\"subject\":" + REF);
        seeds.put(
                "Composition",
                "\"status\":\"final\",\"type\":" + TEXT + ",\"date\":\"2026-01-01\",\"title\":\"x\",\"author\":[" + REF
                        + "],\"subject\":" + REF);
        seeds.put(
                "Condition",
                "\"code\":" + TEXT + ",\"subject\":" + REF
                        + ",\"clinicalStatus\":{\"coding\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/condition-clinical\",\"code\":\"active\"}]}");
        seeds.put("DiagnosticReport", "\"status\":\"final\",\"code\":" + TEXT + ",\"subject\":" + REF);
        seeds.put(
                "DocumentReference",
                "\"status\":\"current\",\"content\":[{\"attachment\":{\"contentType\":\"text/plain\",\"data\":\"eA==\"}}],\"subject\":"
                        + REF);
        seeds.put(
                "Encounter",
                "\"status\":\"finished\",\"class\":{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-ActCode\",\"code\":\"AMB\"},\"subject\":"
                        + REF);
        seeds.put("Flag", "\"status\":\"active\",\"code\":" + TEXT + ",\"subject\":" + REF);
        seeds.put("Goal", "\"lifecycleStatus\":\"proposed\",\"description\":" + TEXT + ",\"subject\":" + REF);
        seeds.put("ImagingStudy", "\"status\":\"available\",\"subject\":" + REF);
        seeds.put("List", "\"status\":\"current\",\"mode\":\"working\",\"subject\":" + REF);
        seeds.put(
                "MeasureReport",
                "\"status\":\"complete\",\"type\":\"individual\",\"measure\":\"http://example.org/m\",\"period\":{\"start\":\"2026-01-01\"},\"subject\":"
                        + REF);
        seeds.put(
                "MedicationAdministration",
                "\"status\":\"completed\",\"medicationCodeableConcept\":" + TEXT
                        + ",\"effectiveDateTime\":\"2026-01-01\",\"subject\":" + REF);
        seeds.put(
                "MedicationDispense",
                "\"status\":\"completed\",\"medicationCodeableConcept\":" + TEXT + ",\"subject\":" + REF);
        seeds.put(
                "MedicationRequest",
                "\"status\":\"draft\",\"intent\":\"proposal\",\"medicationCodeableConcept\":" + TEXT + ",\"subject\":"
                        + REF);
        seeds.put(
                "MedicationStatement",
                "\"status\":\"active\",\"medicationCodeableConcept\":" + TEXT + ",\"subject\":" + REF);
        seeds.put("Observation", "\"status\":\"final\",\"code\":" + TEXT + ",\"valueString\":\"x\",\"subject\":" + REF);
        seeds.put("Procedure", "\"status\":\"completed\",\"code\":" + TEXT + ",\"subject\":" + REF);
        seeds.put(
                "QuestionnaireResponse",
                "\"status\":\"in-progress\",\"questionnaire\":\"http://example.org/q\",\"subject\":" + REF);
        seeds.put("RiskAssessment", "\"status\":\"final\",\"subject\":" + REF);
        seeds.put(
                "ServiceRequest",
                "\"status\":\"draft\",\"intent\":\"proposal\",\"code\":" + TEXT + ",\"subject\":" + REF);
        seeds.put("Specimen", "\"subject\":" + REF);
        seeds.put(
                "AuditEvent",
                "\"type\":{\"code\":\"rest\"},\"recorded\":\"2026-01-01T00:00:00Z\",\"agent\":[{\"requestor\":true,\"who\":"
                        + REF + "}],\"source\":{\"observer\":{\"display\":\"x\"}},\"entity\":[{\"what\":" + REF + "}]");
        seeds.put("Binary", "\"contentType\":\"text/plain\",\"data\":\"eA==\",\"securityContext\":" + REF);
        seeds.put("Bundle", "\"type\":\"collection\"");
        seeds.put("Group", "\"type\":\"person\",\"actual\":true,\"member\":[{\"entity\":" + REF + "}]");
        seeds.put("Parameters", "\"parameter\":[{\"name\":\"x\",\"valueReference\":" + REF + "}]");
        seeds.put(
                "Provenance",
                "\"recorded\":\"2026-01-01T00:00:00Z\",\"target\":[" + REF + "],\"agent\":[{\"who\":" + REF + "}]");
        seeds.put(
                "Subscription",
                "\"status\":\"off\",\"reason\":\"x\",\"criteria\":\"Observation?code=x\",\"channel\":{\"type\":\"rest-hook\",\"endpoint\":\"http://127.0.0.1:9/x\",\"payload\":\"application/fhir+json\"}");
        seeds.replaceAll((type, elements) -> ("{\"resourceType\":\"" + type + "\",\"id\":\"" + id(patientId, type)
                        + "\"," + elements + "}")
                .replace("@", patientId));
        return seeds;
    }

    /** The seed of one type. */
    static String of(String patientId, String type) {
        return Objects.requireNonNull(of(patientId).get(type));
    }

    /** The id of a seed. */
    static String id(String patientId, String type) {
        return type.equals("Patient") ? patientId : patientId + "-" + type;
    }
}
