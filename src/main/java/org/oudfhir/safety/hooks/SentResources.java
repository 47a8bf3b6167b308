package org.oudfhir.safety.hooks;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.parser.IJsonLikeParser;
import ca.uhn.fhir.parser.LenientErrorHandler;
import ca.uhn.fhir.parser.json.jackson.JacksonStructure;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.fhir.Problem;

/** Reads the resources of a call, and makes sure that each is about the patient of the call. */
final class SentResources {

    /** What the rules read must say whose it is, and how it stands. */
    private static final Set<String> CLINICAL = Set.of(
            "AllergyIntolerance",
            "Condition",
            "Consent",
            "Encounter",
            "MedicationAdministration",
            "MedicationDispense",
            "MedicationRequest",
            "MedicationStatement",
            "Observation",
            "Procedure",
            "ServiceRequest");

    private static final Set<String> WITH_STATUS =
            Set.of("MedicationRequest", "MedicationStatement", "Observation", "ServiceRequest");

    private final IJsonLikeParser parser;
    private final String patientId;

    SentResources(FhirContext fhir, String patientId) {
        this.parser = (IJsonLikeParser) fhir.newJsonParser();
        parser.setParserErrorHandler(new LenientErrorHandler(false));
        parser.setOverrideResourceIdWithBundleEntryFullUrl(false);
        this.patientId = patientId;
    }

    /** One value of the call: a resource, or a Bundle of them. */
    List<Resource> read(JsonNode value, String where) {
        Resource resource = parse(value, where);
        if (!(resource instanceof Bundle bundle)) {
            return List.of(identified(resource, ""));
        }
        List<Resource> resources = new ArrayList<>();
        for (BundleEntryComponent entry : bundle.getEntry()) {
            if (entry.hasResource() && !(entry.getResource() instanceof OperationOutcome)) {
                resources.add(identified(entry.getResource(), entry.hasFullUrl() ? entry.getFullUrl() : ""));
            }
        }
        return resources;
    }

    private Resource parse(JsonNode value, String where) {
        if (!(value instanceof ObjectNode object)) {
            throw new Problem.BadRequest("unreadable-resource", where + " must be a FHIR R4 resource.");
        }
        try {
            JacksonStructure structure = new JacksonStructure();
            structure.setNativeObject(object);
            return (Resource) parser.parseResource(structure);
        } catch (DataFormatException unreadable) {
            // its message may quote what was sent
            throw new Problem.BadRequest("unreadable-resource", where + " cannot be read as a FHIR R4 resource.");
        }
    }

    private static Resource identified(Resource resource, String fullUrl) {
        if (!resource.getIdElement().hasIdPart()) {
            resource.setId(fullUrl.startsWith("urn:uuid:") ? fullUrl : "urn:uuid:" + UUID.randomUUID());
        }
        return resource;
    }

    /** Refuses a resource of somebody else, and one that does not say whose it is. */
    void requireOwn(Resource resource, String where) {
        boolean own = resource instanceof Patient patient
                ? patientId.equals(patient.getIdElement().getIdPart())
                : subjects(resource).stream().allMatch(this::isPatient);
        if (!own) {
            throw new Problem.BadRequest(
                    "foreign-patient",
                    where + " holds a " + resource.fhirType() + " of another patient than context.patientId.");
        }
        if (CLINICAL.contains(resource.fhirType()) && subjects(resource).isEmpty()) {
            throw new Problem.BadRequest(
                    "no-subject", where + " holds a " + resource.fhirType() + " that does not say whose it is.");
        }
        if (WITH_STATUS.contains(resource.fhirType()) && isWithout(resource, "status")) {
            throw new Problem.BadRequest("no-status", where + " holds a " + resource.fhirType() + " without a status.");
        }
        if (resource.fhirType().equals("MedicationRequest") && isWithout(resource, "intent")) {
            throw new Problem.BadRequest("no-status", where + " holds a MedicationRequest without an intent.");
        }
    }

    private static boolean isWithout(Resource resource, String element) {
        Property property = resource.getNamedProperty(element);
        return property == null || property.getValues().stream().noneMatch(Base::hasPrimitiveValue);
    }

    private boolean isPatient(Reference reference) {
        return "Patient".equals(reference.getReferenceElement().getResourceType())
                && patientId.equals(reference.getReferenceElement().getIdPart());
    }

    static List<Reference> subjects(Resource resource) {
        List<Reference> subjects = new ArrayList<>();
        for (String name : List.of("subject", "patient", "for")) {
            Property property = resource.getNamedProperty(name);
            if (property != null) {
                property.getValues().stream()
                        .filter(Reference.class::isInstance)
                        .map(Reference.class::cast)
                        .filter(Reference::hasReference)
                        .forEach(subjects::add);
            }
        }
        return subjects;
    }
}
