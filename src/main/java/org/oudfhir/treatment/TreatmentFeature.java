package org.oudfhir.treatment;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.oudfhir.server.Feature;
import org.oudfhir.storage.PatientRecords;

/** What the treatment package adds to the endpoint. */
public final class TreatmentFeature implements Feature {

    private final CarePathway pathway;
    private final PlanProvider provider;

    /**
     * Makes the feature.
     *
     * @param definitions finds a PlanDefinition of the guide by canonical URL
     */
    public TreatmentFeature(
            CarePathway pathway,
            Pathways pathways,
            PatientRecords records,
            Function<String, Optional<PlanDefinition>> definitions) {
        this.pathway = pathway;
        this.provider = new PlanProvider(pathway, pathways, records, definitions);
    }

    @Override
    public List<Object> providers() {
        return List.of(provider);
    }

    @Override
    public List<Object> interceptors() {
        return List.of(new PathwayInterceptor(pathway), new CreatedInterceptor());
    }
}
