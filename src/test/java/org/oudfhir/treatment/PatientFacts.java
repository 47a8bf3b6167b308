package org.oudfhir.treatment;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;
import org.oudfhir.fhir.Systems;
import org.oudfhir.storage.PatientRecord;

/** Makes a patient's record from facts as a clinician would note them; the words are explained in pathway-cases.csv. */
final class PatientFacts {

    private final Instant now;
    private final Patient patient = new Patient();
    private final List<Resource> resources = new ArrayList<>();

    PatientFacts(Instant now) {
        this.now = now;
        patient.setId("Patient/p");
        patient.setGender(AdministrativeGender.MALE);
        age(30);
    }

    PatientRecord record(@Nullable String facts) {
        for (String fact : (facts == null ? "" : facts.trim()).split("\\s+", -1)) {
            if (!fact.isEmpty()) {
                add(fact);
            }
        }
        return new PatientRecord(patient, resources);
    }

    private void add(String fact) {
        String word = fact.replaceFirst(":.*", "");
        String value = fact.contains(":") ? fact.substring(fact.indexOf(':') + 1) : "";
        switch (word) {
            case "age" -> age(Integer.parseInt(value));
            case "female" -> patient.setGender(AdministrativeGender.FEMALE);
            case "oud" -> disorder(value);
            case "withdrawal" -> condition("87132004");
            case "condition" -> condition(value);
            case "cows" -> score("cows-total", value);
            case "last" -> lastUse(value);
            case "factor" -> finding(value);
            case "absent" -> observe(Systems.FACTOR, value, coded(Systems.FINDING_VALUE, "absent"));
            case "qtc" -> observe(Systems.LOINC, "8636-3", new Quantity(Double.parseDouble(value)));
            case "alt" -> observe(Systems.LOINC, "1742-6", new Quantity(Double.parseDouble(value)));
            case "test" -> test(value);
            case "pregnant" -> observe(Systems.LOINC, "82810-3", coded(Systems.SNOMED, "77386006"));
            case "not-pregnant" -> observe(Systems.LOINC, "82810-3", coded(Systems.SNOMED, "60001007"));
            case "on" -> order(value, false);
            case "refused" -> order(value, true);
            case "yes" -> observe(Systems.ITEM, value, new BooleanType(true));
            case "no" -> observe(Systems.ITEM, value, new BooleanType(false));
            case "count" -> {
                String[] parts = value.split("=", 2);
                observe(Systems.ITEM, parts[0], new IntegerType(parts[1]));
            }
            case "criterion" -> observe(Systems.CRITERION, value, coded(Systems.ANSWER, "met"));
            default -> observe(Systems.ITEM, word, coded(Systems.ANSWER, value));
        }
    }

    private void age(int years) {
        LocalDate birth =
                now.atZone(ZoneOffset.UTC).toLocalDate().minusYears(years).minusDays(40);
        patient.setBirthDate(Date.from(birth.atStartOfDay(ZoneOffset.UTC).toInstant()));
    }

    private void disorder(String severity) {
        String code = switch (severity) {
            case "mild" -> "255604002";
            case "moderate" -> "6736007";
            default -> "24484000";
        };
        condition("mild".equals(severity) ? "5602001" : "75544000").setSeverity(coded(Systems.SNOMED, code));
    }

    private Condition condition(String code) {
        Condition condition = new Condition();
        condition.setId("Condition/c" + resources.size());
        condition.setSubject(new Reference("Patient/p"));
        condition.setCode(coded(Systems.SNOMED, code));
        condition.setClinicalStatus(coded(Systems.CONDITION_CLINICAL, "active"));
        resources.add(condition);
        return condition;
    }

    private void score(String code, String value) {
        String[] parts = value.split("@", 2);
        Observation score = observe(Systems.SCORE, code, new Quantity(Double.parseDouble(parts[0])));
        if (parts.length == 2) {
            score.setEffective(time(parts[1]));
        }
    }

    private void lastUse(String value) {
        String[] parts = value.split("@", 2);
        observe(Systems.ITEM, "last-opioid-type", coded(Systems.ANSWER, parts[0]));
        if (parts.length == 2) {
            observe(Systems.ITEM, "last-opioid-at", time(parts[1]));
        }
    }

    private void finding(String value) {
        String[] parts = value.split("=", 2);
        Observation finding = observe(Systems.FACTOR, parts[0], coded(Systems.FINDING_VALUE, "present"));
        if (parts.length == 2) {
            String severity = switch (parts[1]) {
                case "mild" -> "255604002";
                case "moderate" -> "6736007";
                default -> "24484000";
            };
            finding.addComponent()
                    .setCode(coded(Systems.COMPONENT, "severity"))
                    .setValue(coded(Systems.SNOMED, severity));
        }
    }

    private void test(String value) {
        String[] parts = value.split("=", 2);
        String code = switch (parts[0]) {
            case "opiates" -> "19295-5";
            case "fentanyl" -> "58379-9";
            case "methadone" -> "19550-3";
            case "buprenorphine" -> "58359-1";
            case "hcv" -> "16128-1";
            default -> throw new IllegalArgumentException(value);
        };
        observe(Systems.LOINC, code, coded(Systems.INTERPRETATION, parts[1]));
    }

    private void order(String drug, boolean refused) {
        String code = switch (drug) {
            case "buprenorphine" -> "1010604";
            case "buprenorphine-xr" -> "1996192";
            case "methadone" -> "864706";
            case "naltrexone" -> "637213";
            case "morphine" -> "7052";
            default -> throw new IllegalArgumentException(drug);
        };
        MedicationRequest order = new MedicationRequest();
        order.setId("MedicationRequest/m" + resources.size());
        order.setSubject(new Reference("Patient/p"));
        order.setStatus(MedicationRequest.MedicationRequestStatus.ACTIVE);
        order.setIntent(MedicationRequest.MedicationRequestIntent.ORDER);
        order.setMedication(coded(Systems.RXNORM, code));
        if (refused) {
            order.setDoNotPerform(true);
        }
        resources.add(order);
    }

    private Observation observe(String system, String code, Type value) {
        Observation observation = new Observation();
        observation.setId("Observation/o" + resources.size());
        observation.setSubject(new Reference("Patient/p"));
        observation.setStatus(Observation.ObservationStatus.FINAL);
        observation.setCode(coded(system, code));
        observation.setEffective(time("0h"));
        observation.setValue(value);
        resources.add(observation);
        return observation;
    }

    /** A time ago: {@code 16h} or {@code 21d}. */
    private DateTimeType time(String ago) {
        long amount = Long.parseLong(ago.substring(0, ago.length() - 1));
        Duration duration = ago.endsWith("d") ? Duration.ofDays(amount) : Duration.ofHours(amount);
        DateTimeType time = new DateTimeType(Date.from(now.minus(duration)));
        time.setTimeZoneZulu(true);
        return time;
    }

    private static CodeableConcept coded(String system, String code) {
        CodeableConcept concept = new CodeableConcept();
        concept.addCoding().setSystem(system).setCode(code);
        return concept;
    }
}
