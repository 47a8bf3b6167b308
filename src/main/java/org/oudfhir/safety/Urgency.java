package org.oudfhir.safety;

import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.Flag;
import org.hl7.fhir.r4.model.Flag.FlagStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskPriority;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Keys;
import org.oudfhir.fhir.Systems;
import org.oudfhir.storage.PatientRecord;

/** When new data make an order that is already active dangerous, somebody must act today: a Flag and an urgent Task. */
final class Urgency {

    private final PatientRecord record;
    private final ZonedDateTime now;

    Urgency(PatientRecord record, ZonedDateTime now) {
        this.record = record;
        this.now = now;
    }

    List<Resource> of(Ruling ruling) {
        List<Resource> changes = new ArrayList<>();
        for (SafetyAlert alert : ruling.alerts()) {
            boolean urgent = alert.severity().stops() && ruling.override(alert).isEmpty();
            if (urgent) {
                ruling.orders().stream()
                        .filter(order -> Keys.target(order).equals(alert.order()))
                        .filter(order -> isUnknown(Traces.key(order, alert.rule())))
                        .forEach(order -> {
                            String key = Traces.key(order, alert.rule());
                            changes.add(flag(alert, key));
                            changes.add(task(alert, key));
                        });
            }
        }
        return changes;
    }

    /** The issue is new: an alert that was known is on somebody's list already. */
    private boolean isUnknown(String key) {
        return record.find(DetectedIssue.class, key)
                .filter(issue -> issue.getStatus() == DetectedIssue.DetectedIssueStatus.FINAL)
                .isEmpty();
    }

    private Flag flag(SafetyAlert alert, String key) {
        String own = key.replace(".issue.", ".flag.");
        Flag flag = record.find(Flag.class, own).map(Flag::copy).orElseGet(() -> Keys.identify(new Flag(), own));
        flag.setStatus(FlagStatus.ACTIVE)
                .setCode(Concept.of(Systems.SAFETY_RULE, alert.rule()).setText(alert.message()))
                .setSubject(Keys.reference(record.patient()))
                .setAuthor(new Reference(Systems.SERVER_DEVICE));
        flag.getCategory().clear();
        flag.addCategory(Concept.of(Systems.FLAG_CATEGORY, "safety", "Safety"));
        flag.getPeriod().setStart(Date.from(now.toInstant()));
        return flag;
    }

    private Task task(SafetyAlert alert, String key) {
        String own = key.replace(".issue.", ".task.");
        Task task = record.find(Task.class, own).map(Task::copy).orElseGet(() -> Keys.identify(new Task(), own));
        return task.setStatus(TaskStatus.REQUESTED)
                .setIntent(TaskIntent.ORDER)
                .setPriority(TaskPriority.URGENT)
                .setCode(Concept.of(Systems.SAFETY_RULE, alert.rule()))
                .setDescription("Review this order today: " + alert.message())
                .setFocus(new Reference(alert.order()))
                .setFor(Keys.reference(record.patient()))
                .setAuthoredOn(Date.from(now.toInstant()))
                .setRequester(new Reference(Systems.SERVER_DEVICE));
    }
}
