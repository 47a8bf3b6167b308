// Self-medication (ours, not validated).

RuleSet: SelfMedicationItems
* item[+] insert Question(selfmed-1, $oud-item, [[Do you use opioids mainly to quiet anxiety or panic?]], choice)
* item[=] insert YesNoUnsure
* item[+] insert Question(selfmed-2, $oud-item, [[Do you use opioids mainly to lift your mood or to numb feelings?]], choice)
* item[=] insert YesNoUnsure
* item[+] insert Question(selfmed-3, $oud-item, [[Do you use opioids mainly to stop memories of trauma or to sleep?]], choice)
* item[=] insert YesNoUnsure

Instance: self-medication
InstanceOf: Questionnaire
Usage: #definition
* insert Form(self-medication, SelfMedication, [[Reasons for opioid use (self-medication)]])
* code = $oud-item#self-medication
* experimental = true
* description = "Three questions on what opioids are used for, answered by the patient. NOT VALIDATED: questions of this project, without a score."
* purpose = "Evidence for the factor self-medication."
* copyright = "Copyright OUD FHIR, Apache-2.0. Own wording; not a validated instrument."
* insert SelfMedicationItems
