package org.oudfhir.safety;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentState;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Systems;
import org.oudfhir.safety.Medicines.Course;
import org.oudfhir.safety.Readings.Reading;
import org.oudfhir.storage.PatientRecord;

/** What the record says about the patient, in the words of the rules. Empty means unknown; nothing here turns unknown into no. */
final class Facts {

    private static final String[] SHORT_ACTING = {"short-full-agonist", "fentanyl"};
    private static final List<String> OPIOID_TESTS = List.of(
            "oud-lab-opiates", "oud-lab-heroin", "oud-lab-fentanyl", "oud-lab-methadone", "oud-lab-buprenorphine");
    private static final String CONSENT_TYPE = Systems.BASE + "/CodeSystem/oud-consent-type";

    private final PatientRecord before;
    private final PatientRecord record;
    private final ZonedDateTime now;
    private final Thresholds limits;
    private final CodeSets sets;
    private final Readings readings;
    private final Medicines medicines;
    private final List<Order> together;

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
        this.medicines = new Medicines(knowledge.medications(), record, now);
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

    double limit(String code) {
        return limits.get(code);
    }

    // ---- The person ----

    Optional<Integer> age() {
        if (!record.patient().hasBirthDate()) {
            return Optional.empty();
        }
        var birth = record.patient().getBirthDateElement();
        int month = birth.getMonth() == null ? 0 : birth.getMonth();
        int day = birth.getDay() == null ? 1 : birth.getDay();
        return Optional.of(Period.between(LocalDate.of(birth.getYear(), month + 1, Math.max(day, 1)), now.toLocalDate())
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

    private static boolean isActive(Condition condition) {
        boolean void_ = condition.getVerificationStatus().getCoding().stream()
                .anyMatch(status -> Set.of("refuted", "entered-in-error").contains(status.getCode()));
        boolean ended = condition.getClinicalStatus().getCoding().stream()
                .anyMatch(status -> Set.of("inactive", "remission", "resolved").contains(status.getCode()));
        return !void_ && !ended;
    }

    boolean hasDisorder() {
        return record.list(Condition.class).stream()
                .filter(Facts::isActive)
                .anyMatch(condition -> isDisorder(condition.getCode()));
    }

    /** Opioid use disorder: decisions 3.7. */
    boolean isDisorder(CodeableConcept code) {
        return sets.contains("oud-condition-oud", code)
                || code.getCoding().stream()
                        .anyMatch(coding -> Systems.ICD10CM.equals(coding.getSystem())
                                && String.valueOf(coding.getCode()).matches("F11\\.[129].*"));
    }

    /** Why an order is written. */
    enum Context {
        DISORDER,
        OTHER,
        UNKNOWN
    }

    /** Decisions 5.5: an order without a reason on a patient with the disorder is in its context. */
    Context context(Order order) {
        MedicationRequest request = order.request();
        List<CodeableConcept> reasons = new ArrayList<>(request.getReasonCode());
        boolean unresolved = false;
        for (Reference reference : request.getReasonReference()) {
            Optional<Resource> target = resolve(reference, request);
            if (target.isEmpty()) {
                unresolved = true;
            } else if (target.get() instanceof Condition condition) {
                reasons.add(condition.getCode());
            } else if (target.get() instanceof Observation) {
                unresolved = true;
            }
        }
        boolean withdrawal = reasons.stream().anyMatch(reason -> sets.contains("oud-condition-withdrawal", reason));
        if (withdrawal || reasons.stream().anyMatch(this::isDisorder)) {
            return Context.DISORDER;
        }
        if (!reasons.isEmpty()) {
            return Context.OTHER;
        }
        if (hasDisorder() || order.is(DrugClass.BUPRENORPHINE)) {
            return Context.DISORDER;
        }
        return unresolved || !request.hasReasonReference() ? Context.UNKNOWN : Context.OTHER;
    }

    /** The order is for the disorder, or nobody says that it is not. */
    boolean concernsDisorder(Order order) {
        return context(order) != Context.OTHER;
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

    /** The patient's own report of a prescribed opioid, not older than evidence may be. */
    List<Resource> reportedOpioid(DrugClass wanted) {
        String pain = "pain";
        boolean forPain = readings.item("rx-opioid-indication")
                .filter(reading -> reading.says(pain))
                .isPresent();
        return readings.item("rx-opioid-drug").stream()
                .filter(reading -> readings.isWithinDays(reading, limit("evidence-valid-days")))
                .filter(reading -> switch (wanted) {
                    case BUPRENORPHINE -> reading.says("1819") && !forPain;
                    case METHADONE -> reading.says("6813") && !forPain;
                    case OPIOID_ANALGESIC ->
                        reading.observation().hasValue() && (forPain || !reading.says("1819", "6813"));
                    default -> false;
                })
                .<Resource>map(Reading::observation)
                .toList();
    }

    // ---- Opioid use, withdrawal, tests ----

    Optional<Reading> cows() {
        return readings.score("cows-total")
                .filter(reading -> readings.isWithinDays(reading, limit("evidence-valid-days")));
    }

    Optional<Reading> freshCows() {
        return readings.score("cows-total")
                .filter(reading -> readings.isWithinHours(reading, limit("cows-fresh-hours")));
    }

    /** What shows withdrawal now: a COWS, or a condition that no later COWS contradicts. */
    List<Resource> withdrawal() {
        Optional<Reading> cows = cows();
        if (cows.filter(reading -> number(reading) >= limit("cows-withdrawal")).isPresent()) {
            return List.of(cows.get().observation());
        }
        return conditions("oud-condition-withdrawal").stream()
                .filter(condition -> cows.isEmpty()
                        || Moment.of(condition.getRecordedDateElement(), now)
                                .filter(at -> at.isAfter(cows.get().at()))
                                .isPresent())
                .<Resource>map(condition -> condition)
                .toList();
    }

    Optional<Reading> lastUse() {
        return readings.item("last-opioid-at").or(() -> readings.item("last-opioid-use"));
    }

    /** When an opioid was last used, as the patient says. */
    Optional<Instant> lastUseAt() {
        return lastUse()
                .flatMap(reading -> reading.observation().hasValue()
                        ? Moment.of(reading.observation().getValue(), now).or(() -> Optional.of(reading.at()))
                        : Optional.empty());
    }

    boolean neverUsed() {
        return readings.item("last-opioid-type")
                .filter(reading -> reading.says("none"))
                .isPresent();
    }

    boolean lastUseIsShortActing() {
        return readings.item("last-opioid-type")
                .filter(reading -> reading.says(SHORT_ACTING))
                .isPresent();
    }

    boolean lastUseIs(String code) {
        return readings.item("last-opioid-type")
                .filter(reading -> reading.says(code))
                .isPresent();
    }

    double hoursSince(Instant at) {
        return Duration.between(at, now.toInstant()).toMinutes() / 60.0;
    }

    /** Whole days since. */
    long daysSince(Instant at) {
        return Duration.between(at, now.toInstant()).toDays();
    }

    /** true, false, or empty when nothing tells. */
    Optional<Boolean> isDependent() {
        Optional<Reading> answer = readings.item("physically-dependent");
        if (answer.filter(Reading::isTrue).isPresent()) {
            return Optional.of(true);
        }
        if (answer.filter(reading -> reading.says("no")).isPresent()) {
            return Optional.of(false);
        }
        if (!withdrawal().isEmpty()) {
            return Optional.of(true);
        }
        if (neverUsed()
                || lastUseAt()
                        .filter(at -> daysSince(at) > limit("low-tolerance-days"))
                        .isPresent()) {
            return Optional.of(false);
        }
        return Optional.empty();
    }

    /** The newest test of each opioid, not older than a urine test counts. */
    List<Reading> opioidTests() {
        return OPIOID_TESTS.stream()
                .flatMap(set -> readings.of(set).stream()
                        .filter(reading -> reading.isPositive() || reading.isNegative())
                        .limit(1))
                .filter(reading -> readings.isWithinDays(reading, limit("uds-fresh-days")))
                .toList();
    }

    List<Reading> positiveOpioidTests() {
        return opioidTests().stream().filter(Reading::isPositive).toList();
    }

    boolean isCarceral() {
        return readings.item("setting")
                .filter(reading -> reading.says("carceral"))
                .isPresent();
    }

    boolean isLowDoseProtocol() {
        return readings.item("low-dose-protocol").filter(Reading::isTrue).isPresent();
    }

    /** What shows regular fentanyl use or a fentanyl-positive test. */
    List<Resource> fentanyl() {
        List<Resource> shown = new ArrayList<>();
        readings.item("opioid-fentanyl").filter(Reading::isTrue).ifPresent(reading -> shown.add(reading.observation()));
        readings.item("last-opioid-type")
                .filter(reading -> reading.says("fentanyl"))
                .ifPresent(reading -> shown.add(reading.observation()));
        readings.of("oud-lab-fentanyl").stream()
                .limit(1)
                .filter(Reading::isPositive)
                .filter(reading -> readings.isWithinDays(reading, limit("uds-fresh-days")))
                .forEach(reading -> shown.add(reading.observation()));
        return shown;
    }

    // ---- Pregnancy, heart, liver ----

    /** Known, possible or unknown pregnancy. */
    enum Pregnancy {
        YES,
        POSSIBLE,
        NO,
        UNKNOWN
    }

    Pregnancy pregnancy() {
        Optional<Reading> status = readings.loinc("82810-3");
        Optional<Reading> test = readings.of("oud-lab-pregnancy").stream()
                .filter(reading -> readings.isWithinDays(reading, limit("evidence-valid-days")))
                .findFirst();
        boolean testIsNewer = test.isPresent()
                && status.filter(reading -> reading.at().isAfter(test.get().at()))
                        .isEmpty();
        boolean saidNo =
                status.filter(reading -> reading.says("60001007", "LA26683-5")).isPresent();
        boolean tested = test.filter(Reading::isPositive).isPresent() && (testIsNewer || !saidNo);
        if (tested
                || status.filter(reading -> reading.says("77386006", "LA15173-0"))
                        .isPresent()) {
            return Pregnancy.YES;
        }
        boolean denied =
                status.filter(reading -> reading.says("60001007", "LA26683-5")).isPresent()
                        || test.filter(Reading::isNegative).isPresent();
        if (!denied && !conditions("oud-condition-pregnancy").isEmpty()) {
            return Pregnancy.YES;
        }
        if (status.filter(reading -> reading.says("102874004")).isPresent() && !testIsNewer) {
            return Pregnancy.POSSIBLE;
        }
        return denied || isMale() ? Pregnancy.NO : Pregnancy.UNKNOWN;
    }

    List<Resource> pregnancyEvidence() {
        return Stream.of(
                        readings.loinc("82810-3").<Resource>map(Reading::observation).stream(),
                        readings.of("oud-lab-pregnancy").stream().limit(1).<Resource>map(Reading::observation),
                        conditions("oud-condition-pregnancy").stream().<Resource>map(condition -> condition))
                .flatMap(stream -> stream)
                .toList();
    }

    /** The newest QTc that still counts; of several at the same time the longest. */
    Optional<Reading> qtc() {
        List<Reading> valid = readings.of("oud-lab-qtc").stream()
                .filter(reading -> reading.number().isPresent())
                .filter(reading -> readings.isWithinDays(reading, limit("ecg-valid-days")))
                .toList();
        return valid.stream()
                .max(Comparator.comparing(Reading::at)
                        .thenComparing(reading -> reading.number().orElse(0.0)));
    }

    Optional<String> childPugh() {
        return readings.item("child-pugh")
                .flatMap(reading ->
                        Stream.of("A", "B", "C").filter(reading::says).findFirst());
    }

    /** What shows severe hepatic impairment. */
    List<Resource> severeLiverDisease() {
        if (childPugh().filter("C"::equals).isPresent()) {
            return childPughEvidence();
        }
        List<Resource> shown = new ArrayList<>(conditions("oud-condition-hepatic-failure"));
        if (childPugh().isEmpty()) {
            shown.addAll(conditions("oud-condition-cirrhosis"));
        }
        return shown;
    }

    List<Resource> moderateLiverDisease() {
        return childPugh().filter("B"::equals).isPresent() ? childPughEvidence() : List.of();
    }

    private List<Resource> childPughEvidence() {
        return readings.item("child-pugh").<Resource>map(Reading::observation).stream()
                .toList();
    }

    /** Transaminases above the multiple of the upper limit of normal that stops naltrexone. */
    List<Resource> transaminasesTooHigh() {
        return Stream.of("1742-6", "1920-8")
                .flatMap(code -> readings.loinc(code).stream())
                .filter(reading -> reading.number()
                        .filter(value -> value > limit("alt-ast-uln-multiple") * upperLimit(reading.observation()))
                        .isPresent())
                .<Resource>map(Reading::observation)
                .toList();
    }

    boolean knowsLiver() {
        return childPugh().isPresent()
                || readings.loinc("1742-6").isPresent()
                || readings.loinc("1920-8").isPresent();
    }

    private double upperLimit(Observation observation) {
        return observation.getReferenceRange().stream()
                .filter(range -> range.getHigh().hasValue())
                .map(range -> range.getHigh().getValue().doubleValue())
                .findFirst()
                .orElse(limit("transaminase-upper-limit"));
    }

    // ---- Programs, consent, encounters ----

    /** Whether the order goes to a certified opioid treatment program; empty when it names nobody who can be found. */
    Optional<Boolean> isForProgram(Order order) {
        List<Organization> organizations = organizations(order);
        if (organizations.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(organizations.stream().anyMatch(Programs::isCertified));
    }

    List<Organization> organizations(Order order) {
        List<Organization> found = new ArrayList<>();
        for (Reference performer : order.performers()) {
            resolve(performer, order.request())
                    .filter(Organization.class::isInstance)
                    .map(Organization.class::cast)
                    .ifPresent(found::add);
        }
        if (found.isEmpty()) {
            encounter(order)
                    .flatMap(encounter -> resolve(encounter.getServiceProvider(), order.request()))
                    .filter(Organization.class::isInstance)
                    .map(Organization.class::cast)
                    .ifPresent(found::add);
        }
        return found;
    }

    Optional<Encounter> encounter(Order order) {
        return resolve(order.request().getEncounter(), order.request())
                .filter(Encounter.class::isInstance)
                .map(Encounter.class::cast);
    }

    /** Consents to treatment in force. */
    List<Consent> treatmentConsents() {
        return record.list(Consent.class).stream()
                .filter(consent -> consent.getStatus() == ConsentState.ACTIVE)
                .filter(consent ->
                        consent.getScope().getCoding().stream().anyMatch(coding -> "treatment".equals(coding.getCode()))
                                || consent.getCategory().stream()
                                        .anyMatch(category -> Concept.has(category, CONSENT_TYPE, "treatment")))
                .filter(this::isInForce)
                .toList();
    }

    private boolean isInForce(Consent consent) {
        var period = consent.getProvision().getPeriod();
        boolean ended = period.hasEnd()
                && Moment.of(period.getEndElement(), now)
                        .filter(end -> end.isBefore(now.toInstant()))
                        .isPresent();
        boolean denied = consent.getProvision().getType() == Consent.ConsentProvisionType.DENY;
        return !ended && !denied;
    }

    /** A written consent of somebody other than the patient. */
    boolean hasGuardianConsent() {
        boolean answered =
                readings.item("guardian-consent").filter(Reading::isTrue).isPresent();
        return answered
                || treatmentConsents().stream()
                        .anyMatch(consent ->
                                consent.getPerformer().stream().anyMatch(performer -> !isPatient(performer)));
    }

    private static boolean isPatient(Reference reference) {
        return String.valueOf(reference.getReference()).startsWith("Patient/");
    }

    static double number(Reading reading) {
        return reading.number().orElse(0.0);
    }

    /** Resources that match, as evidence. */
    <T extends Resource> List<T> list(Class<T> type, Predicate<T> wanted) {
        return record.list(type).stream().filter(wanted).toList();
    }
}
