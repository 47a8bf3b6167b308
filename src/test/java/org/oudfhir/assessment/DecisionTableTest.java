package org.oudfhir.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.oudfhir.fhir.Systems;

/** The clinical tables: what each set of answers gives. */
class DecisionTableTest {

    private final Assessments assessments = Filled.assessments();

    @ParameterizedTest
    @CsvFileSource(resources = "scores.csv", delimiter = '|', useHeadersInDisplayName = true)
    void answersGiveTheScoreAndItsBand(String form, String instrument, String answers, String expected) {
        Filled filled = Filled.form(form);
        if ("ace".equals(instrument)) {
            childhood(filled, answers);
        } else {
            filled.scored(instrument, answers);
        }

        assertThat(Derived.score(resources(filled), instrument)).isEqualTo(expected);
    }

    private static void childhood(Filled filled, String answers) {
        List<String> items = Instrument.of("ace").items();
        String[] given = answers.split(",", -1);
        for (int i = 0; i < items.size(); i++) {
            boolean frequency = i >= 5;
            String yes = frequency ? "once" : "yes";
            filled.with(items.get(i), "1".equals(given[i]) ? yes : frequency ? "never" : "no");
        }
    }

    @ParameterizedTest
    @CsvFileSource(resources = "findings.csv", delimiter = '|', useHeadersInDisplayName = true)
    void answersGiveTheFinding(String form, String answers, String factor, String expected) {
        String[] parts = String.valueOf(answers == null ? "" : answers).split(";", -1);
        Filled filled = Filled.form(form).pairs(parts[0]);
        if (parts.length > 1) {
            Arrays.stream(parts[1].trim().split(" ", -1)).forEach(filled::relative);
        }

        assertThat(assessments.check(filled.response())).isEmpty();
        assertThat(Derived.finding(resources(filled), factor)).isEqualTo(expected);
    }

    @Test
    void aSiteMaySetTheCutOffOfThePtsdScreen() {
        Assessments sensitive =
                new Assessments(Filled.CONTEXT, Filled::find, Map.of("pc-ptsd-5.present", BigDecimal.valueOf(3)));
        Filled three = Filled.form("pc-ptsd-5").with("102011-4", "LA33-6").scored("pc-ptsd-5", "1,1,1,0,0");

        List<Resource> resources =
                sensitive.assess(three.response(), Derived.empty()).resources();

        assertThat(Derived.finding(resources, "ptsd")).isEqualTo("P");
        assertThat(Derived.finding(resources(three), "ptsd")).isEqualTo("A");
    }

    @Test
    void toleranceAndWithdrawalDoNotCountUnderSupervision() {
        Filled supervised =
                Filled.form("dsm5-oud").scored("dsm5", "1,1,0,0,0,0,0,0,0,1,1").with("dsm5-supervised-only", "true");

        List<Resource> resources = resources(supervised);

        assertThat(Derived.score(resources, "dsm5")).isEqualTo("2 mild");
        Observation count =
                Derived.observation(resources, Systems.SCORE, "dsm5-oud-count").orElseThrow();
        assertThat(count.getExtensionByUrl(Systems.SUPERVISED_OPIOID_ONLY)
                        .getValue()
                        .primitiveValue())
                .isEqualTo("true");
    }

    @Test
    void theIntakeWritesAllFactorsAndAnEmptyOneLeavesThemNotAsked() {
        List<Resource> resources = resources(Filled.form("oud-intake"));

        Set<String> reasons = Findings.rules(new Thresholds(Map.of())).stream()
                .map(rule -> Derived.finding(resources, rule.factor()))
                .collect(Collectors.toSet());
        assertThat(reasons).containsExactly("U not-asked");
    }

    @Test
    void aFormWritesOnlyTheFactorsThatItFeeds() {
        List<String> factors =
                Derived.all(resources(Filled.form("phq-9").scored("phq-9", "0,0,0,0,0,0,0,0,0")), Observation.class)
                        .stream()
                        .filter(observation -> Systems.FACTOR.equals(
                                observation.getCode().getCodingFirstRep().getSystem()))
                        .map(observation ->
                                observation.getCode().getCodingFirstRep().getCode())
                        .toList();

        assertThat(factors).containsExactlyInAnyOrder("depression", "suicide-risk");
    }

    private List<Resource> resources(Filled filled) {
        return assessments.assess(filled.response(), Derived.empty()).resources();
    }
}
