package org.oudfhir.safety;

import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueMitigationComponent;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueStatus;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Keys;
import org.oudfhir.fhir.Systems;
import org.oudfhir.storage.PatientRecord;

/** Writes alerts as issues on record. An issue has one identity per order and rule, so that it is updated and never doubled. */
final class Traces {

    private static final String PARTICIPANT_TYPE = "http://terminology.hl7.org/CodeSystem/provenance-participant-type";

    private final PatientRecord record;
    private final ZonedDateTime now;

    Traces(PatientRecord record, ZonedDateTime now) {
        this.record = record;
        this.now = now;
    }

    List<Resource> of(Ruling ruling) {
        List<Resource> changes = new ArrayList<>();
        Set<String> standing = new HashSet<>();
        for (SafetyAlert alert : ruling.alerts()) {
            String key = key(orderOf(ruling, alert.order()), alert.rule());
            standing.add(key);
            DetectedIssue issue = issue(alert, key);
            boolean known = record.find(DetectedIssue.class, key).isPresent();
            boolean overridden = ruling.override(alert)
                    .filter(override -> addMitigation(issue, override))
                    .isPresent();
            if (!known || overridden || changed(issue, key)) {
                changes.add(issue);
            }
            if (overridden) {
                changes.add(provenance(issue, alert));
            }
        }
        for (Resource order : ruling.orders()) {
            changes.addAll(ended(order, standing));
        }
        return changes;
    }

    private static Resource orderOf(Ruling ruling, String target) {
        return ruling.orders().stream()
                .filter(order -> Keys.target(order).equals(target))
                .findFirst()
                .orElseThrow();
    }

    /** An order that was derived keeps its key when it is stored; any other is known by its id. */
    static String key(Resource order, String rule) {
        return Keys.find(order).orElseGet(() -> "order-" + order.getIdElement().getIdPart()) + ".issue." + rule;
    }

    private DetectedIssue issue(SafetyAlert alert, String key) {
        DetectedIssue issue = record.find(DetectedIssue.class, key)
                .map(DetectedIssue::copy)
                .orElseGet(() -> Keys.identify(new DetectedIssue(), key)
                        .setIdentified(new DateTimeType(Date.from(now.toInstant())))
                        .setAuthor(new Reference(Systems.SERVER_DEVICE)));
        issue.getMeta().getProfile().clear();
        issue.getMeta().addProfile(Systems.profile("oud-detected-issue"));
        issue.setStatus(DetectedIssueStatus.FINAL)
                .setSeverity(alert.severity().issueSeverity())
                .setPatient(Keys.reference(record.patient()))
                .setDetail(alert.message() + " " + alert.detail() + " Source: " + alert.source() + ".")
                .setReference(alert.link());
        issue.setCode(Concept.of(alert.rule().startsWith("MR-") ? Systems.SAFETY_RULE : Systems.PROBLEM, alert.rule()));
        issue.getImplicated().clear();
        issue.addImplicated(new Reference(alert.order()));
        issue.getEvidence().clear();
        alert.evidence().stream()
                .filter(reference -> !reference.getReference().equals(alert.order()))
                .forEach(reference -> issue.addEvidence().addDetail(reference.copy()));
        return issue;
    }

    private boolean changed(DetectedIssue issue, String key) {
        return record.find(DetectedIssue.class, key)
                .filter(known -> known.equalsDeep(issue))
                .isEmpty();
    }

    /** Whether this override is not on the issue yet; then it is added. */
    private boolean addMitigation(DetectedIssue issue, PrescriberOverride override) {
        DetectedIssueMitigationComponent mitigation = override.mitigation().copy();
        boolean known = issue.getMitigation().stream()
                .anyMatch(each -> each.getAction().equalsDeep(mitigation.getAction())
                        && each.getAuthor()
                                .getReference()
                                .equals(mitigation.getAuthor().getReference()));
        if (!known) {
            if (!mitigation.hasDate()) {
                mitigation.setDate(Date.from(now.toInstant()));
            }
            issue.addMitigation(mitigation);
        }
        return !known;
    }

    /** Who overrode what, when and why. */
    private Provenance provenance(DetectedIssue issue, SafetyAlert alert) {
        DetectedIssueMitigationComponent mitigation =
                issue.getMitigation().get(issue.getMitigation().size() - 1);
        Provenance provenance = Keys.setId(
                new Provenance(), Keys.target(issue) + mitigation.getAction().getText() + now);
        provenance
                .addTarget(new Reference(alert.order()))
                .addTarget(Keys.reference(issue))
                .setRecorded(Date.from(now.toInstant()))
                .addReason(mitigation.getAction().copy());
        provenance
                .addAgent()
                .setType(Concept.of(PARTICIPANT_TYPE, "author", "Author"))
                .setWho(mitigation.getAuthor().copy());
        provenance
                .addAgent()
                .setType(Concept.of(PARTICIPANT_TYPE, "assembler", "Assembler"))
                .setWho(new Reference(Systems.SERVER_DEVICE));
        return provenance;
    }

    /** Whether the issue is one that a review of this order left. */
    static boolean isAbout(DetectedIssue issue, Resource order) {
        return Keys.find(issue).filter(key -> key.startsWith(key(order, ""))).isPresent();
    }

    /** Issues of an order that its last review no longer raises. */
    private List<Resource> ended(Resource order, Set<String> standing) {
        return record.list(DetectedIssue.class).stream()
                .filter(issue -> issue.getStatus() == DetectedIssueStatus.FINAL)
                .filter(issue -> isAbout(issue, order)
                        && Keys.find(issue).filter(standing::contains).isEmpty())
                .<Resource>map(issue -> issue.copy().setStatus(DetectedIssueStatus.CANCELLED))
                .toList();
    }
}
