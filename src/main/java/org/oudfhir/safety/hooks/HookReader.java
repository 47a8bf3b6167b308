package org.oudfhir.safety.hooks;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestIntent;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.oudfhir.fhir.Keys;
import org.oudfhir.fhir.Problem;
import org.oudfhir.storage.PatientRecord;

/** Reads the body of a call and refuses one that cannot be answered. The EHR's server is never asked: {@code fhirServer} is not read. */
final class HookReader {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9.-]{1,64}");

    private final FhirContext fhir;

    HookReader(FhirContext fhir) {
        this.fhir = fhir;
    }

    /**
     * Reads a call.
     *
     * @throws Problem.BadRequest when it is no call of this service, or holds data of another patient
     */
    HookRequest read(HookService service, JsonNode body) {
        if (!body.isObject()) {
            throw missing("hook", "The body must be a JSON object.");
        }
        if (!service.hook().equals(body.path("hook").asText())) {
            throw new Problem.BadRequest(
                    "wrong-hook", "The service " + service.id() + " answers hook \"" + service.hook() + "\" only.");
        }
        if (!body.path("hookInstance").isTextual()) {
            throw missing("hookInstance", "hookInstance, a UUID of the call, is required.");
        }
        JsonNode context = body.path("context");
        String patientId = context.path("patientId").asText();
        if (!ID.matcher(patientId).matches()) {
            throw missing("context.patientId", "context.patientId, the id of the patient, is required.");
        }
        SentResources sent = new SentResources(fhir, patientId);
        List<Resource> drafts = service.looksAtOrders() ? drafts(context, sent, patientId) : List.of();
        Set<String> selected = service == HookService.ORDER_SELECT ? selections(context, drafts) : references(drafts);
        List<String> missing = new ArrayList<>();
        PatientRecord record = record(service, body.path("prefetch"), new Prefetched(sent, patientId, missing));
        return new HookRequest(service, record, drafts, selected, missing);
    }

    private record Prefetched(SentResources sent, String patientId, List<String> missing) {}

    private static PatientRecord record(HookService service, JsonNode prefetch, Prefetched into) {
        Map<String, Resource> resources = new LinkedHashMap<>();
        Patient patient = new Patient();
        patient.setId("Patient/" + into.patientId());
        for (String key : service.prefetchKeys()) {
            JsonNode value = prefetch.path(key);
            boolean known = !value.isMissingNode()
                    && !"OperationOutcome".equals(value.path("resourceType").asText());
            if (!known || isCutOff(value) || (key.equals("patient") && value.isNull())) {
                into.missing().add(key);
            }
            if (!known || value.isNull()) {
                continue; // null says that there is nothing of the kind
            }
            String where = "prefetch." + key;
            for (Resource resource : into.sent().read(value, where)) {
                into.sent().requireOwn(resource, where);
                if (resource instanceof Patient own) {
                    patient = own;
                } else {
                    resources.put(Keys.target(resource), resource);
                }
            }
        }
        return new PatientRecord(patient, resources.values());
    }

    /** A page of a search with more behind it. */
    private static boolean isCutOff(JsonNode bundle) {
        for (JsonNode link : bundle.path("link")) {
            if ("next".equals(link.path("relation").asText())) {
                return true;
            }
        }
        return false;
    }

    private List<Resource> drafts(JsonNode context, SentResources sent, String patientId) {
        JsonNode drafts = context.path("draftOrders");
        if (!Bundle.class.getSimpleName().equals(drafts.path("resourceType").asText())) {
            throw missing("context.draftOrders", "context.draftOrders, a Bundle of the orders, is required.");
        }
        Map<String, Resource> orders = new LinkedHashMap<>();
        for (Resource draft : sent.read(drafts, "context.draftOrders")) {
            complete(draft, patientId);
            sent.requireOwn(draft, "context.draftOrders");
            orders.put(Keys.target(draft), draft);
        }
        return List.copyOf(orders.values());
    }

    /** An order that is still being written may lack what it will have when it is signed. */
    private static void complete(Resource draft, String patientId) {
        Reference patient = new Reference("Patient/" + patientId);
        if (draft instanceof MedicationRequest order) {
            order.setStatus(order.hasStatus() ? order.getStatus() : MedicationRequestStatus.DRAFT);
            order.setIntent(order.hasIntent() ? order.getIntent() : MedicationRequestIntent.ORDER);
            order.setSubject(order.hasSubject() ? order.getSubject() : patient);
        } else if (draft instanceof ServiceRequest order) {
            order.setStatus(order.hasStatus() ? order.getStatus() : ServiceRequest.ServiceRequestStatus.DRAFT);
            order.setSubject(order.hasSubject() ? order.getSubject() : patient);
        }
    }

    private static Set<String> references(List<Resource> drafts) {
        Set<String> references = new LinkedHashSet<>();
        drafts.forEach(draft -> references.add(Keys.target(draft)));
        return references;
    }

    private static Set<String> selections(JsonNode context, List<Resource> drafts) {
        JsonNode selections = context.path("selections");
        if (!selections.isArray() || selections.isEmpty()) {
            throw missing("context.selections", "context.selections, references of the selected drafts, is required.");
        }
        Set<String> known = references(drafts);
        Set<String> selected = new LinkedHashSet<>();
        for (JsonNode selection : selections) {
            if (!known.contains(selection.asText())) {
                throw new Problem.BadRequest(
                        "unknown-selection",
                        "context.selections must name entries of context.draftOrders, such as MedicationRequest/1.");
            }
            selected.add(selection.asText());
        }
        return selected;
    }

    private static Problem missing(String what, String text) {
        return new Problem.BadRequest("missing-parameter", text.isEmpty() ? what : text);
    }
}
