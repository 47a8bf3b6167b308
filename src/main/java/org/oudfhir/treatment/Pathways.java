package org.oudfhir.treatment;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;
import java.time.ZoneOffset;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.oudfhir.storage.PatientRecord;

/** Applies published PlanDefinitions to patients: the engine behind {@code $apply} and behind the plan that is stored. */
public final class Pathways {

    private final Definitions definitions;
    private final CqlLibraries libraries;
    private final Clock clock;

    public Pathways(Definitions definitions, FhirContext context, Clock clock) {
        this(definitions, CqlModel.of(context), clock);
    }

    Pathways(Definitions definitions, CqlModel model, Clock clock) {
        this.definitions = definitions;
        this.libraries = new CqlLibraries(definitions, model);
        this.clock = clock;
    }

    /** The R4 answer of {@code PlanDefinition/$apply}: a draft plan that contains all that it proposes. */
    public CarePlan apply(PlanDefinition definition, PatientRecord record) {
        Logic logic = logic(record);
        return new AppliedPathway(definition).of(new Pathway(definition, definitions).apply(logic), logic);
    }

    Definitions definitions() {
        return definitions;
    }

    Logic logic(PatientRecord record) {
        return new Logic(libraries, record, clock.instant().atZone(ZoneOffset.UTC));
    }
}
