package org.oudfhir.safety;

import java.util.Locale;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Organization;

/**
 * Tells a certified opioid treatment program by its identifier (specification D.3): the system or the type of the identifier
 * names it. NUCC 261QM2800X as the organization's type counts too [K, unverified].
 */
final class Programs {

    private static final String METHADONE_CLINIC = "261QM2800X";

    private Programs() {}

    static boolean isCertified(Organization organization) {
        return (!organization.hasActive() || organization.getActive())
                && (organization.getIdentifier().stream()
                                .anyMatch(identifier -> identifier.hasValue()
                                        && (names(identifier.getSystem()) || names(identifier.getType())))
                        || organization.getType().stream()
                                .anyMatch(type -> type.getCoding().stream()
                                        .anyMatch(coding -> METHADONE_CLINIC.equals(coding.getCode()))));
    }

    private static boolean names(CodeableConcept type) {
        return type.getCoding().stream().anyMatch(coding -> names(coding.getCode())) || names(type.getText());
    }

    private static boolean names(@org.jspecify.annotations.Nullable String text) {
        return text != null && text.toLowerCase(Locale.ROOT).matches(".*(^|[^a-z])otp([^a-z]|$).*");
    }
}
