package org.oudfhir.treatment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestIntent;
import org.hl7.fhir.r4.model.PlanDefinition.ActionSelectionBehavior;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.RequestGroup;
import org.hl7.fhir.r4.model.RequestGroup.RequestGroupActionComponent;
import org.hl7.fhir.r4.model.RequestGroup.RequestIntent;
import org.hl7.fhir.r4.model.RequestGroup.RequestStatus;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Type;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Keys;
import org.oudfhir.fhir.Systems;

/** Completes the requests of a phase: key, reason, rule, requester; and marks the choice among medications. */
final class Requests {

    private static final String COURSE = "http://terminology.hl7.org/CodeSystem/medicationrequest-course-of-therapy";

    private final String key;
    private final CqlResults results;
    private final String library;
    private final Reasons reasons;

    Requests(String key, CqlResults results, String library, Reasons reasons) {
        this.key = key;
        this.results = results;
        this.library = library;
        this.reasons = reasons;
    }

    /** The requests of a phase in the order of publication, with the group that offers a choice before its options. */
    List<DomainResource> of(Step phase) {
        List<DomainResource> requests = new ArrayList<>();
        collect(phase, phase, requests);
        return requests;
    }

    private void collect(Step step, Step phase, List<DomainResource> requests) {
        step.findRequest().ifPresent(request -> requests.add(complete(request, step, phase)));
        boolean choice = step.action().getSelectionBehavior() == ActionSelectionBehavior.EXACTLYONE;
        List<DomainResource> inside = new ArrayList<>();
        step.steps().forEach(child -> collect(child, phase, inside));
        if (choice && !inside.isEmpty()) {
            requests.add(choice(step, inside));
        }
        requests.addAll(inside);
    }

    private RequestGroup choice(Step step, List<DomainResource> options) {
        String primary = results.find("Primary Medication", String.class).orElse("");
        RequestGroup group = Keys.identify(new RequestGroup(), key + "." + step.id())
                .setStatus(RequestStatus.DRAFT)
                .setIntent(RequestIntent.PROPOSAL);
        RequestGroupActionComponent choice = group.addAction()
                .setTitle(step.action().getTitle())
                .setSelectionBehavior(RequestGroup.ActionSelectionBehavior.EXACTLYONE);
        choice.setId(step.id());
        for (DomainResource option : options) {
            boolean isPrimary =
                    Keys.find(option).filter((key + "." + primary)::equals).isPresent();
            RequestGroupActionComponent action = choice.addAction()
                    .setTitle(title(step, option))
                    .setDescription(isPrimary ? "Proposed" : "Alternative")
                    .setResource(Keys.reference(option));
            if (option instanceof MedicationRequest medication) {
                medication.setIntent(isPrimary ? MedicationRequestIntent.PROPOSAL : MedicationRequestIntent.OPTION);
                medication.setCourseOfTherapyType(Concept.of(COURSE, "continuous"));
                group.setSubject(medication.getSubject().copy());
            } else if (option instanceof Task task) {
                group.setSubject(task.getFor().copy());
            }
            action.setId(Keys.find(option).orElse("").substring(key.length() + 1));
        }
        group.setAuthor(Plans.server());
        return group;
    }

    private String title(Step group, DomainResource option) {
        return group.steps().stream()
                .filter(step -> Keys.find(option)
                        .filter((key + "." + step.id())::equals)
                        .isPresent())
                .map(step -> step.action().getTitle())
                .findFirst()
                .orElse("");
    }

    private DomainResource complete(DomainResource request, Step step, Step phase) {
        Keys.identify(request, key + "." + step.id());
        request.addExtension(Systems.RULE_VERSION, new CanonicalType(library));
        Reasons.Why why = reasons.of(
                step.action().getReason(),
                "No diagnosis or present factor on record: part of "
                        + phase.action().getTitle());
        why.findings().forEach(finding -> request.addExtension(Systems.FACTOR_ADDRESSED, Findings.addressed(finding)));
        if (request instanceof MedicationRequest medication) {
            explain(medication, why);
        } else if (request instanceof ServiceRequest service) {
            explain(service, why, step);
        } else if (request instanceof Task task) {
            explain(task, why, step);
        }
        return request;
    }

    private static void explain(MedicationRequest request, Reasons.Why why) {
        request.setRequester(Plans.server()).setReported(new org.hl7.fhir.r4.model.BooleanType(false));
        why.references().forEach(request::addReasonReference);
        why.codes().forEach(code -> request.addReasonCode(code.copy()));
    }

    private static void explain(ServiceRequest request, Reasons.Why why, Step step) {
        request.setRequester(Plans.server());
        name(request.getCode(), step);
        why.references().forEach(request::addReasonReference);
        why.codes().forEach(code -> request.addReasonCode(code.copy()));
    }

    /** A Task takes one reason in R4; the others become inputs (decisions 4.2). */
    private static void explain(Task task, Reasons.Why why, Step step) {
        task.setRequester(Plans.server());
        name(task.getCode(), step);
        List<Type> others = new ArrayList<>();
        for (Reference reference : why.references()) {
            if (task.hasReasonReference()) {
                others.add(reference);
            } else {
                task.setReasonReference(reference);
            }
        }
        for (CodeableConcept code : why.codes()) {
            if (task.hasReasonCode()) {
                others.add(code.hasText() ? new StringType(code.getText()) : code.copy());
            } else {
                task.setReasonCode(code.copy());
            }
        }
        others.forEach(reason ->
                task.addInput().setType(new CodeableConcept().setText("reason")).setValue(reason));
    }

    /** Several actions share a definition; the title says which one this is, such as how often. */
    private static void name(CodeableConcept code, Step step) {
        Optional.ofNullable(step.action().getTitle())
                .filter(title -> !code.hasText())
                .ifPresent(code::setText);
    }
}
