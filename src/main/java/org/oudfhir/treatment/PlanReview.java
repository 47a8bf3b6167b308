package org.oudfhir.treatment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestIntent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.RequestGroup;
import org.hl7.fhir.r4.model.RequestGroup.RequestGroupActionComponent;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.fhir.Keys;
import org.oudfhir.safety.OrderReview;
import org.oudfhir.safety.Ruling;
import org.oudfhir.safety.SafetyAlert;
import org.oudfhir.storage.PatientRecord;

/**
 * The safety review of a plan before it is stored (decisions 5.1): a drug that a contraindication rules out is not proposed, and
 * an issue of the plan says why; what else the rules say is an issue of the proposal. Options are reviewed alone, never against
 * each other (decisions 4.5).
 */
final class PlanReview {

    private final OrderReview safety;

    PlanReview(OrderReview safety) {
        this.safety = safety;
    }

    /** The plan's resources without the drugs that are ruled out, and the issues. */
    List<Resource> of(List<Resource> plan, PatientRecord record) {
        List<Resource> reviewed = new ArrayList<>(plan);
        List<Resource> proposals = orders(plan, false);
        List<List<Resource>> choices = new ArrayList<>(List.of(proposals));
        for (Resource option : orders(plan, true)) {
            List<Resource> alone = new ArrayList<>(rescue(proposals));
            alone.add(option);
            choices.add(alone);
        }
        safety.preview(choices, record).forEach(ruling -> settle(ruling, record, reviewed));
        return once(reviewed);
    }

    private static List<Resource> orders(List<Resource> plan, boolean options) {
        return plan.stream()
                .filter(MedicationRequest.class::isInstance)
                .filter(resource ->
                        ((MedicationRequest) resource).getIntent() == MedicationRequestIntent.OPTION == options)
                .toList();
    }

    /** What is proposed in any case, such as naloxone: it is ordered with whichever option is chosen. */
    private static List<Resource> rescue(List<Resource> proposals) {
        return proposals.stream()
                .filter(resource -> ((MedicationRequest) resource)
                        .getInstantiatesCanonical().stream()
                                .anyMatch(canonical -> canonical.getValue().contains("naloxone-rescue")))
                .toList();
    }

    private void settle(Ruling ruling, PatientRecord record, List<Resource> reviewed) {
        Map<String, List<SafetyAlert>> ruledOut = new HashMap<>();
        for (SafetyAlert alert : ruling.alerts()) {
            if (safety.rulesOut(alert)) {
                ruledOut.computeIfAbsent(alert.order(), key -> new ArrayList<>())
                        .add(alert);
            }
        }
        Set<String> kept = new HashSet<>();
        ruling.orders().stream()
                .map(Keys::target)
                .filter(target -> !ruledOut.containsKey(target))
                .forEach(kept::add);
        safety.traces(ruling, record).forEach(issue -> reviewed.add(implicating(issue, kept, plan(reviewed))));
        ruledOut.forEach((target, alerts) -> {
            note(plan(reviewed), order(ruling, target), alerts);
            withdraw(target, reviewed);
        });
    }

    private static CarePlan plan(List<Resource> reviewed) {
        return (CarePlan) reviewed.get(0);
    }

    /** The issue of a drug that is not proposed is one of the plan. */
    private static Resource implicating(Resource resource, Set<String> kept, CarePlan plan) {
        if (resource instanceof DetectedIssue issue
                && issue.hasImplicated()
                && !kept.contains(issue.getImplicatedFirstRep().getReference())) {
            issue.getImplicated().clear();
            issue.addImplicated(Keys.reference(plan));
        }
        return resource;
    }

    private static MedicationRequest order(Ruling ruling, String target) {
        return ruling.orders().stream()
                .filter(order -> Keys.target(order).equals(target))
                .map(MedicationRequest.class::cast)
                .findFirst()
                .orElseThrow();
    }

    /** Decisions 4.4 (e): an excluded drug is named in the plan with the rule. */
    private static void note(CarePlan plan, MedicationRequest order, List<SafetyAlert> alerts) {
        CodeableConcept medication = order.getMedicationCodeableConcept();
        String drug = medication.hasText()
                ? medication.getText()
                : String.valueOf(medication.getCodingFirstRep().getDisplay());
        alerts.forEach(alert -> plan.addNote()
                .setText("Not proposed: " + drug + ": " + alert.message() + " (rule " + alert.rule() + ")"));
    }

    private static void withdraw(String target, List<Resource> reviewed) {
        reviewed.removeIf(resource -> Keys.target(resource).equals(target));
        List<String> empty = new ArrayList<>();
        for (Resource resource : reviewed) {
            if (resource instanceof CarePlan plan) {
                plan.getActivity().removeIf(activity -> is(activity.getReference(), target));
            } else if (resource instanceof RequestGroup group && withdrawChoice(target, group.getAction())) {
                if (group.getAction().isEmpty()) {
                    empty.add(Keys.target(group));
                }
            }
        }
        empty.forEach(group -> withdraw(group, reviewed));
    }

    /** Takes the choice out wherever it stands, and what then holds no choice any more. */
    private static boolean withdrawChoice(String target, List<RequestGroupActionComponent> actions) {
        boolean changed = actions.removeIf(action -> is(action.getResource(), target));
        for (RequestGroupActionComponent action : List.copyOf(actions)) {
            if (action.hasAction() && withdrawChoice(target, action.getAction())) {
                changed = true;
                if (action.getAction().isEmpty()) {
                    actions.remove(action);
                }
            }
        }
        return changed;
    }

    private static boolean is(Reference reference, String target) {
        return target.equals(reference.getReference());
    }

    /** Naloxone is looked at with each option; its issues are written once. */
    private static List<Resource> once(List<Resource> resources) {
        Set<String> seen = new HashSet<>();
        return resources.stream()
                .filter(resource -> seen.add(Keys.target(resource)))
                .toList();
    }
}
