package org.oudfhir.storage;

import java.util.List;

/** The resource types that the server keeps and serves; any other answers 404 with this list. */
public final class ServedTypes {

    public static final List<String> ALL = List.of(
            // people, places, encounters
            "Patient",
            "Practitioner",
            "PractitionerRole",
            "Organization",
            "Location",
            "RelatedPerson",
            "Device",
            "Encounter",
            "EpisodeOfCare",
            "Appointment",
            "Coverage",
            "Group",
            // what is known
            "Condition",
            "Observation",
            "DiagnosticReport",
            "FamilyMemberHistory",
            "RiskAssessment",
            "Flag",
            "DetectedIssue",
            "AllergyIntolerance",
            "Procedure",
            "Immunization",
            "ImagingStudy",
            "Specimen",
            "Questionnaire",
            "QuestionnaireResponse",
            // what is planned and ordered
            "CarePlan",
            "CareTeam",
            "Goal",
            "RequestGroup",
            "ServiceRequest",
            "Task",
            "Communication",
            "CommunicationRequest",
            "Medication",
            "MedicationRequest",
            "MedicationDispense",
            "MedicationAdministration",
            "MedicationStatement",
            "SupplyDelivery",
            // documents, consent, money, records of access
            "DocumentReference",
            "Composition",
            "Consent",
            "Claim",
            "ExplanationOfBenefit",
            "Provenance",
            "AuditEvent",
            "Binary",
            "Bundle",
            "List",
            "Subscription",
            "Parameters",
            // definitions
            "PlanDefinition",
            "ActivityDefinition",
            "Library",
            "Measure",
            "MeasureReport",
            "CodeSystem",
            "ValueSet",
            "ConceptMap",
            "NamingSystem",
            "StructureDefinition",
            "SearchParameter",
            "OperationDefinition",
            "CapabilityStatement",
            "ImplementationGuide");

    private ServedTypes() {}
}
