package org.oudfhir.safety;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Medication;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Systems;
import org.oudfhir.storage.PatientRecord;

/**
 * A patient's chart and orders in the words of {@code rules.csv}: facts and orders are separated by {@code ;}, their words by
 * spaces. {@code @3d} and {@code @16h} say how long ago, without it: an hour; {@code undated} says nobody knows. A further word is
 * the status of the resource, such as {@code cancelled}, {@code refuted} or {@code revoked}. Ids count from 0 in the order of the
 * facts, so that {@code for=Condition/c0} is an order for the first condition that is told.
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
            Map.entry("amoxicillin", "723"),
            Map.entry("bup-ingredient", "1819"),
            Map.entry("methadone-ingredient", "6813"));

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
        resources.addAll(Places.all());
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
            case "born" -> patient.setBirthDateElement(new org.hl7.fhir.r4.model.DateType(value));
            case "female" -> patient.setGender(AdministrativeGender.FEMALE);
            case "oud" -> condition(Systems.SNOMED, "75544000", words);
            case "withdrawal" -> condition(Systems.SNOMED, "87132004", words);
            case "pregnant" -> observe(Systems.LOINC, "82810-3", coded(Systems.SNOMED, "77386006"), at);
            case "maybe-pregnant" -> observe(Systems.LOINC, "82810-3", coded(Systems.SNOMED, "102874004"), at);
            case "not-pregnant" -> observe(Systems.LOINC, "82810-3", coded(Systems.SNOMED, "60001007"), at);
            case "pregnancy-test" -> observe(Systems.LOINC, "80384-1", coded(Systems.INTERPRETATION, value), at);
            case "hepatic-failure" -> condition(Systems.SNOMED, "59927004", words);
            case "acute-hepatitis" -> condition(Systems.SNOMED, "197270009", words);
            case "cirrhosis" -> condition(Systems.SNOMED, "19943007", words);
            case "pregnancy" -> condition(Systems.SNOMED, "77386006", words);
            case "icd" -> condition(Systems.ICD10CM, value, words);
            case "uncoded-condition" -> condition(Systems.SNOMED, "", words);
            case "long-qt" -> condition(Systems.SNOMED, "111975006", words);
            case "cows" -> observe(Systems.SCORE, "cows-total", quantity(value, "{score}"), at);
            case "qtc" -> observe(Systems.LOINC, "8636-3", quantity(value, "ms"), at);
            case "cows-unknown" -> observe(Systems.SCORE, "cows-total", null, at);
            case "qtc-fridericia" -> observe(Systems.LOINC, "76634-5", quantity(value, "ms"), at);
            case "alt" -> observe(Systems.LOINC, "1742-6", quantity(value, "U/L"), at);
            case "ast" -> observe(Systems.LOINC, "1920-8", quantity(value, "U/L"), at);
            case "weight-kg" -> observe(Systems.LOINC, "29463-7", quantity(value, "kg"), at);
            case "weight-lb" -> observe(Systems.LOINC, "29463-7", quantity(value, "[lb_av]"), at);
            case "bp" -> {
                observe(Systems.LOINC, "85354-9", null, at);
                newest().addComponent()
                        .setCode(Concept.of(Systems.LOINC, "8480-6"))
                        .setValue(quantity(value, "mm[Hg]"));
                newest().addComponent()
                        .setCode(Concept.of(Systems.LOINC, "8462-4"))
                        .setValue(quantity("60", "mm[Hg]"));
            }
            case "rx-opioid" -> item("rx-opioid-drug", drug(value), at);
            case "rx-for-pain" -> item("rx-opioid-indication", coded(Systems.ANSWER, "pain"), at);
            case "last-opioid-use" -> item(word, new DateTimeType(at), Date.from(NOW.toInstant()));
            case "last-use-in-words" -> item("last-opioid-at", new org.hl7.fhir.r4.model.StringType("then"), at);
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
                item(word, new BooleanType(!value.equals("no")), at);
            case "setting", "preference", "alcohol-use", "sedative-use" -> item(word, coded(Systems.ANSWER, value), at);
            case "naloxone-challenge" ->
                item(word, coded(Systems.INTERPRETATION, value.equals("POS") ? "POS" : "NEG"), at);
            case "challenge-done" ->
                resources.add(Events.procedure(number++, Systems.ITEM, "naloxone-challenge", at, words));
            case "consent" -> resources.add(Events.consent(number++, "Patient/p1", at, words));
            case "guardian" -> resources.add(Events.consent(number++, "RelatedPerson/r1", at, words));
            case "pdmp" -> resources.add(Events.procedure(number++, Systems.SNOMED, "461621000124108", at, words));
            case "other-procedure" -> resources.add(Events.procedure(number++, Systems.SNOMED, "29303009", at, words));
            case "ecg-report" -> resources.add(Events.report(number++, "11524-6", at, words));
            case "other-report" -> resources.add(Events.report(number++, "24627-2", at, words));
            case "episode" -> resources.add(Events.episode(number++, at, words));
            case "seen" -> resources.add(Events.seen(number++, "AMB", at, words));
            case "seen-by-video" -> resources.add(Events.seen(number++, "VR", at, words));
            case "allergy" -> resources.add(Events.allergy(number++, drug(value), words));
            case "stock" -> resources.add(new Medication().setCode(drug(value)).setId("Medication/" + value));
            case "order" -> resources.add(order(fact.substring("order ".length()), false));
            case "former" ->
                resources.add(order(fact.substring("former ".length()), false).setId("MedicationRequest/m900"));
            case "given" -> resources.add(Events.given(number++, drug(value), at, words));
            case "dispensed" ->
                resources.add(Events.dispensed(number++, drug(value), quantity(words[2], "d"), at, words));
            case "statement" -> resources.add(Events.statement(number++, drug(value), at, words));
            default -> observe(Systems.LOINC, urine(word), coded(Systems.INTERPRETATION, value), at);
        }
        if (!resources.isEmpty() && newestIsAnObservation()) {
            Arrays.stream(words).skip(1).forEach(this::qualify);
        }
    }

    private boolean newestIsAnObservation() {
        return resources.get(resources.size() - 1) instanceof Observation;
    }

    private Observation newest() {
        return (Observation) resources.get(resources.size() - 1);
    }

    /** What a further word says of the result that was just told. */
    private void qualify(String word) {
        Observation result = newest();
        String value = word.substring(word.indexOf('=') + 1);
        switch (word.replaceAll("=.*", "")) {
            case "entered-in-error", "cancelled", "preliminary" -> result.setStatus(ObservationStatus.fromCode(word));
            case "not-asked" -> result.setDataAbsentReason(coded(Systems.DATA_ABSENT_REASON, word));
            case "unknown" -> result.setDataAbsentReason(coded(Systems.DATA_ABSENT_REASON, word));
            case "issued-only" -> {
                result.setIssued(result.getEffectiveDateTimeType().getValue());
                result.setEffective(null);
            }
            case "undated" -> result.setEffective(null);
            case "flagged" -> result.addInterpretation(coded(Systems.INTERPRETATION, value));
            case "whole" ->
                result.setValue(
                        new IntegerType(result.getValueQuantity().getValue().intValueExact()));
            case "limit" -> result.addReferenceRange().setHigh(quantity(value, "U/L"));
            default -> {
                // the value, or the time
            }
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
        medication(order, words);
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
                case "otp", "other-otp", "pharmacy", "unknown-place" ->
                    order.getDispenseRequest().setPerformer(new Reference("Organization/" + word));
                case "at" -> Places.send(order, word.substring(3));
                case "performer" -> order.setPerformer(new Reference("Organization/" + word.substring(10)));
                case "emergency", "inpatient", "virtual" -> order.setEncounter(new Reference("Encounter/" + word));
                case "visit" -> order.setEncounter(new Reference("Encounter/" + word.substring(6)));
                case "supply" ->
                    order.getDispenseRequest()
                            .getExpectedSupplyDuration()
                            .setValue(Long.parseLong(word.substring(7)))
                            .setSystem(Systems.UCUM)
                            .setCode("d");
                case "supply-weeks" ->
                    order.getDispenseRequest()
                            .getExpectedSupplyDuration()
                            .setValue(Long.parseLong(word.substring(13)))
                            .setSystem(Systems.UCUM)
                            .setCode("wk");
                case "blank-note" -> order.addNote().setText(" ");
                case "note" -> order.addNote().setText("Rationale: tolerance shown, observed dosing.");
                case "refused" -> order.setDoNotPerform(true);
                case "proposal" ->
                    order.setIntent(MedicationRequest.MedicationRequestIntent.PROPOSAL)
                            .setStatus(MedicationRequest.MedicationRequestStatus.DRAFT);
                case "plan", "option" -> order.setIntent(MedicationRequest.MedicationRequestIntent.fromCode(word));
                case "undated" -> order.setAuthoredOnElement(null);
                case "ended" -> order.getDispenseRequest().getValidityPeriod().setEnd(ago(word.substring(6)));
                case "until" -> { // below: of the dosage
                }
                case "by-reference", "contained", "resolved" -> { // above: of the medication
                }
                case "draft", "on-hold", "cancelled", "entered-in-error", "stopped", "completed" ->
                    order.setStatus(MedicationRequest.MedicationRequestStatus.fromCode(word));
                case "because" ->
                    order.setStatusReason(
                            new CodeableConcept().setText(word.substring(8).replace('_', ' ')));
                case "because-code" -> order.setStatusReason(Concept.of("urn:example:reasons", word.substring(13)));
                case "for" -> order.addReasonReference(new Reference(word.substring(4)));
                case "for-text" -> order.addReasonCode().setText(word.substring(9));
                case "for-withdrawal" -> order.addReasonCode(Concept.of(Systems.SNOMED, "87132004"));
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
            Arrays.stream(words)
                    .filter(word -> word.startsWith("until="))
                    .forEach(word ->
                            dosage.getTiming().getRepeat().setBounds(new Period().setEnd(ago(word.substring(6)))));
        }
        return order;
    }

    /** The drug by its code, or by a Medication: of the record, contained, or carried along. */
    private static void medication(MedicationRequest order, String[] words) {
        List<String> told = List.of(words);
        CodeableConcept code = drug(words[0]);
        if (told.contains("contained")) {
            order.addContained(new Medication().setCode(code).setId("#drug"));
            order.setMedication(new Reference("#drug"));
        } else if (told.contains("resolved")) {
            Reference reference = new Reference();
            reference.setResource(new Medication().setCode(code));
            order.setMedication(reference);
        } else {
            order.setMedication(told.contains("by-reference") ? new Reference("Medication/" + words[0]) : code);
        }
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
                return ago(word.substring(1));
            }
        }
        return ago("1h");
    }

    private static Date ago(String time) {
        long amount = Long.parseLong(time.substring(0, time.length() - 1));
        return Date.from(
                NOW.toInstant().minus(time.endsWith("d") ? Duration.ofDays(amount) : Duration.ofHours(amount)));
    }

    private void observe(String system, String code, @Nullable Type value, Date at) {
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

    private void condition(String system, String code, String[] words) {
        resources.add(Events.condition(
                number++, code.isEmpty() ? new CodeableConcept() : coded(system, code), at(words), words));
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
