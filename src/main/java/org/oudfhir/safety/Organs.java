package org.oudfhir.safety;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.safety.Readings.Reading;

/** Pregnancy, heart and liver, as far as a drug may harm them. Empty means unknown. */
final class Organs {

    private final Facts facts;

    Organs(Facts facts) {
        this.facts = facts;
    }

    /** Known, possible or unknown pregnancy. */
    enum Pregnancy {
        YES,
        POSSIBLE,
        NO,
        UNKNOWN
    }

    Pregnancy pregnancy() {
        Optional<Reading> status = facts.readings().loinc("82810-3");
        Optional<Reading> test = facts.readings().of("oud-lab-pregnancy").stream()
                .filter(reading -> facts.readings().isWithinDays(reading, facts.limit("evidence-valid-days")))
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
        if (!denied && !facts.conditions("oud-condition-pregnancy").isEmpty()) {
            return Pregnancy.YES;
        }
        if (status.filter(reading -> reading.says("102874004")).isPresent() && !testIsNewer) {
            return Pregnancy.POSSIBLE;
        }
        return denied || facts.isMale() ? Pregnancy.NO : Pregnancy.UNKNOWN;
    }

    List<Resource> pregnancyEvidence() {
        return Stream.of(
                        facts.readings().loinc("82810-3").<Resource>map(Reading::observation).stream(),
                        facts.readings().of("oud-lab-pregnancy").stream()
                                .limit(1)
                                .<Resource>map(Reading::observation),
                        facts.conditions("oud-condition-pregnancy").stream().<Resource>map(condition -> condition))
                .flatMap(stream -> stream)
                .toList();
    }

    /** The newest QTc that still counts; of several at the same time the longest. */
    Optional<Reading> qtc() {
        List<Reading> valid = facts.readings().of("oud-lab-qtc").stream()
                .filter(reading -> reading.number().isPresent())
                .filter(reading -> facts.readings().isWithinDays(reading, facts.limit("ecg-valid-days")))
                .toList();
        return valid.stream()
                .max(Comparator.comparing(Reading::at)
                        .thenComparing(reading -> reading.number().orElse(0.0)));
    }

    Optional<String> childPugh() {
        return facts.readings()
                .item("child-pugh")
                .flatMap(reading ->
                        Stream.of("A", "B", "C").filter(reading::says).findFirst());
    }

    /** What shows severe hepatic impairment. */
    List<Resource> severeLiverDisease() {
        if (childPugh().filter("C"::equals).isPresent()) {
            return childPughEvidence();
        }
        List<Resource> shown = new ArrayList<>(facts.conditions("oud-condition-hepatic-failure"));
        if (childPugh().isEmpty()) {
            shown.addAll(facts.conditions("oud-condition-cirrhosis"));
        }
        return shown;
    }

    List<Resource> moderateLiverDisease() {
        return childPugh().filter("B"::equals).isPresent() ? childPughEvidence() : List.of();
    }

    private List<Resource> childPughEvidence() {
        return facts.readings().item("child-pugh").<Resource>map(Reading::observation).stream()
                .toList();
    }

    /** Transaminases above the multiple of the upper limit of normal that stops naltrexone. */
    List<Resource> transaminasesTooHigh() {
        return Stream.of("1742-6", "1920-8")
                .flatMap(code -> facts.readings().loinc(code).stream())
                .filter(reading -> reading.number()
                        .filter(value ->
                                value > facts.limit("alt-ast-uln-multiple") * upperLimit(reading.observation()))
                        .isPresent())
                .<Resource>map(Reading::observation)
                .toList();
    }

    boolean knowsLiver() {
        return childPugh().isPresent()
                || facts.readings().loinc("1742-6").isPresent()
                || facts.readings().loinc("1920-8").isPresent();
    }

    private double upperLimit(Observation observation) {
        return observation.getReferenceRange().stream()
                .filter(range -> range.getHigh().hasValue())
                .map(range -> range.getHigh().getValue().doubleValue())
                .findFirst()
                .orElse(facts.limit("transaminase-upper-limit"));
    }
}
