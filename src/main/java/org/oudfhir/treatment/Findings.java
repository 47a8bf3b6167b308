package org.oudfhir.treatment;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Systems;
import org.oudfhir.storage.PatientRecord;

/**
 * The finding that counts for each factor: the newest by a clinician; else the newest for which the question was asked; else
 * the newest.
 */
final class Findings {

    private static final Set<ObservationStatus> NOT_COUNTED =
            Set.of(ObservationStatus.ENTEREDINERROR, ObservationStatus.CANCELLED);

    private static final Comparator<Observation> BEST_LAST = Comparator.comparing(Findings::isClinical)
            .thenComparing(finding -> !notAsked(finding))
            .thenComparing(Findings::effective)
            .thenComparing(finding -> String.valueOf(finding.getId()));

    private final Map<String, Observation> byFactor = new LinkedHashMap<>();

    Findings(PatientRecord record) {
        record.list(Observation.class).stream()
                .filter(observation -> !NOT_COUNTED.contains(observation.getStatus()))
                .sorted(BEST_LAST)
                .forEach(observation -> coding(observation.getCode(), Systems.FACTOR)
                        .ifPresent(factor -> byFactor.put(factor.getCode(), observation)));
    }

    /** The findings that count, in the order of their factors' codes. */
    List<Observation> all() {
        return byFactor.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
    }

    List<Observation> present() {
        return all().stream().filter(Findings::isPresent).toList();
    }

    /** The present findings that a reason names by factor or by category. */
    List<Observation> present(Coding reason) {
        if (Systems.FACTOR_CATEGORY.equals(reason.getSystem())) {
            return present().stream()
                    .filter(finding -> finding.getCategory().stream()
                            .anyMatch(category -> Concept.has(category, Systems.FACTOR_CATEGORY, reason.getCode())))
                    .toList();
        }
        Observation finding = Systems.FACTOR.equals(reason.getSystem()) ? byFactor.get(reason.getCode()) : null;
        return finding != null && isPresent(finding) ? List.of(finding) : List.of();
    }

    /** What is addressed when a finding is: one concept with its factor and its category, so that either finds it. */
    static CodeableConcept addressed(Observation finding) {
        CodeableConcept addressed = new CodeableConcept();
        coding(finding.getCode(), Systems.FACTOR).map(Coding::copy).ifPresent(addressed::addCoding);
        finding.getCategory().stream()
                .flatMap(category -> coding(category, Systems.FACTOR_CATEGORY).stream())
                .map(Coding::copy)
                .findFirst()
                .ifPresent(addressed::addCoding);
        return addressed;
    }

    private static boolean isPresent(Observation finding) {
        return finding.getValue() instanceof CodeableConcept value
                && Concept.has(value, Systems.FINDING_VALUE, "present");
    }

    private static boolean isClinical(Observation finding) {
        return Concept.has(finding.getMethod(), Systems.FINDING_METHOD, "clinical-judgement");
    }

    private static boolean notAsked(Observation finding) {
        return Concept.has(finding.getDataAbsentReason(), Systems.DATA_ABSENT_REASON, "not-asked");
    }

    private static Instant effective(Observation finding) {
        return finding.getEffective() instanceof DateTimeType time && time.hasValue()
                ? time.getValue().toInstant()
                : Instant.MIN;
    }

    private static Optional<Coding> coding(CodeableConcept concept, String system) {
        return concept.getCoding().stream()
                .filter(coding -> system.equals(coding.getSystem()))
                .findFirst();
    }
}
