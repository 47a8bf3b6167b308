package org.oudfhir.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ValueSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts as enrolled here, by what is on record. */
class EnrolmentTest {

    private static final FhirContext FHIR = FhirContext.forR4Cached();
    private static final String RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm";
    private static final String DRUG =
            "\"medicationCodeableConcept\":{\"coding\":[{\"system\":\"" + RXNORM + "\",\"code\":\"6813\"}]}";

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '^',
            value = {
                "\"status\":\"active\"; true",
                "\"status\":\"finished\"; false",
                "\"status\":\"planned\"; false",
                "\"status\":\"active\",\"period\":{\"start\":\"2026-11-24\"}; true",
                "\"status\":\"active\",\"period\":{\"start\":\"2026-11-25\"}; false",
                "\"status\":\"active\",\"period\":{\"end\":\"2026-11-24\"}; true",
                "\"status\":\"active\",\"period\":{\"end\":\"2026-11-23\"}; false",
                "\"status\":\"active\",\"managingOrganization\":{\"reference\":\"Organization/own\"}; true",
                "\"status\":\"active\",\"managingOrganization\":{\"reference\":\"Organization/other\"}; false"
            })
    void anEpisodeOfThisProgramCounts(String elements, boolean enrolled) {
        assertThat(isEnrolled("\"resourceType\":\"EpisodeOfCare\"," + elements)).isEqualTo(enrolled);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '^',
            value = {
                "\"status\":\"active\",\"intent\":\"order\"; true",
                "\"status\":\"active\",\"intent\":\"order\",\"authoredOn\":\"2026-11-24T23:00:00Z\"; true",
                "\"status\":\"active\",\"intent\":\"order\",\"authoredOn\":\"2026-11-25T01:00:00Z\"; false",
                "\"status\":\"active\",\"intent\":\"order\",\"reportedBoolean\":true; false",
                "\"status\":\"active\",\"intent\":\"order\",\"doNotPerform\":true; false",
                "\"status\":\"active\",\"intent\":\"proposal\"; false",
                "\"status\":\"draft\",\"intent\":\"order\"; false",
                "\"status\":\"stopped\",\"intent\":\"order\"; false"
            })
    void anOrderOfMethadoneCounts(String elements, boolean enrolled) {
        assertThat(isEnrolled("\"resourceType\":\"MedicationRequest\"," + DRUG + "," + elements))
                .isEqualTo(enrolled);
    }

    @Test
    void theDrugMayStandInAResourceOfItsOwn() {
        String order = "\"resourceType\":\"MedicationRequest\",\"status\":\"active\",\"intent\":\"order\",";
        String contained = "\"contained\":[{\"resourceType\":\"Medication\",\"id\":\"m\","
                + DRUG.replace("medicationCodeableConcept", "code") + "}],";

        assertThat(isEnrolled(order + contained + "\"medicationReference\":{\"reference\":\"#m\"}"))
                .isTrue();
        assertThat(isEnrolled(order + "\"medicationReference\":{\"reference\":\"Medication/methadone\"}"))
                .isTrue();
        assertThat(isEnrolled(order + "\"medicationReference\":{\"reference\":\"Medication/unknown\"}"))
                .isFalse();
    }

    @Test
    void anotherDrugDoesNotCount() {
        assertThat(isEnrolled("\"resourceType\":\"MedicationRequest\",\"status\":\"active\",\"intent\":\"order\","
                        + DRUG.replace("6813", "1819")))
                .isFalse();
    }

    private static boolean isEnrolled(String elements) {
        ValueSet methadone = new ValueSet();
        methadone.getCompose().addInclude().setSystem(RXNORM).addConcept().setCode("6813");
        Resource drug = parse("\"resourceType\":\"Medication\"," + DRUG.replace("medicationCodeableConcept", "code"));
        return new Enrolment(
                        methadone,
                        Optional.of("Organization/own"),
                        (type, id) -> Optional.of(drug).filter(each -> id.equals("methadone")))
                .isOn(LocalDate.of(2026, 11, 24), List.of(parse(elements)));
    }

    private static Resource parse(String elements) {
        return (Resource) FHIR.newJsonParser().parseResource("{" + elements + "}");
    }
}
