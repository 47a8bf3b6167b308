package org.oudfhir.assessment;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskPriority;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Keys;
import org.oudfhir.fhir.Systems;

/** Writes the Tasks that an answer makes due: a further instrument, a same-day assessment, a review of changed evidence. */
final class FollowUps {

    private final Ledger ledger;

    FollowUps(Ledger ledger) {
        this.ledger = ledger;
    }

    void write(Observations observations, Evidence evidence) {
        Instrument cssrs = Instrument.of("c-ssrs");
        if (positive(evidence, "44260-8", "LA6568-5") && !evidence.inResponse(cssrs)) {
            Task task = task(
                    Concept.of(Systems.LOINC, "93373-9").setText("C-SSRS screener"),
                    "PHQ-9 item 9 is positive: give the C-SSRS screener today.",
                    TaskPriority.URGENT);
            add("c-ssrs", task, observations.items("44260-8"));
        }
        if (evidence.inResponse(cssrs)
                && evidence.score("c-ssrs").reaches(BigDecimal.valueOf(3)).isPresent()) {
            Task task = task(
                    Concept.of(Systems.SAFETY_FLAG, "suicide-risk-high").setText("Suicide risk assessment"),
                    "C-SSRS is high: full suicide risk assessment and safety plan today; do not leave the patient alone.",
                    TaskPriority.URGENT);
            add("suicide-risk", task, observations.score(cssrs).stream().toList());
        }
        if (positive(evidence, "96843-8", "LA6270-8") || positive(evidence, "96844-6", "LA6270-8")) {
            Task task = task(
                    new CodeableConcept().setText("TAPS-2"),
                    "TAPS-1 reports drug use: give TAPS-2 to learn which substances besides opioids.",
                    TaskPriority.ROUTINE);
            List<Observation> items = Stream.of("96843-8", "96844-6")
                    .flatMap(item -> observations.items(item).stream())
                    .toList();
            add("taps-2", task, items);
        }
    }

    /** Whether the response answers the item with anything but the code for not at all or never. */
    private static boolean positive(Evidence evidence, String item, String negative) {
        return evidence.inResponse(item)
                && evidence.judge(item, answer -> !answer.is(negative)).isPresent();
    }

    /** A clinician's finding is not altered when its evidence changes; somebody has to look at it. */
    Task evidenceChanged(Observation finding, String occasion) {
        String factor = finding.getCode().getCodingFirstRep().getCode();
        String name = finding.getCode().getCodingFirstRep().getDisplay();
        Task task = task(
                new CodeableConcept().setText("evidence changed"),
                "The answers behind the finding " + (name == null ? factor : name)
                        + " were amended: review the finding.",
                TaskPriority.ROUTINE);
        task.setFocus(Keys.reference(finding));
        return ledger.addByRule("follow-up.evidence-changed." + factor + "." + occasion, "oud-task", task);
    }

    private void add(String role, Task task, List<Observation> reasons) {
        reasons.stream().findFirst().map(Keys::reference).ifPresent(task::setReasonReference);
        ledger.addByRule("follow-up." + role, "oud-task", task);
    }

    private Task task(CodeableConcept code, String description, TaskPriority priority) {
        Task task = new Task();
        task.setStatus(TaskStatus.REQUESTED);
        task.setIntent(TaskIntent.ORDER);
        task.setPriority(priority);
        task.setCode(code);
        task.setDescription(description);
        task.setFocus(ledger.source());
        task.setFor(ledger.subject());
        task.setAuthoredOnElement(ledger.response().getAuthoredElement().copy());
        task.setRequester(new Reference(Dangers.SERVER.getReference()));
        return task;
    }
}
