package org.oudfhir.privacy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Reference;

/**
 * How a resource belongs to a patient's record. Narrower than FHIR's patient compartment on purpose: what a person wrote or
 * performed for somebody else belongs to that somebody.
 *
 * @param parameter the search parameter that finds the patient's own
 * @param path the names of the elements, one within the other, that refer to the patient
 */
record Confinement(String parameter, List<String> path) {

    /** Definitions: knowledge, nobody's data. */
    static final Set<String> DEFINITIONS = Set.of(
            "ActivityDefinition",
            "CapabilityStatement",
            "CodeSystem",
            "ConceptMap",
            "ImplementationGuide",
            "Library",
            "Measure",
            "NamingSystem",
            "OperationDefinition",
            "PlanDefinition",
            "Questionnaire",
            "SearchParameter",
            "StructureDefinition",
            "ValueSet");

    /** What a patient's record refers to and that is no patient's. */
    static final Set<String> SHARED =
            Set.of("Location", "Medication", "Organization", "Practitioner", "PractitionerRole");

    private static final Map<String, Confinement> OWN = own();

    /** How this type belongs to a patient; absent for what never does as a whole, such as groups, bundles and audit. */
    static Optional<Confinement> of(String type) {
        return Optional.ofNullable(OWN.get(type));
    }

    /** The types that belong to a patient. */
    static Set<String> types() {
        return OWN.keySet();
    }

    /** The patients to whom a resource of this type refers as its own. */
    List<IIdType> patients(Base resource) {
        List<Base> found = List.of(resource);
        for (String name : path) {
            found = found.stream()
                    .flatMap(each -> each.getNamedProperty(name).getValues().stream())
                    .toList();
        }
        return found.stream()
                .filter(Reference.class::isInstance)
                .map(each -> ((Reference) each).getReferenceElement())
                .filter(reference -> "Patient".equals(reference.getResourceType()))
                .toList();
    }

    private static Map<String, Confinement> own() {
        Map<String, Confinement> own = new HashMap<>();
        own.put("Patient", new Confinement("_id", List.of()));
        own.put("Appointment", new Confinement("patient", List.of("participant", "actor")));
        own.put("Coverage", new Confinement("patient", List.of("beneficiary")));
        own.put("Task", new Confinement("patient", List.of("for")));
        for (String type : List.of(
                "AllergyIntolerance",
                "Claim",
                "Consent",
                "DetectedIssue",
                "Device",
                "EpisodeOfCare",
                "ExplanationOfBenefit",
                "FamilyMemberHistory",
                "Immunization",
                "RelatedPerson",
                "SupplyDelivery")) {
            own.put(type, new Confinement("patient", List.of("patient")));
        }
        for (String type : List.of(
                "CarePlan",
                "CareTeam",
                "Communication",
                "CommunicationRequest",
                "Composition",
                "Condition",
                "DiagnosticReport",
                "DocumentReference",
                "Encounter",
                "Flag",
                "Goal",
                "ImagingStudy",
                "List",
                "MeasureReport",
                "MedicationAdministration",
                "MedicationDispense",
                "MedicationRequest",
                "MedicationStatement",
                "Observation",
                "Procedure",
                "QuestionnaireResponse",
                "RequestGroup",
                "RiskAssessment",
                "ServiceRequest",
                "Specimen")) {
            own.put(type, new Confinement("patient", List.of("subject")));
        }
        return Map.copyOf(own);
    }
}
