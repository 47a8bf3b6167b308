package org.oudfhir.treatment;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CarePlan.CarePlanStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.fhir.Problem;
import org.oudfhir.fhir.Systems;
import org.oudfhir.storage.PatientRecord;

/** Proposes a plan of treatment from what is on record, by the published pathway. */
public final class Planner {

    private static final String PATHWAY = Systems.BASE + "/PlanDefinition/oud-pathway";

    private static final Set<CarePlanStatus> ENDED =
            Set.of(CarePlanStatus.REVOKED, CarePlanStatus.ENTEREDINERROR, CarePlanStatus.COMPLETED);

    private final Pathways pathways;
    private final PlanDefinition definition;

    public Planner(Pathways pathways) {
        this(pathways, pathways.definitions().get(PlanDefinition.class, PATHWAY));
    }

    Planner(Pathways pathways, PlanDefinition definition) {
        this.pathways = pathways;
        this.definition = definition;
    }

    /** The plan for this patient now. The same evidence gives the same keys. */
    public Plan plan(PatientRecord record) {
        requirePlannable(record.patient());
        String key = Evidence.key(record);
        Logic logic = pathways.logic(record);
        List<Step> steps = new Pathway(definition, pathways.definitions()).apply(logic);
        List<Resource> resources = new Proposal(definition, logic, key).of(steps);
        return new Plan(key, resources, formerDrafts(record, key));
    }

    /** Compiles what the first plan would otherwise wait for. Meant for a thread of its own. */
    public void warmUp() {
        Patient nobody = new Patient();
        nobody.setId("Patient/warm-up");
        plan(new PatientRecord(nobody, List.of()));
    }

    /** The plan on record that rests on just this evidence and has not ended; there is no need for another one. */
    public Optional<CarePlan> current(PatientRecord record) {
        String key = Evidence.key(record);
        return new Plans(record)
                .parents().stream()
                        .filter(plan -> Plans.evidenceKey(plan).equals(key))
                        .filter(plan -> !ENDED.contains(plan.getStatus()))
                        .max(Comparator.comparing(plan -> plan.getStatus() == CarePlanStatus.DRAFT));
    }

    /** What changes when a clinician accepts a draft plan: the plan and its parts become active, its proposals orders. */
    public List<Resource> accept(CarePlan plan, PatientRecord record) {
        requirePlannable(record.patient());
        return new Acceptance(record, pathways.logic(record).now()).of(plan);
    }

    private static List<Resource> formerDrafts(PatientRecord record, String key) {
        Plans plans = new Plans(record);
        return plans.parents().stream()
                .filter(plan -> plan.getStatus() == CarePlanStatus.DRAFT)
                .filter(plan -> !Plans.evidenceKey(plan).equals(key))
                .flatMap(plan -> Revocation.of(plans.partsOf(plan)).stream())
                .toList();
    }

    private static void requirePlannable(Patient patient) {
        boolean deceased =
                patient.hasDeceased() && !(patient.getDeceased() instanceof BooleanType flag && !flag.booleanValue());
        if (deceased) {
            throw new Problem.Invalid(
                    "patient-deceased",
                    "Patient.deceased",
                    "No plan is made for a patient who is recorded as deceased.");
        }
        if (patient.hasActive() && !patient.getActive()) {
            throw new Problem.Invalid(
                    "patient-inactive",
                    "Patient.active",
                    "No plan is made for a patient record that is not in use (active is false), such as one entered in error.");
        }
    }
}
