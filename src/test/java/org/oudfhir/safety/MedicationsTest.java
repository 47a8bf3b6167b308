package org.oudfhir.safety;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** What the codes of the catalogue mean. */
class MedicationsTest {

    private static final String RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm";
    private static final String SNOMED = "http://snomed.info/sct";

    private final Medications medications = Catalogue.medications();

    @ParameterizedTest
    @CsvFileSource(resources = "drugs.csv", delimiter = '|', useHeadersInDisplayName = true)
    void aCodeMeans(String system, String code, String ingredients, String classes, String form, double strength) {
        Drug drug = medications.find(concept(system, code)).orElseThrow();

        assertThat(drug.ingredients()).isEqualTo(Set.of(ingredients.split(" ", -1)));
        assertThat(drug.classes().stream().map(DrugClass::code).collect(Collectors.toSet()))
                .isEqualTo(Set.of(classes.split(" ", -1)));
        assertThat(drug.form()).isEqualTo(form);
        assertThat(drug.strengthMg()).isEqualTo(strength);
    }

    @Test
    void aDrugIsFoundByItsCodeAndNeverByItsDisplay() {
        CodeableConcept concept = concept(RXNORM, "0").setText("Methadone");
        concept.getCodingFirstRep().setDisplay("Methadone");

        assertThat(medications.find(concept)).isEmpty();
    }

    @Test
    void aCodeCountsOnlyInItsOwnSystem() {
        assertThat(medications.find(concept(SNOMED, "6813"))).isEmpty();
        assertThat(medications.find(new CodeableConcept())).isEmpty();
    }

    @Test
    void aProductGoesBeforeItsIngredient() {
        CodeableConcept concept = concept(RXNORM, "1819");
        concept.addCoding().setSystem(RXNORM).setCode("1010604");

        assertThat(medications.find(concept).orElseThrow().form()).isEqualTo("sublingual-film");
    }

    @Test
    void twoIngredientsMakeACombinationThatIsNoRescue() {
        CodeableConcept concept = concept(RXNORM, "1819");
        concept.addCoding().setSystem(RXNORM).setCode("7242");
        Drug drug = medications.find(concept).orElseThrow();

        assertThat(drug.ingredients()).containsExactlyInAnyOrder("buprenorphine", "naloxone");
        assertThat(drug.classes()).containsExactly(DrugClass.BUPRENORPHINE);
    }

    @Test
    void everyRowSaysWhereItsCodeWasSeenAndHowWell() {
        assertThat(rows("source")).isNotEmpty().allMatch(source -> source.matches(".*\\[(V|S|K, unverified)].*"));
    }

    @Test
    void everyClassThatARuleAsksForHasADrug() {
        assertThat(rows("class")
                        .map(code ->
                                DrugClass.valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'))))
                .containsAll(Arrays.stream(DrugClass.values())
                        .filter(each -> each != DrugClass.ANAESTHETIC)
                        .toList());
    }

    private static Stream<String> rows(String property) {
        List<CodeSystem> supplements = Catalogue.codeSystems().stream()
                .filter(each -> each.getUrl().contains("/oud-medication-"))
                .toList();
        return supplements.stream()
                .flatMap(each -> each.getConcept().stream())
                .flatMap(concept -> concept.getProperty().stream())
                .filter(each -> each.getCode().equals(property))
                .map(each -> each.getValue().primitiveValue());
    }

    private static CodeableConcept concept(String system, String code) {
        CodeableConcept concept = new CodeableConcept();
        concept.addCoding().setSystem(system).setCode(code);
        return concept;
    }
}
