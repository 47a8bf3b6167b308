package org.oudfhir.privacy.issuer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;

/**
 * By what a person tells one patient from another: two of the same name and birth date differ in their record numbers.
 *
 * @param name as it is written
 * @param details birth date, sex and identifiers, as far as they are known
 */
record Portrait(String name, String details) {

    private static final int MOST_IDENTIFIERS = 3;
    private static final String RECORD_NUMBER = "MR";

    /** Of the United States: no page needs it to tell patients apart. */
    private static final String SOCIAL_SECURITY = "SS";

    static Portrait of(Patient patient) {
        String id = patient.getIdElement().getIdPart();
        String name = patient.getNameFirstRep().getNameAsSingleString();
        List<String> details = new ArrayList<>();
        if (patient.hasBirthDate()) {
            details.add("born " + patient.getBirthDateElement().getValueAsString());
        }
        if (patient.hasGender()) {
            details.add(patient.getGender().toCode());
        }
        List<String> identifiers = patient.getIdentifier().stream()
                .filter(identifier -> identifier.hasValue() && !isTyped(identifier, SOCIAL_SECURITY))
                .sorted(Comparator.comparing(identifier -> !isTyped(identifier, RECORD_NUMBER)))
                .limit(MOST_IDENTIFIERS)
                .map(Portrait::words)
                .toList();
        details.addAll(identifiers.isEmpty() ? List.of("record " + id) : identifiers);
        return new Portrait(
                name == null || name.isBlank() ? "Patient " + id : name.strip(), String.join(", ", details));
    }

    private static boolean isTyped(Identifier identifier, String code) {
        return identifier.getType().getCoding().stream().anyMatch(coding -> code.equals(coding.getCode()));
    }

    private static String words(Identifier identifier) {
        if (isTyped(identifier, RECORD_NUMBER)) {
            return "MRN " + identifier.getValue();
        }
        CodeableConcept type = identifier.getType();
        String kind = type.hasText() ? type.getText() : type.getCodingFirstRep().getDisplay();
        return (kind == null ? "identifier" : kind) + " " + identifier.getValue();
    }

    /** In one line. */
    String line() {
        return name + ", " + details;
    }
}
