package org.oudfhir.assessment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Keys;
import org.oudfhir.fhir.Systems;

/** Judges every factor that the form feeds and writes the findings. */
final class Findings {

    private static final String PROFILE = "oud-factor-finding";

    private final Ledger ledger;
    private final Observations observations;
    private final Evidence evidence;
    private final Past past;
    private final Thresholds thresholds;

    Findings(Ledger ledger, Observations observations, Evidence evidence, Past past, Thresholds thresholds) {
        this.ledger = ledger;
        this.observations = observations;
        this.evidence = evidence;
        this.past = past;
        this.thresholds = thresholds;
    }

    static List<FactorRule> rules(Thresholds thresholds) {
        List<FactorRule> rules = new ArrayList<>();
        rules.addAll(new MentalHealthRules(thresholds).all());
        rules.addAll(new PhysicalRules(thresholds).all());
        rules.addAll(new SocialRules(thresholds).all());
        rules.addAll(new BiologicalRules(thresholds).all());
        return rules;
    }

    /** Writes the findings; the diagnosis that the factors drive is their focus. */
    void write(Form form, Optional<Condition> diagnosis) {
        rules(thresholds).stream().filter(rule -> rule.fedBy(form)).forEach(rule -> {
            Judgement judgement = inWithdrawal(rule, rule.judge().apply(evidence));
            Observation finding = finding(rule, judgement);
            diagnosis.ifPresent(condition -> finding.addFocus(Keys.reference(condition)));
            ledger.addByRule("finding." + rule.factor(), PROFILE, finding);
        });
    }

    /** Withdrawal inflates what mental health screens say. */
    private Judgement inWithdrawal(FactorRule rule, Judgement judgement) {
        boolean screened = "mental-health".equals(rule.category()) && judgement.verdict() != Verdict.NOT_ASKED;
        boolean withdrawing = evidence.inResponse(Instrument.of("cows"))
                && thresholds.reached(
                        "cows.repeat-screens", evidence.score("cows").atLeast());
        return screened && withdrawing
                ? judgement.noting("Screened in withdrawal: repeat after stabilisation (2 to 4 weeks).")
                : judgement;
    }

    private Observation finding(FactorRule rule, Judgement judgement) {
        Observation finding = new Observation();
        finding.setStatus(ObservationStatus.PRELIMINARY);
        finding.addCategory(Concept.of(Systems.FACTOR_CATEGORY, rule.category()));
        finding.setCode(Concept.of(Systems.FACTOR, rule.factor(), rule.display()));
        finding.setSubject(ledger.subject());
        if (ledger.response().hasEncounter()) {
            finding.setEncounter(ledger.response().getEncounter().copy());
        }
        finding.setEffective(ledger.response().getAuthoredElement().copy());
        finding.setMethod(Concept.of(Systems.FINDING_METHOD, "screening-rule"));
        if (judgement.verdict().isKnown()) {
            finding.setValue(value(judgement.verdict()));
        } else {
            finding.setDataAbsentReason(
                    Concept.of(Systems.DATA_ABSENT_REASON, judgement.verdict().reason()));
        }
        if (judgement.subthreshold()) {
            finding.addInterpretation(Concept.of(Systems.SCORE_BAND, "subthreshold"));
        }
        if (judgement.severity() != Severity.NONE) {
            finding.addComponent()
                    .setCode(Concept.of(Systems.COMPONENT, "severity"))
                    .setValue(judgement.severity().concept());
        }
        judgement.notes().forEach(note -> finding.addNote().setText(note));
        finding.addDerivedFrom(ledger.source());
        proof(rule).forEach(proof -> finding.addDerivedFrom(Keys.reference(proof)));
        return finding;
    }

    private static CodeableConcept value(Verdict verdict) {
        CodeableConcept value = new CodeableConcept();
        value.addCoding()
                .setSystem(Systems.FINDING_VALUE)
                .setCode(verdict.isPresent() ? "present" : "absent")
                .setDisplay(verdict.isPresent() ? "Present" : "Absent");
        value.addCoding()
                .setSystem(Systems.SNOMED)
                .setCode(verdict.isPresent() ? "52101004" : "2667000")
                .setDisplay(verdict.isPresent() ? "Present" : "Absent");
        return value;
    }

    private Stream<Observation> proof(FactorRule rule) {
        Stream<Observation> scores = rule.instruments().stream()
                .map(Instrument::of)
                .flatMap(
                        instrument -> observations
                                .score(instrument)
                                .map(List::of)
                                .orElseGet(() -> past.observations(instrument.score()))
                                .stream());
        Stream<Observation> items = rule.items().stream().flatMap(linkId -> proof(linkId).stream());
        return Stream.concat(scores, items);
    }

    private List<Observation> proof(String linkId) {
        List<Observation> own = observations.items(linkId);
        return own.isEmpty() ? past.observations(ItemCode.of(linkId)) : own;
    }
}
