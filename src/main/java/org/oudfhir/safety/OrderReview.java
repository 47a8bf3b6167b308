package org.oudfhir.safety;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.MedicationDispense;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.oudfhir.fhir.Keys;
import org.oudfhir.fhir.Systems;
import org.oudfhir.storage.PatientRecord;
import org.oudfhir.storage.PatientRecords;

/** The edges of the review: loads the record with what orders refer to, asks the gate, writes what it leaves. */
public final class OrderReview {

    private static final Set<String> RECHECKED_CODES = Set.of(
            Systems.LOINC + "|82810-3",
            Systems.SCORE + "|cows-total",
            Systems.LOINC + "|1742-6",
            Systems.LOINC + "|1920-8");

    private final SafetyGate gate;
    private final PatientRecords records;
    private final CodeSets sets;

    public OrderReview(SafetyGate gate, PatientRecords records, CodeSets sets) {
        this.gate = gate;
        this.records = records;
        this.sets = sets;
    }

    /** New data of this kind re-open the question of active orders. */
    boolean concerns(Observation observation) {
        return ObservationCodes.TESTS.stream().anyMatch(set -> sets.contains(set, observation.getCode()))
                || observation.getCode().getCoding().stream()
                        .anyMatch(coding -> RECHECKED_CODES.contains(coding.getSystem() + "|" + coding.getCode()));
    }

    /**
     * Judges the orders of one transaction, patient by patient, while the patient is locked.
     *
     * @throws org.oudfhir.fhir.Problem.Unsafe when one of them must not be stored
     */
    Map<String, Ruling> judge(List<Resource> orders, List<Resource> former) {
        Map<String, List<Resource>> byPatient = new LinkedHashMap<>();
        for (Resource order : orders) {
            patient(order)
                    .ifPresent(id -> byPatient
                            .computeIfAbsent(id, key -> new ArrayList<>())
                            .add(order));
        }
        Map<String, Ruling> rulings = new LinkedHashMap<>();
        byPatient.forEach((patient, own) -> {
            records.lock(patient);
            Ruling ruling = gate.judge(own, before(records.load(patient), own, former));
            ruling.requireAllowed();
            rulings.put(patient, ruling);
        });
        return rulings;
    }

    /** The record without what is being stored, with the versions that it replaces. */
    private PatientRecord before(PatientRecord stored, List<Resource> orders, List<Resource> former) {
        List<String> placed = orders.stream().map(Keys::target).toList();
        List<Resource> resources = new ArrayList<>(stored.all().stream()
                .filter(resource -> !placed.contains(Keys.target(resource)))
                .toList());
        former.stream().filter(each -> placed.contains(Keys.target(each))).forEach(resources::add);
        return complete(new PatientRecord(stored.patient(), resources), orders);
    }

    /**
     * Lays over the record the organizations and medications that orders refer to. Only what belongs to nobody: a reference into
     * another patient's record must not bring his facts into this review.
     */
    PatientRecord complete(PatientRecord record, List<? extends Resource> orders) {
        List<String> references = Stream.concat(record.all().stream(), orders.stream())
                .flatMap(OrderReview::referred)
                .filter(reference -> reference.matches("(Organization|Medication)/[^/]+"))
                .distinct()
                .filter(reference -> record.find(reference).isEmpty())
                .toList();
        return references.isEmpty() ? record : record.with(records.read(references));
    }

    private static Stream<String> referred(Resource resource) {
        Stream<Reference> references = Stream.empty();
        if (resource instanceof MedicationRequest request) {
            references = Stream.of(
                            Stream.of(request.getDispenseRequest().getPerformer(), request.getPerformer()),
                            Stream.of(request.getMedication())
                                    .filter(Reference.class::isInstance)
                                    .map(Reference.class::cast))
                    .flatMap(stream -> stream);
        } else if (resource instanceof Encounter encounter) {
            references = Stream.of(encounter.getServiceProvider());
        } else if (resource instanceof MedicationDispense dispense && dispense.hasMedicationReference()) {
            references = Stream.of(dispense.getMedicationReference());
        }
        return references
                .filter(Reference::hasReference)
                .map(reference -> reference
                        .getReferenceElement()
                        .toUnqualifiedVersionless()
                        .getValue());
    }

    /**
     * Reviews orders that the server itself is about to make, as part of a change of the patient's record.
     *
     * @param orders the orders, and what comes with them
     * @throws org.oudfhir.fhir.Problem.Unsafe when one of them must not be stored
     * @return what the review leaves on record
     */
    public List<Resource> place(List<Resource> orders, PatientRecord record) {
        Ruling ruling = gate.judge(orders, complete(record, orders));
        ruling.requireAllowed();
        return gate.traces(ruling, record);
    }

    /** Reviews proposals, each list as if it were placed alone: nothing is refused. */
    public List<Ruling> preview(List<List<Resource>> proposals, PatientRecord record) {
        List<Resource> all = proposals.stream().flatMap(List::stream).distinct().toList();
        PatientRecord complete = complete(record, all);
        return proposals.stream().map(alone -> gate.judge(alone, complete)).toList();
    }

    /** Whether the alert keeps the pathway from proposing the drug: a stop that is no matter of process (decisions 5.1). */
    public boolean rulesOut(SafetyAlert alert) {
        return gate.rulesOut(alert);
    }

    /** What a ruling leaves on record. */
    public List<Resource> traces(Ruling ruling, PatientRecord record) {
        return gate.traces(ruling, record);
    }

    /** What new data on record mean for the active orders. */
    public List<Resource> recheck(PatientRecord record) {
        return SafetyGate.hasActiveOrder(record) ? gate.recheck(complete(record, List.of())) : List.of();
    }

    /** Writes what a ruling leaves; the issues of its orders. A write that was undone and repeated left rulings of no order. */
    List<DetectedIssue> record(String patient, Ruling all) {
        if (all.isSilent()) {
            return List.of();
        }
        List<DetectedIssue> known = new ArrayList<>();
        List<Resource> written = records.change(patient, record -> {
            Ruling ruling = all.of(order -> record.find(Keys.target(order)).isPresent());
            List<Resource> changes = gate.traces(ruling, record);
            ruling.alerts().stream()
                    .map(alert -> Traces.key(order(ruling, alert), alert.rule()))
                    .flatMap(key -> record.find(DetectedIssue.class, key).stream())
                    .filter(issue -> changes.stream()
                            .noneMatch(change -> Keys.target(change).equals(Keys.target(issue))))
                    .forEach(known::add);
            return changes;
        });
        written.stream()
                .filter(DetectedIssue.class::isInstance)
                .map(DetectedIssue.class::cast)
                .filter(issue -> issue.getStatus() == DetectedIssue.DetectedIssueStatus.FINAL)
                .forEach(known::add);
        return known;
    }

    private static Resource order(Ruling ruling, SafetyAlert alert) {
        return ruling.orders().stream()
                .filter(order -> Keys.target(order).equals(alert.order()))
                .findFirst()
                .orElseThrow();
    }

    /** Reviews the patient's active orders again. */
    void recheck(String patient) {
        records.change(patient, this::recheck);
    }

    private static Optional<String> patient(Resource order) {
        Reference subject = order instanceof MedicationRequest request
                ? request.getSubject()
                : ((ServiceRequest) order).getSubject();
        return "Patient".equals(subject.getReferenceElement().getResourceType())
                ? Optional.ofNullable(subject.getReferenceElement().getIdPart())
                : Optional.empty();
    }
}
