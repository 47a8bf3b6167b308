package org.oudfhir.treatment;

import java.util.List;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Keys;
import org.oudfhir.fhir.Systems;
import org.oudfhir.storage.PatientRecord;

/** The plans on record, and what belongs to each: the key of every resource of a plan begins with the key of its evidence. */
final class Plans {

    static final String TREATMENT_PLAN = "treatment-plan";

    private static final String PARENT = ".plan";

    private final PatientRecord record;

    Plans(PatientRecord record) {
        this.record = record;
    }

    /** The parents that the server made. */
    List<CarePlan> parents() {
        return record.list(CarePlan.class).stream()
                .filter(plan -> plan.getCategory().stream()
                        .anyMatch(category -> Concept.has(category, Systems.PLAN_CATEGORY, TREATMENT_PLAN)))
                .filter(plan ->
                        Keys.find(plan).filter(key -> key.endsWith(PARENT)).isPresent())
                .toList();
    }

    /** Everything on record that was proposed together with a plan, the plan included. */
    List<Resource> partsOf(CarePlan parent) {
        String prefix = evidenceKey(parent) + ".";
        return record.all().stream()
                .filter(resource -> Keys.find(resource)
                        .filter(key -> key.startsWith(prefix))
                        .isPresent())
                .toList();
    }

    /** The key of the evidence that a plan rests on. */
    static String evidenceKey(CarePlan parent) {
        String key = Keys.find(parent).orElse(PARENT);
        return key.substring(0, key.length() - PARENT.length());
    }

    /** What a resource is in its plan: its key without that of the evidence. */
    static String role(Resource part, CarePlan parent) {
        return Keys.find(part).orElse("").substring(evidenceKey(parent).length() + 1);
    }

    /** The server as the author of what it derives. */
    static Reference server() {
        return new Reference("Device/oud-fhir-server");
    }

    static boolean isVoid(Observation observation) {
        return observation.getStatus() == ObservationStatus.ENTEREDINERROR
                || observation.getStatus() == ObservationStatus.CANCELLED;
    }
}
