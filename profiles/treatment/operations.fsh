// What can be asked of the planner besides FHIR's own operations.

Instance: propose-care-plan
InstanceOf: OperationDefinition
Title: "Propose a care plan"
Usage: #definition
* insert Operation(propose-care-plan, ProposeCarePlan, Propose a care plan, Patient)
* description = "Plans from everything on record and stores the proposal: POST Patient/{id}/$propose-care-plan. Answers 201 with the parent CarePlan, or 200 with the same plan while the evidence is unchanged, and 422 for a patient who is deceased or entered in error. A former draft is revoked; an active plan stays until the new one is accepted."
* affectsState = true
* parameter[+].name = #return
* parameter[=].use = #out
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].documentation = "The parent plan (oud-care-plan)."
* parameter[=].type = #CarePlan

Instance: accept
InstanceOf: OperationDefinition
Title: "Accept a care plan"
Usage: #definition
* insert Operation(accept, AcceptCarePlan, Accept a care plan, CarePlan)
* description = "Makes a draft plan active (intent plan) and creates its orders (intent order, basedOn the proposals), which then meet the safety rules as active orders: POST CarePlan/{id}/$accept."
* affectsState = true
* parameter[+].name = #return
* parameter[=].use = #out
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].documentation = "The accepted plan."
* parameter[=].type = #CarePlan
