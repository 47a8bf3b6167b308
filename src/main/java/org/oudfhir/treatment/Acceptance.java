package org.oudfhir.treatment;

import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CarePlan.CarePlanIntent;
import org.hl7.fhir.r4.model.CarePlan.CarePlanStatus;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Goal;
import org.hl7.fhir.r4.model.Goal.GoalLifecycleStatus;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestIntent;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestStatus;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestIntent;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.oudfhir.fhir.Keys;
import org.oudfhir.fhir.Problem;
import org.oudfhir.storage.PatientRecord;

/**
 * Turns a proposal into a plan that is carried out (decisions 1.6): proposals become orders based on them, alternatives stay
 * options. The plan that was active until now ends; its orders stay, because only a prescriber stops a medication.
 */
final class Acceptance {

    private final Plans plans;
    private final ZonedDateTime now;

    Acceptance(PatientRecord record, ZonedDateTime now) {
        this.plans = new Plans(record);
        this.now = now;
    }

    /** The changed and the new resources; the plan first. */
    List<Resource> of(CarePlan plan) {
        if (plan.getStatus() != CarePlanStatus.DRAFT || plan.hasPartOf()) {
            throw new Problem.Conflict(
                    "plan-not-draft",
                    "Only a draft treatment plan can be accepted, not a phase or a plan in another state.");
        }
        Map<String, Resource> orders = new HashMap<>();
        List<Resource> changed = new ArrayList<>();
        List<Resource> parts = plans.partsOf(plan);
        for (Resource part : parts) {
            order(part, plan).ifPresent(order -> {
                orders.put(Keys.target(part), order);
                changed.add(order);
            });
        }
        parts.forEach(part -> accepted(part, orders).ifPresent(changed::add));
        CarePlan active = activate(plan, orders);
        for (CarePlan former : plans.parents()) {
            if (former.getStatus() == CarePlanStatus.ACTIVE) {
                active.addReplaces(Keys.reference(former));
                changed.addAll(end(former));
            }
        }
        changed.add(0, active);
        return changed;
    }

    private Optional<Resource> order(Resource proposal, CarePlan plan) {
        DomainResource order = null;
        if (proposal instanceof MedicationRequest request && isProposal(request)) {
            MedicationRequest copy = request.copy();
            order = copy.setStatus(MedicationRequestStatus.ACTIVE)
                    .setIntent(MedicationRequestIntent.ORDER)
                    .setAuthoredOnElement(Schedule.time(now))
                    .addBasedOn(Keys.reference(request));
        } else if (proposal instanceof ServiceRequest request && request.getStatus() == ServiceRequestStatus.DRAFT) {
            ServiceRequest copy = request.copy();
            order = copy.setStatus(ServiceRequestStatus.ACTIVE)
                    .setIntent(ServiceRequestIntent.ORDER)
                    .setAuthoredOnElement(Schedule.time(now))
                    .addBasedOn(Keys.reference(request));
        }
        return Optional.ofNullable(order).map(fresh -> asNew(fresh, proposal, plan));
    }

    private static Resource asNew(DomainResource order, Resource proposal, CarePlan plan) {
        order.getMeta().setVersionId(null).setLastUpdated(null);
        order.getNamedProperty("identifier").getValues().forEach(old -> order.removeChild("identifier", old));
        return Keys.identify(order, Plans.evidenceKey(plan) + ".order." + Plans.role(proposal, plan));
    }

    private static boolean isProposal(MedicationRequest request) {
        return request.getStatus() == MedicationRequestStatus.DRAFT
                && request.getIntent() == MedicationRequestIntent.PROPOSAL;
    }

    private static Optional<Resource> accepted(Resource part, Map<String, Resource> orders) {
        if (part instanceof CarePlan phase && phase.hasPartOf() && phase.getStatus() == CarePlanStatus.DRAFT) {
            return Optional.of(activate(phase, orders));
        }
        if (part instanceof Goal goal && goal.getLifecycleStatus() == GoalLifecycleStatus.PROPOSED) {
            return Optional.of(goal.copy().setLifecycleStatus(GoalLifecycleStatus.ACTIVE));
        }
        if (part instanceof Task task && task.getStatus() == TaskStatus.DRAFT) {
            return Optional.of(task.copy().setStatus(TaskStatus.REQUESTED).setIntent(TaskIntent.ORDER));
        }
        if (part instanceof MedicationRequest request && orders.containsKey(Keys.target(part))) {
            return Optional.of(request.copy().setStatus(MedicationRequestStatus.COMPLETED));
        }
        if (part instanceof ServiceRequest request && orders.containsKey(Keys.target(part))) {
            return Optional.of(request.copy().setStatus(ServiceRequestStatus.COMPLETED));
        }
        return Optional.empty();
    }

    /** The plan shows the orders in place of the proposals, which remain known by {@code basedOn}. */
    private static CarePlan activate(CarePlan plan, Map<String, Resource> orders) {
        CarePlan active = plan.copy().setStatus(CarePlanStatus.ACTIVE).setIntent(CarePlanIntent.PLAN);
        Narratives.accept(active);
        active.getActivity()
                .forEach(activity -> Optional.ofNullable(
                                orders.get(target(activity.getReference().getReference())))
                        .ifPresent(order -> activity.setReference(Keys.reference(order))));
        return active;
    }

    /** A stored reference may name a version. */
    private static String target(String reference) {
        int history = reference.indexOf("/_history/");
        return history < 0 ? reference : reference.substring(0, history);
    }

    private List<Resource> end(CarePlan former) {
        List<Resource> ended = new ArrayList<>();
        for (Resource part : plans.partsOf(former)) {
            if (part instanceof CarePlan plan && plan.getStatus() == CarePlanStatus.ACTIVE) {
                ended.add(plan.copy().setStatus(CarePlanStatus.REVOKED));
            } else if (part instanceof Goal goal && goal.getLifecycleStatus() == GoalLifecycleStatus.ACTIVE) {
                ended.add(goal.copy().setLifecycleStatus(GoalLifecycleStatus.CANCELLED));
            } else if (part instanceof Task task && task.getStatus() == TaskStatus.REQUESTED) {
                ended.add(task.copy().setStatus(TaskStatus.CANCELLED));
            }
        }
        return ended;
    }
}
