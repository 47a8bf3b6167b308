// One valid example of each treatment profile.

RuleSet: Addresses(factor, category)
* extension[factorAddressed][0].valueCodeableConcept.coding[0] = OUDFactor#{factor}
* extension[factorAddressed][0].valueCodeableConcept.coding[1] = OUDFactorCategory#{category}

Instance: example-plan
InstanceOf: OUDCarePlan
Usage: #example
Title: "Proposed plan"
* insert Example(oud-care-plan)
* insert Keyed(3f9a.plan)
* insert Addresses(depression, mental-health)
* instantiatesCanonical = "https://oud-fhir.github.io/ig/PlanDefinition/oud-pathway|1.0.0"
* status = #draft
* intent = #proposal
* category[assessPlan] = $careplan-category#assess-plan
* category[carePlan] = $sct#734163000
* category[treatmentPlan] = OUDPlanCategory#treatment-plan
* title = "OUD treatment plan"
* insert OfPatient(subject)
* period.start = "2026-11-20"
* author = Reference(Device/example-server)
* addresses = Reference(Condition/example-oud)
* supportingInfo = Reference(Observation/example-finding)
* goal = Reference(Goal/example-goal)
* activity[0].reference = Reference(MedicationRequest/example-buprenorphine)
* activity[1].reference = Reference(ServiceRequest/example-cbt)
* activity[2].reference = Reference(Task/example-task)

Instance: example-phase
InstanceOf: OUDCarePlanPhase
Usage: #example
Title: "Phase 3 of the plan"
* insert Example(oud-care-plan-phase)
* insert Keyed(3f9a.plan.phase-3)
* partOf = Reference(CarePlan/example-plan)
* status = #draft
* intent = #proposal
* category[phase] = OUDPlanCategory#phase-3
* title = "Stabilisation"
* insert OfPatient(subject)
* activity.reference = Reference(ServiceRequest/example-cbt)

Instance: example-skipped-phase
InstanceOf: OUDCarePlanPhase
Usage: #example
Title: "A phase that is skipped"
* insert Example(oud-care-plan-phase)
* insert Keyed(3f9a.plan.phase-1)
* partOf = Reference(CarePlan/example-plan)
* status = #revoked
* intent = #proposal
* category[phase] = OUDPlanCategory#phase-1
* title = "Withdrawal management"
* insert OfPatient(subject)
* note.text = "Skipped: no withdrawal to manage."

Instance: example-goal
InstanceOf: OUDGoal
Usage: #example
Title: "Fewer depressive symptoms"
* insert Example(oud-goal)
* insert Keyed(3f9a.goal.depression)
* insert Addresses(depression, mental-health)
* lifecycleStatus = #proposed
* description.text = "PHQ-9 below 10"
* insert OfPatient(subject)
* target.measure = $loinc#44261-6
* target.detailQuantity = 10 '{score}'
* target.detailQuantity.comparator = #<
* target.dueDate = "2027-01-15"
* addresses = Reference(Observation/example-finding)

Instance: example-cbt
InstanceOf: OUDServiceRequest
Usage: #example
Title: "Cognitive and behavioural therapy"
* insert Example(oud-service-request)
* insert Keyed(3f9a.request.cbt)
* insert Addresses(depression, mental-health)
* instantiatesCanonical = "https://oud-fhir.github.io/ig/ActivityDefinition/cognitive-behavioural-therapy|1.0.0"
* status = #draft
* intent = #proposal
* code = $sct#228557008 // treatment C.4 [V]
* insert OfPatient(subject)
* requester = Reference(Device/example-server)
* reasonReference = Reference(Observation/example-finding)

Instance: example-buprenorphine
InstanceOf: OUDMedicationRequest
Usage: #example
Title: "Buprenorphine with naloxone, sublingual film 4 mg-1 mg, first day"
* insert Example(oud-medication-request)
* insert Keyed(3f9a.request.buprenorphine)
* instantiatesCanonical = "https://oud-fhir.github.io/ig/ActivityDefinition/buprenorphine-naloxone|1.0.0"
* status = #draft
* intent = #proposal
* medicationCodeableConcept = $rxnorm#1307056 // SCD, treatment A.1 [V]
* insert OfPatient(subject)
* authoredOn = "2026-11-20T09:00:00Z"
* requester = Reference(Device/example-server)
* reasonReference = Reference(Condition/example-oud)
* courseOfTherapyType = http://terminology.hl7.org/CodeSystem/medicationrequest-course-of-therapy#continuous
* dosageInstruction.text = "One film under the tongue once COWS shows withdrawal; reassess after 30 to 60 minutes."
* dosageInstruction.timing.repeat.frequency = 1
* dosageInstruction.timing.repeat.period = 1
* dosageInstruction.timing.repeat.periodUnit = #d
* dosageInstruction.route = $sct#37839007 // sublingual, unverified
* dosageInstruction.doseAndRate.doseQuantity = 4 'mg' "mg"
* dispenseRequest.numberOfRepeatsAllowed = 0
* dispenseRequest.quantity.value = 2
* dispenseRequest.quantity.unit = "film"
* dispenseRequest.expectedSupplyDuration = 2 'd' "d"

Instance: example-task
InstanceOf: OUDTask
Usage: #example
Title: "Repeat the PHQ-9"
* insert Example(oud-task)
* insert Keyed(3f9a.task.repeat-phq-9)
* insert Addresses(depression, mental-health)
* instantiatesCanonical = "https://oud-fhir.github.io/ig/ActivityDefinition/phq-9-repeat|1.0.0"
* status = #draft
* intent = #proposal
* code.text = "Repeat PHQ-9"
* description = "Repeat the PHQ-9 every four weeks."
* insert OfPatient(for)
* authoredOn = "2026-11-20T09:00:00Z"
* requester = Reference(Device/example-server)
* reasonReference = Reference(Observation/example-finding)
* restriction.period.end = "2026-12-18"
