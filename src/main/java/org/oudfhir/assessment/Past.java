package org.oudfhir.assessment;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.UnsignedIntType;
import org.oudfhir.fhir.Keys;
import org.oudfhir.fhir.Systems;
import org.oudfhir.storage.PatientRecord;

/**
 * The answers and scores that other responses left on record, not older than the evidence window and not newer than the
 * response at hand. Stands in for what the response does not say (decisions 1.5).
 */
final class Past {

    private final Map<String, List<Observation>> newest = new HashMap<>();

    Past(PatientRecord record, String ownKey, Instant now, Duration window) {
        for (Observation observation : record.list(Observation.class)) {
            if (counts(observation, ownKey) && within(observation, now, window)) {
                for (Coding coding : observation.getCode().getCoding()) {
                    keep(coding.getSystem() + "|" + coding.getCode(), observation);
                }
            }
        }
    }

    private static boolean counts(Observation observation, String ownKey) {
        ObservationStatus status = observation.getStatus();
        boolean stands = status != ObservationStatus.ENTEREDINERROR && status != ObservationStatus.CANCELLED;
        return stands
                && Keys.find(observation)
                        .map(key -> !key.startsWith(ownKey + "."))
                        .orElse(true);
    }

    private static boolean within(Observation observation, Instant now, Duration window) {
        Instant when = when(observation);
        return !when.isAfter(now) && !when.isBefore(now.minus(window));
    }

    static Instant when(Observation observation) {
        return observation.getEffective() instanceof DateTimeType time && time.hasValue()
                ? time.getValue().toInstant()
                : Instant.EPOCH;
    }

    private void keep(String code, Observation observation) {
        List<Observation> kept = newest.computeIfAbsent(code, unused -> new ArrayList<>());
        int order = kept.isEmpty() ? 1 : when(observation).compareTo(when(kept.get(0)));
        if (order > 0) {
            kept.clear();
        }
        if (order >= 0) {
            kept.add(observation);
            kept.sort(Comparator.comparing(Keys::target));
        }
    }

    List<Observation> observations(Coding code) {
        return newest.getOrDefault(code.getSystem() + "|" + code.getCode(), List.of());
    }

    List<Answer> answers(String linkId) {
        List<Answer> answers = new ArrayList<>();
        for (Observation observation : observations(ItemCode.of(linkId))) {
            if (observation.hasValue()) {
                answers.add(new Answer(linkId, observation.getValue()));
            } else if (observation.hasDataAbsentReason()) {
                answers.add(new Answer(linkId, observation.getDataAbsentReason()));
            }
        }
        return answers;
    }

    Optional<Score> score(Instrument instrument) {
        return observations(instrument.score()).stream().findFirst().map(observation -> score(instrument, observation));
    }

    private static Score score(Instrument instrument, Observation observation) {
        if (observation.hasValueQuantity()) {
            BigDecimal value = observation.getValueQuantity().getValue();
            return new Score(instrument, value, true, 0, Verdict.ABSENT, "");
        }
        if (observation.hasValueCodeableConcept()) {
            return new Score(
                    instrument, level(instrument, observation.getValueCodeableConcept()), true, 0, Verdict.ABSENT, "");
        }
        int missing = observation.hasExtension(Systems.SCORE_INCOMPLETE)
                ? ((UnsignedIntType) observation
                                .getExtensionByUrl(Systems.SCORE_INCOMPLETE)
                                .getValue())
                        .getValue()
                : 1;
        return new Score(instrument, BigDecimal.ZERO, true, missing, Verdict.UNKNOWN, "");
    }

    private static BigDecimal level(Instrument instrument, CodeableConcept value) {
        String code = value.getCodingFirstRep().getCode();
        return Band.of(instrument.id()).stream()
                .filter(band -> band.concept().getCodingFirstRep().getCode().equals(code))
                .map(Band::from)
                .findFirst()
                .orElse(BigDecimal.ZERO);
    }
}
