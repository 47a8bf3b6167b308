package org.oudfhir.treatment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.ActivityDefinition;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Expression;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.PlanDefinition.ActionConditionKind;
import org.hl7.fhir.r4.model.PlanDefinition.PlanDefinitionActionComponent;

/**
 * Applies a PlanDefinition as FHIR's {@code $apply} says: an action applies when all its conditions are true (null is not);
 * its ActivityDefinition becomes a draft request; actions inside an action that does not apply are not looked at.
 */
final class Pathway {

    private final PlanDefinition definition;
    private final Definitions definitions;
    private final Activities activities = new Activities();

    Pathway(PlanDefinition definition, Definitions definitions) {
        this.definition = definition;
        this.definitions = definitions;
    }

    /** The actions that apply, in the order of publication. */
    List<Step> apply(Logic logic) {
        return apply(definition.getAction(), logic);
    }

    private List<Step> apply(List<PlanDefinitionActionComponent> actions, Logic logic) {
        List<Step> steps = new ArrayList<>();
        for (PlanDefinitionActionComponent action : actions) {
            if (applies(action, logic)) {
                steps.add(new Step(action, request(action, logic).orElse(null), apply(action.getAction(), logic)));
            }
        }
        return steps;
    }

    private boolean applies(PlanDefinitionActionComponent action, Logic logic) {
        return action.getCondition().stream()
                .filter(condition -> condition.getKind() == ActionConditionKind.APPLICABILITY)
                .map(condition -> condition.getExpression())
                .allMatch(expression ->
                        logic.of(expression, definition.getLibrary()).holds(expression.getExpression()));
    }

    private Optional<DomainResource> request(PlanDefinitionActionComponent action, Logic logic) {
        if (!action.hasDefinition()) {
            return Optional.empty();
        }
        if (!action.hasDefinitionCanonicalType() || action.hasTransform()) {
            throw new PathwayFault(
                    "Action " + action.getId() + " must name its definition by canonical and have no transform.");
        }
        ActivityDefinition activity = definitions.get(
                ActivityDefinition.class, action.getDefinitionCanonicalType().getValue());
        DomainResource request = activities.instantiate(activity, action, logic);
        activity.getDynamicValue().forEach(value -> set(request, value.getPath(), value.getExpression(), logic));
        action.getDynamicValue().forEach(value -> set(request, value.getPath(), value.getExpression(), logic));
        return Optional.of(request);
    }

    private void set(DomainResource request, String path, Expression expression, Logic logic) {
        logic.of(expression, definition.getLibrary())
                .find(expression.getExpression())
                .ifPresent(value -> ElementPath.of(path).set(request, FhirValues.of(value)));
    }
}
