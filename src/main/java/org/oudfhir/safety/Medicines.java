package org.oudfhir.safety;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Medication;
import org.hl7.fhir.r4.model.MedicationAdministration;
import org.hl7.fhir.r4.model.MedicationAdministration.MedicationAdministrationStatus;
import org.hl7.fhir.r4.model.MedicationDispense;
import org.hl7.fhir.r4.model.MedicationDispense.MedicationDispenseStatus;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestStatus;
import org.hl7.fhir.r4.model.MedicationStatement;
import org.hl7.fhir.r4.model.MedicationStatement.MedicationStatementStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Type;
import org.oudfhir.fhir.Keys;
import org.oudfhir.storage.PatientRecord;

/** What the patient takes, took, and was given, as far as the record says. */
final class Medicines {

    private static final Set<MedicationRequestStatus> PLACED = Set.of(
            MedicationRequestStatus.ACTIVE,
            MedicationRequestStatus.COMPLETED,
            MedicationRequestStatus.STOPPED,
            MedicationRequestStatus.ONHOLD);

    /**
     * One course of a drug.
     *
     * @param from when it began, or when the dose was given
     * @param to when its supply ends; the same as {@code from} for a dose that was given
     * @param current whether it is being taken now
     * @param given whether it was handed out or given, rather than ordered or reported
     */
    record Course(
            Resource source, Drug drug, Optional<Instant> from, Optional<Instant> to, boolean current, boolean given) {

        boolean is(DrugClass wanted) {
            return drug.is(wanted);
        }
    }

    private final Medications catalogue;
    private final Thresholds limits;
    private final PatientRecord record;
    private final ZonedDateTime now;
    private final List<Course> courses = new ArrayList<>();
    private final Map<Resource, Order> orders = new HashMap<>();

    Medicines(Medications catalogue, Thresholds limits, PatientRecord record, ZonedDateTime now) {
        this.catalogue = catalogue;
        this.limits = limits;
        this.record = record;
        this.now = now;
        record.list(MedicationRequest.class).forEach(this::addRequest);
        record.list(MedicationStatement.class).forEach(this::addStatement);
        record.list(MedicationDispense.class).forEach(this::addDispense);
        record.list(MedicationAdministration.class).forEach(this::addAdministration);
    }

    /** The order as the rules see it. */
    Order order(MedicationRequest request) {
        return orders.computeIfAbsent(request, key -> {
            Optional<Drug> drug = drug(request.getMedication(), request);
            return new Order(
                    request,
                    drug,
                    drug.map(found -> Dose.of(request, found)).orElseGet(() -> Dose.unknown("the drug is not known")));
        });
    }

    List<Course> all() {
        return courses;
    }

    /** What is taken now of a class, by other sources than this order. */
    List<Course> current(DrugClass wanted, Order except) {
        return courses.stream()
                .filter(Course::current)
                .filter(course -> course.is(wanted))
                .filter(course -> !Keys.target(course.source()).equals(except.target()))
                .toList();
    }

    /** What was handed out or given of a class, newest first. */
    List<Course> given(Predicate<Drug> wanted) {
        return courses.stream()
                .filter(Course::given)
                .filter(course -> wanted.test(course.drug()))
                .sorted(Comparator.comparing((Course course) -> course.from().orElse(Instant.EPOCH))
                        .reversed()
                        .thenComparing(course -> Keys.target(course.source())))
                .toList();
    }

    private void addRequest(MedicationRequest request) {
        Order order = order(request);
        if (order.drug().isEmpty()
                || !order.isOrdered()
                || order.isRefusal()
                || !PLACED.contains(request.getStatus())) {
            return;
        }
        Optional<Instant> from = Moment.of(request.getAuthoredOnElement(), now);
        courses.add(new Course(
                request,
                order.drug().get(),
                from,
                end(request, from),
                request.getStatus() == MedicationRequestStatus.ACTIVE,
                false));
    }

    private Optional<Instant> end(MedicationRequest request, Optional<Instant> from) {
        var dispense = request.getDispenseRequest();
        if (dispense.getValidityPeriod().hasEnd()) {
            return Moment.of(dispense.getValidityPeriod(), now);
        }
        Optional<Instant> bounds = request.getDosageInstruction().stream()
                .map(dosage -> dosage.getTiming().getRepeat().getBounds())
                .flatMap(bound -> Optional.ofNullable(bound).stream())
                .flatMap(bound -> Moment.of(bound, now).stream())
                .max(Comparator.naturalOrder());
        return bounds.or(() -> from.flatMap(start -> Optional.ofNullable(
                        dispense.getExpectedSupplyDuration().getValue())
                .map(days -> start.plus(Duration.ofDays(days.longValue())))));
    }

    private void addStatement(MedicationStatement statement) {
        Set<MedicationStatementStatus> counted = Set.of(
                MedicationStatementStatus.ACTIVE,
                MedicationStatementStatus.COMPLETED,
                MedicationStatementStatus.STOPPED,
                MedicationStatementStatus.INTENDED);
        if (!counted.contains(statement.getStatus())) {
            return;
        }
        Optional<Instant> to = statement.hasEffective() ? Moment.of(statement.getEffective(), now) : Optional.empty();
        drug(statement.getMedication(), statement)
                .ifPresent(drug -> courses.add(new Course(
                        statement,
                        drug,
                        Optional.empty(),
                        to,
                        statement.getStatus() == MedicationStatementStatus.ACTIVE,
                        false)));
    }

    private void addDispense(MedicationDispense dispense) {
        if (dispense.getStatus() != MedicationDispenseStatus.COMPLETED
                && dispense.getStatus() != MedicationDispenseStatus.INPROGRESS) {
            return;
        }
        Optional<Instant> from = Moment.of(dispense.getWhenHandedOverElement(), now)
                .or(() -> Moment.of(dispense.getWhenPreparedElement(), now));
        Optional<Instant> to = from.map(start -> dispense.getDaysSupply().hasValue()
                ? start.plus(Duration.ofDays(dispense.getDaysSupply().getValue().longValue()))
                : start);
        boolean current = to.filter(end -> !end.isBefore(now.toInstant())).isPresent();
        drug(dispense.getMedication(), dispense)
                .ifPresent(drug -> courses.add(new Course(dispense, drug, from, to, current, true)));
    }

    private void addAdministration(MedicationAdministration administration) {
        if (administration.getStatus() != MedicationAdministrationStatus.COMPLETED
                && administration.getStatus() != MedicationAdministrationStatus.INPROGRESS) {
            return;
        }
        Optional<Instant> at =
                administration.hasEffective() ? Moment.of(administration.getEffective(), now) : Optional.empty();
        drug(administration.getMedication(), administration)
                .ifPresent(drug -> courses.add(new Course(
                        administration,
                        drug,
                        at,
                        at,
                        at.filter(given -> isActing(drug, given)).isPresent(),
                        true)));
    }

    /** An injection acts until the next one is due. */
    private boolean isActing(Drug drug, Instant given) {
        if (!drug.isDepot()) {
            return false;
        }
        String interval = drug.is(DrugClass.NALTREXONE)
                ? "naltrexone-xr-interval-days"
                : drug.form().startsWith("injection-weekly")
                        ? "brixadi-weekly-interval-days"
                        : "brixadi-monthly-interval-days";
        double days = limits.get(interval);
        return now.toInstant().isBefore(given.plus(Duration.ofHours((long) (days * 24))));
    }

    /** The drug of a medication element: a code, or a reference to a Medication that is contained or on record. */
    Optional<Drug> drug(Type medication, Resource holder) {
        return concept(medication, holder).flatMap(catalogue::find);
    }

    private Optional<CodeableConcept> concept(Type medication, Resource holder) {
        if (medication instanceof CodeableConcept concept) {
            return Optional.of(concept);
        }
        if (medication instanceof Reference reference) {
            if (reference.getResource() instanceof Medication found) {
                return Optional.of(found.getCode());
            }
            String target = String.valueOf(reference.getReference());
            Stream<Medication> contained = holder instanceof org.hl7.fhir.r4.model.DomainResource domain
                    ? domain.getContained().stream()
                            .filter(Medication.class::isInstance)
                            .map(Medication.class::cast)
                            .filter(each -> target.equals("#"
                                    + String.valueOf(each.getIdElement().getIdPart())
                                            .replace("#", "")))
                    : Stream.empty();
            return Stream.concat(
                            contained,
                            record.find(target).stream()
                                    .filter(Medication.class::isInstance)
                                    .map(Medication.class::cast))
                    .map(Medication::getCode)
                    .findFirst();
        }
        return Optional.empty();
    }
}
