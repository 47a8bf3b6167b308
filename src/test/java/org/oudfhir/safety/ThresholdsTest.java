package org.oudfhir.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionComponent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers of the rules, and what a site may do with them. */
class ThresholdsTest {

    @ParameterizedTest
    @CsvSource({
        "methadone-first-dose-mg, 30",
        "methadone-day-1-mg, 50",
        "methadone-low-tolerance-mg, 10",
        "qtc-caution-ms, 450",
        "qtc-stop-ms, 500",
        "cows-withdrawal, 5",
        "cows-buprenorphine-stop, 8",
        "cows-buprenorphine-clear, 11",
        "naltrexone-short-acting-days, 7",
        "naltrexone-proof-days, 10",
        "naltrexone-long-acting-days, 14",
        "naltrexone-late-days, 35",
        "sublocade-interval-days, 26",
        "buprenorphine-inform-mg, 24",
        "buprenorphine-rationale-mg, 32",
        "buprenorphine-age, 16",
        "adult-age, 18"
    })
    void theGuideSays(String code, double value) {
        assertThat(thresholds(Map.of()).get(code)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"qtc-stop-ms, 480", "qtc-stop-ms, 500", "cows-buprenorphine-stop, 12", "methadone-day-1-mg, 40"})
    void aSiteMayBeStricter(String code, double own) {
        Thresholds thresholds = thresholds(Map.of(code, own));

        assertThat(thresholds.get(code)).isEqualTo(own);
        assertThat(thresholds.all())
                .filteredOn(each -> each.code().equals(code))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "qtc-stop-ms, 500.1, at most 500",
        "cows-buprenorphine-stop, 7.9, at least 8",
        "methadone-day-1-mg, 50.1, at most 50",
        "naltrexone-xr-mg, 300, cannot be changed"
    })
    void aSiteMayNotBeLaxer(String code, double own, String said) {
        assertThatThrownBy(() -> thresholds(Map.of(code, own)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(code)
                .hasMessageContaining(said);
    }

    @ParameterizedTest
    @CsvSource({"NaN", "Infinity", "-1", "-Infinity"})
    void aSiteMayNotSetWhatIsNoAmount(double own) {
        assertThatThrownBy(() -> thresholds(Map.of("qtc-stop-ms", own)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("qtc-stop-ms");
    }

    @Test
    void aSiteMayNotSetWhatTheGuideDoesNotHave() {
        assertThatThrownBy(() -> thresholds(Map.of("qtc-limit", 480.0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("qtc-limit");
    }

    @Test
    void everyNumberHasAUnitASideASourceAndItsEvidence() {
        for (ConceptDefinitionComponent concept : table().getConcept()) {
            assertThat(property(concept, "unit")).as(concept.getCode()).isNotEmpty();
            assertThat(property(concept, "source")).as(concept.getCode()).isNotEmpty();
            assertThat(property(concept, "stricter")).as(concept.getCode()).isIn("higher", "lower", "fixed");
            assertThat(property(concept, "evidence")).as(concept.getCode()).isIn("V", "S", "K");
        }
    }

    @Test
    void theStoredTableShowsTheNumberOfTheSite() {
        CodeSystem effective = thresholds(Map.of("qtc-stop-ms", 480.0)).effective(table());

        assertThat(effective.getConcept())
                .filteredOn(concept -> !property(concept, "site-value").isEmpty())
                .extracting(ConceptDefinitionComponent::getCode, concept -> property(concept, "site-value"))
                .containsExactly(org.assertj.core.api.Assertions.tuple("qtc-stop-ms", "480"));
        assertThat(table().getConcept())
                .allMatch(concept -> property(concept, "site-value").isEmpty());
    }

    private static CodeSystem table() {
        List<CodeSystem> all = Catalogue.codeSystems();
        return all.stream()
                .filter(each -> each.getUrl().endsWith("/oud-safety-threshold"))
                .findFirst()
                .orElseThrow();
    }

    private static Thresholds thresholds(Map<String, Double> site) {
        return new Thresholds(table(), site);
    }

    private static String property(ConceptDefinitionComponent concept, String code) {
        return concept.getProperty().stream()
                .filter(each -> each.getCode().equals(code))
                .map(each -> each.getValue().primitiveValue())
                .findFirst()
                .orElse("");
    }
}
