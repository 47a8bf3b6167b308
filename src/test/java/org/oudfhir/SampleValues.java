package org.oudfhir;

import java.math.BigDecimal;
import java.util.Optional;
import org.hl7.fhir.r4.model.Address;
import org.hl7.fhir.r4.model.Age;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.Duration;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.MarkdownType;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.PositiveIntType;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.SimpleQuantity;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Timing;
import org.hl7.fhir.r4.model.Type;
import org.hl7.fhir.r4.model.UriType;
import org.hl7.fhir.r4.model.UrlType;

/** One value of each data type that search parameters look for. */
final class SampleValues {

    static final String SYSTEM = "urn:oud:matrix";
    static final String WORD = "matrixword";

    private static final String UCUM = "http://unitsofmeasure.org";
    private static final String DAY = "2001-02-03";
    private static final String TIME = DAY + "T04:05:06Z";
    private static final BigDecimal NUMBER = new BigDecimal("0.47");
    private static final BigDecimal AMOUNT = new BigDecimal("47");

    private SampleValues() {}

    /** A value of a type; none of one that is not looked for by its value. */
    static Optional<Type> of(String type) {
        return Optional.ofNullable(
                switch (type) {
                    case "string" -> new StringType(WORD);
                    case "markdown" -> new MarkdownType(WORD);
                    case "uri" -> new UriType(SYSTEM + ":" + WORD);
                    case "url" -> new UrlType("http://example.org/" + WORD);
                    case "canonical" -> new CanonicalType("http://example.org/" + WORD);
                    case "id" -> new IdType("2.25.47");
                    case "boolean" -> new BooleanType(true);
                    case "positiveInt" -> new PositiveIntType(1);
                    case "decimal" -> new DecimalType(NUMBER);
                    case "date" -> new DateType(DAY);
                    case "dateTime" -> new DateTimeType(TIME);
                    case "instant" -> new InstantType(TIME);
                    case "Period" ->
                        new Period().setStartElement(new DateTimeType(TIME)).setEndElement(new DateTimeType(TIME));
                    case "Timing" -> {
                        Timing timing = new Timing();
                        timing.getEvent().add(new DateTimeType(TIME));
                        yield timing;
                    }
                    case "Coding" -> coding();
                    case "CodeableConcept" -> new CodeableConcept(coding());
                    case "Identifier" -> new Identifier().setSystem(SYSTEM).setValue(WORD);
                    case "ContactPoint" -> new ContactPoint().setValue(WORD);
                    case "HumanName" -> new HumanName().setFamily(WORD).addGiven(WORD);
                    case "Address" -> new Address().setCity(WORD).addLine(WORD);
                    case "Quantity" -> measure(new Quantity(), "mg");
                    case "SimpleQuantity" -> measure(new SimpleQuantity(), "mg");
                    case "Duration" -> measure(new Duration(), "min");
                    case "Age" -> measure(new Age(), "a");
                    default -> null;
                });
    }

    private static Coding coding() {
        return new Coding(SYSTEM, WORD, null);
    }

    private static Quantity measure(Quantity quantity, String unit) {
        return quantity.setValue(AMOUNT).setSystem(UCUM).setCode(unit).setUnit(unit);
    }
}
