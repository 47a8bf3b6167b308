package org.oudfhir.safety;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.AllergyIntolerance;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.MedicationAdministration;
import org.hl7.fhir.r4.model.MedicationDispense;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Type;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Systems;
import org.oudfhir.storage.PatientRecord;

/**
 * A patient's chart and orders in the words of {@code rules.csv}: facts and orders are separated by {@code ;}, their words by
 * spaces. {@code @3d} and {@code @16h} say how long ago, without it: an hour.
 */
final class Chart {

    static final ZonedDateTime NOW = ZonedDateTime.of(2026, 11, 24, 12, 0, 0, 0, ZoneOffset.UTC);

    private static final String OUR_PATIENT = "Patient/p1";

    /** Drugs by the name that the table uses: RxNorm code, or text only. */
    static final Map<String, String> DRUGS = Map.ofEntries(
            Map.entry("methadone", "864706"),
            Map.entry("bup", "351265"),
            Map.entry("bup-nal", "1010604"),
            Map.entry("sublocade", "1996192"),
            Map.entry("brixadi-weekly", "2639021"),
            Map.entry("brixadi-monthly", "2639036"),
            Map.entry("naltrexone", "1483744"),
            Map.entry("vivitrol", "637213"),
            Map.entry("naloxone", "1725059"),
            Map.entry("clonidine", "884173"),
            Map.entry("lofexidine", "2046591"),
            Map.entry("ondansetron", "26225"),
            Map.entry("hydroxyzine", "995258"),
            Map.entry("oxycodone", "7804"),
            Map.entry("diazepam", "3322"),
            Map.entry("zolpidem", "39993"),
            Map.entry("phenobarbital", "8134"),
            Map.entry("gabapentin", "25480"),
            Map.entry("rifampin", "9384"),
            Map.entry("fluconazole", "4450"),
            Map.entry("amoxicillin", "723"));

    private static final Map<String, String> URINE = Map.of(
            "uds-opiates", "19295-5",
            "uds-heroin", "19321-9",
            "uds-fentanyl", "59673-4",
            "uds-methadone", "19550-3",
            "uds-bup", "58359-1",
            "uds-benzo", "3390-2");

    private final Patient patient = new Patient();
    private final List<Resource> resources = new ArrayList<>();
    private int number;

    private Chart() {
        patient.setId(OUR_PATIENT);
        patient.setGender(AdministrativeGender.MALE);
        patient.setBirthDateElement(new org.hl7.fhir.r4.model.DateType("1990-01-01"));
        resources.add(organization("otp", true));
        resources.add(organization("other-otp", true));
        resources.add(organization("pharmacy", false));
        resources.add(encounter("emergency", "EMER"));
        resources.add(encounter("inpatient", "IMP"));
        resources.add(encounter("virtual", "VR"));
    }

    static PatientRecord record(String facts) {
        Chart chart = new Chart();
        for (String fact : facts.split(";", -1)) {
            if (!fact.isBlank()) {
                chart.add(fact.strip());
            }
        }
        return new PatientRecord(chart.patient, chart.resources);
    }

    /** The orders of a row; each is new and active unless it says otherwise. */
    static List<MedicationRequest> orders(String text) {
        Chart chart = new Chart();
        chart.number = 900;
        List<MedicationRequest> orders = new ArrayList<>();
        for (String order : text.split(";", -1)) {
            orders.add(chart.order(order.strip(), true));
        }
        return orders;
    }

    private void add(String fact) {
        String[] words = fact.split("[ ]+", -1);
        Date at = at(words);
        String word = words[0];
        String value = words.length > 1 ? words[1] : "";
        switch (word) {
            case "age" ->
                patient.setBirthDateElement(new org.hl7.fhir.r4.model.DateType(NOW.minusYears(Integer.parseInt(value))
                        .minusDays(1)
                        .toLocalDate()
                        .toString()));
            case "age-unknown" -> patient.setBirthDateElement(null);
            case "female" -> patient.setGender(AdministrativeGender.FEMALE);
            case "oud" -> condition(Systems.SNOMED, "75544000");
            case "withdrawal" -> condition(Systems.SNOMED, "87132004");
            case "pregnant" -> observe(Systems.LOINC, "82810-3", coded(Systems.SNOMED, "77386006"), at);
            case "maybe-pregnant" -> observe(Systems.LOINC, "82810-3", coded(Systems.SNOMED, "102874004"), at);
            case "not-pregnant" -> observe(Systems.LOINC, "82810-3", coded(Systems.SNOMED, "60001007"), at);
            case "pregnancy-test" -> observe(Systems.LOINC, "80384-1", coded(Systems.INTERPRETATION, value), at);
            case "hepatic-failure" -> condition(Systems.SNOMED, "59927004");
            case "acute-hepatitis" -> condition(Systems.SNOMED, "197270009");
            case "long-qt" -> condition(Systems.SNOMED, "111975006");
            case "cows" -> observe(Systems.SCORE, "cows-total", quantity(value, "{score}"), at);
            case "qtc" -> observe(Systems.LOINC, "8636-3", quantity(value, "ms"), at);
            case "alt" -> observe(Systems.LOINC, "1742-6", quantity(value, "U/L"), at);
            case "sbp" -> observe(Systems.LOINC, "8480-6", quantity(value, "mm[Hg]"), at);
            case "pulse" -> observe(Systems.LOINC, "8867-4", quantity(value, "/min"), at);
            case "child-pugh" -> item("child-pugh", coded(Systems.ANSWER, value), at);
            case "last-use" -> {
                item("last-opioid-type", coded(Systems.ANSWER, value), Date.from(NOW.toInstant()));
                item("last-opioid-at", new DateTimeType(at), Date.from(NOW.toInstant()));
            }
            case "never-used" -> item("last-opioid-type", coded(Systems.ANSWER, "none"), at);
            case "dependent" -> item("physically-dependent", coded(Systems.ANSWER, value), at);
            case "low-dose-protocol", "opioid-fentanyl", "guardian-consent", "sedative-daily" ->
                item(word, new BooleanType(true), at);
            case "setting", "preference", "alcohol-use", "sedative-use" -> item(word, coded(Systems.ANSWER, value), at);
            case "naloxone-challenge" -> item(word, coded(Systems.INTERPRETATION, "NEG"), at);
            case "consent" -> consent("Patient/p1");
            case "guardian" -> consent("RelatedPerson/r1");
            case "pdmp" -> procedure(at);
            case "seen" -> seen(at);
            case "allergy" -> allergy(value);
            case "order" -> resources.add(order(fact.substring("order ".length()), false));
            case "given" -> given(value, at);
            case "dispensed" -> dispensed(value, words[2], at);
            default -> observe(Systems.LOINC, urine(word), coded(Systems.INTERPRETATION, value), at);
        }
    }

    private static String urine(String word) {
        String code = URINE.get(word);
        if (code == null) {
            throw new IllegalArgumentException("The table says '" + word + "', which Chart does not know");
        }
        return code;
    }

    /** {@code methadone 30mg qd @2d otp supply=7 note refused proposal im sc iv emergency}. */
    private MedicationRequest order(String text, boolean reviewed) {
        String[] words = text.split("[ ]+", -1);
        MedicationRequest order = new MedicationRequest();
        order.setId("MedicationRequest/m" + number++);
        order.setStatus(MedicationRequest.MedicationRequestStatus.ACTIVE);
        order.setIntent(MedicationRequest.MedicationRequestIntent.ORDER);
        order.setSubject(new Reference(OUR_PATIENT));
        order.setMedication(drug(words[0]));
        order.setAuthoredOn(reviewed ? Date.from(NOW.toInstant()) : at(words));
        if (reviewed && text.contains("@")) {
            order.setAuthoredOn(at(words));
        }
        String frequency = "qd";
        List<String> doses = new ArrayList<>();
        List<String> routes = new ArrayList<>();
        for (int i = 1; i < words.length; i++) {
            String word = words[i];
            switch (word.replaceAll("=.*", "")) {
                case "qd", "bid", "tid", "q6h", "q28d", "q7d", "q25d", "q26d", "no-timing" -> frequency = word;
                case "im" -> routes.add("78421000");
                case "sc" -> routes.add("34206005");
                case "iv" -> routes.add("47625008");
                case "otp", "other-otp", "pharmacy" ->
                    order.getDispenseRequest().setPerformer(new Reference("Organization/" + word));
                case "emergency", "inpatient", "virtual" -> order.setEncounter(new Reference("Encounter/" + word));
                case "supply" ->
                    order.getDispenseRequest()
                            .getExpectedSupplyDuration()
                            .setValue(Long.parseLong(word.substring(7)))
                            .setSystem(Systems.UCUM)
                            .setCode("d");
                case "note" -> order.addNote().setText("Rationale: tolerance shown, observed dosing.");
                case "refused" -> order.setDoNotPerform(true);
                case "proposal" ->
                    order.setIntent(MedicationRequest.MedicationRequestIntent.PROPOSAL)
                            .setStatus(MedicationRequest.MedicationRequestStatus.DRAFT);
                case "stopped", "completed" ->
                    order.setStatus(MedicationRequest.MedicationRequestStatus.fromCode(word));
                case "because" ->
                    order.setStatusReason(
                            new CodeableConcept().setText(word.substring(8).replace('_', ' ')));
                case "for-pain" -> order.addReasonCode(Concept.of(Systems.SNOMED, "82423001"));
                case "for-oud" -> order.addReasonCode(Concept.of(Systems.SNOMED, "75544000"));
                case "taper" ->
                    order.setCourseOfTherapyType(Concept.of(
                            "http://terminology.hl7.org/CodeSystem/medicationrequest-course-of-therapy", "acute"));
                default -> {
                    if (word.endsWith("mg")) {
                        doses.add(word.substring(0, word.length() - 2));
                    } else if (!word.startsWith("@")) {
                        throw new IllegalArgumentException("The table says '" + word + "' of an order");
                    }
                }
            }
        }
        for (String dose : doses) {
            var dosage = order.addDosageInstruction();
            dosage.addDoseAndRate().setDose(quantity(dose, "mg"));
            timing(dosage, frequency);
            routes.forEach(route -> dosage.setRoute(Concept.of(Systems.SNOMED, route)));
        }
        return order;
    }

    private static void timing(org.hl7.fhir.r4.model.Dosage dosage, String frequency) {
        var repeat = dosage.getTiming().getRepeat();
        switch (frequency) {
            case "bid" -> repeat.setFrequency(2).setPeriod(1);
            case "tid" -> repeat.setFrequency(3).setPeriod(1);
            case "q6h" -> repeat.setFrequency(4).setPeriod(1);
            case "no-timing" -> {
                return;
            }
            case "qd" -> repeat.setFrequency(1).setPeriod(1);
            default -> repeat.setFrequency(1).setPeriod(Long.parseLong(frequency.substring(1, frequency.length() - 1)));
        }
        repeat.setPeriodUnit(org.hl7.fhir.r4.model.Timing.UnitsOfTime.D);
    }

    private static CodeableConcept drug(String name) {
        if (name.equals("free-text")) {
            return new CodeableConcept().setText("some drug");
        }
        String code = DRUGS.get(name);
        if (code == null) {
            throw new IllegalArgumentException("The table says the drug '" + name + "'");
        }
        return Concept.of(Systems.RXNORM, code);
    }

    private static Date at(String[] words) {
        for (String word : words) {
            if (word.startsWith("@")) {
                long amount = Long.parseLong(word.substring(1, word.length() - 1));
                Duration ago = word.endsWith("d") ? Duration.ofDays(amount) : Duration.ofHours(amount);
                return Date.from(NOW.toInstant().minus(ago));
            }
        }
        return Date.from(NOW.toInstant().minus(Duration.ofHours(1)));
    }

    private void observe(String system, String code, Type value, Date at) {
        Observation observation = new Observation();
        observation.setId("Observation/o" + number++);
        observation.setStatus(ObservationStatus.FINAL);
        observation.setCode(Concept.of(system, code));
        observation.setEffective(new DateTimeType(at));
        observation.setValue(value);
        resources.add(observation);
    }

    private void item(String code, Type value, Date at) {
        observe(Systems.ITEM, code, value, at);
    }

    private void condition(String system, String code) {
        Condition condition = new Condition();
        condition.setId("Condition/c" + number++);
        condition.setCode(Concept.of(system, code));
        resources.add(condition);
    }

    private void consent(String performer) {
        Consent consent = new Consent();
        consent.setId("Consent/k" + number++);
        consent.setStatus(Consent.ConsentState.ACTIVE);
        consent.setScope(Concept.of("http://terminology.hl7.org/CodeSystem/consentscope", "treatment"));
        consent.addPerformer(new Reference(performer));
        resources.add(consent);
    }

    private void procedure(Date at) {
        Procedure procedure = new Procedure();
        procedure.setId("Procedure/x" + number++);
        procedure.setStatus(Procedure.ProcedureStatus.COMPLETED);
        procedure.setCode(Concept.of(Systems.SNOMED, "461621000124108"));
        procedure.setPerformed(new DateTimeType(at));
        resources.add(procedure);
    }

    private void seen(Date at) {
        Encounter encounter = encounter("visit-" + number++, "AMB");
        encounter.setStatus(Encounter.EncounterStatus.FINISHED);
        encounter.getPeriod().setStart(at);
        resources.add(encounter);
    }

    private void allergy(String drug) {
        AllergyIntolerance allergy = new AllergyIntolerance();
        allergy.setId("AllergyIntolerance/a" + number++);
        allergy.setCode(drug(drug));
        resources.add(allergy);
    }

    private void given(String drug, Date at) {
        MedicationAdministration given = new MedicationAdministration();
        given.setId("MedicationAdministration/g" + number++);
        given.setStatus(MedicationAdministration.MedicationAdministrationStatus.COMPLETED);
        given.setMedication(drug(drug));
        given.setEffective(new DateTimeType(at));
        resources.add(given);
    }

    private void dispensed(String drug, String days, Date at) {
        MedicationDispense dispense = new MedicationDispense();
        dispense.setId("MedicationDispense/d" + number++);
        dispense.setStatus(MedicationDispense.MedicationDispenseStatus.COMPLETED);
        dispense.setMedication(drug(drug));
        dispense.setWhenHandedOver(at);
        dispense.setDaysSupply(quantity(days, "d"));
        resources.add(dispense);
    }

    private static Organization organization(String id, boolean program) {
        Organization organization = new Organization();
        organization.setId("Organization/" + id);
        if (program) {
            organization
                    .addIdentifier()
                    .setSystem("urn:example:otp-certification")
                    .setValue("OTP-1");
        }
        return organization;
    }

    private static Encounter encounter(String id, String setting) {
        Encounter encounter = new Encounter();
        encounter.setId("Encounter/" + id);
        encounter.setClass_(new Coding("http://terminology.hl7.org/CodeSystem/v3-ActCode", setting, null));
        return encounter;
    }

    private static CodeableConcept coded(String system, String code) {
        return Concept.of(system, code);
    }

    private static Quantity quantity(String value, String unit) {
        return new Quantity()
                .setValue(new java.math.BigDecimal(value))
                .setSystem(Systems.UCUM)
                .setCode(unit);
    }
}
