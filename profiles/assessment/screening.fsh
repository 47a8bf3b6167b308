// What a form leaves behind: one Observation per answer, one per panel, one per score. They follow US Core's screening
// assessment (its invariants keep their names) and are derived by the server from a completed response.

RuleSet: ScreeningObservation
* identifier MS
* status MS
* category MS
* insert SlicedBy(category, $this)
* category contains factorCategory 0..* MS
* category[factorCategory] from FactorCategory (required)
* category[factorCategory] ^short = "The factor groups that the observation informs"
* code MS
* subject 1..1 MS
* subject only Reference(Patient)
* effective[x] 1..1 MS
* value[x] MS
* dataAbsentReason MS
* interpretation MS
* derivedFrom 1..* MS
* obeys us-core-1 and us-core-2

Invariant: us-core-1
Description: "An effective dateTime is precise to the day at least."
Severity: #error
Expression: "effective is dateTime implies effective.toString().length() >= 10"

Invariant: us-core-2
Description: "Without component or hasMember there is either a value or a dataAbsentReason."
Severity: #error
Expression: "(component.empty() and hasMember.empty()) implies (dataAbsentReason.exists() or value.exists())"

Profile: OUDScreeningItem
Parent: Observation
Id: oud-screening-item
Title: "OUD screening item"
Description: "One answer of a form. Its code is the item's LOINC code, else oud-criterion for a DSM-5 criterion, else oud-item. An answer to several choices makes one Observation each. Laboratory values of the medical-safety form have the category laboratory instead of survey."
* insert ScreeningObservation
* obeys oud-item-1
* category contains survey 0..1 MS and laboratory 0..1 MS
* category[survey] = $observation-category#survey
* category[laboratory] = $observation-category#laboratory
* derivedFrom only Reference(QuestionnaireResponse)
* derivedFrom ^short = "The response that holds the answer"

Invariant: oud-item-1
Description: "An answer has the category survey, or laboratory for a laboratory value."
Severity: #error
Expression: "category.coding.where(system = 'http://terminology.hl7.org/CodeSystem/observation-category' and code in ('survey' | 'laboratory')).exists()"

Profile: OUDScreeningPanel
Parent: Observation
Id: oud-screening-panel
Title: "OUD screening panel"
Description: "One administered form or instrument: it holds the answers and scores together."
* insert ScreeningObservation
* category contains survey 1..1 MS
* category[survey] = $observation-category#survey
* value[x] 0..0
* hasMember 1..* MS
* hasMember ^short = "The answers and the score"

Profile: OUDScore
Parent: Observation
Id: oud-screening-score
Title: "OUD score"
Description: "The total of one instrument, computed by the server. An incomplete instrument has no value but a dataAbsentReason and the number of missing answers. Suicide risk by C-SSRS is a code, every other score a number."
* insert ScreeningObservation
* obeys oud-score-1 and oud-score-2
* extension contains
    ScoreIncomplete named scoreIncomplete 0..1 MS and
    SupervisedOpioidOnly named supervisedOpioidOnly 0..1 MS and
    RuleVersion named ruleVersion 0..1 MS
* category contains survey 1..1 MS
* category[survey] = $observation-category#survey
* value[x] only Quantity or integer or CodeableConcept
* valueQuantity = $ucum#{score}
* interpretation 0..1
* interpretation from ScoreInterpretation (extensible)
* interpretation ^short = "The band into which the score falls"
* method MS
* method ^short = "The instrument"
* referenceRange MS
* hasMember MS
* derivedFrom ^short = "The response and the scored answers"

Invariant: oud-score-1
Description: "A score with score-incomplete has no value: give a dataAbsentReason instead."
Severity: #error
Expression: "extension('https://oud-fhir.github.io/ig/StructureDefinition/score-incomplete').exists() implies (value.empty() and dataAbsentReason.exists())"

Invariant: oud-score-2
Description: "A computed score has no performer: derivedFrom says where it comes from."
Severity: #warning
Expression: "performer.empty()"

Extension: ScoreIncomplete
Id: score-incomplete
Title: "Score incomplete"
Description: "How many scored answers are missing. Stands on a score that has a dataAbsentReason."
Context: Observation
* value[x] 1..1
* value[x] only unsignedInt

Extension: SupervisedOpioidOnly
Id: supervised-opioid-only
Title: "Supervised opioids only"
Description: "Opioids are taken only under appropriate medical supervision: tolerance and withdrawal (criteria 10 and 11) then do not count. Stands on the count of DSM-5 criteria."
Context: Observation
* value[x] 1..1
* value[x] only boolean

Extension: RuleVersion
Id: rule-version
Title: "Rule version"
Description: "The versioned definition (Library, PlanDefinition or ActivityDefinition) whose rule made this resource."
Context: Observation, Condition, FamilyMemberHistory, RiskAssessment, Flag, DetectedIssue, CarePlan, Goal, RequestGroup, ServiceRequest, MedicationRequest, Task
* value[x] 1..1
* value[x] only canonical

CodeSystem: OUDScoreCode
Id: oud-score
Title: "OUD score"
Description: "Scores for which no LOINC code was found. A LOINC coding may be added beside them once one exists."
* ^caseSensitive = true
* #cows-total "COWS total score" "Clinical Opiate Withdrawal Scale, 0 to 48."
* #sows-total "SOWS total score" "Subjective Opiate Withdrawal Scale, 0 to 64."
* #dsm5-oud-count "DSM-5 opioid use disorder criteria met" "Number of criteria met in the past 12 months, 0 to 11."
* #ace-brfss-count "Adverse childhood experiences, BRFSS categories" "Number of categories, 0 to 8. The grouping is standard but unverified."
* #fh-first-degree-sud "First-degree relatives with a substance use disorder" "Number of biological first-degree relatives."
* #bam-use "BAM use" "Brief Addiction Monitor, use sub-score, 0 to 12."
* #bam-risk "BAM risk" "Brief Addiction Monitor, risk sub-score, 0 to 24."
* #bam-protective "BAM protective" "Brief Addiction Monitor, protective sub-score, 0 to 24."
* #bamr-use "BAM-R use" "Brief Addiction Monitor in raw days, use sub-score, 0 to 90."
* #bamr-risk "BAM-R risk" "Brief Addiction Monitor in raw days, risk sub-score, 0 to 180."
* #bamr-protective "BAM-R protective" "Brief Addiction Monitor in raw days, protective sub-score, 0 to 180."
* #rods-total "RODS total score" "Rapid Opioid Dependence Screen, number of yes answers. Cut-off unverified."
* #tnq-total "TNQ total score" "Treatment Needs Questionnaire, 0 to 26. Scoring unverified."
* #taps-heroin "TAPS-2 heroin score" "0 to 3."
* #taps-rx-opioid "TAPS-2 prescription opioid score" "0 to 3."

CodeSystem: OUDScoreBand
Id: oud-score-band
Title: "OUD score band"
Description: "Bands into which scores fall. Which limits apply is said by each instrument's rule."
* ^caseSensitive = true
* #none "None"
* #minimal "Minimal"
* #subthreshold "Subthreshold" "Below the cut-off with symptoms: screen again in two to four weeks."
* #low "Low"
* #mild "Mild"
* #moderate "Moderate"
* #moderately-severe "Moderately severe"
* #severe "Severe"
* #high "High"
* #negative "Negative" "Below the cut-off of a screen."
* #positive "Positive" "At the cut-off of a screen or above."

ValueSet: ScoreInterpretation
Id: score-interpretation
Title: "Score interpretations"
Description: "HL7 interpretations and the bands of our instruments."
* insert LoincLicence
* include codes from system OUDScoreBand
* $interpretation#N "Normal"
* $interpretation#A "Abnormal"
* $interpretation#H "High"
* $interpretation#HH "Critical high"
* $interpretation#LL "Critical low"
* $loinc#LA9194-7 "Low"
