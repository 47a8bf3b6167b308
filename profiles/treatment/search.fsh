// Search parameters that R4 lacks. Findings need none: Observation?category=…oud-factor-category|social-environmental
// &code=…oud-factor|housing-instability&value-concept=…oud-finding-value|present uses R4's own.

RuleSet: SearchBy(id, base, code, type)
* id = "{id}"
* url = "https://oud-fhir.github.io/ig/SearchParameter/{id}"
* version = "1.0.0"
* name = "{code}"
* status = #active
* code = #{code}
* base = #{base}
* type = #{type}
* xpathUsage = #normal

Instance: careplan-factor
InstanceOf: SearchParameter
Title: "Plans by factor"
Usage: #definition
* insert SearchBy(careplan-factor, CarePlan, factor, token)
* description = "Plans that address a factor or any factor of a category: CarePlan?factor=…/oud-factor|depression. Answers parents only: phases carry no factors."
* expression = "CarePlan.extension('https://oud-fhir.github.io/ig/StructureDefinition/factor-addressed').value.ofType(CodeableConcept) | CarePlan.activity.extension('https://oud-fhir.github.io/ig/StructureDefinition/factor-addressed').value.ofType(CodeableConcept)"

Instance: goal-factor
InstanceOf: SearchParameter
Title: "Goals by factor"
Usage: #definition
* insert SearchBy(goal-factor, Goal, factor, token)
* description = "Goals that address a factor or any factor of a category."
* expression = "Goal.extension('https://oud-fhir.github.io/ig/StructureDefinition/factor-addressed').value.ofType(CodeableConcept)"

Instance: servicerequest-factor
InstanceOf: SearchParameter
Title: "Service requests by factor"
Usage: #definition
* insert SearchBy(servicerequest-factor, ServiceRequest, factor, token)
* description = "Service requests that address a factor or any factor of a category."
* expression = "ServiceRequest.extension('https://oud-fhir.github.io/ig/StructureDefinition/factor-addressed').value.ofType(CodeableConcept)"

Instance: medicationrequest-factor
InstanceOf: SearchParameter
Title: "Medication requests by factor"
Usage: #definition
* insert SearchBy(medicationrequest-factor, MedicationRequest, factor, token)
* description = "Medication requests that address a factor or any factor of a category."
* expression = "MedicationRequest.extension('https://oud-fhir.github.io/ig/StructureDefinition/factor-addressed').value.ofType(CodeableConcept)"

Instance: task-factor
InstanceOf: SearchParameter
Title: "Tasks by factor"
Usage: #definition
* insert SearchBy(task-factor, Task, factor, token)
* description = "Tasks that address a factor or any factor of a category."
* expression = "Task.extension('https://oud-fhir.github.io/ig/StructureDefinition/factor-addressed').value.ofType(CodeableConcept)"

Instance: careplan-supporting-info
InstanceOf: SearchParameter
Title: "Plans by supporting information"
Usage: #definition
* insert SearchBy(careplan-supporting-info, CarePlan, supporting-info, reference)
* description = "Plans that rest on a finding or score, also by its content: CarePlan?supporting-info:Observation.category=…/oud-factor-category|biological."
* expression = "CarePlan.supportingInfo"
* target[+] = #Observation
* target[+] = #QuestionnaireResponse
* target[+] = #FamilyMemberHistory
* target[+] = #Condition
* target[+] = #RiskAssessment

Instance: medicationrequest-instantiates
InstanceOf: SearchParameter
Title: "Medication requests by definition"
Usage: #definition
* insert SearchBy(medicationrequest-instantiates, MedicationRequest, instantiates, reference)
* description = "Medication requests that a definition's rule proposed, by its canonical."
* expression = "MedicationRequest.instantiatesCanonical"
* target[+] = #ActivityDefinition
* target[+] = #PlanDefinition

Instance: task-instantiates
InstanceOf: SearchParameter
Title: "Tasks by definition"
Usage: #definition
* insert SearchBy(task-instantiates, Task, instantiates, reference)
* description = "Tasks that a definition's rule proposed, by its canonical."
* expression = "Task.instantiatesCanonical"
* target[+] = #ActivityDefinition
* target[+] = #PlanDefinition
