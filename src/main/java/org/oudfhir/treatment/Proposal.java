package org.oudfhir.treatment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CarePlan.CarePlanIntent;
import org.hl7.fhir.r4.model.CarePlan.CarePlanStatus;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Goal;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.PlanDefinition.PlanDefinitionActionComponent;
import org.hl7.fhir.r4.model.PlanDefinition.PlanDefinitionGoalComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Keys;
import org.oudfhir.fhir.Systems;

/**
 * Writes what applies of the pathway as the resources that are stored (decisions 4): a parent plan with everything, six phases
 * that repeat their part, goals, requests, and issues for the drugs that are ruled out.
 */
final class Proposal {

    private final PlanDefinition definition;
    private final Logic logic;
    private final String key;
    private final Findings findings;
    private final Optional<Condition> disorder;
    private final Reasons reasons;
    private final Requests requests;

    Proposal(PlanDefinition definition, Logic logic, String key) {
        this.definition = definition;
        this.logic = logic;
        this.key = key;
        findings = new Findings(logic.record());
        disorder = Diagnosis.find(logic.record());
        reasons = new Reasons(findings, disorder.orElse(null));
        requests = new Requests(
                key,
                logic.of(definition.getLibrary()),
                definition.getLibrary().get(0).getValue(),
                reasons);
    }

    /** The resources of the plan; the parent first. */
    List<Resource> of(List<Step> steps) {
        CqlResults results = logic.of(definition.getLibrary());
        CarePlan parent = parent();
        Map<String, Goal> goals = goals(steps);
        List<Resource> phases = new ArrayList<>();
        List<Resource> activities = new ArrayList<>();
        for (PlanDefinitionActionComponent action : definition.getAction()) {
            Optional<Step> step =
                    steps.stream().filter(each -> each.action() == action).findFirst();
            List<DomainResource> inPhase = step.map(requests::of).orElse(List.of());
            activities.addAll(inPhase);
            CarePlan phase = phase(action, parent);
            if (step.isPresent()) {
                inPhase.forEach(activity -> phase.addActivity().setReference(Keys.reference(activity)));
                goalsOf(step.get(), goals).forEach(goal -> phase.addGoal(Keys.reference(goal)));
            } else {
                skip(phase, results);
            }
            phase.setText(Narratives.ofPhase(phase, inPhase));
            phases.add(phase);
        }
        activities.forEach(activity -> parent.addActivity().setReference(Keys.reference(activity)));
        goals.values().forEach(goal -> parent.addGoal(Keys.reference(goal)));
        note(parent, results);
        parent.setText(Narratives.ofPlan(parent, phases, activities, goals.values()));
        List<Resource> issues = new Contraindications(key, results).issues(parent, logic.now());
        return Stream.of(List.of(parent), phases, goals.values(), activities, issues)
                .flatMap(Collection::stream)
                .map(Resource.class::cast)
                .toList();
    }

    private CarePlan parent() {
        CarePlan plan = Keys.identify(new CarePlan(), key + ".plan");
        fill(plan);
        plan.getMeta().addProfile(Systems.profile("oud-care-plan"));
        plan.addCategory(Concept.of(Systems.CAREPLAN_CATEGORY, "assess-plan"));
        plan.addCategory(Concept.of(Systems.SNOMED, "734163000", "Care Plan"));
        plan.addCategory(Concept.of(Systems.PLAN_CATEGORY, Plans.TREATMENT_PLAN));
        plan.setTitle("Opioid use disorder treatment plan");
        plan.setPeriod(new Period().setStartElement(Schedule.time(logic.now())));
        for (Observation finding : findings.present()) {
            plan.addExtension(Systems.FACTOR_ADDRESSED, Findings.addressed(finding));
        }
        supportingInfo().forEach(plan::addSupportingInfo);
        return plan;
    }

    private CarePlan phase(PlanDefinitionActionComponent action, CarePlan parent) {
        CarePlan phase = Keys.identify(new CarePlan(), key + "." + action.getId());
        fill(phase);
        phase.getMeta().addProfile(Systems.profile("oud-care-plan-phase"));
        phase.addPartOf(Keys.reference(parent));
        phase.addCategory(Concept.of(Systems.PLAN_CATEGORY, action.getId(), action.getTitle()));
        phase.setTitle(action.getTitle());
        phase.setDescription(action.getDescription());
        phase.setPeriod(new Schedule(logic.now())
                .period(action.getTiming())
                .orElseGet(() -> new Period().setStartElement(Schedule.time(logic.now()))));
        return phase;
    }

    private void fill(CarePlan plan) {
        plan.addExtension(Systems.RULE_VERSION, definition.getLibrary().get(0).copy());
        plan.addInstantiatesCanonical(Activities.canonical(definition));
        plan.setStatus(CarePlanStatus.DRAFT).setIntent(CarePlanIntent.PROPOSAL);
        plan.setSubject(Keys.reference(logic.record().patient()));
        plan.setCreatedElement(Schedule.time(logic.now()));
        plan.setAuthor(Plans.server());
        disorder.ifPresent(condition -> plan.addAddresses(Keys.reference(condition)));
    }

    private static void skip(CarePlan phase, CqlResults results) {
        String define =
                phase.getCategory().get(0).getCoding().get(0).getCode().replace("phase-", "Phase ") + " Skip Reason";
        String reason = results.find(define, String.class)
                .orElseThrow(() ->
                        new PathwayFault("A phase does not apply, but define \"" + define + "\" gives no reason."));
        phase.setStatus(CarePlanStatus.REVOKED);
        phase.addNote().setText("Skipped: " + reason);
    }

    private static void note(CarePlan plan, CqlResults results) {
        results.find("Selection Reason", String.class)
                .ifPresent(text -> plan.addNote().setText(text));
        results.list("Excluded Medications", String.class)
                .forEach(text -> plan.addNote().setText("Not proposed: " + text));
        results.list("Plan Notes", String.class).forEach(text -> plan.addNote().setText(text));
    }

    /** Goals of applied actions; one that names a factor is left out when the factor is not present. */
    private Map<String, Goal> goals(List<Step> steps) {
        Map<String, Goal> goals = new LinkedHashMap<>();
        new Goals(definition).of(steps, logic).forEach((published, goal) -> {
            if (!reasons.areAbsent(published.getAddresses())) {
                goals.put(published.getId(), complete(goal, published));
            }
        });
        return goals;
    }

    private Goal complete(Goal goal, PlanDefinitionGoalComponent published) {
        Keys.identify(goal, key + ".goal." + published.getId());
        goal.getMeta().addProfile(Systems.profile("oud-goal"));
        goal.addExtension(Systems.RULE_VERSION, definition.getLibrary().get(0).copy());
        goal.setStart(Schedule.date(logic.now()));
        Reasons.Why why = reasons.of(published.getAddresses(), "");
        why.findings().forEach(finding -> goal.addExtension(Systems.FACTOR_ADDRESSED, Findings.addressed(finding)));
        why.references().forEach(goal::addAddresses);
        return goal;
    }

    private static List<Goal> goalsOf(Step phase, Map<String, Goal> goals) {
        return phase.all()
                .flatMap(step -> step.action().getGoalId().stream())
                .map(id -> goals.get(id.getValue()))
                .flatMap(goal -> Optional.ofNullable(goal).stream())
                .distinct()
                .toList();
    }

    /** The findings that count, and the scores. */
    private List<Reference> supportingInfo() {
        Stream<Observation> scores = logic.record().list(Observation.class).stream()
                .filter(observation -> observation.getMeta().hasProfile(Systems.profile("oud-screening-score")))
                .filter(observation -> !Plans.isVoid(observation));
        return Stream.concat(findings.all().stream(), scores)
                .map(Keys::reference)
                .toList();
    }
}
