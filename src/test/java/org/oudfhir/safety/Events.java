package org.oudfhir.safety;

import java.util.Date;
import java.util.List;
import org.hl7.fhir.r4.model.AllergyIntolerance;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;
import org.hl7.fhir.r4.model.Consent.ConsentState;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.EpisodeOfCare.EpisodeOfCareStatus;
import org.hl7.fhir.r4.model.MedicationAdministration;
import org.hl7.fhir.r4.model.MedicationAdministration.MedicationAdministrationStatus;
import org.hl7.fhir.r4.model.MedicationDispense;
import org.hl7.fhir.r4.model.MedicationDispense.MedicationDispenseStatus;
import org.hl7.fhir.r4.model.MedicationStatement;
import org.hl7.fhir.r4.model.MedicationStatement.MedicationStatementStatus;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Procedure.ProcedureStatus;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Systems;

/** What happened to the patient of a {@link Chart}, from the words of a fact: its last word that is no time is a status. */
final class Events {

    private static final String SCOPE = "http://terminology.hl7.org/CodeSystem/consentscope";
    private static final List<String> VERIFICATION = List.of("refuted", "entered-in-error", "confirmed");
    private static final List<String> CLINICAL = List.of("inactive", "resolved", "remission", "active");

    private Events() {}

    static Condition condition(int number, CodeableConcept code, Date at, String[] words) {
        Condition condition = new Condition();
        condition.setId("Condition/c" + number);
        condition.setCode(code);
        for (String word : words) {
            if (VERIFICATION.contains(word)) {
                condition.setVerificationStatus(
                        Concept.of("http://terminology.hl7.org/CodeSystem/condition-ver-status", word));
            } else if (CLINICAL.contains(word)) {
                condition.setClinicalStatus(
                        Concept.of("http://terminology.hl7.org/CodeSystem/condition-clinical", word));
            } else if (word.startsWith("@")) {
                condition.setRecordedDate(at);
            }
        }
        return condition;
    }

    /** {@code consent ended @2d}, {@code consent until @0d}, {@code consent revoked|denied|of-research|of-our-type}. */
    static Consent consent(int number, String performer, Date at, String[] words) {
        List<String> told = List.of(words);
        Consent consent = new Consent();
        consent.setId("Consent/k" + number);
        consent.setStatus(told.contains("revoked") ? ConsentState.INACTIVE : ConsentState.ACTIVE);
        consent.setScope(Concept.of(SCOPE, told.contains("of-research") ? "research" : "treatment"));
        if (told.contains("of-our-type")) {
            consent.setScope(Concept.of(SCOPE, "patient-privacy"));
            consent.addCategory(Concept.of(Systems.BASE + "/CodeSystem/oud-consent-type", "treatment"));
        }
        if (told.contains("denied")) {
            consent.getProvision().setType(ConsentProvisionType.DENY);
        }
        if (told.contains("ended")) {
            consent.getProvision().getPeriod().setEnd(at);
        }
        return consent.addPerformer(new Reference(performer));
    }

    static Procedure procedure(int number, String system, String code, Date at, String[] words) {
        List<String> told = List.of(words);
        Procedure procedure = new Procedure();
        procedure.setId("Procedure/x" + number);
        procedure.setStatus(told.contains("not-done") ? ProcedureStatus.NOTDONE : ProcedureStatus.COMPLETED);
        procedure.setCode(Concept.of(system, code));
        return told.contains("undated") ? procedure : procedure.setPerformed(new DateTimeType(at));
    }

    static DiagnosticReport report(int number, String loinc, Date at, String[] words) {
        DiagnosticReport report = new DiagnosticReport();
        report.setId("DiagnosticReport/r" + number);
        report.setCode(Concept.of(Systems.LOINC, loinc));
        return List.of(words).contains("undated") ? report : report.setEffective(new DateTimeType(at));
    }

    static EpisodeOfCare episode(int number, Date at, String[] words) {
        EpisodeOfCare episode = new EpisodeOfCare();
        episode.setId("EpisodeOfCare/e" + number);
        episode.setStatus(EpisodeOfCareStatus.fromCode(words[1]));
        episode.getPeriod().setStart(at);
        return episode;
    }

    static Encounter seen(int number, String setting, Date at, String[] words) {
        Encounter encounter = new Encounter();
        encounter.setId("Encounter/visit-" + number);
        encounter.setClass_(new Coding("http://terminology.hl7.org/CodeSystem/v3-ActCode", setting, null));
        encounter.setStatus(List.of(words).contains("planned") ? EncounterStatus.PLANNED : EncounterStatus.FINISHED);
        encounter.getPeriod().setStart(at);
        return encounter;
    }

    static AllergyIntolerance allergy(int number, CodeableConcept drug, String[] words) {
        AllergyIntolerance allergy = new AllergyIntolerance();
        allergy.setId("AllergyIntolerance/a" + number);
        allergy.setCode(drug);
        for (String word : words) {
            if (VERIFICATION.contains(word)) {
                allergy.setVerificationStatus(
                        Concept.of("http://terminology.hl7.org/CodeSystem/allergyintolerance-verification", word));
            } else if (CLINICAL.contains(word)) {
                allergy.setClinicalStatus(
                        Concept.of("http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical", word));
            }
        }
        return allergy;
    }

    static MedicationAdministration given(int number, CodeableConcept drug, Date at, String[] words) {
        List<String> told = List.of(words);
        MedicationAdministration given = new MedicationAdministration();
        given.setId("MedicationAdministration/g" + number);
        given.setStatus(
                told.contains("not-done")
                        ? MedicationAdministrationStatus.NOTDONE
                        : told.contains("in-progress")
                                ? MedicationAdministrationStatus.INPROGRESS
                                : MedicationAdministrationStatus.COMPLETED);
        given.setMedication(drug);
        return told.contains("undated") ? given : given.setEffective(new DateTimeType(at));
    }

    static MedicationDispense dispensed(int number, CodeableConcept drug, Quantity days, Date at, String[] words) {
        List<String> told = List.of(words);
        MedicationDispense dispense = new MedicationDispense();
        dispense.setId("MedicationDispense/d" + number);
        dispense.setStatus(
                told.contains("cancelled")
                        ? MedicationDispenseStatus.CANCELLED
                        : told.contains("in-progress")
                                ? MedicationDispenseStatus.INPROGRESS
                                : MedicationDispenseStatus.COMPLETED);
        dispense.setMedication(drug);
        if (told.contains("prepared")) {
            dispense.setWhenPrepared(at);
        } else {
            dispense.setWhenHandedOver(at);
        }
        return days.getValue().signum() == 0 ? dispense : dispense.setDaysSupply(days);
    }

    /** {@code statement methadone completed @10d}: what somebody says that the patient takes or took. */
    static MedicationStatement statement(int number, CodeableConcept drug, Date at, String[] words) {
        MedicationStatement statement = new MedicationStatement();
        statement.setId("MedicationStatement/s" + number);
        statement.setStatus(MedicationStatementStatus.fromCode(words[2]));
        statement.setMedication(drug);
        return List.of(words).contains("undated") ? statement : statement.setEffective(new DateTimeType(at));
    }
}
