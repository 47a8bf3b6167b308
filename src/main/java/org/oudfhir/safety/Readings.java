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
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Quantity;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Keys;
import org.oudfhir.fhir.Systems;
import org.oudfhir.storage.PatientRecord;

/** The answers and results on record that stand, newest first. A question that nobody asked is no answer. */
final class Readings {

    private static final Set<ObservationStatus> STANDING = Set.of(
            ObservationStatus.FINAL,
            ObservationStatus.AMENDED,
            ObservationStatus.CORRECTED,
            ObservationStatus.PRELIMINARY);

    /** Decisions 5.4. */
    private static final Set<String> POSITIVE = Set.of("POS", "A", "AA", "H", "HH", "10828004");

    private static final Set<String> NEGATIVE = Set.of("NEG", "N", "260385009");

    /** One result and when it was true. */
    record Reading(Observation observation, Instant at) {

        Optional<Double> number() {
            if (observation.getValue() instanceof Quantity quantity && quantity.hasValue()) {
                return Optional.of(quantity.getValue().doubleValue());
            }
            if (observation.getValue() instanceof IntegerType integer && integer.hasValue()) {
                return Optional.of(integer.getValue().doubleValue());
            }
            return Optional.empty();
        }

        boolean says(String... codes) {
            return observation.getValue() instanceof CodeableConcept answer
                    && answer.getCoding().stream()
                            .anyMatch(coding -> List.of(codes).contains(coding.getCode()));
        }

        boolean isTrue() {
            return observation.getValue() instanceof BooleanType flag ? flag.booleanValue() : says("yes");
        }

        boolean isPositive() {
            return codesIn(POSITIVE);
        }

        boolean isNegative() {
            return codesIn(NEGATIVE) && !isPositive();
        }

        private boolean codesIn(Set<String> codes) {
            boolean value = observation.getValue() instanceof CodeableConcept result
                    && result.getCoding().stream().map(Coding::getCode).anyMatch(codes::contains);
            return value
                    || observation.getInterpretation().stream()
                            .flatMap(concept -> concept.getCoding().stream())
                            .map(Coding::getCode)
                            .anyMatch(codes::contains);
        }
    }

    /** Of contradicting results of the same moment the positive one, then the higher one, counts. */
    private static final Comparator<Reading> NEWEST_FIRST = Comparator.comparing(Reading::at)
            .thenComparing(Reading::isPositive)
            .thenComparing(reading -> reading.number().orElse(0.0))
            .reversed()
            .thenComparing(reading -> Keys.target(reading.observation()));

    private final Map<String, List<Reading>> byCode = new HashMap<>();
    private final CodeSets sets;
    private final ZonedDateTime now;

    Readings(PatientRecord record, CodeSets sets, ZonedDateTime now) {
        this.sets = sets;
        this.now = now;
        record.list(Observation.class).stream()
                .filter(observation -> STANDING.contains(observation.getStatus()))
                .filter(observation ->
                        !Concept.has(observation.getDataAbsentReason(), Systems.DATA_ABSENT_REASON, "not-asked"))
                .flatMap(observation -> at(observation).map(at -> new Reading(observation, at)).stream())
                .forEach(this::index);
    }

    private void index(Reading reading) {
        reading.observation().getCode().getCoding().stream()
                .map(Readings::key)
                .distinct()
                .forEach(key ->
                        byCode.computeIfAbsent(key, code -> new ArrayList<>()).add(reading));
    }

    private static String key(Coding coding) {
        return coding.getSystem() + "|" + coding.getCode();
    }

    private Optional<Instant> at(Observation observation) {
        Optional<Instant> effective =
                observation.hasEffective() ? Moment.of(observation.getEffective(), now) : Optional.empty();
        return effective.or(() ->
                observation.hasIssued() ? Optional.of(observation.getIssued().toInstant()) : Optional.empty());
    }

    /** All readings of one question of our own forms, newest first. */
    List<Reading> items(String code) {
        return all(Set.of(Systems.ITEM + "|" + ObservationCodes.item(code)));
    }

    Optional<Reading> item(String code) {
        return items(code).stream().findFirst();
    }

    Optional<Reading> score(String code) {
        return all(Set.of(Systems.SCORE + "|" + ObservationCodes.score(code))).stream()
                .filter(reading -> reading.number().isPresent())
                .findFirst();
    }

    Optional<Reading> loinc(String code) {
        return all(Set.of(Systems.LOINC + "|" + ObservationCodes.loinc(code))).stream()
                .filter(reading -> !reading.observation().hasDataAbsentReason())
                .findFirst();
    }

    /** All readings of one analyte, newest first. */
    List<Reading> of(String valueSet) {
        return all(sets.members(ObservationCodes.test(valueSet)));
    }

    private List<Reading> all(Set<String> codes) {
        return codes.stream()
                .flatMap(code -> byCode.getOrDefault(code, List.of()).stream())
                .distinct()
                .sorted(NEWEST_FIRST)
                .toList();
    }

    boolean isWithinHours(Reading reading, double hours) {
        return !reading.at().isBefore(now.toInstant().minus(Duration.ofMinutes(Math.round(hours * 60))));
    }

    /** The same of a result that proves safety: a day or a month without a clock proves no hours. */
    boolean isSurelyWithinHours(Reading reading, double hours) {
        Instant earliest = reading.observation().hasEffective()
                ? Moment.earliest(reading.observation().getEffective(), now).orElse(reading.at())
                : reading.at();
        return isWithinHours(new Reading(reading.observation(), earliest), hours);
    }

    boolean isWithinDays(Reading reading, double days) {
        return isWithinHours(reading, days * 24);
    }

    /** Systolic pressure by its own code, or as a component of the panel. */
    Optional<Reading> systolic() {
        Optional<Reading> panel = all(Set.of(Systems.LOINC + "|" + ObservationCodes.loinc("85354-9"))).stream()
                .flatMap(reading -> reading.observation().getComponent().stream()
                        .filter(component -> Concept.has(component.getCode(), Systems.LOINC, "8480-6"))
                        .map(component -> new Reading(component(reading, component), reading.at())))
                .findFirst();
        Optional<Reading> own = loinc("8480-6");
        return own.filter(reading -> panel.isEmpty() || !panel.get().at().isAfter(reading.at()))
                .or(() -> panel);
    }

    private static Observation component(Reading panel, Observation.ObservationComponentComponent component) {
        Observation copy = new Observation();
        copy.setId(panel.observation().getId());
        copy.setCode(component.getCode());
        copy.setValue(component.getValue());
        return copy;
    }
}
