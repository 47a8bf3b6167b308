package org.oudfhir.assessment;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Keys;
import org.oudfhir.fhir.Systems;
import org.oudfhir.storage.PatientRecord;

/** The person's mix of factors: a view of the findings on record, never stored. */
final class FactorProfile {

    private static final List<FactorRule> RULES = Findings.rules(new Thresholds(Map.of()));

    private static final Comparator<Observation> BY_TIME =
            Comparator.comparing(Past::when).thenComparing(finding -> String.valueOf(Keys.target(finding)));

    private FactorProfile() {}

    static Parameters of(PatientRecord record) {
        Map<String, List<Observation>> findings =
                findings(record).stream().collect(Collectors.groupingBy(FactorProfile::factor));
        Parameters profile = new Parameters();
        for (FactorRule rule : RULES) {
            List<Observation> all = findings.getOrDefault(rule.factor(), List.of());
            shown(all).ifPresent(finding -> describe(profile, rule, finding, all));
        }
        RULES.stream().map(FactorRule::category).distinct().forEach(category -> rollUp(profile, category, findings));
        return profile;
    }

    /** What a profile is made of. */
    static List<Observation> findings(PatientRecord record) {
        return record.list(Observation.class).stream()
                .filter(FactorProfile::stands)
                .toList();
    }

    private static boolean stands(Observation observation) {
        return observation.getStatus() != ObservationStatus.ENTEREDINERROR
                && observation.getStatus() != ObservationStatus.CANCELLED
                && !factor(observation).isEmpty();
    }

    private static String factor(Observation observation) {
        return observation.getCode().getCoding().stream()
                .filter(coding -> Systems.FACTOR.equals(coding.getSystem()))
                .map(Coding::getCode)
                .findFirst()
                .orElse("");
    }

    /** A clinician's latest finding, else the latest one that was asked, else the latest. */
    private static Optional<Observation> shown(List<Observation> findings) {
        return latest(findings.stream().filter(Changes::byClinician).toList())
                .or(() -> latest(
                        findings.stream().filter(finding -> !notAsked(finding)).toList()))
                .or(() -> latest(findings));
    }

    private static Optional<Observation> latest(List<Observation> findings) {
        return findings.stream().max(BY_TIME);
    }

    private static boolean notAsked(Observation finding) {
        return "not-asked".equals(reason(finding));
    }

    private static String reason(Observation finding) {
        return finding.hasDataAbsentReason()
                ? finding.getDataAbsentReason().getCodingFirstRep().getCode()
                : "";
    }

    private static String value(Observation finding) {
        if (!finding.hasValueCodeableConcept()) {
            return "unknown";
        }
        return Concept.has(finding.getValueCodeableConcept(), Systems.FINDING_VALUE, "present") ? "present" : "absent";
    }

    private static void describe(Parameters profile, FactorRule rule, Observation shown, List<Observation> all) {
        ParametersParameterComponent factor = profile.addParameter().setName("factor");
        factor.addPart().setName("factor").setValue(new Coding(Systems.FACTOR, rule.factor(), rule.display()));
        factor.addPart().setName("category").setValue(category(rule.category()));
        factor.addPart().setName("value").setValue(new CodeType(value(shown)));
        if (!reason(shown).isEmpty()) {
            factor.addPart().setName("reason").setValue(new CodeType(reason(shown)));
        }
        severity(shown)
                .ifPresent(severity -> factor.addPart().setName("severity").setValue(severity));
        if (shown.hasEffectiveDateTimeType()) {
            factor.addPart()
                    .setName("effective")
                    .setValue(shown.getEffectiveDateTimeType().copy());
        }
        factor.addPart().setName("finding").setValue(Keys.reference(shown));
        proposed(shown, all)
                .ifPresent(newer -> factor.addPart().setName("proposed").setValue(Keys.reference(newer)));
    }

    /** The rule's newer finding that no clinician has confirmed yet. */
    private static Optional<Observation> proposed(Observation shown, List<Observation> all) {
        return Changes.byClinician(shown)
                ? latest(all.stream()
                        .filter(finding -> !Changes.byClinician(finding) && !notAsked(finding))
                        .filter(finding -> Past.when(finding).isAfter(Past.when(shown)))
                        .toList())
                : Optional.empty();
    }

    private static Optional<CodeableConcept> severity(Observation finding) {
        return finding.getComponent().stream()
                .filter(component -> Concept.has(component.getCode(), Systems.COMPONENT, "severity"))
                .filter(Observation.ObservationComponentComponent::hasValueCodeableConcept)
                .map(component -> component.getValueCodeableConcept().copy())
                .findFirst();
    }

    /** Present if any factor is; absent only if all are; else unknown. */
    private static void rollUp(Parameters profile, String category, Map<String, List<Observation>> findings) {
        List<String> values = RULES.stream()
                .filter(rule -> rule.category().equals(category))
                .map(rule -> shown(findings.getOrDefault(rule.factor(), List.of()))
                        .map(FactorProfile::value)
                        .orElse("unknown"))
                .toList();
        String value = values.contains("present") ? "present" : values.contains("unknown") ? "unknown" : "absent";
        ParametersParameterComponent part = profile.addParameter().setName("category");
        part.addPart().setName("category").setValue(category(category));
        part.addPart().setName("value").setValue(new CodeType(value));
    }

    private static Coding category(String code) {
        return new Coding().setSystem(Systems.FACTOR_CATEGORY).setCode(code);
    }
}
