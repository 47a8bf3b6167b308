package org.oudfhir.assessment;

import java.util.Set;
import org.hl7.fhir.r4.model.Reference;

/** Who may answer a clinician's form: a Practitioner or PractitionerRole. */
final class Clinician {

    private static final Set<String> TYPES = Set.of("Practitioner", "PractitionerRole");

    private Clinician() {}

    static boolean is(Reference author) {
        if (author.getResource() != null) {
            return TYPES.contains(author.getResource().fhirType());
        }
        String type = author.getReferenceElement().getResourceType();
        return type == null ? TYPES.contains(String.valueOf(author.getType())) : TYPES.contains(type);
    }
}
