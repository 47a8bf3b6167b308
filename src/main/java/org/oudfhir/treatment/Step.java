package org.oudfhir.treatment;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.PlanDefinition.PlanDefinitionActionComponent;
import org.jspecify.annotations.Nullable;

/**
 * An action of a pathway that applies to the patient.
 *
 * @param action the published action
 * @param request what its ActivityDefinition became; null for a group
 * @param steps the applicable actions inside it
 */
record Step(PlanDefinitionActionComponent action, @Nullable DomainResource request, List<Step> steps) {

    String id() {
        return action.getId();
    }

    Optional<DomainResource> findRequest() {
        return Optional.ofNullable(request);
    }

    /** This step and all steps below it. */
    Stream<Step> all() {
        return Stream.concat(Stream.of(this), steps.stream().flatMap(Step::all));
    }
}
