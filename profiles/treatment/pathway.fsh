// The care pathway: phases, and in each the activities with their condition (an expression of the CQL library), reason,
// goal, timing and source. The clinical content of an activity is its ActivityDefinition (pathway-activities.fsh).

Instance: OUDPathway
InstanceOf: Library
Usage: #definition
Title: "OUD pathway logic"
* url = "https://oud-fhir.github.io/ig/Library/OUDPathway"
* name = "OUDPathway"
* title = "OUD pathway logic"
* status = #active
* description = "Which medication is proposed, which activities findings add, which phases apply. Every threshold is a parameter with its source. Needs a clinician's sign-off before production."
* type = http://terminology.hl7.org/CodeSystem/library-type#logic-library
* subjectCodeableConcept = http://hl7.org/fhir/resource-types#Patient
* content.id = "ig-loader-OUDPathway.cql"
* content.contentType = #text/cql

RuleSet: PathwayGoal(id, description)
* goal[+].id = "{id}"
* goal[=].description.text = {description}

RuleSet: FactorGoal(factor, description)
* goal[+].id = "{factor}"
* goal[=].description.text = {description}
* goal[=].addresses = https://oud-fhir.github.io/ig/CodeSystem/oud-factor#{factor}

RuleSet: Phase(id, title, description, expression)
* action[+].id = "{id}"
* action[=].title = {title}
* action[=].description = {description}
* action[=].code = https://oud-fhir.github.io/ig/CodeSystem/oud-plan-category#{id}
* action[=].goalId = "{id}-goal"
* action[=].condition.kind = #applicability
* action[=].condition.expression.language = #text/cql-identifier
* action[=].condition.expression.expression = "{expression}"
* action[=].documentation.type = #citation
* action[=].documentation.display = "Treatment specification C.3"

RuleSet: Activity(id, activity, title, expression, source)
* action[=].action[+].id = "{id}"
* action[=].action[=].title = {title}
* action[=].action[=].definitionCanonical = "https://oud-fhir.github.io/ig/ActivityDefinition/{activity}|1.0.0"
* action[=].action[=].condition.kind = #applicability
* action[=].action[=].condition.expression.language = #text/cql-identifier
* action[=].action[=].condition.expression.expression = "{expression}"
* action[=].action[=].documentation.type = #citation
* action[=].action[=].documentation.display = {source}

RuleSet: Candidate(id, title, expression, source)
* action[=].action[=].action[+].id = "{id}"
* action[=].action[=].action[=].title = {title}
* action[=].action[=].action[=].definitionCanonical = "https://oud-fhir.github.io/ig/ActivityDefinition/{id}|1.0.0"
* action[=].action[=].action[=].condition.kind = #applicability
* action[=].action[=].action[=].condition.expression.language = #text/cql-identifier
* action[=].action[=].action[=].condition.expression.expression = "{expression}"
* action[=].action[=].action[=].documentation.type = #citation
* action[=].action[=].action[=].documentation.display = {source}

RuleSet: Because(factor)
* action[=].action[=].reason[+] = https://oud-fhir.github.io/ig/CodeSystem/oud-factor#{factor}

Instance: oud-pathway
InstanceOf: PlanDefinition
Usage: #definition
Title: "OUD care pathway"
* url = "https://oud-fhir.github.io/ig/PlanDefinition/oud-pathway"
* name = "OUDCarePathway"
* title = "OUD care pathway"
* status = #active
* type = http://terminology.hl7.org/CodeSystem/plan-definition-type#clinical-protocol
* subjectCodeableConcept = http://hl7.org/fhir/resource-types#Patient
* description = "From assessment to recovery in six phases. Medication is offered first and never depends on counselling, abstinence or attendance. Findings add and alter activities. Needs a clinician's sign-off before production."
* library = "https://oud-fhir.github.io/ig/Library/OUDPathway|1.0.0"

* insert PathwayGoal(phase-0-goal, [["A safe, informed start"]])
* goal[=].target.due = 14 'd'
* insert PathwayGoal(phase-1-goal, [["COWS below 5 within 72 hours, no complications"]])
* goal[=].target.measure = https://oud-fhir.github.io/ig/CodeSystem/oud-score#cows-total
* goal[=].target.detailQuantity = 5 '{score}'
* goal[=].target.detailQuantity.comparator = #<
* goal[=].target.due = 72 'h'
* insert PathwayGoal(phase-2-goal, [["No craving or withdrawal for 24 hours"]])
* goal[=].target.measure = https://oud-fhir.github.io/ig/CodeSystem/oud-score#cows-total
* goal[=].target.detailQuantity = 5 '{score}'
* goal[=].target.detailQuantity.comparator = #<
* goal[=].target.due = 7 'd'
* insert PathwayGoal(phase-3-goal, [["No illicit opioid use for 4 weeks; still in treatment"]])
* goal[=].target.measure = $loinc#19295-5
* goal[=].target.detailCodeableConcept = $interpretation#NEG
* goal[=].target.due = 12 'wk'
* insert PathwayGoal(phase-4-goal, [["Good function; remission at 3 and 12 months"]])
* goal[=].target.measure = https://oud-fhir.github.io/ig/CodeSystem/oud-score#dsm5-oud-count
* goal[=].target.detailQuantity = 2 '{score}'
* goal[=].target.detailQuantity.comparator = #<
* goal[=].target.due = 12 'mo'
* insert PathwayGoal(phase-5-goal, [["Recovery capital; no return to use"]])
* goal[=].target.measure = https://oud-fhir.github.io/ig/CodeSystem/oud-score#bam-use
* goal[=].target.detailQuantity = 1 '{score}'
* goal[=].target.detailQuantity.comparator = #<
* insert FactorGoal(depression, [["PHQ-9 below 10"]])
* goal[=].target.measure = $loinc#44261-6
* goal[=].target.detailQuantity = 10 '{score}'
* goal[=].target.detailQuantity.comparator = #<
* goal[=].target.due = 12 'wk'
* insert FactorGoal(anxiety, [["GAD-7 below 10"]])
* goal[=].target.measure = $loinc#70274-6
* goal[=].target.detailQuantity = 10 '{score}'
* goal[=].target.detailQuantity.comparator = #<
* goal[=].target.due = 12 'wk'
* insert FactorGoal(ptsd, [["PC-PTSD-5 below 4"]])
* goal[=].target.measure = $loinc#102017-1
* goal[=].target.detailQuantity = 4 '{score}'
* goal[=].target.detailQuantity.comparator = #<
* goal[=].target.due = 12 'wk'
* insert FactorGoal(self-medication, [["Copes with feelings without opioids"]])
* goal[=].target.measure = https://oud-fhir.github.io/ig/CodeSystem/oud-factor#self-medication
* goal[=].target.detailCodeableConcept = https://oud-fhir.github.io/ig/CodeSystem/oud-finding-value#absent
* insert FactorGoal(suicide-risk, [["No suicide risk on the C-SSRS"]])
* goal[=].target.measure = $loinc#93374-7
* goal[=].target.detailCodeableConcept = https://oud-fhir.github.io/ig/CodeSystem/oud-score-band#none
* goal[=].target.due = 12 'wk'
* insert FactorGoal(other-substance, [["No harmful use of other substances"]])
* goal[=].target.measure = https://oud-fhir.github.io/ig/CodeSystem/oud-factor#other-substance
* goal[=].target.detailCodeableConcept = https://oud-fhir.github.io/ig/CodeSystem/oud-finding-value#absent
* insert FactorGoal(chronic-pain, [["PEG below 4 (site policy, unverified)"]])
* goal[=].target.measure = $loinc#91147-9
* goal[=].target.detailQuantity = 4 '{score}'
* goal[=].target.detailQuantity.comparator = #<
* goal[=].target.due = 12 'wk'
* insert FactorGoal(prescription-opioid-pathway, [["Pain treated without risk of misuse"]])
* goal[=].target.measure = https://oud-fhir.github.io/ig/CodeSystem/oud-factor#prescription-opioid-pathway
* goal[=].target.detailCodeableConcept = https://oud-fhir.github.io/ig/CodeSystem/oud-finding-value#absent
* insert FactorGoal(exposure-drug-environment, [["Lives and spends time where drugs are not used"]])
* goal[=].target.measure = https://oud-fhir.github.io/ig/CodeSystem/oud-factor#exposure-drug-environment
* goal[=].target.detailCodeableConcept = https://oud-fhir.github.io/ig/CodeSystem/oud-finding-value#absent
* insert FactorGoal(peer-pressure, [["Can refuse offers of drugs"]])
* goal[=].target.measure = https://oud-fhir.github.io/ig/CodeSystem/oud-factor#peer-pressure
* goal[=].target.detailCodeableConcept = https://oud-fhir.github.io/ig/CodeSystem/oud-finding-value#absent
* insert FactorGoal(low-social-support, [["Has someone to call who supports recovery"]])
* goal[=].target.measure = https://oud-fhir.github.io/ig/CodeSystem/oud-factor#low-social-support
* goal[=].target.detailCodeableConcept = https://oud-fhir.github.io/ig/CodeSystem/oud-finding-value#absent
* insert FactorGoal(housing-instability, [["Has a steady place to live"]])
* goal[=].target.measure = $loinc#71802-3
* goal[=].target.detailCodeableConcept = $loinc#LA31993-1
* goal[=].target.due = 12 'wk'
* insert FactorGoal(childhood-trauma, [["Trauma is recognised and treated safely"]])
* insert FactorGoal(adult-abuse, [["Is safe from violence"]])
* goal[=].target.measure = https://oud-fhir.github.io/ig/CodeSystem/oud-factor#adult-abuse
* goal[=].target.detailCodeableConcept = https://oud-fhir.github.io/ig/CodeSystem/oud-finding-value#absent
* insert FactorGoal(family-use-environment, [["Home is a safe place"]])
* goal[=].target.measure = https://oud-fhir.github.io/ig/CodeSystem/oud-factor#family-use-environment
* goal[=].target.detailCodeableConcept = https://oud-fhir.github.io/ig/CodeSystem/oud-finding-value#absent
* insert FactorGoal(family-history-sud, [["Knows the inherited risk and has a relapse plan"]])

* insert Phase(phase-0, [["Intake and assessment"]], [["Day 0 to 14: A safe, informed start"]], Phase 0)
* insert Activity(informed-consent, informed-consent, [["Informed consent to treatment"]], Always, [["R8 [K] unverified; ASAM20: able to give informed consent [V]"]])
* insert Activity(substance-use-history, substance-use-history, [["Substance use history"]], Always, [["Treatment specification C.3"]])
* insert Activity(asam-dimensions, asam-dimensions, [["Assessment of the ASAM dimensions"]], Always, [["Treatment specification C.3"]])
* insert Activity(pdmp-check, pdmp-check, [["Prescription drug monitoring program check"]], Always, [["Treatment specification C.3: SNOMED 461621000124108 [V]; 21 CFR 1306.51 [S]"]])
* insert Activity(urine-drug-screen-baseline, urine-drug-screen, [["Urine drug screen with fentanyl"]], Always, [["Treatment specification C.3, default cadence [K] unverified"]])
* action[=].action[=].timingTiming.code.text = "Day 0"
* insert Activity(pregnancy-test, pregnancy-test, [["Pregnancy test"]], Pregnancy Test Due, [["Treatment specification C.3; LOINC 2106-3 [V]"]])
* insert Activity(liver-function-tests, liver-function-tests, [["Liver function tests"]], Always, [["Treatment specification C.3"]])
* insert Activity(hiv-test, hiv-test, [["HIV test"]], Always, [["Treatment specification C.3; LOINC 56888-1 [V]"]])
* insert Activity(hepatitis-c-test, hepatitis-c-test, [["Hepatitis C antibody test"]], Always, [["Treatment specification C.3; LOINC 16128-1 (assessments A2)"]])
* insert Activity(hepatitis-b-test, hepatitis-b-test, [["Hepatitis B serology"]], Always, [["Treatment specification C.3"]])
* insert Activity(ecg-baseline, ecg-baseline, [["ECG before methadone"]], ECG Before Methadone, [["KRANTZ [V], rule MR-18"]])
* insert Activity(suicide-screen, suicide-screen, [["Suicide risk screen (C-SSRS)"]], Suicide Screen Due, [["Assessments A1 and B4"]])
* insert Activity(safety-plan, safety-plan, [["Same-day safety plan"]], Suicidality, [["Treatment specification C.4"]])
* insert Because(suicide-risk)
* action[=].action[=].goalId[+] = "suicide-risk"
* action[=].action[=].timingTiming.code.text = "Same day"
* insert Activity(suicide-assessment-same-day, suicide-assessment-same-day, [["Suicide assessment today"]], Suicide Same Day, [["Assessments A1: high risk, same day"]])
* insert Because(suicide-risk)
* action[=].action[=].goalId[+] = "suicide-risk"
* action[=].action[=].timingTiming.code.text = "Same day"
* insert Activity(suicide-assessment-same-week, suicide-assessment-same-week, [["Suicide assessment this week"]], Suicide Same Week, [["Vignette V7: moderate risk, same-week assessment"]])
* insert Because(suicide-risk)
* action[=].action[=].goalId[+] = "suicide-risk"
* action[=].action[=].timingTiming.code.text = "Within 7 days"
* insert Activity(level-of-care-review, level-of-care-review, [["Review of the level of care"]], Level Of Care Review, [["Treatment specification C.4"]])
* insert Because(suicide-risk)
* insert Because(other-substance)
* insert Because(housing-instability)
* insert Because(depression)
* insert Because(anxiety)
* insert Because(ptsd)
* insert Because(childhood-trauma)
* insert Activity(overdose-education, overdose-education, [["Overdose prevention education"]], Always, [["Treatment specification C.4: SNOMED 460831000124102 [V]"]])
* insert Activity(overdose-education-lost-tolerance, overdose-education-lost-tolerance, [["Overdose education: tolerance is lost"]], Lost Tolerance Education, [["Treatment specification C.4; naltrexone label 5.1 [V], rule MR-09"]])
* insert Activity(overdose-risk-assessment, overdose-risk-assessment, [["Overdose risk assessment and contact training"]], Overdose Ever, [["Treatment specification C.4"]])
* action[=].action[=].timingTiming.repeat.frequency = 1
* action[=].action[=].timingTiming.repeat.period = 7
* action[=].action[=].timingTiming.repeat.periodUnit = #d
* insert Activity(minor-consent, minor-consent, [["Consent and specialist review under 18"]], Minor With Disorder, [["R8 [S/K] unverified, rules MR-33 and MR-34"]])
* insert Activity(cardiology-referral, cardiology-referral, [["Cardiology referral"]], Cardiology, [["KRANTZ [V], rules MR-16 and MR-17"]])
* insert Activity(ecg-one-week, ecg-one-week, [["ECG in one week"]], ECG In One Week, [["Treatment specification C.5 case 3; KRANTZ [V]"]])
* action[=].action[=].timingTiming.repeat.frequency = 1
* action[=].action[=].timingTiming.repeat.period = 1
* action[=].action[=].timingTiming.repeat.periodUnit = #wk
* insert Activity(ecg-repeat, ecg-repeat, [["ECG monitoring"]], ECG Repeat, [["KRANTZ [V], rule MR-17"]])
* insert Activity(hepatology-referral, hepatology-referral, [["Hepatology referral"]], Hepatology, [["Treatment specification C.2 row 4; vignette V4"]])
* insert Activity(obstetric-co-management, obstetric-co-management, [["Obstetric co-management"]], Pregnant, [["Treatment specification C.2 row 1 and C.4; ASAM15 [V]"]])
* action[=].action[=].reason[+] = $sct#77386006
* insert Activity(plan-of-safe-care, plan-of-safe-care, [["Plan of safe care"]], Pregnant, [["Treatment specification C.4"]])
* action[=].action[=].reason[+] = $sct#77386006
* insert Activity(newborn-withdrawal-plan, newborn-withdrawal-plan, [["Plan for neonatal opioid withdrawal"]], Pregnant, [["Treatment specification C.4"]])
* action[=].action[=].reason[+] = $sct#77386006
* insert Activity(partner-violence-safety-plan, partner-violence-safety-plan, [["Safety plan for violence"]], Adult Abuse, [["Treatment specification C.4"]])
* insert Because(adult-abuse)
* action[=].action[=].goalId[+] = "adult-abuse"
* insert Activity(safe-place-plan, safe-place-plan, [["Plan for a safe place"]], Family Use Environment, [["Decisions 4.6"]])
* insert Because(family-use-environment)
* action[=].action[=].goalId[+] = "family-use-environment"
* insert Activity(housing-referral, housing-referral, [["Shelter and housing referral"]], Housing Instability, [["Treatment specification C.4; vignette V7"]])
* insert Because(housing-instability)
* action[=].action[=].goalId[+] = "housing-instability"
* insert Activity(food-referral, food-referral, [["Food assistance referral"]], Food Need, [["Treatment specification C.4: SNOMED 710925007 [V]"]])
* action[=].action[=].reason[+] = $sct#733423003
* insert Activity(transport-referral, transport-referral, [["Transport assistance"]], Transport Need, [["Treatment specification C.4"]])
* insert Activity(utilities-referral, utilities-referral, [["Utilities assistance"]], Utilities Need, [["Assessments A3 (AHC)"]])
* insert Activity(drug-harm-reduction, drug-harm-reduction, [["Harm reduction and syringe services"]], Injects, [["Treatment specification C.4: SNOMED 720174008 [V]"]])
* insert Activity(hiv-prep, hiv-prep, [["HIV pre-exposure prophylaxis"]], HIV Prevention, [["Treatment specification C.4"]])
* insert Activity(hepatitis-c-rna, hepatitis-c-rna, [["Hepatitis C RNA"]], Hepatitis C Workup, [["Treatment specification C.4"]])
* insert Activity(hepatitis-c-treatment, hepatitis-c-treatment, [["Referral for direct-acting antivirals"]], Hepatitis C Care, [["Treatment specification C.4"]])
* insert Activity(wound-care, wound-care, [["Wound care"]], Wound Care, [["Treatment specification C.4"]])
* insert Activity(visit-intake, follow-up-visit, [["Intake visit"]], Always, [["Treatment specification C.3, default cadence [K] unverified"]])
* action[=].action[=].goalId[+] = "phase-0-goal"
* action[=].action[=].timingTiming.code.text = "Same day"
* insert Activity(take-cows, cows-monitoring, [["COWS at entry"]], Ask COWS, [["Treatment specification C.3, default cadence [K] unverified"]])
* action[=].action[=].timingTiming.code.text = "At entry"
* insert Activity(ask-intake, ask-intake, [["Complete the intake assessment"]], Ask Intake, [["Treatment specification C.0.6"]])
* insert Activity(ask-diagnosis, ask-diagnosis, [["Diagnose by the DSM-5 criteria"]], Ask Diagnosis, [["Treatment specification C.0.6"]])
* insert Activity(ask-depression, ask-depression, [["Complete PHQ-9"]], Ask Depression, [["Treatment specification C.0.6"]])
* insert Activity(ask-anxiety, ask-anxiety, [["Complete GAD-7"]], Ask Anxiety, [["Treatment specification C.0.6"]])
* insert Activity(ask-ptsd, ask-ptsd, [["Complete PC-PTSD-5"]], Ask PTSD, [["Treatment specification C.0.6"]])
* insert Activity(ask-pain, ask-pain, [["Complete pain history and PEG"]], Ask Pain, [["Treatment specification C.0.6"]])
* insert Activity(ask-surroundings, ask-surroundings, [["Complete exposure and support"]], Ask Surroundings, [["Treatment specification C.0.6"]])
* insert Activity(ask-social-needs, ask-social-needs, [["Complete social needs and safety"]], Ask Social Needs, [["Treatment specification C.0.6"]])
* insert Activity(ask-childhood, ask-childhood, [["Complete adverse childhood experiences"]], Ask Childhood, [["Treatment specification C.0.6"]])
* insert Activity(ask-family, ask-family, [["Complete family history"]], Ask Family, [["Treatment specification C.0.6"]])
* insert Activity(ask-self-medication, ask-self-medication, [["Complete reasons for use"]], Ask Self Medication, [["Treatment specification C.0.6"]])
* insert Activity(ask-substances, ask-substances, [["Complete TAPS-1"]], Ask Substances, [["Treatment specification C.0.6"]])
* insert Activity(ask-medical-safety, ask-medical-safety, [["Complete medical safety"]], Ask Medical Safety, [["Treatment specification C.0.6"]])
* insert Activity(ask-context, ask-context, [["Complete setting and preference"]], Ask Context, [["Treatment specification C.0.6"]])
* insert Activity(separate-withdrawal-plan, separate-withdrawal-plan, [["Separate plan for alcohol or sedatives"]], Separate Withdrawal Plan, [["Treatment specification C.4"]])
* insert Because(other-substance)
* action[=].action[=].goalId[+] = "other-substance"
* insert Activity(benzodiazepine-taper-review, benzodiazepine-taper-review, [["Supervised benzodiazepine taper, inpatient or residential review"]], Sedative Taper, [["Vignette V7; rule MR-29 (boxed warning [V])"]])
* insert Because(other-substance)
* action[=].action[=].goalId[+] = "other-substance"
* insert Activity(naloxone-rescue, naloxone-rescue, [["Naloxone 4 mg nasal, one kit"]], Naloxone One Kit, [["Labels [V], rule MR-37; RxNorm 1725059 [V]"]])
* insert Activity(naloxone-rescue-two-kits, naloxone-rescue-two-kits, [["Naloxone 4 mg nasal, two kits"]], Naloxone Two Kits, [["Labels [V], rule MR-37; treatment specification C.4; RxNorm 1725059 [V]"]])

* insert Phase(phase-1, [["Withdrawal management"]], [["Day 0 to 7: COWS below 5 within 72 hours, no complications"]], Phase 1)
* insert Activity(withdrawal-management, withdrawal-management, [["Withdrawal management"]], Withdrawal Treatment, [["Treatment specification C.3: SNOMED 386450006 [V]"]])
* action[=].action[=].goalId[+] = "phase-1-goal"
* insert Activity(hydration, hydration, [["Fluids and comfort"]], Withdrawal Treatment, [["Treatment specification C.3"]])
* insert Activity(cows-first-hours, cows-monitoring, [["COWS during the first 6 hours"]], Disorder, [["Treatment specification C.3, default cadence [K] unverified"]])
* action[=].action[=].goalId[+] = "phase-1-goal"
* action[=].action[=].timingTiming.repeat.frequency = 1
* action[=].action[=].timingTiming.repeat.period = 1
* action[=].action[=].timingTiming.repeat.periodUnit = #h
* action[=].action[=].timingTiming.repeat.periodMax = 2
* action[=].action[=].timingTiming.repeat.boundsDuration = 6 'h'
* insert Activity(cows-first-day, cows-monitoring, [["COWS on day 1"]], Disorder, [["Treatment specification C.3, default cadence [K] unverified"]])
* action[=].action[=].goalId[+] = "phase-1-goal"
* action[=].action[=].timingTiming.repeat.frequency = 1
* action[=].action[=].timingTiming.repeat.period = 4
* action[=].action[=].timingTiming.repeat.periodUnit = #h
* action[=].action[=].timingTiming.repeat.periodMax = 8
* action[=].action[=].timingTiming.repeat.boundsDuration = 1 'd'
* insert Activity(cows-daily, cows-monitoring, [["COWS daily"]], Disorder, [["Treatment specification C.3, default cadence [K] unverified"]])
* action[=].action[=].goalId[+] = "phase-1-goal"
* action[=].action[=].timingTiming.repeat.frequency = 1
* action[=].action[=].timingTiming.repeat.period = 1
* action[=].action[=].timingTiming.repeat.periodUnit = #d
* insert Activity(visit-daily, follow-up-visit, [["Daily contact"]], Disorder, [["Treatment specification C.3, default cadence [K] unverified"]])
* action[=].action[=].timingTiming.repeat.frequency = 1
* action[=].action[=].timingTiming.repeat.period = 1
* action[=].action[=].timingTiming.repeat.periodUnit = #d
* action[=].action[=].timingTiming.repeat.boundsDuration = 7 'd'
* insert Activity(buprenorphine-start-check, buprenorphine-start-check, [["Check before the first buprenorphine dose"]], Start Check, [["ASAM20 [S], ASAM23 [S], ASAM15 [V]; rules MR-20, MR-21, MR-22"]])
* insert Activity(fentanyl-start-plan, fentanyl-start-plan, [["Start after fentanyl"]], Fentanyl Start, [["ASAM23 [S], rule MR-23; treatment specification C.4"]])
* insert Activity(vital-signs-before-alpha-2, vital-signs-before-alpha-2, [["Blood pressure before clonidine or lofexidine"]], Vital Signs Before Alpha-2, [["VA-ADJ [V], rule MR-31"]])
* insert Activity(lofexidine, lofexidine, [["Lofexidine"]], Lofexidine, [["openFDA label [V], rule MR-31; RxNorm 2046591, level not resolved; 7 days supply [K] unverified"]])
* insert Activity(lofexidine-moderate-liver, lofexidine-moderate-liver, [["Lofexidine, Child-Pugh B"]], Lofexidine Moderate Liver, [["openFDA label [V], rule MR-31; RxNorm 2046591, level not resolved; 7 days supply [K] unverified"]])
* insert Activity(lofexidine-severe-liver, lofexidine-severe-liver, [["Lofexidine, Child-Pugh C"]], Lofexidine Severe Liver, [["openFDA label [V], rule MR-31; RxNorm 2046591, level not resolved; 7 days supply [K] unverified"]])
* insert Activity(clonidine, clonidine, [["Clonidine"]], Clonidine, [["VA-ADJ, UTD [V], rule MR-31; RxNorm 884173 [V]; 7 days supply [K] unverified"]])
* insert Activity(ondansetron, ondansetron, [["Ondansetron"]], Ondansetron, [["VA-ADJ [V]; RxNorm 26225 [K] unverified; 7 days supply [K] unverified"]])
* insert Activity(loperamide, loperamide, [["Loperamide"]], Loperamide, [["VA-ADJ, UTD [V]; RxNorm 6468 [K] unverified; 7 days supply [K] unverified"]])
* insert Activity(hydroxyzine, hydroxyzine, [["Hydroxyzine"]], Hydroxyzine, [["VA-ADJ [V]; RxNorm 995258 [V]; 7 days supply [K] unverified"]])
* insert Because(anxiety)

* insert Phase(phase-2, [["Induction"]], [["Days 1 to 7, methadone 1 to 28: No craving or withdrawal for 24 hours"]], Phase 2)
* action[=].action[+].id = "medication"
* action[=].action[=].title = "Medication for opioid use disorder"
* action[=].action[=].groupingBehavior = #logical-group
* action[=].action[=].selectionBehavior = #exactly-one
* action[=].action[=].condition.kind = #applicability
* action[=].action[=].condition.expression.language = #text/cql-identifier
* action[=].action[=].condition.expression.expression = "Medication Eligible"
* action[=].action[=].documentation.type = #citation
* action[=].action[=].documentation.display = "Treatment specification C.2; decisions 4.4"
* insert Candidate(continue-current-medication, [["Continue the present medication"]], Offer Current Medication, [["Treatment specification C.0; rule MR-28"]])
* insert Candidate(buprenorphine-naloxone, [["Buprenorphine and naloxone under the tongue"]], Offer Combination, [["ASAM20: 2 to 4 mg [V]; FDA24 [V]; RxNorm 1307056 [V]; supply of at most 7 days, 8 mg a day [K] unverified"]])
* insert Candidate(buprenorphine-naloxone-low-dose, [["Buprenorphine and naloxone by a low-dose protocol"]], Offer Low Dose Combination, [["ASAM23 [S], rule MR-20: the steps are the clinician decision; RxNorm 1010600 [V]; supply of at most 7 days [K] unverified"]])
* insert Candidate(buprenorphine-mono, [["Buprenorphine alone under the tongue"]], Offer Mono, [["ASAM20: 2 to 4 mg [V]; treatment specification C.2 row 1; RxNorm 351264 [V]; supply of at most 7 days, 8 mg a day [K] unverified"]])
* insert Candidate(buprenorphine-mono-reduced, [["Buprenorphine alone, reduced for severe liver disease"]], Offer Reduced Mono, [["Label [V], rule MR-30; halving [K] unverified; RxNorm 351264 [V]; supply of at most 7 days [K] unverified"]])
* insert Candidate(buprenorphine-xr-weekly, [["Buprenorphine extended release, weekly"]], Offer Weekly Extended Release, [["Label [V], rule MR-27; titration [K] unverified; RxNorm 2639029 [V]"]])
* insert Candidate(buprenorphine-xr-monthly, [["Buprenorphine extended release, monthly"]], Offer Monthly Extended Release, [["Label [V], 2025 exposure rule [S], rule MR-27; RxNorm 1996192 [V]"]])
* insert Candidate(methadone, [["Methadone, from an opioid treatment program"]], Offer Methadone, [["ASAM20: 10 to 30 mg [V]; R8 (h)(3)(ii) [S]; rules MR-10, MR-12, MR-13; RxNorm 864761 [V]"]])
* insert Candidate(methadone-low-tolerance, [["Methadone, low first dose"]], Offer Low Dose Methadone, [["ASAM20: 2.5 to 10 mg [V]; rule MR-14; RxNorm 864761 [V]"]])
* insert Candidate(naltrexone-xr, [["Naltrexone extended release"]], Offer Naltrexone, [["Label [V], rules MR-01 to MR-08; RxNorm 637213 [V]"]])
* insert Candidate(naltrexone-oral, [["Naltrexone by mouth, supervised"]], Offer Naltrexone, [["Treatment specification C.2 row 7; dose [K] unverified; RxNorm 1483744 [V]; 7 days supply [K] unverified"]])
* insert Activity(titration, titration, [["Dose titration"]], Titration, [["FDA24 [V]; ASAM20 [K] unverified, rule MR-15"]])
* action[=].action[=].goalId[+] = "phase-2-goal"
* action[=].action[=].timingTiming.code.text = "At each visit of the first week; methadone to day 28"
* insert Activity(cows-titration, cows-monitoring, [["COWS before each dose change"]], Titration, [["Treatment specification C.3, default cadence [K] unverified"]])
* action[=].action[=].goalId[+] = "phase-2-goal"
* action[=].action[=].timingTiming.code.text = "Before each titration dose; 30 to 60 minutes after the first buprenorphine dose"
* insert Activity(urine-drug-screen-weekly, urine-drug-screen, [["Urine drug screen weekly"]], Disorder, [["Treatment specification C.3, default cadence [K] unverified"]])
* action[=].action[=].timingTiming.repeat.frequency = 1
* action[=].action[=].timingTiming.repeat.period = 1
* action[=].action[=].timingTiming.repeat.periodUnit = #wk
* insert Activity(visit-induction, follow-up-visit, [["Visits during induction"]], Disorder, [["Treatment specification C.3, default cadence [K] unverified"]])
* action[=].action[=].timingTiming.repeat.frequency = 2
* action[=].action[=].timingTiming.repeat.period = 1
* action[=].action[=].timingTiming.repeat.periodUnit = #wk
* action[=].action[=].timingTiming.code.text = "Daily to twice a week"
* insert Activity(program-referral, program-referral, [["Referral to an opioid treatment program"]], Program Referral, [["R8, label [V], rule MR-10"]])
* insert Activity(agonist-transition, agonist-transition, [["Exchange of the present agonist"]], Change Of Agonist, [["ASAM15 [V], rules MR-24 and MR-28"]])
* insert Activity(naltrexone-proof, naltrexone-proof, [["Proof of an opioid-free interval"]], Naltrexone Proof, [["Naltrexone label [V], rules MR-03 and MR-04"]])
* insert Activity(limit-dispensing, limit-dispensing, [["Dispense for 7 days at most"]], Limit Dispensing, [["Treatment specification C.4"]])
* insert Because(suicide-risk)
* insert Activity(observed-dosing, observed-dosing, [["Observed dosing, lock box"]], Observed Dosing, [["Treatment specification C.4"]])
* insert Because(housing-instability)
* insert Activity(split-dosing, split-dosing, [["Split dosing"]], Split Dose, [["Treatment specification C.2 row 8 and C.4"]])
* insert Because(chronic-pain)
* insert Activity(ecg-methadone-schedule, ecg-methadone-schedule, [["ECG schedule on methadone"]], Methadone ECG Schedule, [["KRANTZ [V], rule MR-18"]])
* action[=].action[=].timingTiming.code.text = "Within 30 days, then yearly; above 100 mg a day"

* insert Phase(phase-3, [["Stabilisation"]], [["Weeks 2 to 12: No illicit opioid use for 4 weeks; still in treatment"]], Phase 3)
* insert Activity(counselling-individual, counselling-individual, [["Outpatient counselling, individual"]], Phase 3, [["Treatment specification C.3, default cadence [K] unverified"]])
* action[=].action[=].goalId[+] = "phase-3-goal"
* action[=].action[=].timingTiming.repeat.frequency = 1
* action[=].action[=].timingTiming.repeat.period = 1
* action[=].action[=].timingTiming.repeat.periodUnit = #wk
* insert Activity(case-management, case-management, [["Case management"]], Phase 3, [["Treatment specification C.3: SNOMED 423416000 [V]"]])
* insert Activity(peer-support, peer-support, [["Peer support"]], Phase 3, [["Treatment specification C.4: SNOMED 461481000124109 [V]"]])
* insert Because(low-social-support)
* action[=].action[=].goalId[+] = "low-social-support"
* insert Activity(offer-medication-again, offer-medication-again, [["Offer medication again"]], Offer Again, [["Treatment specification C.2 row 11; TIP63 [V], rule MR-39"]])
* action[=].action[=].timingTiming.code.text = "At every contact"
* insert Activity(extended-release-offer, extended-release-offer, [["Offer extended-release buprenorphine"]], Extended Release Offer, [["Treatment specification C.2 rows 5 and 6; label [V/S], rule MR-27"]])
* insert Because(housing-instability)
* insert Activity(urine-drug-screen-stabilisation, urine-drug-screen, [["Urine drug screen weekly, then every 2 weeks"]], Disorder, [["Treatment specification C.3, default cadence [K] unverified"]])
* action[=].action[=].goalId[+] = "phase-3-goal"
* action[=].action[=].timingTiming.repeat.frequency = 1
* action[=].action[=].timingTiming.repeat.period = 1
* action[=].action[=].timingTiming.repeat.periodUnit = #wk
* action[=].action[=].timingTiming.repeat.periodMax = 2
* insert Activity(phq-9-monthly, phq-9-repeat, [["PHQ-9 every 4 weeks"]], Phase 3, [["Treatment specification C.3, default cadence [K] unverified"]])
* insert Because(depression)
* action[=].action[=].timingTiming.repeat.frequency = 1
* action[=].action[=].timingTiming.repeat.period = 4
* action[=].action[=].timingTiming.repeat.periodUnit = #wk
* insert Activity(bam-monthly, bam-repeat, [["Brief Addiction Monitor monthly"]], Disorder, [["Treatment specification C.3, default cadence [K] unverified"]])
* action[=].action[=].timingTiming.repeat.frequency = 1
* action[=].action[=].timingTiming.repeat.period = 1
* action[=].action[=].timingTiming.repeat.periodUnit = #mo
* insert Activity(cows-dose-change, cows-monitoring, [["COWS at each dose change"]], Disorder, [["Treatment specification C.3, default cadence [K] unverified"]])
* action[=].action[=].timingTiming.code.text = "At each dose change"
* insert Activity(visit-stabilisation, follow-up-visit, [["Visits weekly, then every 2 weeks"]], Usual Visits, [["Treatment specification C.3, default cadence [K] unverified"]])
* action[=].action[=].timingTiming.repeat.frequency = 1
* action[=].action[=].timingTiming.repeat.period = 1
* action[=].action[=].timingTiming.repeat.periodUnit = #wk
* action[=].action[=].timingTiming.repeat.periodMax = 2
* insert Activity(visit-weekly-12, follow-up-visit, [["Weekly visits through week 12"]], Weekly Visits Longer, [["Treatment specification C.4"]])
* insert Because(family-history-sud)
* action[=].action[=].timingTiming.repeat.frequency = 1
* action[=].action[=].timingTiming.repeat.period = 1
* action[=].action[=].timingTiming.repeat.periodUnit = #wk
* action[=].action[=].timingTiming.repeat.boundsDuration = 12 'wk'
* insert Activity(psychiatric-assessment, psychiatric-assessment, [["Psychiatric assessment"]], Depression, [["Treatment specification C.4"]])
* insert Because(depression)
* action[=].action[=].goalId[+] = "depression"
* insert Activity(cognitive-behavioural-therapy, cognitive-behavioural-therapy, [["Cognitive behavioural therapy"]], Cognitive Behavioural Therapy, [["Treatment specification C.4: SNOMED 228557008 [V]; weekly [K] unverified"]])
* insert Because(depression)
* insert Because(anxiety)
* action[=].action[=].goalId[+] = "depression"
* action[=].action[=].goalId[+] = "anxiety"
* action[=].action[=].timingTiming.repeat.frequency = 1
* action[=].action[=].timingTiming.repeat.period = 1
* action[=].action[=].timingTiming.repeat.periodUnit = #wk
* insert Activity(individual-psychotherapy, individual-psychotherapy, [["Individual psychotherapy"]], Depression, [["Treatment specification C.4: SNOMED 18512000 [V]"]])
* insert Because(depression)
* action[=].action[=].goalId[+] = "depression"
* insert Activity(anxiety-medication-review, anxiety-medication-review, [["Medication review for anxiety"]], Anxiety, [["Treatment specification C.4, rules MR-19 and MR-29"]])
* insert Because(anxiety)
* action[=].action[=].goalId[+] = "anxiety"
* insert Activity(repeat-mood-screens, repeat-mood-screens, [["Repeat PHQ-9 and GAD-7 in 2 to 4 weeks"]], Repeat Mood Screens, [["Assessments B4"]])
* insert Because(depression)
* insert Because(anxiety)
* action[=].action[=].timingTiming.repeat.frequency = 1
* action[=].action[=].timingTiming.repeat.period = 2
* action[=].action[=].timingTiming.repeat.periodUnit = #wk
* action[=].action[=].timingTiming.repeat.periodMax = 4
* insert Activity(coping-and-refusal-skills, coping-and-refusal-skills, [["Coping and refusal skills within CBT"]], Coping Skills, [["Decisions 4.6"]])
* insert Because(peer-pressure)
* insert Because(self-medication)
* action[=].action[=].goalId[+] = "peer-pressure"
* action[=].action[=].goalId[+] = "self-medication"
* insert Activity(trauma-focused-therapy, trauma-focused-therapy, [["Trauma-focused therapy (CBT or EMDR)"]], PTSD, [["Treatment specification C.4; code [K] unverified"]])
* insert Because(ptsd)
* action[=].action[=].goalId[+] = "ptsd"
* action[=].action[=].timingTiming.code.text = "After stabilisation, earlier on request"
* insert Activity(trauma-informed-counselling, trauma-informed-counselling, [["Trauma-informed counselling"]], Trauma Informed Care, [["Decisions 4.6"]])
* insert Because(childhood-trauma)
* action[=].action[=].goalId[+] = "childhood-trauma"
* insert Activity(contingency-management, contingency-management, [["Contingency management"]], Contingency Management, [["Treatment specification C.4; VA/DoD 2021 [V abstract]"]])
* insert Because(other-substance)
* action[=].action[=].goalId[+] = "other-substance"
* insert Activity(pain-management-referral, pain-management-referral, [["Referral to pain management"]], Chronic Pain, [["Treatment specification C.4: SNOMED 306265007 [V]"]])
* insert Because(chronic-pain)
* action[=].action[=].goalId[+] = "chronic-pain"
* insert Activity(physiotherapy, physiotherapy, [["Physiotherapy"]], Chronic Pain, [["Treatment specification C.4"]])
* insert Because(chronic-pain)
* action[=].action[=].goalId[+] = "chronic-pain"
* insert Activity(pain-and-prescription-review, pain-and-prescription-review, [["Review of pain and prescriptions"]], Prescription Pathway, [["Decisions 4.6"]])
* insert Because(prescription-opioid-pathway)
* action[=].action[=].goalId[+] = "prescription-opioid-pathway"
* insert Activity(relapse-prevention, relapse-prevention, [["Relapse prevention in a drug-using network"]], Relapse Prevention, [["Treatment specification C.4: SNOMED 720177001 [V]"]])
* insert Because(exposure-drug-environment)
* insert Because(peer-pressure)
* action[=].action[=].goalId[+] = "exposure-drug-environment"
* insert Activity(family-session, family-session, [["Family session"]], Family Session, [["Decisions 4.6"]])
* insert Because(family-history-sud)
* action[=].action[=].goalId[+] = "family-history-sud"
* insert Activity(relapse-education, relapse-education, [["Relapse education"]], Family Session, [["Decisions 4.6"]])
* insert Because(family-history-sud)
* action[=].action[=].goalId[+] = "family-history-sud"
* insert Activity(family-therapy, family-therapy, [["Family therapy"]], Family Therapy, [["Decisions 4.6"]])
* insert Because(family-use-environment)
* action[=].action[=].goalId[+] = "family-use-environment"
* insert Activity(youth-family-services, youth-family-services, [["Youth and family-based services"]], Youth Family Services, [["Decisions 4.6"]])
* insert Activity(older-adult-monitoring, older-adult-monitoring, [["Monitoring for falls and sedation"]], Older Adult, [["Treatment specification C.4"]])
* insert Activity(pre-release-plan, pre-release-plan, [["Plan before release"]], In Custody, [["Treatment specification C.4"]])

* insert Phase(phase-4, [["Maintenance"]], [["12 months or more, open-ended: Good function; remission at 3 and 12 months"]], Phase 4)
* insert Activity(maintenance-review, maintenance-review, [["Monthly review"]], Disorder, [["Treatment specification C.3, default cadence [K] unverified"]])
* action[=].action[=].goalId[+] = "phase-4-goal"
* action[=].action[=].timingTiming.repeat.frequency = 1
* action[=].action[=].timingTiming.repeat.period = 1
* action[=].action[=].timingTiming.repeat.periodUnit = #mo
* insert Activity(therapy-buprenorphine, therapy-buprenorphine, [["Buprenorphine maintenance"]], Therapy With Buprenorphine Alone, [["Treatment specification C.4: SNOMED 792901003 [V]; FDA24 [V]"]])
* action[=].action[=].goalId[+] = "phase-4-goal"
* insert Activity(therapy-buprenorphine-naloxone, therapy-buprenorphine-naloxone, [["Buprenorphine and naloxone maintenance"]], Therapy With Combination, [["Treatment specification C.4: SNOMED 792902005 [V]; FDA24 [V]"]])
* action[=].action[=].goalId[+] = "phase-4-goal"
* insert Activity(therapy-methadone, therapy-methadone, [["Methadone maintenance"]], Primary Is Methadone, [["Treatment specification C.4: SNOMED 310653000 [V]; ASAM15 [V]"]])
* action[=].action[=].goalId[+] = "phase-4-goal"
* insert Activity(therapy-naltrexone, therapy-naltrexone, [["Naltrexone maintenance"]], Primary Is Naltrexone, [["Treatment specification C.4: SNOMED 266707007 with text; label [V]"]])
* action[=].action[=].goalId[+] = "phase-4-goal"
* action[=].action[=].timingTiming.repeat.frequency = 1
* action[=].action[=].timingTiming.repeat.period = 4
* action[=].action[=].timingTiming.repeat.periodUnit = #wk
* insert Activity(relapse-plan, relapse-plan, [["Plan for a return to use"]], Disorder, [["Treatment specification C.3, default cadence [K] unverified"]])
* action[=].action[=].goalId[+] = "phase-4-goal"
* action[=].action[=].timingTiming.code.text = "Contact within 72 hours of a return to use"
* insert Activity(health-maintenance, health-maintenance, [["Health maintenance"]], Disorder, [["Treatment specification C.3"]])
* insert Activity(urine-drug-screen-monthly, urine-drug-screen, [["Urine drug screen monthly"]], Disorder, [["Treatment specification C.3, default cadence [K] unverified"]])
* action[=].action[=].timingTiming.repeat.frequency = 1
* action[=].action[=].timingTiming.repeat.period = 1
* action[=].action[=].timingTiming.repeat.periodUnit = #mo
* insert Activity(urine-drug-screen-program, urine-drug-screen, [["Random urine drug tests in the program"]], In Program, [["R8 (f)(6) [S]"]])
* action[=].action[=].timingTiming.repeat.frequency = 8
* action[=].action[=].timingTiming.repeat.period = 1
* action[=].action[=].timingTiming.repeat.periodUnit = #a
* insert Activity(phq-9-quarterly, phq-9-repeat, [["PHQ-9 every 3 months"]], Disorder, [["Treatment specification C.3, default cadence [K] unverified"]])
* insert Because(depression)
* action[=].action[=].timingTiming.repeat.frequency = 1
* action[=].action[=].timingTiming.repeat.period = 3
* action[=].action[=].timingTiming.repeat.periodUnit = #mo
* insert Activity(bam-quarterly, bam-repeat, [["Brief Addiction Monitor every 3 months"]], Disorder, [["Treatment specification C.3, default cadence [K] unverified"]])
* action[=].action[=].timingTiming.repeat.frequency = 1
* action[=].action[=].timingTiming.repeat.period = 3
* action[=].action[=].timingTiming.repeat.periodUnit = #mo
* insert Activity(cows-symptoms, cows-monitoring, [["COWS if symptoms return"]], Disorder, [["Treatment specification C.3, default cadence [K] unverified"]])
* action[=].action[=].timingTiming.code.text = "If symptoms"
* insert Activity(visit-monthly, follow-up-visit, [["Monthly visits"]], Disorder, [["Treatment specification C.3, default cadence [K] unverified"]])
* action[=].action[=].timingTiming.repeat.frequency = 1
* action[=].action[=].timingTiming.repeat.period = 1
* action[=].action[=].timingTiming.repeat.periodUnit = #mo
* insert Activity(liver-monthly, liver-function-tests, [["Liver function tests monthly"]], Liver Monthly, [["Treatment specification C.4"]])
* action[=].action[=].timingTiming.repeat.frequency = 1
* action[=].action[=].timingTiming.repeat.period = 1
* action[=].action[=].timingTiming.repeat.periodUnit = #mo
* insert Activity(longer-horizon, longer-horizon, [["Longer maintenance stated"]], Longer Horizon, [["Treatment specification C.4"]])
* insert Because(family-history-sud)
* action[=].action[=].goalId[+] = "family-history-sud"

* insert Phase(phase-5, [["Aftercare and recovery support"]], [["Parallel from stabilisation on: Recovery capital; no return to use"]], Phase 5)
* insert Activity(smart-recovery, smart-recovery, [["SMART Recovery"]], SMART Recovery, [["Treatment specification C.3; SNOMED 711281004 [V]"]])
* insert Because(low-social-support)
* action[=].action[=].goalId[+] = "phase-5-goal"
* action[=].action[=].goalId[+] = "low-social-support"
* insert Activity(narcotics-anonymous, narcotics-anonymous, [["Narcotics Anonymous"]], Narcotics Anonymous, [["Treatment specification C.3; SNOMED 711281004 [V]"]])
* insert Because(low-social-support)
* action[=].action[=].goalId[+] = "phase-5-goal"
* action[=].action[=].goalId[+] = "low-social-support"
* insert Activity(youth-support-group, youth-support-group, [["Youth recovery group"]], Youth Group, [["Decisions 4.6"]])
* insert Because(low-social-support)
* action[=].action[=].goalId[+] = "phase-5-goal"
* action[=].action[=].goalId[+] = "low-social-support"
* insert Activity(sober-living, sober-living, [["Sober living that accepts medication"]], Sober Living, [["Decisions 4.6; treatment specification C.4"]])
* insert Because(exposure-drug-environment)
* insert Because(low-social-support)
* insert Because(housing-instability)
* action[=].action[=].goalId[+] = "exposure-drug-environment"
* action[=].action[=].goalId[+] = "housing-instability"
* insert Activity(youth-housing, youth-housing, [["Family-based or youth housing"]], Youth Housing, [["Decisions 4.6"]])
* insert Because(exposure-drug-environment)
* insert Because(low-social-support)
* insert Because(housing-instability)
* action[=].action[=].goalId[+] = "exposure-drug-environment"
* action[=].action[=].goalId[+] = "housing-instability"
* insert Activity(counselling-group, counselling-group, [["Outpatient counselling, group"]], Group Counselling, [["Treatment specification C.3 and C.4: SNOMED 76168009 [V]"]])
* action[=].action[=].goalId[+] = "phase-5-goal"
* insert Activity(employment-support, employment-support, [["Employment support"]], Unemployed, [["Treatment specification C.4"]])
* action[=].action[=].reason[+] = $sct#73438004
* insert Activity(family-involvement, family-involvement, [["Family and friends"]], Phase 5, [["Treatment specification C.3"]])
* action[=].action[=].goalId[+] = "phase-5-goal"
* insert Activity(urine-drug-screen-quarterly, urine-drug-screen, [["Urine drug screen every 3 months"]], Disorder, [["Treatment specification C.3, default cadence [K] unverified"]])
* action[=].action[=].timingTiming.repeat.frequency = 1
* action[=].action[=].timingTiming.repeat.period = 3
* action[=].action[=].timingTiming.repeat.periodUnit = #mo
* insert Activity(phq-9-half-yearly, phq-9-repeat, [["PHQ-9 every 6 months"]], Phase 5, [["Treatment specification C.3, default cadence [K] unverified"]])
* insert Because(depression)
* action[=].action[=].timingTiming.repeat.frequency = 1
* action[=].action[=].timingTiming.repeat.period = 6
* action[=].action[=].timingTiming.repeat.periodUnit = #mo
* insert Activity(bam-half-yearly, bam-repeat, [["Brief Addiction Monitor every 6 months"]], Disorder, [["Treatment specification C.3, default cadence [K] unverified"]])
* action[=].action[=].timingTiming.repeat.frequency = 1
* action[=].action[=].timingTiming.repeat.period = 6
* action[=].action[=].timingTiming.repeat.periodUnit = #mo
* insert Activity(cows-return-to-use, cows-monitoring, [["COWS after a return to use"]], Disorder, [["Treatment specification C.3, default cadence [K] unverified"]])
* action[=].action[=].timingTiming.code.text = "If return to use"
* insert Activity(visit-aftercare, follow-up-visit, [["Visits every 1 to 3 months"]], Phase 5, [["Treatment specification C.3, default cadence [K] unverified"]])
* action[=].action[=].goalId[+] = "phase-5-goal"
* action[=].action[=].timingTiming.repeat.frequency = 1
* action[=].action[=].timingTiming.repeat.period = 1
* action[=].action[=].timingTiming.repeat.periodUnit = #mo
* action[=].action[=].timingTiming.repeat.periodMax = 3
