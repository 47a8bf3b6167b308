package org.oudfhir.assessment;

import java.math.BigDecimal;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Quantity;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Systems;

/** What a score comes to: its points, or the level of a screener, with its band and the bands that there are. */
final class ScoreValue {

    private final Thresholds thresholds;

    ScoreValue(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    void write(Observation observation, Score score) {
        Optional<Band> band = score.band();
        if ("c-ssrs".equals(score.instrument().id())) {
            band.ifPresent(level -> observation.setValue(level.concept()));
            return;
        }
        score.shown().ifPresent(shown -> observation.setValue(points(shown)));
        band.ifPresentOrElse(
                found -> observation.addInterpretation(found.concept()),
                () -> cutOff(score).ifPresent(observation::addInterpretation));
        for (Band each : Band.of(score.instrument().id())) {
            Observation.ObservationReferenceRangeComponent range = observation.addReferenceRange();
            range.setLow(points(each.from())).setText(each.text());
            each.highest(score.instrument()).ifPresent(high -> range.setHigh(points(high)));
        }
    }

    /** Instruments with a cut-off and no bands are abnormal or normal. */
    private Optional<CodeableConcept> cutOff(Score score) {
        String parameter = score.instrument().id() + ".present";
        if (!thresholds.has(parameter)) {
            return Optional.empty();
        }
        boolean positive = thresholds.reached(parameter, score.atLeast());
        return Optional.of(
                positive
                        ? Concept.of(Systems.INTERPRETATION, "A", "Abnormal")
                        : Concept.of(Systems.INTERPRETATION, "N", "Normal"));
    }

    private static Quantity points(BigDecimal value) {
        return new Quantity()
                .setValue(value)
                .setUnit("score")
                .setSystem(Systems.UCUM)
                .setCode("{score}");
    }
}
