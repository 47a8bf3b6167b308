// Dangers that everybody who opens the record has to see.

Profile: OUDOverdoseRisk
Parent: RiskAssessment
Id: oud-overdose-risk
Title: "OUD overdose risk"
Description: "The risk of an opioid overdose: low, moderate or high. The rule behind it is a default of the product and unverified."
* extension contains RuleVersion named ruleVersion 0..1 MS
* identifier MS
* status MS
* code 1..1 MS
* code = OUDRisk#overdose
* subject MS
* subject only Reference(Patient)
* occurrence[x] 1..1 MS
* performer MS
* basis MS
* basis ^short = "The answers and findings that the risk rests on"
* prediction 1..1 MS
* prediction.qualitativeRisk 1..1 MS
* prediction.qualitativeRisk from OverdoseRiskLevel (required)
* mitigation MS

CodeSystem: OUDRisk
Id: oud-risk
Title: "OUD risk"
Description: "Risks that the product assesses."
* ^caseSensitive = true
* #overdose "Opioid overdose"

ValueSet: OverdoseRiskLevel
Id: overdose-risk-level
Title: "Overdose risk levels"
Description: "Low, moderate, high."
* $risk-probability#low "Low likelihood"
* $risk-probability#moderate "Moderate likelihood"
* $risk-probability#high "High likelihood"

Profile: OUDSafetyFlag
Parent: Flag
Id: oud-safety-flag
Title: "OUD safety flag"
Description: "A warning on the record, such as a recent overdose or pregnancy."
* extension contains RuleVersion named ruleVersion 0..1 MS
* identifier MS
* status MS
* category 1..* MS
* category ^short = "clinical or safety"
* code MS
* code from SafetyFlag (required)
* subject MS
* subject only Reference(Patient)
* period MS
* author MS

CodeSystem: OUDSafetyFlagCode
Id: oud-safety-flag
Title: "OUD safety flag"
Description: "What a safety flag warns of."
* ^caseSensitive = true
* #suicide-risk-high "High suicide risk" "C-SSRS screener: high."
* #pregnant "Pregnant"
* #methadone-qtc-alert "QTc above 500 ms: methadone alert" "KRANTZ, QTc screening consensus 2009."
* #precipitated-withdrawal-risk "Risk of precipitated withdrawal" "COWS below 8 and physically dependent."
* #recent-overdose "Recent overdose" "An overdose in the last six months."
* #minor-consent "Minor: check consent" "The patient is under 18."
* #no-naloxone "No naloxone in hand"

ValueSet: SafetyFlag
Id: safety-flag
Title: "Safety flags"
Description: "All safety flags."
* include codes from system OUDSafetyFlagCode
