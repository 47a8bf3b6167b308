package org.oudfhir.treatment;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CarePlan.CarePlanStatus;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueStatus;
import org.hl7.fhir.r4.model.Goal;
import org.hl7.fhir.r4.model.Goal.GoalLifecycleStatus;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestStatus;
import org.hl7.fhir.r4.model.RequestGroup;
import org.hl7.fhir.r4.model.RequestGroup.RequestStatus;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;

/** Takes back what a plan proposed (decisions 1.6). Orders, and what somebody already works on, stay as they are. */
final class Revocation {

    private Revocation() {}

    /** Changed copies of the parts that are still proposals. */
    static List<Resource> of(List<Resource> parts) {
        return parts.stream().flatMap(part -> revoked(part).stream()).toList();
    }

    private static Optional<Resource> revoked(Resource part) {
        if (part instanceof CarePlan plan && plan.getStatus() == CarePlanStatus.DRAFT) {
            return Optional.of(plan.copy().setStatus(CarePlanStatus.REVOKED));
        }
        if (part instanceof MedicationRequest request && request.getStatus() == MedicationRequestStatus.DRAFT) {
            return Optional.of(request.copy().setStatus(MedicationRequestStatus.CANCELLED));
        }
        if (part instanceof ServiceRequest request && request.getStatus() == ServiceRequestStatus.DRAFT) {
            return Optional.of(request.copy().setStatus(ServiceRequestStatus.REVOKED));
        }
        if (part instanceof Task task && task.getStatus() == TaskStatus.DRAFT) {
            return Optional.of(task.copy().setStatus(TaskStatus.CANCELLED));
        }
        if (part instanceof Goal goal && goal.getLifecycleStatus() == GoalLifecycleStatus.PROPOSED) {
            return Optional.of(goal.copy().setLifecycleStatus(GoalLifecycleStatus.CANCELLED));
        }
        if (part instanceof RequestGroup group && group.getStatus() == RequestStatus.DRAFT) {
            return Optional.of(group.copy().setStatus(RequestStatus.REVOKED));
        }
        if (part instanceof DetectedIssue issue && issue.getStatus() == DetectedIssueStatus.FINAL) {
            return Optional.of(issue.copy().setStatus(DetectedIssueStatus.CANCELLED));
        }
        return Optional.empty();
    }
}
