package org.oudfhir.treatment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestIntent;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestStatus;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.oudfhir.assessment.Assessment;
import org.oudfhir.assessment.Assessments;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Keys;
import org.oudfhir.fhir.Problem;
import org.oudfhir.fhir.Systems;
import org.oudfhir.safety.OrderReview;
import org.oudfhir.storage.PatientRecord;
import org.oudfhir.storage.PatientRecords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The main job: from a stored response to findings and, for the intake, to the draft plan, all written at once. The response
 * itself is safe before this begins; what fails here leaves a failed Task beside it and nothing half done.
 */
public final class CarePathway {

    private static final Logger LOG = LoggerFactory.getLogger(CarePathway.class);
    private static final String FORMS = Systems.BASE + "/Questionnaire/";
    private static final String INTAKE = FORMS + "oud-intake";

    private final Assessments assessments;
    private final Planner planner;
    private final OrderReview safety;
    private final PatientRecords records;

    public CarePathway(Assessments assessments, Planner planner, OrderReview safety, PatientRecords records) {
        this.assessments = assessments;
        this.planner = planner;
        this.safety = safety;
        this.records = records;
    }

    /** Whether the response is one that findings are derived from: completed or amended, and of a form of ours. */
    static boolean concerns(QuestionnaireResponse response) {
        boolean done = response.getStatus() == QuestionnaireResponseStatus.COMPLETED
                || response.getStatus() == QuestionnaireResponseStatus.AMENDED;
        return done
                && response.getQuestionnaire() != null
                && response.getQuestionnaire().startsWith(FORMS)
                && response.getSubject().getReferenceElement().getIdPart() != null;
    }

    /**
     * Derives what follows from a stored response. Repeating it changes nothing.
     *
     * @return the Task that says what failed; empty when all went well
     */
    Optional<Task> advance(QuestionnaireResponse response) {
        String patientId = response.getSubject().getReferenceElement().getIdPart();
        try {
            return records.change(patientId, record -> derive(response, record)).stream()
                    .filter(CarePathway::isFailure)
                    .map(Task.class::cast)
                    .findFirst();
        } catch (RuntimeException e) {
            LOG.error("Deriving from {} failed", response.getIdElement().toUnqualifiedVersionless(), e);
            String key = failureKey(Assessments.responseKey(response));
            return records.change(patientId, record -> List.of(failure(record, key, response, "findings", e))).stream()
                    .map(Task.class::cast)
                    .findFirst();
        }
    }

    /**
     * Plans from everything on record.
     *
     * @return the parent plan as stored, and whether it is new
     */
    Proposed propose(String patientId) {
        List<CarePlan> unchanged = new ArrayList<>(1);
        List<Resource> stored = records.change(patientId, record -> {
            Optional<CarePlan> current = planner.current(record);
            current.ifPresent(unchanged::add);
            return current.isPresent() ? List.of() : changes(planner.plan(record), record);
        });
        return unchanged.isEmpty() ? new Proposed(parent(stored), true) : new Proposed(unchanged.get(0), false);
    }

    /** A clinician accepts a proposed plan: it becomes active, and its proposals become orders. */
    CarePlan accept(String planId) {
        String patientId = records.read(CarePlan.class, planId)
                .getSubject()
                .getReferenceElement()
                .getIdPart();
        List<Resource> stored = records.change(patientId, record -> {
            CarePlan plan = record.find("CarePlan/" + planId)
                    .map(CarePlan.class::cast)
                    .orElseThrow(() -> new Problem.NotFound("not-found", "CarePlan/" + planId + " is not known here"));
            List<Resource> changes = new ArrayList<>(planner.accept(plan, record));
            List<Resource> orders =
                    changes.stream().filter(CarePathway::isNewOrder).toList();
            changes.addAll(safety.place(orders, record));
            return changes;
        });
        return parent(stored);
    }

    /** The plan and whether this request made it. */
    record Proposed(CarePlan plan, boolean created) {}

    private List<Resource> derive(QuestionnaireResponse response, PatientRecord record) {
        Assessment assessment = assessments.assess(response, record);
        List<Resource> changes = new ArrayList<>(assessment.resources());
        changes.addAll(safety.recheck(record.with(changes)));
        String failureKey = failureKey(assessment.responseKey());
        if (response.getQuestionnaire().startsWith(INTAKE)) {
            PatientRecord assessed = record.with(changes);
            try {
                if (planner.current(assessed).isEmpty()) {
                    changes.addAll(changes(planner.plan(assessed), assessed));
                }
            } catch (RuntimeException e) {
                LOG.error("Planning from {} failed", response.getIdElement().toUnqualifiedVersionless(), e);
                changes.add(failure(record, failureKey, response, "the care plan", e));
                return changes;
            }
        }
        record.find(Task.class, failureKey)
                .filter(task -> task.getStatus() == TaskStatus.FAILED)
                .ifPresent(task -> changes.add(task.copy().setStatus(TaskStatus.COMPLETED)));
        return changes;
    }

    private static CarePlan parent(List<Resource> stored) {
        return stored.stream()
                .filter(CarePlan.class::isInstance)
                .map(CarePlan.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isNewOrder(Resource resource) {
        return resource instanceof MedicationRequest order
                && order.getStatus() == MedicationRequestStatus.ACTIVE
                && order.getIntent() == MedicationRequestIntent.ORDER;
    }

    private List<Resource> changes(Plan plan, PatientRecord record) {
        List<Resource> changes = new ArrayList<>(new PlanReview(safety).of(plan.resources(), record));
        changes.addAll(plan.revoked());
        return changes;
    }

    private static Task failure(
            PatientRecord record, String key, QuestionnaireResponse response, String what, RuntimeException reason) {
        String text = reason instanceof Problem problem
                ? problem.issues().get(0).text()
                : "The server could not compute " + what + "; its log names the cause";
        Task task = record.find(Task.class, key).map(Task::copy).orElseGet(() -> Keys.identify(new Task(), key));
        task.setStatus(TaskStatus.FAILED)
                .setIntent(TaskIntent.ORDER)
                .setCode(Concept.of(Systems.PROBLEM, "derivation-failed", "Derivation failed"))
                .setStatusReason(
                        Concept.of(Systems.PROBLEM, "derivation-failed").setText(text))
                .setDescription("Repeat $propose-care-plan once the cause is removed: " + text)
                .setFor(response.getSubject().copy())
                .setFocus(new Reference(response.getIdElement().toUnqualifiedVersionless()))
                .setRequester(new Reference(Systems.SERVER_DEVICE));
        return task;
    }

    private static String failureKey(String responseKey) {
        return responseKey + ".failure";
    }

    private static boolean isFailure(Resource resource) {
        return resource instanceof Task task
                && task.getStatus() == TaskStatus.FAILED
                && Concept.has(task.getCode(), Systems.PROBLEM, "derivation-failed");
    }
}
