package org.oudfhir.treatment;

import java.util.List;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.Resource;

/**
 * A proposed plan of treatment.
 *
 * @param evidenceKey names the evidence it rests on; the keys of all its resources begin with it
 * @param resources the new plan: the parent CarePlan first, then phases, goals, requests and issues
 * @param revoked the resources of former drafts, in the state that the new plan puts them in
 */
public record Plan(String evidenceKey, List<Resource> resources, List<Resource> revoked) {

    /** The parent plan. */
    public CarePlan carePlan() {
        return (CarePlan) resources.get(0);
    }
}
