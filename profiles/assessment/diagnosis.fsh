// The diagnosis and the conditions that factors become once a clinician confirms them. DSM-5 severity stands in
// Condition.severity: SNOMED CT has abuse and dependence only. Tags say where a code was seen: CDC and ECQM are value sets of
// the CDC opioid repository and of the electronic clinical quality measures, ICD21 is CMS's order file of January 2021.

Profile: OUDCondition
Parent: Condition
Id: oud-condition
Title: "OUD condition"
Description: "The opioid use disorder of a patient, or a state of it (withdrawal, remission), with the DSM-5 severity. The server writes it provisionally from a clinician's count of criteria."
* obeys oud-condition-1
* extension contains RuleVersion named ruleVersion 0..1 MS
* identifier MS
* clinicalStatus MS
* verificationStatus 1..1 MS
* category 1..* MS
* insert SlicedBy(category, $this)
* category contains problemList 0..1 MS and healthConcern 0..1 MS
* category[problemList] = $condition-category#problem-list-item
* category[healthConcern] = $us-core-condition-category#health-concern
* severity MS
* code 1..1 MS
* code.coding 1..* MS
* code.coding ^slicing.discriminator[0].type = #value
* code.coding ^slicing.discriminator[0].path = "system"
* code.coding ^slicing.rules = #open
* code.coding contains sct 1..* MS and icd10cm 0..* MS
* code.coding[sct].system 1..1
* code.coding[sct].system = "http://snomed.info/sct"
* code.coding[sct].code 1..1
* code.coding[sct] from DiagnosisSct (required)
* code.coding[icd10cm].system 1..1
* code.coding[icd10cm].system = "http://hl7.org/fhir/sid/icd-10-cm"
* code.coding[icd10cm].code 1..1
* code.coding[icd10cm] from DiagnosisIcd10cm (extensible)
* subject MS
* subject only Reference(Patient)
* onset[x] MS
* abatement[x] MS
* recordedDate MS
* asserter MS
* asserter ^short = "The clinician whose form made it"
* stage MS
* stage.assessment MS
* stage.assessment ^short = "The count of DSM-5 criteria"
* evidence MS
* evidence.detail MS
* evidence.detail ^short = "The count of DSM-5 criteria, or the COWS total"

Invariant: oud-condition-1
Description: "The category is problem-list-item or health-concern."
Severity: #error
Expression: "category.coding.where(code in ('problem-list-item' | 'health-concern')).exists()"

ValueSet: DiagnosisSct
Id: oud-diagnosis-sct
Title: "Opioid use disorder and its states, SNOMED CT"
Description: "Opioid abuse and dependence, by substance and by state."
* insert SnomedLicence
* $sct#5602001 "Opioid abuse" // mild, CDC
* $sct#75544000 "Opioid dependence" // moderate and severe, CDC
* $sct#724653003 "Opioid dependence with current use" // ECQM
* $sct#231477003 "Dependence on diamorphine" // CDC, ECQM
* $sct#426001001 "Fentanyl dependence" // CDC
* $sct#1081000119105 "Opioid dependence, on agonist therapy" // CDC
* $sct#191819002 "Continuous opioid dependence" // treatment B.0 [V]
* $sct#520841000124109 // harmful use, terminology server page
* $sct#1304039005 // harmful use, terminology server page
* $sct#191821007 "Opioid dependence in remission" // CDC
* $sct#191914006 "Nondependent opioid abuse in remission" // CDC
* $sct#87132004 "Opioid withdrawal" // CDC
* $sct#77721001 "Opioid intoxication" // CDC
* $sct#29733004 "Opioid-induced mood disorder" // CDC

ValueSet: DiagnosisIcd10cm
Id: oud-diagnosis-icd10cm
Title: "Opioid use disorder and its states, ICD-10-CM"
Description: "Opioid-related disorders, and substance use complicating pregnancy. Any code that begins with F11.1 or F11.2 is an opioid use disorder for the rules."
* $icd10cm#F11.10 "Opioid abuse, uncomplicated" // ICD21
* $icd10cm#F11.11 "Opioid abuse, in remission" // ICD21
* $icd10cm#F11.13 "Opioid abuse with withdrawal" // ICD21
* $icd10cm#F11.20 "Opioid dependence, uncomplicated" // ICD21
* $icd10cm#F11.21 "Opioid dependence, in remission" // ICD21
* $icd10cm#F11.220 "Opioid dependence with intoxication, uncomplicated" // ICD21
* $icd10cm#F11.23 "Opioid dependence with withdrawal" // ICD21
* $icd10cm#F11.24 "Opioid dependence with opioid-induced mood disorder" // ICD21
* $icd10cm#F11.929 "Opioid use, unspecified with intoxication, unspecified" // ICD21
* $icd10cm#F11.93 "Opioid use, unspecified with withdrawal" // ICD21
* $icd10cm#O99.320 "Drug use complicating pregnancy, unspecified trimester" // ICD21
* $icd10cm#O99.321 "Drug use complicating pregnancy, first trimester" // ICD21
* $icd10cm#O99.322 "Drug use complicating pregnancy, second trimester" // ICD21
* $icd10cm#O99.323 "Drug use complicating pregnancy, third trimester" // ICD21
* $icd10cm#O99.325 "Drug use complicating the puerperium" // ICD21

ValueSet: OpioidUseDisorder
Id: opioid-use-disorder
Title: "Opioid use disorder"
Description: "The diagnoses that rules and searches count as an opioid use disorder: Condition?code:in=…. Rules also take every other ICD-10-CM code that begins with F11.1 or F11.2."
* insert SnomedLicence
* $sct#5602001 "Opioid abuse"
* $sct#75544000 "Opioid dependence"
* $sct#724653003 "Opioid dependence with current use"
* $sct#231477003 "Dependence on diamorphine"
* $sct#426001001 "Fentanyl dependence"
* $sct#1081000119105 "Opioid dependence, on agonist therapy"
* $sct#191819002 "Continuous opioid dependence"
* $icd10cm#F11.10 "Opioid abuse, uncomplicated"
* $icd10cm#F11.11 "Opioid abuse, in remission"
* $icd10cm#F11.13 "Opioid abuse with withdrawal"
* $icd10cm#F11.20 "Opioid dependence, uncomplicated"
* $icd10cm#F11.21 "Opioid dependence, in remission"
* $icd10cm#F11.220 "Opioid dependence with intoxication, uncomplicated"
* $icd10cm#F11.23 "Opioid dependence with withdrawal"
* $icd10cm#F11.24 "Opioid dependence with opioid-induced mood disorder"

ValueSet: Remission
Id: oud-remission
Title: "Opioid use disorder in remission"
Description: "Remission, with Condition.clinicalStatus remission."
* insert SnomedLicence
* $sct#191821007 "Opioid dependence in remission"
* $sct#191914006 "Nondependent opioid abuse in remission"
* $icd10cm#F11.11 "Opioid abuse, in remission"
* $icd10cm#F11.21 "Opioid dependence, in remission"

Profile: OUDFactorCondition
Parent: Condition
Id: oud-factor-condition
Title: "OUD factor condition"
Description: "A factor that became a condition: an unconfirmed health concern until a clinician asserts it."
* obeys oud-fc-1 and oud-fc-2
* extension contains RuleVersion named ruleVersion 0..1 MS
* identifier MS
* clinicalStatus MS
* verificationStatus 1..1 MS
* category MS
* insert SlicedBy(category, $this)
* category contains
    factorCategory 1..* MS and
    problemList 0..1 MS and
    healthConcern 0..1 MS
* category[factorCategory] from FactorCategory (required)
* category[problemList] = $condition-category#problem-list-item
* category[healthConcern] = $us-core-condition-category#health-concern
* code 1..1 MS
* subject MS
* subject only Reference(Patient)
* recordedDate MS
* asserter MS
* evidence 1..* MS
* evidence.detail 1..* MS
* evidence.detail only Reference(OUDFactorFinding)
* evidence.detail ^short = "The finding"

Invariant: oud-fc-1
Description: "Without a clinician as asserter the condition is unconfirmed (verificationStatus unconfirmed)."
Severity: #error
Expression: "asserter.exists() or verificationStatus.coding.where(code in ('unconfirmed' | 'entered-in-error')).exists()"

Invariant: oud-fc-2
Description: "Beside the factor's category stands problem-list-item or health-concern."
Severity: #error
Expression: "category.coding.where(code in ('problem-list-item' | 'health-concern')).exists()"
