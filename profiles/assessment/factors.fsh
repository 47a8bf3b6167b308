// The four groups of factors that drive an opioid use disorder, and what a finding may say about each factor.

CodeSystem: OUDFactorCategory
Id: oud-factor-category
Title: "OUD factor category"
Description: "The four groups of factors that drive an opioid use disorder."
* ^caseSensitive = true
* #mental-health "Mental health"
* #physical "Physical"
* #social-environmental "Social and environmental"
* #biological "Biological"

ValueSet: FactorCategory
Id: factor-category
Title: "Factor categories"
Description: "The four groups of factors."
* include codes from system OUDFactorCategory

CodeSystem: OUDFactor
Id: oud-factor
Title: "OUD factor"
Description: "The factors that an assessment looks for. Each belongs to one category, named by the property `category`."
* ^caseSensitive = true
* ^property[0].code = #category
* ^property[0].description = "The factor's category, a code of oud-factor-category."
* ^property[0].type = #Coding
* #depression "Depression" "Depressive symptoms by PHQ-9."
* insert FactorOf(depression, mental-health)
* #anxiety "Anxiety" "Anxiety symptoms by GAD-7."
* insert FactorOf(anxiety, mental-health)
* #ptsd "Post-traumatic stress" "Probable post-traumatic stress disorder by PC-PTSD-5."
* insert FactorOf(ptsd, mental-health)
* #self-medication "Self-medication" "Opioids are used mainly to treat anxiety, mood, trauma memories or sleep."
* insert FactorOf(self-medication, mental-health)
* #suicide-risk "Suicide risk" "Suicidal thoughts or behaviour by PHQ-9 item 9 and the C-SSRS screener."
* insert FactorOf(suicide-risk, mental-health)
* #other-substance "Other substance use" "Risky use of alcohol, sedatives or other drugs besides opioids and tobacco."
* insert FactorOf(other-substance, mental-health)
* #chronic-pain "Chronic pain" "Pain on most days for three months or longer."
* insert FactorOf(chronic-pain, physical)
* #prescription-opioid-pathway "Prescription opioid pathway" "Prescribed opioids came before illicit use."
* insert FactorOf(prescription-opioid-pathway, physical)
* #exposure-drug-environment "Exposure to a drug environment" "People or places around the patient in which drugs are used now."
* insert FactorOf(exposure-drug-environment, social-environmental)
* #peer-pressure "Peer pressure" "Somebody offered drugs to the patient or pushed the patient to use in the past 30 days."
* insert FactorOf(peer-pressure, social-environmental)
* #low-social-support "Low social support" "Nobody to call who supports not using, or loneliness."
* insert FactorOf(low-social-support, social-environmental)
* #housing-instability "Housing instability" "No steady or no safe, substance-free place to stay."
* insert FactorOf(housing-instability, social-environmental)
* #childhood-trauma "Childhood trauma" "Adverse childhood experiences, neglect included."
* insert FactorOf(childhood-trauma, social-environmental)
* #adult-abuse "Abuse in adulthood" "Violence by a partner or a person close to the patient."
* insert FactorOf(adult-abuse, social-environmental)
* #family-use-environment "Family drug use as environment" "Growing up or living with family members who use drugs."
* insert FactorOf(family-use-environment, social-environmental)
* #family-history-sud "Family history of substance use disorder" "A biological first-degree relative with a substance use disorder."
* insert FactorOf(family-history-sud, biological)
* #genetic-other "Other genetic information" "Pharmacogenetic results: informational, written by no rule, outside the category's roll-up."
* insert FactorOf(genetic-other, biological)

RuleSet: FactorOf(factor, category)
* #{factor} ^property[0].code = #category
* #{factor} ^property[0].valueCoding = OUDFactorCategory#{category}

ValueSet: Factor
Id: factor
Title: "Factors"
Description: "All factors."
* include codes from system OUDFactor

CodeSystem: OUDFindingValue
Id: oud-finding-value
Title: "OUD finding value"
Description: "What a factor finding says. A third answer, unknown, is no code: the finding then has a dataAbsentReason."
* ^caseSensitive = true
* #present "Present" "The factor is present. SNOMED CT 52101004 (seen in mCODE)."
* #absent "Absent" "The factor was looked for and is absent. SNOMED CT 2667000 (seen in mCODE)."

ValueSet: FindingValue
Id: finding-value
Title: "Finding values"
Description: "Present or absent, with the SNOMED CT translations that may stand beside our codes."
* insert SnomedLicence
* include codes from system OUDFindingValue
* $sct#52101004 "Present" // seen in mCODE
* $sct#2667000 "Absent" // seen in mCODE

CodeSystem: OUDFindingMethod
Id: oud-finding-method
Title: "OUD finding method"
Description: "How a factor finding came about."
* ^caseSensitive = true
* #screening-rule "Screening rule" "A rule of the server evaluated the answers to a form."
* #clinical-judgement "Clinical judgement" "A clinician confirmed, corrected or made the finding."
* #patient-report "Patient report" "The patient said so outside a form."
* #record-review "Record review" "Found in earlier records."

ValueSet: FindingMethod
Id: finding-method
Title: "Finding methods"
Description: "How a factor finding came about."
* include codes from system OUDFindingMethod

CodeSystem: OUDComponent
Id: oud-component
Title: "OUD finding component"
Description: "Parts of a factor finding."
* ^caseSensitive = true
* #severity "Severity" "How severe a present factor is."
* #related-to "Related to" "Another factor or condition to which the finding is related."

ValueSet: FindingSeverity
Id: finding-severity
Title: "Finding severities"
Description: "Mild, moderate, severe. 1255665007 is accepted for moderate; the server writes 6736007."
* insert SnomedLicence
* $sct#255604002 "Mild"
* $sct#6736007 "Moderate"
* $sct#24484000 "Severe"
* $sct#1255665007 "Moderate"

ValueSet: FindingStatus
Id: finding-status
Title: "Finding statuses"
Description: "A finding is preliminary until a clinician confirms it."
* http://hl7.org/fhir/observation-status#preliminary
* http://hl7.org/fhir/observation-status#final
* http://hl7.org/fhir/observation-status#amended
* http://hl7.org/fhir/observation-status#corrected
* http://hl7.org/fhir/observation-status#entered-in-error

Profile: OUDFactorFinding
Parent: Observation
Id: oud-factor-finding
Title: "OUD factor finding"
Description: "Whether one factor is present, absent or unknown in a person, how severe it is, on which evidence, and who or what says so. Preliminary when a rule derived it; final or corrected when a clinician confirmed it."
* obeys oud-ff-1 and oud-ff-2 and oud-ff-3 and oud-ff-4 and oud-ff-5
* extension contains RuleVersion named ruleVersion 0..1 MS
* identifier MS
* status MS
* status from FindingStatus (required)
* category MS
* insert SlicedBy(category, $this)
* category contains
    factorCategory 1..1 MS and
    socialHistory 0..1 and
    survey 0..1
* category[factorCategory] from FactorCategory (required)
* category[factorCategory] ^short = "The group of the factor"
* category[socialHistory] = $observation-category#social-history
* category[survey] = $observation-category#survey
* code MS
* code from Factor (required)
* code ^short = "The factor"
* subject 1..1 MS
* subject only Reference(Patient)
* focus 0..1 MS
* focus only Reference(OUDCondition)
* focus ^short = "The opioid use disorder that the factor drives"
* effective[x] 1..1 MS
* effective[x] only dateTime
* performer MS
* performer ^short = "The clinician who confirmed or corrected the finding; none for a rule"
* value[x] MS
* value[x] only CodeableConcept
* value[x] from FindingValue (required)
* value[x] ^short = "present | absent; nothing when unknown"
* dataAbsentReason MS
* dataAbsentReason ^short = "Why it is unknown: not-asked | asked-unknown | asked-declined | unknown | not-performed"
* interpretation MS
* method 1..1 MS
* method from FindingMethod (required)
* derivedFrom MS
* derivedFrom ^short = "The evidence: responses, scores, answers"
* bodySite 0..0
* specimen 0..0
* device 0..0
* hasMember 0..0
* component MS
* insert SlicedBy(component, code)
* component contains
    severity 0..1 MS and
    relatedTo 0..*
* component[severity].code = OUDComponent#severity
* component[severity].value[x] 1..1
* component[severity].value[x] only CodeableConcept
* component[severity].value[x] from FindingSeverity (required)
* component[relatedTo].code = OUDComponent#related-to
* component[relatedTo].value[x] 1..1
* component[relatedTo].value[x] only CodeableConcept

Invariant: oud-ff-1
Description: "A finding has either a value (present or absent) or a dataAbsentReason (unknown), never both and never neither."
Severity: #error
Expression: "value.exists() xor dataAbsentReason.exists()"

Invariant: oud-ff-2
Description: "Only a present factor has a severity: remove the severity component or set the value to present."
Severity: #error
Expression: "component.code.coding.where(code = 'severity').exists() implies value.coding.where(code = 'present').exists()"

Invariant: oud-ff-3
Description: "A finding names its evidence in derivedFrom, unless its method is clinical-judgement."
Severity: #error
Expression: "derivedFrom.exists() or method.coding.where(code = 'clinical-judgement').exists()"

Invariant: oud-ff-4
Description: "The category is the one to which the factor belongs in CodeSystem oud-factor."
Severity: #error
Expression: """
  code.coding.where(system = 'https://oud-fhir.github.io/ig/CodeSystem/oud-factor').all(
    (code in ('depression' | 'anxiety' | 'ptsd' | 'self-medication' | 'suicide-risk' | 'other-substance') implies
      %resource.category.coding.where(system = 'https://oud-fhir.github.io/ig/CodeSystem/oud-factor-category').all(code = 'mental-health')) and
    (code in ('chronic-pain' | 'prescription-opioid-pathway') implies
      %resource.category.coding.where(system = 'https://oud-fhir.github.io/ig/CodeSystem/oud-factor-category').all(code = 'physical')) and
    (code in ('exposure-drug-environment' | 'peer-pressure' | 'low-social-support' | 'housing-instability' | 'childhood-trauma' | 'adult-abuse' | 'family-use-environment') implies
      %resource.category.coding.where(system = 'https://oud-fhir.github.io/ig/CodeSystem/oud-factor-category').all(code = 'social-environmental')) and
    (code in ('family-history-sud' | 'genetic-other') implies
      %resource.category.coding.where(system = 'https://oud-fhir.github.io/ig/CodeSystem/oud-factor-category').all(code = 'biological')))
"""

Invariant: oud-ff-5
Description: "The value carries the code present or absent of CodeSystem oud-finding-value; SNOMED CT may stand beside it."
Severity: #error
Expression: "value.exists() implies value.coding.where(system = 'https://oud-fhir.github.io/ig/CodeSystem/oud-finding-value').exists()"
