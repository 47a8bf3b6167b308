package org.oudfhir.safety.hooks;

import ca.uhn.hapi.fhir.cdshooks.api.json.CdsServiceResponseSuggestionJson;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.ActivityDefinition;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestIntent;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestIntent;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.oudfhir.fhir.Keys;

/** What a card offers to do at once. New orders are drafts made from the published activities of the pathway. */
final class Suggestions {

    private final Map<String, ActivityDefinition> activities;

    Suggestions(Collection<ActivityDefinition> activities) {
        this.activities = activities.stream()
                .collect(Collectors.toUnmodifiableMap(
                        each -> each.getUrl().substring(each.getUrl().lastIndexOf('/') + 1), Function.identity()));
    }

    /** To take the draft away; an order without an id of the EHR cannot be named. */
    static Optional<CdsServiceResponseSuggestionJson> withdraw(String order) {
        if (order.startsWith("urn:")) {
            return Optional.empty();
        }
        return Optional.of(suggestion("Cancel this order", CardAction.delete(order, "Remove the draft " + order)));
    }

    /** To add an order of a published activity. */
    CdsServiceResponseSuggestionJson add(String activity, Patient patient, DateTimeType now) {
        ActivityDefinition definition = Optional.ofNullable(activities.get(activity))
                .orElseThrow(() -> new IllegalStateException("The guide has no activity " + activity));
        Reference subject = Keys.reference(patient);
        Resource order = definition.getKind() == ActivityDefinition.ActivityDefinitionKind.MEDICATIONREQUEST
                ? medication(definition, subject, now)
                : service(definition, subject, now);
        String title = definition.getTitle();
        return suggestion("Add: " + title, CardAction.create(order, "Create a draft: " + title));
    }

    private static CdsServiceResponseSuggestionJson suggestion(String label, CardAction action) {
        CdsServiceResponseSuggestionJson suggestion = new CdsServiceResponseSuggestionJson()
                .setLabel(label)
                .setUuid(UUID.randomUUID().toString())
                .setRecommended(true);
        suggestion.addAction(action);
        return suggestion;
    }

    private static MedicationRequest medication(ActivityDefinition definition, Reference subject, DateTimeType now) {
        MedicationRequest order = new MedicationRequest()
                .setStatus(MedicationRequestStatus.DRAFT)
                .setIntent(MedicationRequestIntent.ORDER)
                .setSubject(subject)
                .setAuthoredOnElement(now);
        if (definition.getProduct() instanceof CodeableConcept product) {
            order.setMedication(product.copy());
        }
        definition.getDosage().forEach(dosage -> order.addDosageInstruction(dosage.copy()));
        if (definition.hasQuantity()) {
            order.getDispenseRequest().setQuantity(definition.getQuantity().copy());
        }
        return order;
    }

    private static ServiceRequest service(ActivityDefinition definition, Reference subject, DateTimeType now) {
        return new ServiceRequest()
                .setStatus(ServiceRequestStatus.DRAFT)
                .setIntent(ServiceRequestIntent.ORDER)
                .setSubject(subject)
                .setCode(definition.getCode().copy())
                .setAuthoredOnElement(now);
    }
}
