package org.oudfhir.assessment;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Reference;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Keys;
import org.oudfhir.fhir.Systems;

/** Writes the provisional diagnoses that a clinician's count of DSM-5 criteria makes (decisions 3.7). */
final class Diagnoses {

    private static final String PROFILE = "oud-condition";
    private static final String WITHDRAWAL = "87132004";
    private static final Set<String> ABUSE = Set.of("5602001", "F11.10", "F11.13");

    /** What rules and searches count as an opioid use disorder. */
    private static final Set<String> DISORDER =
            Set.of("5602001", "75544000", "724653003", "231477003", "426001001", "1081000119105", "191819002");

    private final Ledger ledger;
    private final Observations observations;
    private final Evidence evidence;
    private final Thresholds thresholds;

    Diagnoses(Ledger ledger, Observations observations, Evidence evidence, Thresholds thresholds) {
        this.ledger = ledger;
        this.observations = observations;
        this.evidence = evidence;
        this.thresholds = thresholds;
    }

    /** Writes the diagnoses; returns the opioid use disorder, new or on record. */
    Optional<Condition> write() {
        Optional<Condition> disorder = disorder();
        if (disorder.isPresent()) {
            withdrawal(disorder.get());
            pregnancy();
        }
        return disorder;
    }

    private Optional<Condition> disorder() {
        Score count = evidence.score("dsm5");
        boolean counted = evidence.inResponse(count.instrument())
                && Clinician.is(ledger.response().getAuthor())
                && thresholds.reached("dsm5.mild", count.atLeast());
        Optional<Condition> known = onRecord(counted);
        if (!counted || known.map(this::stands).orElse(false)) {
            known.ifPresent(ledger::keep);
            return known;
        }
        Condition condition = condition("problem-list-item");
        condition.setCode(code(count));
        if (count.complete()) {
            count.band().ifPresent(band -> condition.setSeverity(band.severity().concept()));
        }
        observations.score(count.instrument()).map(Keys::reference).ifPresent(reference -> {
            condition
                    .addStage()
                    .addAssessment(reference.copy())
                    .setType(new CodeableConcept().setText("DSM-5 criteria count"));
            condition.addEvidence().addDetail(reference);
        });
        if (known.isPresent()) {
            return Optional.of(renewed(known.get(), condition));
        }
        return Optional.of(ledger.addByRule("diagnosis.oud", PROFILE, condition));
    }

    /** A diagnosis that a clinician made or confirmed, or that a newer response gave, is not ours to change. */
    private boolean stands(Condition known) {
        boolean newer = known.hasRecordedDate()
                && known.getRecordedDate()
                        .toInstant()
                        .isAfter(ledger.response().getAuthored().toInstant());
        return newer || Keys.find(known).isEmpty() || !provisional(known);
    }

    private boolean isOwn(Condition condition) {
        return Keys.find(condition)
                .map(key -> key.startsWith(ledger.responseKey() + "."))
                .orElse(false);
    }

    static boolean provisional(Condition condition) {
        return Concept.has(condition.getVerificationStatus(), Systems.CONDITION_VERIFICATION, "provisional");
    }

    /** The same diagnosis by the newer count: under its own key and id. */
    private Condition renewed(Condition known, Condition condition) {
        if (isOwn(known)) {
            return ledger.addByRule("diagnosis.oud", PROFILE, condition);
        }
        Condition copy = known.copy();
        copy.setCode(condition.getCode()).setSeverity(condition.getSeverity());
        copy.setStage(condition.getStage()).setEvidence(condition.getEvidence());
        copy.setRecordedDateElement(condition.getRecordedDateElement()).setAsserter(condition.getAsserter());
        ledger.update(copy);
        return copy;
    }

    /** Without a count, the diagnosis that an earlier version of this response made is on its way out. */
    private Optional<Condition> onRecord(boolean counted) {
        return ledger.record().list(Condition.class).stream()
                .filter(Diagnoses::valid)
                .filter(Diagnoses::isDisorder)
                .filter(condition -> counted || !isOwn(condition) || stands(condition))
                .max(Comparator.comparing(
                                (Condition condition) -> Keys.find(condition).isEmpty() || !provisional(condition))
                        .thenComparing(Condition::getRecordedDate, Comparator.nullsFirst(Comparator.naturalOrder()))
                        .thenComparing(Keys::target));
    }

    private static boolean valid(Condition condition) {
        return condition.getVerificationStatus().getCoding().stream()
                .noneMatch(status -> Set.of("entered-in-error", "refuted").contains(status.getCode()));
    }

    private static boolean isDisorder(Condition condition) {
        return condition.getCode().getCoding().stream().anyMatch(Diagnoses::isDisorder)
                && !Concept.has(condition.getCode(), Systems.SNOMED, WITHDRAWAL);
    }

    private static boolean isDisorder(Coding coding) {
        boolean icd = Systems.ICD10CM.equals(coding.getSystem())
                && (coding.getCode().startsWith("F11.1") || coding.getCode().startsWith("F11.2"));
        return icd || (Systems.SNOMED.equals(coding.getSystem()) && DISORDER.contains(coding.getCode()));
    }

    private CodeableConcept code(Score count) {
        if (!thresholds.reached("dsm5.dependence", count.atLeast())) {
            return both("5602001", "Opioid abuse", "F11.10", "Opioid abuse, uncomplicated");
        }
        return evidence.yes("opioid-heroin").isPresent()
                ? both("231477003", "Dependence on diamorphine", "F11.20", "Opioid dependence, uncomplicated")
                : both("75544000", "Opioid dependence", "F11.20", "Opioid dependence, uncomplicated");
    }

    private static CodeableConcept both(String snomed, String snomedText, String icd, String icdText) {
        CodeableConcept code = Concept.of(Systems.SNOMED, snomed, snomedText);
        code.addCoding(new Coding(Systems.ICD10CM, icd, icdText));
        return code;
    }

    private Condition condition(String category) {
        Condition condition = new Condition();
        condition.setClinicalStatus(Concept.of(Systems.CONDITION_CLINICAL, "active"));
        condition.setVerificationStatus(Concept.of(Systems.CONDITION_VERIFICATION, "provisional"));
        condition.addCategory(Concept.of(Systems.CONDITION_CATEGORY, category));
        condition.setSubject(ledger.subject());
        condition.setRecordedDateElement(ledger.response().getAuthoredElement().copy());
        Reference author = ledger.response().getAuthor();
        if (Clinician.is(author)) {
            condition.setAsserter(author.copy());
        }
        return condition;
    }

    private void withdrawal(Condition disorder) {
        Instrument cows = Instrument.of("cows");
        boolean withdrawing = evidence.inResponse(cows)
                && thresholds.reached("cows.withdrawal", evidence.score("cows").atLeast());
        if (!withdrawing || (!ledger.holds("Condition", "diagnosis.withdrawal") && knownElsewhere(WITHDRAWAL))) {
            return;
        }
        boolean mild = disorder.getCode().getCoding().stream().anyMatch(coding -> ABUSE.contains(coding.getCode()));
        Condition condition = condition("problem-list-item");
        condition.setCode(
                mild
                        ? both(WITHDRAWAL, "Opioid withdrawal", "F11.13", "Opioid abuse with withdrawal")
                        : both(WITHDRAWAL, "Opioid withdrawal", "F11.23", "Opioid dependence with withdrawal"));
        condition.setOnset(ledger.response().getAuthoredElement().copy());
        observations.score(cows).ifPresent(score -> condition.addEvidence().addDetail(Keys.reference(score)));
        ledger.addByRule("diagnosis.withdrawal", PROFILE, condition);
    }

    /** A trimester only with the weeks of gestation (ICD-10-CM). */
    private void pregnancy() {
        boolean asked = evidence.inResponse("82810-3");
        if (!asked
                || !Clinician.is(ledger.response().getAuthor())
                || !evidence.is("82810-3", "77386006").isPresent()
                || (!ledger.holds("Condition", "diagnosis.pregnancy")
                        && knownElsewhere("O99.320", "O99.321", "O99.322", "O99.323"))) {
            return;
        }
        Condition condition = condition("problem-list-item");
        condition.setCode(Concept.of(Systems.SNOMED, "77386006", "Pregnant"));
        condition.getCode().addCoding(trimester());
        observations.items("82810-3").forEach(item -> condition.addEvidence().addDetail(Keys.reference(item)));
        ledger.addByRule("diagnosis.pregnancy", "", condition);
    }

    private Coding trimester() {
        return evidence.answer("gestational-weeks")
                .flatMap(Answer::number)
                .map(weeks -> {
                    if (thresholds.reached("pregnancy.third-trimester", weeks)) {
                        return icd("O99.323", "Drug use complicating pregnancy, third trimester");
                    }
                    return thresholds.reached("pregnancy.second-trimester", weeks)
                            ? icd("O99.322", "Drug use complicating pregnancy, second trimester")
                            : icd("O99.321", "Drug use complicating pregnancy, first trimester");
                })
                .orElseGet(() -> icd("O99.320", "Drug use complicating pregnancy, unspecified trimester"));
    }

    private static Coding icd(String code, String display) {
        return new Coding(Systems.ICD10CM, code, display);
    }

    /** Whether another response or a clinician already recorded the state and it is still active. */
    private boolean knownElsewhere(String... codes) {
        return ledger.record().list(Condition.class).stream()
                .filter(Diagnoses::valid)
                .filter(condition -> Concept.has(condition.getClinicalStatus(), Systems.CONDITION_CLINICAL, "active"))
                .filter(condition -> !isOwn(condition))
                .flatMap(condition -> condition.getCode().getCoding().stream())
                .anyMatch(coding -> Set.of(codes).contains(coding.getCode()));
    }
}
