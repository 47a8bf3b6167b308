package org.oudfhir.assessment;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.FamilyMemberHistory;
import org.hl7.fhir.r4.model.FamilyMemberHistory.FamilyHistoryStatus;
import org.hl7.fhir.r4.model.Flag;
import org.hl7.fhir.r4.model.Flag.FlagStatus;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.RiskAssessment;
import org.hl7.fhir.r4.model.RiskAssessment.RiskAssessmentStatus;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Keys;
import org.oudfhir.fhir.Systems;

/**
 * What of the derived resources has to be written, given what earlier runs stored: changed ones are corrected in place, what
 * lost its answer is entered in error, what a clinician took over stays as it is (decisions 1.4).
 */
final class Changes {

    private final Ledger ledger;
    private final List<Resource> changed = new ArrayList<>();
    private final Set<String> changedTargets = new HashSet<>();
    private final List<Observation> takenOver = new ArrayList<>();

    private Changes(Ledger ledger) {
        this.ledger = ledger;
    }

    static List<Resource> of(Ledger ledger) {
        Changes changes = new Changes(ledger);
        ledger.derived().forEach(changes::compare);
        ledger.gone().forEach(changes::retract);
        changes.review();
        changes.provenance();
        return changes.changed;
    }

    /** All that is derived, changed or not, without what people have taken over. */
    static List<Resource> ours(Ledger ledger) {
        return ledger.derived().stream()
                .filter(derived -> ledger.former(derived)
                        .map(stored -> !ofPeople(stored, derived))
                        .orElse(true))
                .toList();
    }

    private void add(Resource resource) {
        changed.add(resource);
        changedTargets.add(Keys.target(resource));
    }

    private void compare(Resource derived) {
        Optional<Resource> former = ledger.former(derived);
        if (former.isEmpty()) {
            add(derived);
            return;
        }
        Resource stored = former.get();
        if (!ofPeople(stored, derived)) {
            if (differs(stored, derived)) {
                add(derived);
            }
        } else if (derived instanceof Observation finding) {
            takenOver.add(finding);
        }
    }

    static boolean byClinician(Observation finding) {
        return Concept.has(finding.getMethod(), Systems.FINDING_METHOD, "clinical-judgement");
    }

    /** Once written, a Task or Flag is people's to work on; so is what a clinician judged or confirmed. */
    private static boolean ofPeople(Resource stored, Resource derived) {
        if (stored instanceof Observation observation) {
            return byClinician(observation);
        }
        if (stored instanceof Flag) {
            return ((Flag) derived).getStatus() == FlagStatus.ACTIVE;
        }
        return stored instanceof Task
                || (stored instanceof Condition condition
                        && !Diagnoses.provisional(condition)
                        && !erroneous(condition));
    }

    private static boolean erroneous(Condition condition) {
        return Concept.has(condition.getVerificationStatus(), Systems.CONDITION_VERIFICATION, "entered-in-error");
    }

    /** Compares all but meta; the status of a stored Observation stands unless its content differs. */
    private static boolean differs(Resource stored, Resource derived) {
        Resource before = stored.copy().setMeta(new Meta());
        Resource after = derived.copy().setMeta(new Meta());
        after.setId(before.getIdElement());
        if (stored instanceof Observation observation) {
            boolean same = observation.getStatus() != ObservationStatus.ENTEREDINERROR
                    && before.equalsDeep(((Observation) after).setStatus(observation.getStatus()));
            ((Observation) derived).setStatus(ObservationStatus.CORRECTED);
            return !same;
        }
        if (stored instanceof RiskAssessment risk) {
            boolean same = risk.getStatus() != RiskAssessmentStatus.ENTEREDINERROR
                    && before.equalsDeep(((RiskAssessment) after).setStatus(risk.getStatus()));
            ((RiskAssessment) derived).setStatus(RiskAssessmentStatus.CORRECTED);
            return !same;
        }
        return !before.equalsDeep(after);
    }

    private void retract(Resource gone) {
        if (gone instanceof Observation observation) {
            if (byClinician(observation)) {
                takenOver.add(observation);
            } else if (observation.getStatus() != ObservationStatus.ENTEREDINERROR) {
                add(observation.copy().setStatus(ObservationStatus.ENTEREDINERROR));
            }
        } else if (gone instanceof FamilyMemberHistory relative
                && relative.getStatus() != FamilyHistoryStatus.ENTEREDINERROR) {
            add(relative.copy().setStatus(FamilyHistoryStatus.ENTEREDINERROR));
        } else if (gone instanceof Condition condition && Diagnoses.provisional(condition)) {
            add(inError(condition.copy()));
        } else if (gone instanceof RiskAssessment risk && risk.getStatus() != RiskAssessmentStatus.ENTEREDINERROR) {
            add(risk.copy().setStatus(RiskAssessmentStatus.ENTEREDINERROR));
        } else if (gone instanceof Flag flag && flag.getStatus() == FlagStatus.ACTIVE) {
            add(flag.copy().setStatus(FlagStatus.ENTEREDINERROR));
        } else if (gone instanceof Task task && due(task)) {
            add(task.copy().setStatus(TaskStatus.CANCELLED));
        }
    }

    /** R4 con-5: a condition entered in error has no clinical status. */
    private static Condition inError(Condition condition) {
        condition.setClinicalStatus(new CodeableConcept());
        return condition.setVerificationStatus(Concept.of(Systems.CONDITION_VERIFICATION, "entered-in-error"));
    }

    /** Tasks of the plan carry the response's key too; they are the plan's. A review stays due until somebody made it. */
    private static boolean due(Task task) {
        String key = Keys.find(task).orElse("");
        return key.contains(".follow-up.")
                && !key.contains(".evidence-changed.")
                && task.getStatus() == TaskStatus.REQUESTED;
    }

    /** The clinician's findings whose evidence is among what changed. */
    private void review() {
        String occasion = String.valueOf(ledger.record().list(Task.class).stream()
                .filter(task ->
                        Keys.find(task).orElse("").startsWith(ledger.responseKey() + ".follow-up.evidence-changed."))
                .count());
        FollowUps followUps = new FollowUps(ledger);
        for (Observation finding : takenOver) {
            Stream<Reference> evidence = Stream.concat(
                    finding.getDerivedFrom().stream(),
                    ledger.former(finding).stream()
                            .flatMap(former -> ((Observation) former).getDerivedFrom().stream()));
            if (evidence.anyMatch(reference -> changedTargets.contains(reference.getReference()))) {
                changed.add(followUps.evidenceChanged(finding, occasion));
            }
        }
    }

    /** Says where all this comes from; one per source and set of targets. */
    private void provenance() {
        if (changed.isEmpty()) {
            return;
        }
        Provenance provenance = new Provenance();
        changed.forEach(resource -> provenance.addTarget(Keys.reference(resource)));
        provenance.setOccurred(ledger.response().getAuthoredElement().copy());
        provenance.setRecorded(
                ledger.response().getMeta().hasLastUpdated()
                        ? ledger.response().getMeta().getLastUpdated()
                        : ledger.response().getAuthored());
        provenance
                .addAgent()
                .setType(Concept.of("http://terminology.hl7.org/CodeSystem/provenance-participant-type", "assembler"))
                .setWho(Dangers.SERVER.copy());
        provenance.addEntity().setRole(Provenance.ProvenanceEntityRole.SOURCE).setWhat(ledger.source());
        String targets = String.join(" ", changedTargets.stream().sorted().toList());
        changed.add(Keys.setId(provenance, ledger.responseKey() + ".provenance." + targets));
    }
}
