package org.oudfhir.safety;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Dosage;
import org.hl7.fhir.r4.model.Duration;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Range;
import org.hl7.fhir.r4.model.Timing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** What dosage instructions amount to; the table is for pharmacists to read. */
class DoseTest {

    private static final String RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm";

    /** Codes of treatment A.1. */
    private static final Map<String, String> DRUGS = Map.of(
            "methadone", "6813",
            "methadone solution 10 mg/mL", "991147",
            "methadone tablet 5 mg", "864718",
            "lofexidine tablet 0.18 mg", "2046591",
            "clonidine tablet 0.1 mg", "884173",
            "buprenorphine film 8 mg", "1010604",
            "buprenorphine monthly 300 mg", "1996192",
            "naltrexone injection 380 mg", "637213");

    private static final Pattern AMOUNT = Pattern.compile("([<>]?)(-?[\\d.]+)(.*)");

    private static final Medications CATALOGUE = Catalogue.medications();

    @ParameterizedTest
    @CsvFileSource(resources = "doses.csv", delimiter = '|', useHeadersInDisplayName = true)
    void instructionsAmountTo(
            String drug,
            String instructions,
            String single,
            String firstDay,
            String daily,
            String interval,
            String fault) {
        MedicationRequest request = new MedicationRequest();
        Arrays.stream(instructions.split(";", -1)).map(DoseTest::dosage).forEach(request::addDosageInstruction);

        Dose dose = Dose.of(request, drug(drug));

        assertThat(dose.singleMg()).isEqualTo(number(single));
        assertThat(dose.firstDayMg()).isEqualTo(number(firstDay));
        assertThat(dose.dailyMg()).isEqualTo(number(daily));
        assertThat(dose.intervalDays()).isEqualTo(number(interval));
        if ("-".equals(fault)) {
            assertThat(dose.fault()).isEmpty();
        } else {
            assertThat(dose.fault()).contains(fault);
        }
    }

    @Test
    void anOrderWithoutInstructionsHasNoDoseRatherThanNone() {
        Dose dose = Dose.of(new MedicationRequest(), drug("methadone"));

        assertThat(dose.dailyMg()).isEmpty();
        assertThat(dose.fault()).contains("no dosageInstruction");
    }

    @Test
    void aUnitOfAnotherCodeSystemIsReadByItsText() {
        Quantity quantity = new Quantity(2)
                .setSystem("http://snomed.info/sct")
                .setCode("385055001")
                .setUnit("tablet");
        MedicationRequest request = new MedicationRequest();
        Dosage dosage = dosage("code=QD");
        dosage.addDoseAndRate().setDose(quantity);
        request.addDosageInstruction(dosage);

        assertThat(Dose.of(request, drug("methadone tablet 5 mg")).dailyMg()).hasValue(10);
    }

    private static Drug drug(String name) {
        CodeableConcept concept = new CodeableConcept();
        concept.addCoding().setSystem(RXNORM).setCode(DRUGS.get(name));
        return CATALOGUE.find(concept).orElseThrow();
    }

    private static OptionalDouble number(String cell) {
        return "-".equals(cell) ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(cell));
    }

    private static Dosage dosage(String words) {
        Dosage dosage = new Dosage();
        Arrays.stream(words.strip().split(" ", -1)).forEach(word -> {
            String[] pair = word.split("=", 2);
            add(dosage, pair[0], pair.length == 2 ? pair[1] : "");
        });
        return dosage;
    }

    private static void add(Dosage dosage, String word, String value) {
        Timing timing = dosage.getTiming();
        Timing.TimingRepeatComponent repeat = timing.getRepeat();
        switch (word) {
            case "seq" -> dosage.setSequence(Integer.parseInt(value));
            case "dose" -> dose(dosage.addDoseAndRate(), value);
            case "prn" -> dosage.setAsNeeded(new BooleanType(true));
            case "code" -> timing.getCode().addCoding().setCode(value);
            case "every" -> every(repeat, value.split("/", 2));
            case "frequency" -> repeat.setFrequency(Integer.parseInt(value));
            case "count" -> repeat.setCount(Integer.parseInt(value));
            case "times" -> {
                for (int hour = 8; hour < 8 + Integer.parseInt(value); hour++) {
                    repeat.addTimeOfDay("%02d:00:00".formatted(hour));
                }
            }
            case "on" ->
                Arrays.stream(value.split(",", -1))
                        .map(Timing.DayOfWeek::fromCode)
                        .forEach(repeat::addDayOfWeek);
            case "for" -> repeat.setBounds(quantity(value, new Duration()));
            case "days" -> repeat.setBounds(period(value.split("\\.\\.", 2)));
            case "at" ->
                Arrays.stream(value.split(",", -1))
                        .forEach(at -> timing.addEventElement().setValueAsString(at));
            case "max" -> {
                String[] pair = value.split("/", 2);
                dosage.getMaxDosePerPeriod()
                        .setNumerator(quantity(pair[0], new Quantity()))
                        .setDenominator(quantity(pair[1], new Quantity()));
            }
            default -> throw new IllegalArgumentException(word);
        }
    }

    private static void dose(Dosage.DosageDoseAndRateComponent rate, String value) {
        Matcher range = Pattern.compile("([\\d.]+)-([\\d.]*)(.*)").matcher(value);
        if (!range.matches()) {
            rate.setDose(quantity(value, new Quantity()));
            return;
        }
        Range dose = new Range().setLow(quantity(range.group(1) + range.group(3), new Quantity()));
        if (!range.group(2).isEmpty()) {
            dose.setHigh(quantity(range.group(2) + range.group(3), new Quantity()));
        }
        rate.setDose(dose);
    }

    private static void every(Timing.TimingRepeatComponent repeat, String[] pair) {
        String[] frequency = pair[0].split("-", 2);
        repeat.setFrequency(Integer.parseInt(frequency[0]));
        if (frequency.length == 2) {
            repeat.setFrequencyMax(Integer.parseInt(frequency[1]));
        }
        Matcher period = AMOUNT.matcher(pair[1]);
        assertThat(period.matches()).isTrue();
        repeat.setPeriod(new BigDecimal(period.group(2))).setPeriodUnit(Timing.UnitsOfTime.fromCode(period.group(3)));
    }

    private static Period period(String[] ends) {
        Period period = new Period().setStartElement(new DateTimeType(ends[0]));
        return ends[1].isEmpty() ? period : period.setEndElement(new DateTimeType(ends[1]));
    }

    private static <Q extends Quantity> Q quantity(String value, Q quantity) {
        Matcher amount = AMOUNT.matcher(value);
        assertThat(amount.matches()).isTrue();
        if (!amount.group(1).isEmpty()) {
            quantity.setComparator(Quantity.QuantityComparator.fromCode(amount.group(1)));
        }
        quantity.setValue(new BigDecimal(amount.group(2)))
                .setSystem("http://unitsofmeasure.org")
                .setCode(amount.group(3));
        return quantity;
    }
}
