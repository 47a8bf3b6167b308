package org.oudfhir.fhir;

import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;

/** Makes and matches coded concepts. Matching is by system and code, never by display. */
public final class Concept {

    private Concept() {}

    /** A concept of one coding. */
    public static CodeableConcept of(String system, String code, String display) {
        return new CodeableConcept().addCoding(new Coding(system, code, display));
    }

    /** A concept of one coding whose display the code system holds. */
    public static CodeableConcept of(String system, String code) {
        return new CodeableConcept().addCoding(new Coding(system, code, null));
    }

    /** Whether one of the concept's codings is this code. */
    public static boolean has(CodeableConcept concept, String system, String code) {
        return concept.getCoding().stream().anyMatch(coding -> is(coding, system, code));
    }

    /** Whether the coding is this code. */
    public static boolean is(Coding coding, String system, String code) {
        return system.equals(coding.getSystem()) && code.equals(coding.getCode());
    }
}
