package org.oudfhir.assessment;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Flag;
import org.hl7.fhir.r4.model.Flag.FlagStatus;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.RiskAssessment;
import org.hl7.fhir.r4.model.RiskAssessment.RiskAssessmentStatus;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Keys;
import org.oudfhir.fhir.Systems;

/** Writes the overdose risk and the safety flags (decisions 3.8; the risk levels are unverified). */
final class Dangers {

    static final Reference SERVER = new Reference(Systems.SERVER_DEVICE);

    private static final String FENTANYL_TEST = "58379-9";
    private static final String[] QTC = {"8636-3", "76634-5", "76635-2"};
    private static final List<String> RISK_ITEMS = List.of(
            "overdose-6mo", "overdose-ever", FENTANYL_TEST, "opioid-fentanyl", "sedative-use", "last-opioid-at");

    private final Ledger ledger;
    private final Observations observations;
    private final Evidence evidence;
    private final Thresholds thresholds;

    Dangers(Ledger ledger, Observations observations, Evidence evidence, Thresholds thresholds) {
        this.ledger = ledger;
        this.observations = observations;
        this.evidence = evidence;
        this.thresholds = thresholds;
    }

    void write() {
        overdoseLevel().ifPresent(this::writeRisk);
        flag("recent-overdose", "Recent overdose", answered(recentOverdose(), "overdose-6mo", "overdose-ever"));
        flag(
                "no-naloxone",
                "No naloxone in hand",
                answered(evidence.yes("naloxone-in-hand").negate(), "naloxone-in-hand"));
        flag("pregnant", "Pregnant", answered(evidence.is("82810-3", "77386006"), "82810-3"));
        flag("methadone-qtc-alert", "QTc above 500 ms: methadone alert", answered(longQtc(), QTC));
        flag("precipitated-withdrawal-risk", "Risk of precipitated withdrawal", precipitated());
        flag("minor-consent", "Minor: check consent", minor());
        flag("suicide-risk-high", "High suicide risk", highSuicideRisk());
    }

    /** A flag follows the answers of this response only. */
    private Verdict answered(Verdict verdict, String... items) {
        return Stream.of(items).anyMatch(evidence::inResponse) ? verdict : Verdict.NOT_ASKED;
    }

    private Verdict recentOverdose() {
        Verdict ever = evidence.yes("overdose-ever");
        Verdict recent = evidence.judge("overdose-6mo", answer -> atLeast("overdose.recent", answer));
        return ever.isAbsent() && !recent.isKnown() ? Verdict.ABSENT : recent;
    }

    private boolean atLeast(String threshold, Answer answer) {
        return answer.number()
                .map(number -> thresholds.reached(threshold, number))
                .orElse(false);
    }

    private Verdict longQtc() {
        List<Verdict> measured = Stream.of(QTC)
                .filter(evidence::inResponse)
                .map(item -> evidence.judge(
                        item,
                        answer -> answer.number()
                                .map(ms -> ms.compareTo(thresholds.get("qtc.alert")) > 0)
                                .orElse(false)))
                .toList();
        return measured.isEmpty() ? Verdict.NOT_ASKED : Verdict.any(measured);
    }

    private Verdict precipitated() {
        if (!evidence.inResponse(Instrument.of("cows"))) {
            return Verdict.NOT_ASKED;
        }
        Verdict notReady =
                evidence.score("cows").reaches(thresholds.get("cows.ready")).negate();
        return Verdict.all(notReady, evidence.yes("physically-dependent"));
    }

    private Verdict minor() {
        if (!ledger.record().patient().hasBirthDate()) {
            return Verdict.UNKNOWN;
        }
        LocalDate birth = LocalDate.parse(
                (ledger.record().patient().getBirthDateElement().getValueAsString() + "-01-01").substring(0, 10));
        LocalDate authored = ledger.response()
                .getAuthored()
                .toInstant()
                .atZone(ZoneId.of("UTC"))
                .toLocalDate();
        return Verdict.of(Period.between(birth, authored).getYears() < thresholds.whole("adult.years"));
    }

    private Verdict highSuicideRisk() {
        return evidence.inResponse(Instrument.of("c-ssrs"))
                ? evidence.score("c-ssrs").reaches(BigDecimal.valueOf(3))
                : Verdict.NOT_ASKED;
    }

    /** Raises the flag once; an answer to the contrary ends it, except for suicide risk, which only a clinician ends. */
    private void flag(String code, String display, Verdict verdict) {
        List<Flag> standing = ledger.record().list(Flag.class).stream()
                .filter(flag -> flag.getStatus() == FlagStatus.ACTIVE)
                .filter(flag -> Concept.has(flag.getCode(), Systems.SAFETY_FLAG, code))
                .filter(flag -> Keys.find(flag)
                        .map(key -> !key.startsWith(ledger.responseKey() + "."))
                        .orElse(true))
                .toList();
        if (verdict.isPresent() && standing.isEmpty()) {
            raise(code, display);
        } else if (verdict.isAbsent() && !"suicide-risk-high".equals(code)) {
            standing.stream().filter(flag -> Keys.find(flag).isPresent()).forEach(this::end);
        }
    }

    private void raise(String code, String display) {
        Flag flag = new Flag();
        flag.setStatus(FlagStatus.ACTIVE);
        flag.addCategory(Concept.of(Systems.FLAG_CATEGORY, "clinical", "Clinical"));
        flag.setCode(Concept.of(Systems.SAFETY_FLAG, code, display));
        flag.setSubject(ledger.subject());
        flag.getPeriod().setStartElement(ledger.response().getAuthoredElement().copy());
        flag.setAuthor(SERVER.copy());
        ledger.addByRule("flag." + code, "oud-safety-flag", flag);
    }

    private void end(Flag standing) {
        if (standing.getPeriod().hasStart()
                && standing.getPeriod()
                        .getStart()
                        .toInstant()
                        .isAfter(ledger.response().getAuthored().toInstant())) {
            return;
        }
        Flag ended = standing.copy();
        ended.setStatus(FlagStatus.INACTIVE);
        ended.getPeriod().setEndElement(ledger.response().getAuthoredElement().copy());
        ledger.update(ended);
    }

    private Optional<String> overdoseLevel() {
        if (RISK_ITEMS.stream().noneMatch(evidence::inResponse)) {
            return Optional.empty();
        }
        Verdict sedative = evidence.is("sedative-use", "prescribed", "non-prescribed");
        Verdict high = Verdict.any(recentOverdose(), Verdict.all(fentanyl(), sedative));
        Verdict moderate = Verdict.any(evidence.yes("overdose-ever"), lostTolerance(), sedative);
        if (high.isPresent()) {
            return Optional.of("high");
        }
        if (moderate.isPresent()) {
            return Optional.of("moderate");
        }
        return high.isAbsent() && moderate.isAbsent() ? Optional.of("low") : Optional.empty();
    }

    private Verdict fentanyl() {
        return Verdict.any(evidence.is(FENTANYL_TEST, "POS"), evidence.yes("opioid-fentanyl"));
    }

    private Verdict lostTolerance() {
        return evidence.judge("last-opioid-at", answer -> {
            if (!(answer.value() instanceof BaseDateTimeType last) || last.getValue() == null) {
                return false;
            }
            Duration free = Duration.between(
                    last.getValue().toInstant(), ledger.response().getAuthored().toInstant());
            return free.compareTo(Duration.ofDays(thresholds.whole("overdose.opioid-free-days"))) > 0;
        });
    }

    private void writeRisk(String level) {
        RiskAssessment risk = new RiskAssessment();
        risk.setStatus(RiskAssessmentStatus.FINAL);
        risk.setCode(Concept.of(Systems.RISK, "overdose", "Opioid overdose"));
        risk.setSubject(ledger.subject());
        risk.setOccurrence(ledger.response().getAuthoredElement().copy());
        risk.setPerformer(SERVER.copy());
        RISK_ITEMS.stream().flatMap(item -> proof(item).stream()).forEach(item -> risk.addBasis(Keys.reference(item)));
        risk.addPrediction().setQualitativeRisk(likelihood(level));
        if (!"low".equals(level)) {
            risk.setMitigation("Naloxone in hand, overdose education; do not use alone.");
        }
        ledger.addByRule("risk.overdose", "oud-overdose-risk", risk);
    }

    private List<Observation> proof(String item) {
        return observations.items(item);
    }

    private static CodeableConcept likelihood(String level) {
        String display = Character.toUpperCase(level.charAt(0)) + level.substring(1) + " likelihood";
        return Concept.of("http://terminology.hl7.org/CodeSystem/risk-probability", level, display);
    }
}
