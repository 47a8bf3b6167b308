package org.oudfhir.treatment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Goal;
import org.hl7.fhir.r4.model.Goal.GoalLifecycleStatus;
import org.hl7.fhir.r4.model.Goal.GoalTargetComponent;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.PlanDefinition.PlanDefinitionGoalComponent;
import org.hl7.fhir.r4.model.PlanDefinition.PlanDefinitionGoalTargetComponent;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.oudfhir.fhir.Keys;

/** Makes the goals that the applicable actions of a pathway name. */
final class Goals {

    private final PlanDefinition definition;

    Goals(PlanDefinition definition) {
        this.definition = definition;
    }

    /** The goals of these steps as proposals, by the id that the pathway gives them. */
    Map<PlanDefinitionGoalComponent, Goal> of(List<Step> steps, Logic logic) {
        Set<String> named = steps.stream()
                .flatMap(Step::all)
                .flatMap(step -> step.action().getGoalId().stream())
                .map(PrimitiveType::getValueAsString)
                .collect(Collectors.toSet());
        Map<PlanDefinitionGoalComponent, Goal> goals = new LinkedHashMap<>();
        for (PlanDefinitionGoalComponent goal : definition.getGoal()) {
            if (named.contains(goal.getId())) {
                goals.put(goal, instantiate(goal, logic));
            }
        }
        return goals;
    }

    private static Goal instantiate(PlanDefinitionGoalComponent published, Logic logic) {
        Goal goal = new Goal()
                .setLifecycleStatus(GoalLifecycleStatus.PROPOSED)
                .setDescription(published.getDescription().copy())
                .setSubject(Keys.reference(logic.record().patient()));
        if (published.hasCategory()) {
            goal.addCategory(published.getCategory().copy());
        }
        if (published.hasPriority()) {
            goal.setPriority(published.getPriority().copy());
        }
        published.getTarget().forEach(target -> goal.addTarget(target(target, new Schedule(logic.now()))));
        return goal;
    }

    private static GoalTargetComponent target(PlanDefinitionGoalTargetComponent published, Schedule schedule) {
        GoalTargetComponent target = new GoalTargetComponent();
        if (published.hasMeasure()) {
            target.setMeasure(published.getMeasure().copy());
        }
        if (published.hasDetail()) {
            target.setDetail(published.getDetail().copy());
        }
        if (published.hasDue()) {
            target.setDue(Schedule.date(schedule.plus(published.getDue())));
        }
        return target;
    }
}
