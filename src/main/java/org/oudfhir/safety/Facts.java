package org.oudfhir.safety;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.safety.Medicines.Course;
import org.oudfhir.safety.Readings.Reading;
import org.oudfhir.storage.PatientRecord;

/** What the record says about the patient, in the words of the rules. Empty means unknown; nothing here turns unknown into no. */
final class Facts {

    private final PatientRecord before;
    private final PatientRecord record;
    private final ZonedDateTime now;
    private final Thresholds limits;
    private final CodeSets sets;
    private final Readings readings;
    private final Medicines medicines;
    private final List<Order> together;
    private final OpioidUse use = new OpioidUse(this);
    private final Organs organs = new Organs(this);
    private final Indication indication = new Indication(this);
    private final Programs programs = new Programs(this);
    private final Consents consents = new Consents(this);

    /**
     * Gathers the facts.
     *
     * @param before everything on record before the orders are placed
     * @param placed the orders that are placed together, and what else comes with them
     */
    Facts(PatientRecord before, Collection<? extends Resource> placed, Knowledge knowledge, ZonedDateTime now) {
        this.before = before;
        this.record = before.with(placed);
        this.now = now;
        this.limits = knowledge.thresholds();
        this.sets = knowledge.sets();
        this.readings = new Readings(record, sets, now);
        this.medicines = new Medicines(knowledge.medications(), limits, record, now);
        this.together = placed.stream()
                .filter(MedicationRequest.class::isInstance)
                .map(MedicationRequest.class::cast)
                .map(medicines::order)
                .toList();
    }

    PatientRecord record() {
        return record;
    }

    ZonedDateTime now() {
        return now;
    }

    Readings readings() {
        return readings;
    }

    Medicines medicines() {
        return medicines;
    }

    List<Order> together() {
        return together;
    }

    CodeSets sets() {
        return sets;
    }

    OpioidUse use() {
        return use;
    }

    Organs organs() {
        return organs;
    }

    Indication indication() {
        return indication;
    }

    Programs programs() {
        return programs;
    }

    Consents consents() {
        return consents;
    }

    double limit(String code) {
        return limits.get(code);
    }

    // ---- The person ----

    /** Completed years; of a birth date without its day or month, as young as the patient can be. */
    Optional<Integer> age() {
        return Moment.of(record.patient().getBirthDateElement(), now)
                .map(born -> Period.between(born.atZone(now.getZone()).toLocalDate(), now.toLocalDate())
                        .getYears());
    }

    boolean isMale() {
        return record.patient().getGender() == AdministrativeGender.MALE;
    }

    /** Active conditions of a value set. */
    List<Condition> conditions(String valueSet) {
        return record.list(Condition.class).stream()
                .filter(Facts::isActive)
                .filter(condition -> sets.contains(valueSet, condition.getCode()))
                .toList();
    }

    static boolean isActive(Condition condition) {
        boolean void_ = condition.getVerificationStatus().getCoding().stream()
                .anyMatch(status -> Set.of("refuted", "entered-in-error").contains(status.getCode()));
        boolean ended = condition.getClinicalStatus().getCoding().stream()
                .anyMatch(status -> Set.of("inactive", "remission", "resolved").contains(status.getCode()));
        return !void_ && !ended;
    }

    Optional<Resource> resolve(Reference reference, MedicationRequest holder) {
        if (reference.getResource() instanceof Resource resource) {
            return Optional.of(resource);
        }
        if (!reference.hasReference()) {
            return Optional.empty();
        }
        if (reference.getReference().startsWith("#")) {
            return holder.getContained().stream()
                    .filter(each -> reference
                            .getReference()
                            .equals("#"
                                    + String.valueOf(each.getIdElement().getIdPart())
                                            .replace("#", "")))
                    .findFirst();
        }
        return record.find(reference.getReference());
    }

    // ---- Starting ----

    /** Written now, or made active now; an older order is history that is being loaded (decisions 5.2). */
    boolean isNew(Order order) {
        boolean activated = order.isActive()
                && former(order).filter(former -> !former.isActive()).isPresent();
        return activated || order.isRecent(now, limit("start-window-hours"));
    }

    /** The version of this order that is stored now. */
    Optional<Order> former(Order order) {
        return before.find(order.target())
                .filter(MedicationRequest.class::isInstance)
                .map(former -> medicines.order((MedicationRequest) former));
    }

    /** The drug is started, not continued: new, and no other source says that it is being taken. */
    boolean isStart(Order order) {
        return isNew(order) && !isTakenAlready(order);
    }

    private boolean isTakenAlready(Order order) {
        return Stream.of(DrugClass.BUPRENORPHINE, DrugClass.METHADONE, DrugClass.NALTREXONE)
                .filter(order::is)
                .anyMatch(same -> !established(same, order).isEmpty());
    }

    /** Courses that were there before the orders under review. */
    List<Course> established(DrugClass wanted, Order except) {
        Set<Resource> reviewed =
                Set.copyOf(together.stream().map(Order::request).toList());
        return medicines.current(wanted, except).stream()
                .filter(course -> !reviewed.contains(course.source()))
                .toList();
    }

    /** No dose of the drug was given or handed out in the days before: its first day. */
    boolean isFirstDay(Order order, DrugClass wanted) {
        Instant since = now.toInstant().minus(Duration.ofHours((long) (24 * limit("first-day-look-back-days"))));
        return isStart(order)
                && medicines.given(drug -> drug.is(wanted)).stream()
                        .noneMatch(course -> course.to()
                                .or(course::from)
                                .filter(at -> at.isAfter(since))
                                .isPresent());
    }

    /** What else is taken of a class: on record, or ordered in the same breath. */
    List<Resource> taken(DrugClass wanted, Order except) {
        List<Resource> sources = new ArrayList<>();
        medicines.current(wanted, except).forEach(course -> sources.add(course.source()));
        for (Order sibling : together) {
            if (!sibling.target().equals(except.target())
                    && sibling.is(wanted)
                    && sibling.isActiveOrDraft()
                    && !sources.contains(sibling.request())) {
                sources.add(sibling.request());
            }
        }
        return sources;
    }

    double hoursSince(Instant at) {
        return Duration.between(at, now.toInstant()).toMinutes() / 60.0;
    }

    /** Whole days since. */
    long daysSince(Instant at) {
        return Duration.between(at, now.toInstant()).toDays();
    }

    static double number(Reading reading) {
        return reading.number().orElse(0.0);
    }

    /** Resources that match, as evidence. */
    <T extends Resource> List<T> list(Class<T> type, Predicate<T> wanted) {
        return record.list(type).stream().filter(wanted).toList();
    }
}
