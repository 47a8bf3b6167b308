package org.oudfhir.safety;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.hl7.fhir.r4.model.Timing;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Keys;
import org.oudfhir.fhir.Systems;

/** What the patient's own plan calls for and what has not been done, and a draft that waits. */
final class PlanGaps {

    private static final String ACTIVITY = Systems.BASE + "/CodeSystem/oud-activity";
    private static final List<String> URINE_TESTS = List.of(
            "oud-lab-opiates",
            "oud-lab-heroin",
            "oud-lab-fentanyl",
            "oud-lab-methadone",
            "oud-lab-buprenorphine",
            "oud-lab-benzodiazepine");
    private static final Set<TaskStatus> OPEN = Set.of(
            TaskStatus.REQUESTED, TaskStatus.RECEIVED, TaskStatus.ACCEPTED, TaskStatus.READY, TaskStatus.INPROGRESS);

    private PlanGaps() {}

    static Optional<CareGap> assessments(Facts facts) {
        List<Task> overdue = facts.list(Task.class, each -> isAssessment(each) && isOverdue(each, facts));
        String names = overdue.stream()
                .map(task -> name(task.getCode()) + ", due "
                        + task.getRestriction().getPeriod().getEndElement().getValueAsString())
                .distinct()
                .collect(Collectors.joining("; "));
        return overdue.isEmpty()
                ? Optional.empty()
                : Optional.of(new CareGap(
                        CareGap.Kind.ASSESSMENT,
                        Severity.W,
                        "",
                        "Overdue by the patient's plan: " + overdue.size()
                                + (overdue.size() == 1 ? " assessment." : " assessments."),
                        names,
                        overdue.stream().map(Keys::reference).toList()));
    }

    /** A task that hands out a form. */
    private static boolean isAssessment(Task task) {
        return task.getStatus() != null
                && OPEN.contains(task.getStatus())
                && task.getInput().stream()
                        .anyMatch(input -> input.getValue() instanceof CanonicalType form
                                && String.valueOf(form.getValue()).contains("/Questionnaire/"));
    }

    private static boolean isOverdue(Task task, Facts facts) {
        return task.getRestriction().getPeriod().hasEnd()
                && Moment.of(task.getRestriction().getPeriod(), facts.now())
                        .filter(end -> end.isBefore(facts.now().toInstant()))
                        .isPresent();
    }

    static Optional<CareGap> urineTest(Facts facts) {
        List<ServiceRequest> overdue =
                facts.list(ServiceRequest.class, each -> isUrineTest(each) && isOverdue(each, facts));
        return overdue.stream()
                .findFirst()
                .map(request -> new CareGap(
                        CareGap.Kind.URINE_TEST,
                        Severity.W,
                        "",
                        "Urine drug test overdue by the patient's plan. Never a reason to stop medication by itself.",
                        name(request.getCode()) + "; last test: "
                                + lastTest(facts)
                                        .map(at -> facts.daysSince(at) + " days ago")
                                        .orElse("none on record") + ".",
                        List.of(Keys.reference(request))));
    }

    private static boolean isUrineTest(ServiceRequest request) {
        return request.getStatus() == ServiceRequestStatus.ACTIVE
                && Concept.has(request.getCode(), ACTIVITY, "urine-drug-screen");
    }

    private static boolean isOverdue(ServiceRequest request, Facts facts) {
        Instant now = facts.now().toInstant();
        Optional<Instant> ordered = Moment.of(request.getAuthoredOnElement(), facts.now());
        Optional<Instant> tested = lastTest(facts);
        if (request.getOccurrence() instanceof Timing timing) {
            Optional<Instant> from =
                    tested.filter(at -> ordered.filter(at::isBefore).isEmpty()).or(() -> ordered);
            return interval(timing)
                    .flatMap(length -> from.map(start -> start.plus(length)))
                    .filter(due -> due.isBefore(now))
                    .isPresent();
        }
        boolean done =
                tested.filter(at -> ordered.filter(at::isBefore).isEmpty()).isPresent();
        return !done
                && request.hasOccurrence()
                && Moment.of(request.getOccurrence(), facts.now())
                        .filter(due -> due.isBefore(now))
                        .isPresent();
    }

    /** The longest time between two tests that the request allows. */
    private static Optional<Duration> interval(Timing timing) {
        var repeat = timing.getRepeat();
        if (!repeat.hasPeriod() || !repeat.hasPeriodUnit()) {
            return Optional.empty();
        }
        double length = (repeat.hasPeriodMax() ? repeat.getPeriodMax() : repeat.getPeriod()).doubleValue()
                / Math.max(1, repeat.getFrequency());
        double days = switch (repeat.getPeriodUnit()) {
            case D -> length;
            case WK -> length * 7;
            case MO -> length * 31;
            case A -> length * 366;
            default -> 0;
        };
        return days > 0 ? Optional.of(Duration.ofHours(Math.round(days * 24))) : Optional.empty();
    }

    private static Optional<Instant> lastTest(Facts facts) {
        return URINE_TESTS.stream()
                .flatMap(set -> facts.readings().of(set).stream())
                .map(Readings.Reading::at)
                .max(Comparator.naturalOrder());
    }

    static Optional<CareGap> draftPlan(Facts facts) {
        List<CarePlan> drafts = new ArrayList<>(facts.list(
                CarePlan.class, plan -> plan.getStatus() == CarePlan.CarePlanStatus.DRAFT && !plan.hasPartOf()));
        return drafts.stream()
                .max(Comparator.comparing(plan -> Optional.ofNullable(plan.getCreated())
                        .map(java.util.Date::toInstant)
                        .orElse(Instant.MIN)))
                .map(plan -> new CareGap(
                        CareGap.Kind.DRAFT_PLAN,
                        Severity.I,
                        "",
                        "A draft treatment plan waits for review and acceptance.",
                        Keys.target(plan)
                                + (plan.hasCreated()
                                        ? ", made " + plan.getCreatedElement().getValueAsString()
                                        : ""),
                        List.of(Keys.reference(plan))));
    }

    private static String name(CodeableConcept code) {
        return code.hasText()
                ? code.getText()
                : code.getCoding().stream()
                        .flatMap(coding -> Optional.ofNullable(coding.getDisplay()).stream())
                        .findFirst()
                        .orElse("Request");
    }
}
