package org.oudfhir.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VignettesTest {

    private static final Set<String> HITS = Set.of("95618-5", "95617-7", "95616-9", "95615-1");

    @ParameterizedTest
    @CsvSource({
        "SYN-0001, 13, 10, 0, 14, 8, 4",
        "SYN-0002,  9,  9, 4,  8, 7, 14",
        "SYN-0004,  4,  3, 0,  1, 6, 4",
        "SYN-0007, 18, 17, 5,  8, 9, 0"
    })
    void everyVignetteHasTheSumsOfItsTable(String id, int phq, int gad, int ptsd, int cows, int dsm, int hits) {
        QuestionnaireResponse intake = Intakes.vignetteIntake(id);

        assertThat(sum(intake, "phq-9")).isEqualTo(phq);
        assertThat(sum(intake, "gad-7")).isEqualTo(gad);
        assertThat(sum(intake, "pc-ptsd-5")).isEqualTo(ptsd);
        assertThat(sum(intake, "cows")).isEqualTo(cows);
        assertThat(sum(intake, "dsm5-oud")).isEqualTo(dsm);
        assertThat(sum(intake, "ahc-hrsn", HITS::contains)).isEqualTo(hits);
    }

    @Test
    void agesHoldOnTheDayOfTheIntake() {
        List<String> birthDates = Vignettes.list().stream()
                .flatMap(person -> person.record(Intakes.NOON).getEntry().stream())
                .map(BundleEntryComponent::getResource)
                .filter(Patient.class::isInstance)
                .map(resource -> ((Patient) resource).getBirthDateElement().getValueAsString())
                .toList();

        assertThat(birthDates).containsExactly("1996-08-31", "1998-08-31", "1981-08-31", "1992-08-31");
    }

    @Test
    void whatIsSentIsMarkedAsTestDataAndCreatedOnce() {
        assertThat(Intakes.vignette("SYN-0001").record(Intakes.NOON).getEntry()).allSatisfy(entry -> {
            assertThat(entry.getRequest().getIfNoneExist()).startsWith("identifier=https://oud-fhir.github.io/ig/");
            assertThat(entry.getResource().getMeta().getTagFirstRep().getCode()).isEqualTo("HTEST");
        });
    }

    private static int sum(QuestionnaireResponse response, String group) {
        return sum(response, group, linkId -> true);
    }

    /** The sum of the scores that the published form gives to the answers. */
    private static int sum(QuestionnaireResponse response, String group, Predicate<String> wanted) {
        return response.getItem().stream()
                .filter(item -> item.getLinkId().equals(group))
                .flatMap(item -> item.getItem().stream())
                .filter(item -> wanted.test(item.getLinkId()))
                .flatMap(VignettesTest::scores)
                .mapToInt(BigDecimal::intValueExact)
                .sum();
    }

    private static Stream<BigDecimal> scores(QuestionnaireResponseItemComponent item) {
        return item.getAnswer().stream()
                .map(answer -> answer.getValue())
                .filter(Coding.class::isInstance)
                .flatMap(coding -> Intakes.score(item.getLinkId(), ((Coding) coding).getCode()).stream());
    }
}
