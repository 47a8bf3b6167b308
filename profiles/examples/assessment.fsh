// One valid example of each assessment profile.

Instance: example-questionnaire
InstanceOf: OUDQuestionnaire
Usage: #example
Title: "Questionnaire"
Description: "A form of one question, to show the shape. The real forms are in assessment/forms."
* insert Example(oud-questionnaire)
* url = "https://example.org/Questionnaire/example"
* version = "1.0.0"
* name = "ExampleForm"
* title = "Example form"
* status = #draft
* experimental = true
* subjectType = #Patient
* copyright = "Ours."
* code = $oud-item#self-medication
* item.linkId = "selfmed-1"
* item.code = $oud-item#selfmed-1
* item.text = "Do you use opioids mainly to quiet anxiety or panic?"
* item.type = #choice
* item.answerOption[0].valueCoding = $oud-answer#yes
* item.answerOption[0].extension[ordinalValue].valueDecimal = 1
* item.answerOption[1].valueCoding = $oud-answer#no
* item.answerOption[1].extension[ordinalValue].valueDecimal = 0

Instance: example-response
InstanceOf: OUDQuestionnaireResponse
Usage: #example
Title: "Response"
Description: "The start of a PHQ-9."
* insert Example(oud-questionnaire-response)
* identifier.system = "https://example.org/responses"
* identifier.value = "SYN-0001-phq-9"
* questionnaire = "https://oud-fhir.github.io/ig/Questionnaire/phq-9|1.0.0"
* status = #in-progress
* insert OfPatient(subject)
* authored = "2026-11-20T09:00:00Z"
* author = Reference(Practitioner/example-practitioner)
* source = Reference(Patient/example-patient)
* item[0].linkId = "44250-9"
* item[0].answer.valueCoding = $loinc#LA6570-1
* item[1].linkId = "44255-8"
* item[1].answer.valueCoding = $loinc#LA6570-1

Instance: example-cows-response
InstanceOf: OUDQuestionnaireResponse
Usage: #example
Title: "Response by a clinician"
Description: "The start of a COWS, which only a clinician answers."
* insert Example(oud-questionnaire-response)
* questionnaire = "https://oud-fhir.github.io/ig/Questionnaire/cows|1.0.0"
* status = #in-progress
* insert OfPatient(subject)
* authored = "2026-11-20T09:00:00Z"
* author = Reference(Practitioner/example-practitioner)
* item[0].linkId = "cows-01"
* item[0].answer.valueCoding = $oud-answer#cows-01-2

Instance: example-item
InstanceOf: OUDScreeningItem
Usage: #example
Title: "Answer to one question"
* insert Example(oud-screening-item)
* insert Keyed(3f9a.item.44250-9)
* status = #final
* category[survey] = $observation-category#survey
* category[factorCategory][0] = OUDFactorCategory#mental-health
* code = $loinc#44250-9
* insert OfPatient(subject)
* effectiveDateTime = "2026-11-20T09:00:00Z"
* valueCodeableConcept = $loinc#LA6570-1 "More than half the days"
* derivedFrom = Reference(QuestionnaireResponse/example-response)

Instance: example-laboratory-item
InstanceOf: OUDScreeningItem
Usage: #example
Title: "Laboratory value of the medical-safety form"
* insert Example(oud-screening-item)
* insert Keyed(3f9a.item.1975-2)
* status = #final
* category[laboratory] = $observation-category#laboratory
* code = $loinc#1975-2
* insert OfPatient(subject)
* effectiveDateTime = "2026-11-20T09:00:00Z"
* valueQuantity = 0.8 'mg/dL' "mg/dL"
* derivedFrom = Reference(QuestionnaireResponse/example-response)

Instance: example-panel
InstanceOf: OUDScreeningPanel
Usage: #example
Title: "PHQ-9 panel"
* insert Example(oud-screening-panel)
* insert Keyed(3f9a.panel.phq-9)
* status = #final
* category[survey] = $observation-category#survey
* code = $loinc#44249-1
* insert OfPatient(subject)
* effectiveDateTime = "2026-11-20T09:00:00Z"
* hasMember[0] = Reference(Observation/example-item)
* hasMember[1] = Reference(Observation/example-score)
* derivedFrom = Reference(QuestionnaireResponse/example-response)

Instance: example-score
InstanceOf: OUDScore
Usage: #example
Title: "PHQ-9 score"
* insert Example(oud-screening-score)
* insert Keyed(3f9a.score.44261-6)
* status = #final
* category[survey] = $observation-category#survey
* code = $loinc#44261-6
* insert OfPatient(subject)
* effectiveDateTime = "2026-11-20T09:00:00Z"
* valueQuantity = 13 '{score}'
* interpretation = OUDScoreBand#moderate
* derivedFrom[0] = Reference(QuestionnaireResponse/example-response)
* derivedFrom[1] = Reference(Observation/example-item)

Instance: example-incomplete-score
InstanceOf: OUDScore
Usage: #example
Title: "Score of an incomplete form"
* insert Example(oud-screening-score)
* insert Keyed(3f9a.score.cows-total)
* extension[scoreIncomplete].valueUnsignedInt = 2
* status = #final
* category[survey] = $observation-category#survey
* code = OUDScoreCode#cows-total
* insert OfPatient(subject)
* effectiveDateTime = "2026-11-20T09:00:00Z"
* dataAbsentReason = $data-absent-reason#unknown
* derivedFrom = Reference(QuestionnaireResponse/example-cows-response)

Instance: example-suicide-risk-level
InstanceOf: OUDScore
Usage: #example
Title: "Suicide risk level, a score that is a code"
* insert Example(oud-screening-score)
* insert Keyed(3f9a.score.93374-7)
* status = #final
* category[survey] = $observation-category#survey
* code = $loinc#93374-7
* insert OfPatient(subject)
* effectiveDateTime = "2026-11-20T09:00:00Z"
* valueCodeableConcept = $loinc#LA9194-7 "Low"
* derivedFrom = Reference(QuestionnaireResponse/example-response)

Instance: example-dsm5-count
InstanceOf: OUDScore
Usage: #example
Title: "Count of DSM-5 criteria"
* insert Example(oud-screening-score)
* insert Keyed(3f9a.score.dsm5-oud-count)
* extension[supervisedOpioidOnly].valueBoolean = false
* status = #final
* category[survey] = $observation-category#survey
* code = OUDScoreCode#dsm5-oud-count
* insert OfPatient(subject)
* effectiveDateTime = "2026-11-20T09:00:00Z"
* valueQuantity = 8 '{score}'
* interpretation = OUDScoreBand#severe
* derivedFrom = Reference(QuestionnaireResponse/example-cows-response)

Instance: example-finding
InstanceOf: OUDFactorFinding
Usage: #example
Title: "Finding by a rule: depression is present, moderate"
* insert Example(oud-factor-finding)
* insert Keyed(3f9a.finding.depression)
* status = #preliminary
* category[factorCategory] = OUDFactorCategory#mental-health
* category[survey] = $observation-category#survey
* code = OUDFactor#depression
* insert OfPatient(subject)
* focus = Reference(Condition/example-oud)
* effectiveDateTime = "2026-11-20T09:00:00Z"
* valueCodeableConcept.coding[0] = OUDFindingValue#present
* valueCodeableConcept.coding[1] = $sct#52101004
* method = OUDFindingMethod#screening-rule
* derivedFrom[0] = Reference(QuestionnaireResponse/example-response)
* derivedFrom[1] = Reference(Observation/example-score)
* component[severity].valueCodeableConcept = $sct#6736007
* component[relatedTo].valueCodeableConcept = OUDFactor#anxiety

Instance: example-finding-absent
InstanceOf: OUDFactorFinding
Usage: #example
Title: "Finding: chronic pain is absent"
* insert Example(oud-factor-finding)
* insert Keyed(3f9a.finding.chronic-pain)
* status = #preliminary
* category[factorCategory] = OUDFactorCategory#physical
* code = OUDFactor#chronic-pain
* insert OfPatient(subject)
* effectiveDateTime = "2026-11-20T09:00:00Z"
* valueCodeableConcept = OUDFindingValue#absent
* method = OUDFindingMethod#screening-rule
* derivedFrom = Reference(QuestionnaireResponse/example-response)

Instance: example-finding-unknown
InstanceOf: OUDFactorFinding
Usage: #example
Title: "Finding: childhood trauma is unknown, the patient declined"
* insert Example(oud-factor-finding)
* insert Keyed(3f9a.finding.childhood-trauma)
* status = #preliminary
* category[factorCategory] = OUDFactorCategory#social-environmental
* code = OUDFactor#childhood-trauma
* insert OfPatient(subject)
* effectiveDateTime = "2026-11-20T09:00:00Z"
* dataAbsentReason = $data-absent-reason#asked-declined
* method = OUDFindingMethod#screening-rule
* derivedFrom = Reference(QuestionnaireResponse/example-response)

Instance: example-finding-clinician
InstanceOf: OUDFactorFinding
Usage: #example
Title: "Finding by a clinician, without a form"
* insert Example(oud-factor-finding)
* status = #final
* category[factorCategory] = OUDFactorCategory#biological
* code = OUDFactor#family-history-sud
* insert OfPatient(subject)
* effectiveDateTime = "2026-11-20T10:00:00Z"
* performer = Reference(Practitioner/example-practitioner)
* valueCodeableConcept = OUDFindingValue#present
* method = OUDFindingMethod#clinical-judgement

Instance: example-oud
InstanceOf: OUDCondition
Usage: #example
Title: "Severe opioid use disorder"
* insert Example(oud-condition)
* insert Keyed(3f9a.condition.oud)
* clinicalStatus = $condition-clinical#active
* verificationStatus = $condition-ver-status#provisional
* category[problemList] = $condition-category#problem-list-item
* severity = $sct#24484000
* code.coding[sct][0].code = #75544000
* code.coding[icd10cm][0].code = #F11.20
* insert OfPatient(subject)
* recordedDate = "2026-11-20T09:00:00Z"
* asserter = Reference(Practitioner/example-practitioner)
* stage.assessment = Reference(Observation/example-dsm5-count)
* evidence.detail = Reference(Observation/example-dsm5-count)

Instance: example-factor-condition
InstanceOf: OUDFactorCondition
Usage: #example
Title: "A factor as an unconfirmed health concern"
* insert Example(oud-factor-condition)
* clinicalStatus = $condition-clinical#active
* verificationStatus = $condition-ver-status#unconfirmed
* category[factorCategory][0] = OUDFactorCategory#mental-health
* category[healthConcern] = $us-core-condition-category#health-concern
* code = $sct#35489007
* insert OfPatient(subject)
* evidence.detail = Reference(Observation/example-finding)

Instance: example-family-history
InstanceOf: OUDFamilyHistory
Usage: #example
Title: "A brother with heroin use"
* insert Example(oud-family-history)
* insert Keyed(3f9a.family.1)
* extension[biologicalRelation].valueCode = #biological
* status = #completed
* insert OfPatient(patient)
* relationship = $role-code#NBRO
* condition.code = $sct#75544000
* condition.onsetAge = 19 'a'
* condition.contributedToDeath = false

Instance: example-overdose-risk
InstanceOf: OUDOverdoseRisk
Usage: #example
Title: "High overdose risk"
* insert Example(oud-overdose-risk)
* insert Keyed(3f9a.risk.overdose)
* status = #final
* code = OUDRisk#overdose
* insert OfPatient(subject)
* occurrenceDateTime = "2026-11-20T09:00:00Z"
* performer = Reference(Device/example-server)
* basis = Reference(QuestionnaireResponse/example-response)
* prediction.qualitativeRisk = $risk-probability#high
* mitigation = "Naloxone kits, overdose education, visit within seven days."

Instance: example-flag
InstanceOf: OUDSafetyFlag
Usage: #example
Title: "Flag: no naloxone in hand"
* insert Example(oud-safety-flag)
* insert Keyed(3f9a.flag.no-naloxone)
* status = #active
* category = $flag-category#safety
* code = OUDSafetyFlagCode#no-naloxone
* insert OfPatient(subject)
* period.start = "2026-11-20T09:00:00Z"
* author = Reference(Device/example-server)
