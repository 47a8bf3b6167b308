package org.oudfhir.treatment;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.Optional;
import java.util.function.Function;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.UriType;
import org.jspecify.annotations.Nullable;
import org.oudfhir.fhir.Problem;
import org.oudfhir.fhir.Systems;
import org.oudfhir.storage.PatientRecords;

/** The operations of this feature: propose a plan, accept it, apply a published definition without storing anything. */
final class PlanProvider {

    private static final String APPLY = "http://hl7.org/fhir/OperationDefinition/PlanDefinition-apply";

    private final CarePathway pathway;
    private final Pathways pathways;
    private final PatientRecords records;
    private final Function<String, Optional<PlanDefinition>> definitions;

    /**
     * Makes the provider.
     *
     * @param definitions finds a PlanDefinition of the guide by canonical URL
     */
    PlanProvider(
            CarePathway pathway,
            Pathways pathways,
            PatientRecords records,
            Function<String, Optional<PlanDefinition>> definitions) {
        this.pathway = pathway;
        this.pathways = pathways;
        this.records = records;
        this.definitions = definitions;
    }

    @Operation(
            name = "$propose-care-plan",
            canonicalUrl = Systems.OPERATION + "propose-care-plan",
            typeName = "Patient")
    public CarePlan propose(@IdParam IdType patient, RequestDetails request) {
        CarePathway.Proposed proposal = pathway.propose(patient.getIdPart());
        if (proposal.created()) {
            CreatedInterceptor.mark(request);
        }
        return proposal.plan();
    }

    @Operation(name = "$accept", canonicalUrl = Systems.OPERATION + "accept", typeName = "CarePlan")
    public CarePlan accept(@IdParam IdType plan) {
        return pathway.accept(plan.getIdPart());
    }

    @Operation(name = "$apply", canonicalUrl = APPLY, typeName = "PlanDefinition", idempotent = true)
    public CarePlan apply(
            @IdParam IdType definition,
            @OperationParam(name = "subject", typeName = "string") @Nullable StringType subject) {
        return pathways.apply(
                records.read(PlanDefinition.class, definition.getIdPart()), records.load(patient(subject)));
    }

    @Operation(name = "$apply", canonicalUrl = APPLY, typeName = "PlanDefinition", idempotent = true)
    public CarePlan applyByUrl(
            @OperationParam(name = "url") @Nullable UriType url,
            @OperationParam(name = "canonical") @Nullable UriType canonical,
            @OperationParam(name = "planDefinition") @Nullable PlanDefinition inline,
            @OperationParam(name = "subject", typeName = "string") @Nullable StringType subject) {
        UriType named = url == null ? canonical : url;
        if (inline != null) {
            return pathways.apply(inline, records.load(patient(subject)));
        }
        if (named == null) {
            throw new Problem.BadRequest(
                    "missing-parameter", "Name the definition: url, canonical or planDefinition, or call it by its id");
        }
        PlanDefinition definition = definitions
                .apply(named.getValue())
                .orElseThrow(() -> new Problem.NotFound("not-found", "There is no PlanDefinition " + named.getValue()));
        return pathways.apply(definition, records.load(patient(subject)));
    }

    private static String patient(@Nullable StringType subject) {
        String id = subject == null
                ? null
                : new Reference(subject.getValue()).getReferenceElement().getIdPart();
        if (id == null) {
            throw new Problem.BadRequest("missing-parameter", "subject must name a patient, as in Patient/123");
        }
        return id;
    }
}
