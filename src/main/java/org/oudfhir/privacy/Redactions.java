package org.oudfhir.privacy;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.fhir.Problem;
import org.oudfhir.privacy.part2.Decision;
import org.oudfhir.privacy.part2.Labels;

/**
 * Plans of which a requester may have a part. A plan gathers what others say: it is not withheld for a label that it has from a
 * finding, but given without what the requester may not have; and a reference alone tells that there is something.
 */
final class Redactions {

    private final Disclosures disclosures;
    private final Visibility visibility;
    private final Function<Collection<String>, List<Resource>> outlines;

    /**
     * Makes it.
     *
     * @param outlines of the resources with these references those that are here: patient, labels, and code of a finding
     */
    Redactions(Disclosures disclosures, Visibility visibility, Function<Collection<String>, List<Resource>> outlines) {
        this.disclosures = disclosures;
        this.visibility = visibility;
        this.outlines = outlines;
    }

    /** The decision on a resource, of which a part is enough if it is a plan. */
    Decision decide(RequestDetails request, Resource resource) {
        Decision whole = disclosures.decide(request, resource);
        if (whole.isPermitted() || !(resource instanceof CarePlan plan)) {
            return whole;
        }
        Set<String> labels = new HashSet<>(Labels.of(plan, Optional.empty()).inheritable());
        if (labels.size() > 1 || !labels.contains(Labels.VIOLENCE)) {
            Set<String> explained =
                    new HashSet<>(surroundings(request, List.of(plan)).labelsWithheldFrom(plan));
            explained.add(Labels.VIOLENCE);
            labels.retainAll(explained);
        }
        Decision part = labels.isEmpty() ? whole : disclosures.decideWithout(labels, request, plan);
        return part.isPermitted() ? part : whole;
    }

    /** What goes out of plans that are disclosed in whole or in part, in their order. */
    List<CarePlan> shown(RequestDetails request, List<CarePlan> plans) {
        Surroundings surroundings = surroundings(request, plans);
        return plans.stream().map(surroundings::shown).toList();
    }

    /** Those of which the requester is given a part. */
    Set<CarePlan> partial(RequestDetails request, List<CarePlan> plans) {
        Surroundings surroundings = surroundings(request, plans);
        Set<CarePlan> partial = new HashSet<>(plans);
        partial.removeIf(plan -> !surroundings.isPartial(plan));
        return partial;
    }

    /** Who has seen a part does not replace the whole. */
    void mustBeWhole(RequestDetails request, Resource resource) {
        if (resource instanceof CarePlan plan
                && !partial(request, List.of(plan)).isEmpty()) {
            throw new Problem.Conflict(
                    "redacted-copy",
                    "What is given of this resource is a redacted copy (label REDACTED), which cannot replace the resource;"
                            + " turn to the organisation that keeps the record");
        }
    }

    private Surroundings surroundings(RequestDetails request, List<CarePlan> plans) {
        return Surroundings.of(plans, request, disclosures, outlines, visibility);
    }
}
