package org.oudfhir.treatment;

import java.util.List;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CarePlan.CarePlanIntent;
import org.hl7.fhir.r4.model.CarePlan.CarePlanStatus;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Goal;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.PlanDefinition.PlanDefinitionActionComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.RequestGroup;
import org.hl7.fhir.r4.model.RequestGroup.RequestGroupActionComponent;
import org.hl7.fhir.r4.model.RequestGroup.RequestIntent;
import org.hl7.fhir.r4.model.RequestGroup.RequestPriority;
import org.hl7.fhir.r4.model.RequestGroup.RequestStatus;
import org.oudfhir.fhir.Keys;

/**
 * The answer of {@code PlanDefinition/$apply} in R4: one draft CarePlan that contains a RequestGroup, the requests and the
 * goals. Nothing of it is stored.
 */
final class AppliedPathway {

    private static final String GROUP = "request-group";

    private final PlanDefinition definition;
    private final CarePlan plan = new CarePlan();

    AppliedPathway(PlanDefinition definition) {
        this.definition = definition;
    }

    CarePlan of(List<Step> steps, Logic logic) {
        Reference patient = Keys.reference(logic.record().patient());
        plan.setStatus(CarePlanStatus.DRAFT).setIntent(CarePlanIntent.PROPOSAL).setSubject(patient);
        plan.addInstantiatesCanonical(Activities.canonical(definition));
        plan.setTitle(definition.getTitle()).setCreatedElement(Schedule.time(logic.now()));
        RequestGroup group = new RequestGroup()
                .setStatus(RequestStatus.DRAFT)
                .setIntent(RequestIntent.PROPOSAL)
                .setSubject(patient)
                .setAuthoredOnElement(Schedule.time(logic.now()))
                .addInstantiatesCanonical(Activities.canonical(definition));
        plan.addActivity().setReference(contain(group, GROUP));
        new Goals(definition).of(steps, logic).forEach((published, goal) -> addGoal(published.getId(), goal));
        steps.stream().filter(AppliedPathway::says).forEach(step -> group.addAction(action(step)));
        return plan;
    }

    /** Groups in which nothing applies are left out: an action needs a resource or actions (rqg-1). */
    private static boolean says(Step step) {
        return step.all().anyMatch(each -> each.request() != null);
    }

    private RequestGroupActionComponent action(Step step) {
        PlanDefinitionActionComponent published = step.action();
        RequestGroupActionComponent action = new RequestGroupActionComponent();
        action.setId(published.getId());
        action.setPrefix(published.getPrefix());
        action.setTitle(published.getTitle());
        action.setDescription(published.getDescription());
        action.setTextEquivalent(published.getTextEquivalent());
        published.getCode().forEach(code -> action.addCode(code.copy()));
        published.getDocumentation().forEach(document -> action.addDocumentation(document.copy()));
        if (published.hasTiming()) {
            action.setTiming(published.getTiming().copy());
        }
        if (published.hasType()) {
            action.setType(published.getType().copy());
        }
        copyBehavior(published, action);
        step.findRequest().ifPresent(request -> action.setResource(contain(request, published.getId())));
        step.steps().stream().filter(AppliedPathway::says).forEach(child -> action.addAction(action(child)));
        return action;
    }

    private static void copyBehavior(PlanDefinitionActionComponent published, RequestGroupActionComponent action) {
        if (published.hasPriority()) {
            action.setPriority(RequestPriority.fromCode(published.getPriority().toCode()));
        }
        for (String name : List.of(
                "groupingBehavior",
                "selectionBehavior",
                "requiredBehavior",
                "precheckBehavior",
                "cardinalityBehavior")) {
            published.getNamedProperty(name).getValues().forEach(value -> action.setProperty(name, value));
        }
    }

    private void addGoal(String id, Goal goal) {
        plan.addGoal(contain(goal, id));
    }

    private Reference contain(DomainResource resource, String id) {
        resource.setId(id);
        plan.addContained(resource);
        return new Reference("#" + id);
    }
}
