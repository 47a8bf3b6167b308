package org.oudfhir.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.oudfhir.assessment.Vignettes.Vignette;
import org.oudfhir.storage.PatientRecord;

/** The four synthetic patients get exactly the scores and findings of the clinical specification. */
class VignetteTest {

    private final Assessments assessments = Filled.assessments();

    static List<Vignette> vignettes() {
        return Vignettes.all();
    }

    @ParameterizedTest
    @MethodSource("vignettes")
    void intakeKeepsToItsForm(Vignette vignette) {
        assertThat(assessments.check(vignette.response())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("vignettes")
    void intakeGivesTheExpectedScoresAndFindings(Vignette vignette) {
        List<Resource> resources =
                assessments.assess(vignette.response(), Derived.empty()).resources();

        Map<String, String> expected = new LinkedHashMap<>();
        Map<String, String> actual = new LinkedHashMap<>();
        for (Instrument instrument : Instrument.all()) {
            expected.put(instrument.id(), vignette.cell("score " + instrument.id()));
            actual.put(instrument.id(), Derived.score(resources, instrument.id()));
        }
        for (FactorRule rule : Findings.rules(new Thresholds(Map.of()))) {
            expected.put(rule.factor(), vignette.cell(rule.factor()));
            actual.put(rule.factor(), Derived.finding(resources, rule.factor()));
        }
        assertThat(actual).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("vignettes")
    void theSameIntakeAgainChangesNothing(Vignette vignette) {
        PatientRecord before = Derived.empty();
        PatientRecord after = Derived.store(
                before, assessments.assess(vignette.response(), before).resources());

        assertThat(assessments.assess(vignette.response(), after).resources()).isEmpty();
    }
}
