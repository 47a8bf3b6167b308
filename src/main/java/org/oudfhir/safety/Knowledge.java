package org.oudfhir.safety;

import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.ValueSet;
import org.oudfhir.fhir.Systems;

/**
 * What the rules know besides the patient: all of it comes from the guide.
 *
 * @param medications the drugs
 * @param thresholds the numbers
 * @param sets the value sets of tests and conditions
 * @param texts the words and sources of the rules
 */
public record Knowledge(Medications medications, Thresholds thresholds, CodeSets sets, RuleTexts texts) {

    private static final String CODE_SYSTEMS = Systems.BASE + "/CodeSystem/";

    /**
     * Reads the guide.
     *
     * @param site stricter thresholds of the site, by code
     * @throws Thresholds.Refused when one of them is unknown or laxer
     */
    public static Knowledge of(List<CodeSystem> codeSystems, List<ValueSet> valueSets, Map<String, Double> site) {
        return new Knowledge(
                new Medications(codeSystems.stream()
                        .filter(each -> each.getUrl().startsWith(CODE_SYSTEMS + "oud-medication-"))
                        .toList()),
                new Thresholds(table(codeSystems), site),
                new CodeSets(valueSets),
                new RuleTexts(find(codeSystems, "oud-safety-rule")));
    }

    /** The codes of all observations that a rule or a gap reads; no other changes an answer. */
    public List<String> observationCodes() {
        return ObservationCodes.all(sets);
    }

    /** The guide's table of thresholds. */
    public static CodeSystem table(List<CodeSystem> codeSystems) {
        return find(codeSystems, "oud-safety-threshold");
    }

    private static CodeSystem find(List<CodeSystem> codeSystems, String id) {
        return codeSystems.stream()
                .filter(each -> each.getUrl().equals(CODE_SYSTEMS + id))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The guide has no code system " + id));
    }
}
