package org.oudfhir.treatment;

import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.function.Function;
import org.hl7.fhir.r4.model.ActivityDefinition;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestIntent;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestPriority;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestStatus;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.PlanDefinition.PlanDefinitionActionComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.RelatedArtifact;
import org.hl7.fhir.r4.model.RelatedArtifact.RelatedArtifactType;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestIntent;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestPriority;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskPriority;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.hl7.fhir.r4.model.Timing;
import org.hl7.fhir.r4.model.Type;
import org.oudfhir.fhir.Keys;

/** Makes draft proposals out of ActivityDefinitions. */
final class Activities {

    /** The draft of one activity for the patient of the logic, timed from now. */
    DomainResource instantiate(ActivityDefinition activity, PlanDefinitionActionComponent action, Logic logic) {
        Reference patient = Keys.reference(logic.record().patient());
        Optional<Type> timing =
                Optional.ofNullable(action.getTiming()).or(() -> Optional.ofNullable(activity.getTiming()));
        Schedule schedule = new Schedule(logic.now());
        DomainResource request = switch (activity.getKind()) {
            case MEDICATIONREQUEST -> medication(activity, patient, logic.now());
            case SERVICEREQUEST ->
                service(activity, patient, logic.now())
                        .setOccurrence(timing.flatMap(schedule::occurrence).orElse(null));
            case TASK -> due(task(activity, action, patient, logic.now()), timing, schedule);
            default ->
                throw new PathwayFault("ActivityDefinition " + activity.getUrl() + " has the kind "
                        + activity.getKind().toCode()
                        + "; only MedicationRequest, ServiceRequest and Task are supported.");
        };
        if (activity.hasProfile()) {
            request.getMeta().addProfile(activity.getProfile());
        }
        return request;
    }

    /** The canonical of a definition with its version. */
    static String canonical(MetadataResource definition) {
        return definition.getUrl() + (definition.hasVersion() ? "|" + definition.getVersion() : "");
    }

    private static <T> T intent(ActivityDefinition activity, Function<String, T> parse) {
        return parse.apply(activity.hasIntent() ? activity.getIntent().toCode() : "proposal");
    }

    private static MedicationRequest medication(ActivityDefinition activity, Reference patient, ZonedDateTime now) {
        MedicationRequest request = new MedicationRequest()
                .setStatus(MedicationRequestStatus.DRAFT)
                .setIntent(intent(activity, MedicationRequestIntent::fromCode))
                .setSubject(patient)
                .addInstantiatesCanonical(canonical(activity))
                .setAuthoredOnElement(Schedule.time(now));
        if (!activity.hasProduct()) {
            throw new PathwayFault(
                    "ActivityDefinition " + activity.getUrl() + " orders a medication without a product.");
        }
        request.setMedication(activity.getProduct().copy());
        activity.getDosage().forEach(dosage -> request.addDosageInstruction(dosage.copy()));
        if (activity.hasPriority()) {
            request.setPriority(
                    MedicationRequestPriority.fromCode(activity.getPriority().toCode()));
        }
        if (activity.hasDoNotPerform()) {
            request.setDoNotPerform(activity.getDoNotPerform());
        }
        if (activity.hasQuantity()) {
            request.getDispenseRequest().setQuantity(activity.getQuantity().copy());
        }
        return request;
    }

    private static ServiceRequest service(ActivityDefinition activity, Reference patient, ZonedDateTime now) {
        ServiceRequest request = new ServiceRequest()
                .setStatus(ServiceRequestStatus.DRAFT)
                .setIntent(intent(activity, ServiceRequestIntent::fromCode))
                .setSubject(patient)
                .setCode(activity.getCode().copy())
                .addInstantiatesCanonical(canonical(activity))
                .setAuthoredOnElement(Schedule.time(now));
        activity.getBodySite().forEach(site -> request.addBodySite(site.copy()));
        if (activity.hasPriority()) {
            request.setPriority(
                    ServiceRequestPriority.fromCode(activity.getPriority().toCode()));
        }
        if (activity.hasDoNotPerform()) {
            request.setDoNotPerform(activity.getDoNotPerform());
        }
        if (activity.hasQuantity()) {
            request.setQuantity(activity.getQuantity().copy());
        }
        if (activity.hasLocation()) {
            request.addLocationReference(activity.getLocation().copy());
        }
        return request;
    }

    private static Task task(
            ActivityDefinition activity, PlanDefinitionActionComponent action, Reference patient, ZonedDateTime now) {
        Task task = new Task()
                .setStatus(TaskStatus.DRAFT)
                .setIntent(intent(activity, TaskIntent::fromCode))
                .setFor(patient)
                .setCode(activity.getCode().copy())
                .setInstantiatesCanonical(canonical(activity))
                .setDescription(action.hasDescription() ? action.getDescription() : activity.getDescription())
                .setAuthoredOnElement(Schedule.time(now));
        if (activity.hasPriority()) {
            task.setPriority(TaskPriority.fromCode(activity.getPriority().toCode()));
        }
        for (RelatedArtifact artifact : activity.getRelatedArtifact()) {
            if (artifact.getType() == RelatedArtifactType.DEPENDSON && artifact.hasResource()) {
                task.addInput()
                        .setType(new CodeableConcept().setText("questionnaire"))
                        .setValue(new CanonicalType(artifact.getResource()));
            }
        }
        return task;
    }

    private static Task due(Task task, Optional<Type> timing, Schedule schedule) {
        timing.flatMap(schedule::period).ifPresent(task.getRestriction()::setPeriod);
        if (timing.orElse(null) instanceof Timing often && often.getRepeat().hasCount()) {
            task.getRestriction().setRepetitions(often.getRepeat().getCount());
        }
        if (timing.orElse(null) instanceof Timing often && often.getCode().hasText()) {
            task.addNote().setText(often.getCode().getText());
        }
        return task;
    }
}
