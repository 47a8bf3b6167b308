package org.oudfhir.privacy.part2;

import java.util.Map;
import java.util.Set;

/** Classes of data that a consent may name as a label: code system {@code oud-data-class}. */
final class DataClass {

    private static final Map<String, Set<String>> TYPES = Map.of(
            "appointments", Set.of("Appointment"),
            "medications",
                    Set.of(
                            "MedicationRequest",
                            "MedicationStatement",
                            "MedicationAdministration",
                            "MedicationDispense"),
            "billing", Set.of("Claim", "ExplanationOfBenefit", "Coverage"));

    private DataClass() {}

    /** The resource types of a class; none for what is no class. */
    static Set<String> of(String code) {
        return TYPES.getOrDefault(code, Set.of());
    }
}
