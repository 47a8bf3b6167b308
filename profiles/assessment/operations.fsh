// What can be asked of an assessment besides FHIR's own operations.

RuleSet: Operation(id, name, title, resource)
* id = "{id}"
* url = "https://oud-fhir.github.io/ig/OperationDefinition/{id}"
* version = "1.0.0"
* name = "{name}"
* title = "{title}"
* status = #active
* kind = #operation
* code = #{id}
* resource = #{resource}
* system = false
* type = false
* instance = true

RuleSet: OutPart(index, name, min, max, type, documentation)
* parameter[=].part[{index}].name = #{name}
* parameter[=].part[{index}].use = #out
* parameter[=].part[{index}].min = {min}
* parameter[=].part[{index}].max = "{max}"
* parameter[=].part[{index}].documentation = "{documentation}"
* parameter[=].part[{index}].type = #{type}

Instance: factor-profile
InstanceOf: OperationDefinition
Title: "Factor profile"
Usage: #definition
* insert Operation(factor-profile, FactorProfile, Factor profile, Patient)
* description = "The person's mix of factors: the latest finding per factor with its evidence, and per category whether any factor is present. Read-only: GET Patient/{id}/$factor-profile."
* affectsState = false
* parameter[+].name = #factor
* parameter[=].use = #out
* parameter[=].min = 0
* parameter[=].max = "*"
* parameter[=].documentation = "One per factor that was assessed."
* insert OutPart(0, factor, 1, 1, Coding, The factor from CodeSystem oud-factor.)
* insert OutPart(1, category, 1, 1, Coding, Its category from CodeSystem oud-factor-category.)
* insert OutPart(2, value, 1, 1, code, present - absent - unknown)
* insert OutPart(3, reason, 0, 1, code, Why it is unknown: a code of data-absent-reason.)
* insert OutPart(4, severity, 0, 1, CodeableConcept, How severe a present factor is.)
* insert OutPart(5, effective, 0, 1, dateTime, When the evidence was given.)
* insert OutPart(6, finding, 0, 1, Reference, The finding.)
* insert OutPart(7, proposed, 0, 1, Reference, A newer preliminary finding that no clinician has confirmed while the one shown is a clinician's.)
* parameter[+].name = #category
* parameter[=].use = #out
* parameter[=].min = 0
* parameter[=].max = "*"
* parameter[=].documentation = "One per category: present if any of its factors is present; absent only if all are absent; else unknown."
* insert OutPart(0, category, 1, 1, Coding, The category.)
* insert OutPart(1, value, 1, 1, code, present - absent - unknown)
