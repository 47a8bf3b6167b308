package org.oudfhir.safety;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeableConcept;

/** The catalogue of drugs, read from the guide's supplements of RxNorm, SNOMED CT and ATC. */
public final class Medications {

    public Medications(List<CodeSystem> supplements) {
        throw new UnsupportedOperationException();
    }

    /** The drug that a concept's codings identify, by system and code, never by display; a product goes before an ingredient. */
    Optional<Drug> find(CodeableConcept concept) {
        throw new UnsupportedOperationException();
    }
}
