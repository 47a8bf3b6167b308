package org.oudfhir.safety;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.oudfhir.fhir.Keys;
import org.oudfhir.fhir.Problem;
import org.oudfhir.storage.PatientRecord;

/**
 * One call of a service: what the EHR sent, and nothing else. Its FHIR server and token are not used.
 *
 * @param record the patient's record as far as it was sent, without the drafts
 * @param orders all draft orders
 * @param selected the draft orders to be advised on
 * @param missing prefetch keys that were not sent: what they would hold is unknown
 */
record CdsCall(PatientRecord record, List<Resource> orders, Set<String> selected, List<String> missing) {

    private static final String CODE = "cds-request";

    static CdsCall read(CdsService service, JsonNode request, FhirContext fhir) {
        String hook = request.path("hook").asText("");
        if (!hook.equals(service.hook())) {
            throw new Problem.BadRequest(
                    CODE, "This service answers the hook " + service.hook() + "; 'hook' says otherwise");
        }
        if (request.path("hookInstance").asText("").isBlank()) {
            throw new Problem.BadRequest(CODE, "'hookInstance' must be a UUID of this call");
        }
        JsonNode context = request.path("context");
        String patientId = context.path("patientId").asText("").replaceFirst("^Patient/", "");
        if (patientId.isBlank()) {
            throw new Problem.BadRequest(CODE, "'context.patientId' must name the patient");
        }
        List<Resource> known = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String key : service.prefetch().keySet()) {
            JsonNode sent = request.path("prefetch").path(key);
            if (!sent.isObject()) {
                missing.add(key);
            } else {
                known.addAll(resources(sent, "prefetch." + key, fhir));
            }
        }
        List<Resource> drafts = service == CdsService.PATIENT_VIEW ? List.of() : drafts(context, fhir);
        known.forEach(resource -> requireOf(patientId, resource, "prefetch"));
        drafts.forEach(resource -> requireOf(patientId, resource, "context.draftOrders"));
        Set<String> selected = service == CdsService.ORDER_SELECT ? selections(context, drafts) : all(drafts);
        return new CdsCall(record(patientId, known, drafts), drafts, selected, missing);
    }

    private static PatientRecord record(String patientId, List<Resource> known, List<Resource> drafts) {
        Patient patient = known.stream()
                .filter(Patient.class::isInstance)
                .map(Patient.class::cast)
                .findFirst()
                .orElseGet(() -> (Patient) new Patient().setId("Patient/" + patientId));
        Set<String> placed = all(drafts);
        return new PatientRecord(
                patient,
                known.stream()
                        .filter(resource -> !(resource instanceof Patient))
                        .filter(resource -> !placed.contains(Keys.target(resource)))
                        .toList());
    }

    private static List<Resource> drafts(JsonNode context, FhirContext fhir) {
        JsonNode drafts = context.path("draftOrders");
        if (!drafts.isObject()) {
            throw new Problem.BadRequest(CODE, "'context.draftOrders' must be a Bundle of the orders");
        }
        List<Resource> orders = resources(drafts, "context.draftOrders", fhir).stream()
                .filter(resource -> resource instanceof MedicationRequest || resource instanceof ServiceRequest)
                .toList();
        int number = 0;
        for (Resource order : orders) {
            number++;
            if (!order.hasId()) {
                order.setId(order.fhirType() + "/draft-" + number);
            }
        }
        return orders;
    }

    private static Set<String> selections(JsonNode context, List<Resource> drafts) {
        JsonNode selections = context.path("selections");
        if (!selections.isArray() || selections.isEmpty()) {
            throw new Problem.BadRequest(
                    CODE, "'context.selections' must list the selected orders, as in MedicationRequest/1");
        }
        Set<String> selected = new java.util.LinkedHashSet<>();
        selections.forEach(each -> selected.add(each.asText()));
        if (drafts.stream().map(Keys::target).noneMatch(selected::contains)
                && selected.stream().anyMatch(each -> each.startsWith("MedicationRequest/"))) {
            throw new Problem.BadRequest(CODE, "'context.selections' names no order of 'context.draftOrders'");
        }
        return selected;
    }

    private static Set<String> all(List<Resource> drafts) {
        return Set.copyOf(drafts.stream().map(Keys::target).toList());
    }

    private static List<Resource> resources(JsonNode sent, String where, FhirContext fhir) {
        Resource resource;
        try {
            resource = (Resource) fhir.newJsonParser().parseResource(sent.toString());
        } catch (DataFormatException | ClassCastException e) {
            throw new Problem.BadRequest(CODE, "'" + where + "' is not an R4 resource");
        }
        if (resource instanceof Bundle bundle) {
            return bundle.getEntry().stream()
                    .filter(Bundle.BundleEntryComponent::hasResource)
                    .map(Bundle.BundleEntryComponent::getResource)
                    .filter(each -> !(each instanceof OperationOutcome))
                    .toList();
        }
        return resource instanceof OperationOutcome ? List.of() : List.of(resource);
    }

    /** A resource of somebody else must not colour the advice, nor leak into it. */
    private static void requireOf(String patientId, Resource resource, String where) {
        boolean foreign = resource instanceof Patient patient
                ? !patientId.equals(patient.getIdElement().getIdPart())
                : List.of("subject", "patient").stream()
                        .map(resource::getNamedProperty)
                        .filter(property -> property != null)
                        .flatMap(CdsCall::references)
                        .anyMatch(reference -> !reference.equals("Patient/" + patientId));
        if (foreign) {
            throw new Problem.BadRequest(
                    CODE, "'" + where + "' holds a resource of another patient than 'context.patientId'");
        }
    }

    private static java.util.stream.Stream<String> references(Property property) {
        return property.getValues().stream()
                .filter(Reference.class::isInstance)
                .map((Base value) -> ((Reference) value).getReferenceElement())
                .filter(id -> "Patient".equals(id.getResourceType()))
                .map(id -> id.toUnqualifiedVersionless().getValue());
    }
}
