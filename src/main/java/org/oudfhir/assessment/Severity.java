package org.oudfhir.assessment;

import org.hl7.fhir.r4.model.CodeableConcept;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Systems;

/** How severe a present factor is. */
enum Severity {
    NONE("", ""),
    MILD("255604002", "Mild"),
    MODERATE("6736007", "Moderate"),
    SEVERE("24484000", "Severe");

    private final String snomed;
    private final String display;

    Severity(String snomed, String display) {
        this.snomed = snomed;
        this.display = display;
    }

    CodeableConcept concept() {
        return Concept.of(Systems.SNOMED, snomed, display);
    }
}
