package org.oudfhir.safety;

import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.ValueSet;
import org.oudfhir.profiles.Guide;

/** What the guide publishes for the safety rules. */
final class Catalogue {

    static final Guide GUIDE = Guide.load(FhirContext.forR4Cached());

    private Catalogue() {}

    static List<CodeSystem> codeSystems() {
        return GUIDE.list(CodeSystem.class);
    }

    static Knowledge knowledge(Map<String, Double> site) {
        return Knowledge.of(codeSystems(), GUIDE.list(ValueSet.class), site);
    }

    static Medications medications() {
        return knowledge(Map.of()).medications();
    }
}
