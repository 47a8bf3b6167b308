// The activities of the care pathway. Codes come from the treatment specification; the tag is in the source beside each.
// Each activity also carries its project code, for those without a published one.

RuleSet: ActivityContent(id, title, description, kind, source)
* url = "https://oud-fhir.github.io/ig/ActivityDefinition/{id}"
* title = {title}
* status = #active
* description = {description}
* subjectCodeableConcept = http://hl7.org/fhir/resource-types#Patient
* kind = #{kind}
* intent = #proposal
* relatedArtifact[+].type = #citation
* relatedArtifact[=].display = {source}

RuleSet: FillForm(questionnaire)
* relatedArtifact[+].type = #depends-on
* relatedArtifact[=].resource = "https://oud-fhir.github.io/ig/Questionnaire/{questionnaire}|1.0.0"


Instance: informed-consent
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Informed consent to treatment"
* insert ActivityContent(informed-consent, [["Informed consent to treatment"]], [["Discuss benefits, risks and alternatives of each treatment and document consent. The start of medication does not wait for anything else."]], Task, [["R8 [K] unverified; ASAM20: able to give informed consent [V]"]])
* name = "InformedConsent"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-task"
* code.coding[+] = OUDActivity#informed-consent "Informed consent to treatment"
* code.text = "Informed consent to treatment"

Instance: substance-use-history
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Substance use history"
* insert ActivityContent(substance-use-history, [["Substance use history"]], [["Substances, routes, last use, earlier treatment, overdoses, withdrawal."]], Task, [["Treatment specification C.3"]])
* name = "SubstanceUseHistory"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-task"
* code.coding[+] = OUDActivity#substance-use-history "Substance use history"
* code.text = "Substance use history"

Instance: asam-dimensions
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Assessment of the ASAM dimensions"
* insert ActivityContent(asam-dimensions, [["Assessment of the ASAM dimensions"]], [["Assess the six dimensions and the level of care. Do not delay medication for it."]], ServiceRequest, [["Treatment specification C.3"]])
* name = "AsamDimensions"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = OUDActivity#asam-dimensions "Assessment of the ASAM dimensions"
* code.text = "Assessment of the ASAM dimensions"

Instance: pdmp-check
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Prescription drug monitoring program check"
* insert ActivityContent(pdmp-check, [["Prescription drug monitoring program check"]], [["Review the prescription drug monitoring program before the first prescription."]], Task, [["Treatment specification C.3: SNOMED 461621000124108 [V]; 21 CFR 1306.51 [S]"]])
* name = "PdmpCheck"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-task"
* code.coding[+] = $sct#461621000124108
* code.coding[+] = OUDActivity#pdmp-check "Prescription drug monitoring program check"
* code.text = "Prescription drug monitoring program check"

Instance: urine-drug-screen
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Urine drug screen"
* insert ActivityContent(urine-drug-screen, [["Urine drug screen"]], [["Opiates, 6-MAM, fentanyl and norfentanyl, methadone, buprenorphine and norbuprenorphine, benzodiazepines. Never a reason to stop medication by itself."]], ServiceRequest, [["Treatment specification C.3"]])
* name = "UrineDrugScreen"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = OUDActivity#urine-drug-screen "Urine drug screen"
* code.text = "Urine drug screen"

Instance: pregnancy-test
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Pregnancy test"
* insert ActivityContent(pregnancy-test, [["Pregnancy test"]], [["Pregnancy status is not on record: test before naltrexone and before withdrawal treatment. LOINC 2106-3, 80384-1 or 2118-8."]], ServiceRequest, [["Treatment specification C.3; LOINC 2106-3 [V]"]])
* name = "PregnancyTest"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = $loinc#2106-3
* code.coding[+] = OUDActivity#pregnancy-test "Pregnancy test"
* code.text = "Pregnancy test"

Instance: liver-function-tests
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Liver function tests"
* insert ActivityContent(liver-function-tests, [["Liver function tests"]], [["ALT, AST, bilirubin, albumin, INR (LOINC 1742-6, 1920-8, 1975-2, 1751-7, 6301-6), read against the laboratory own reference range."]], ServiceRequest, [["Treatment specification C.3"]])
* name = "LiverFunctionTests"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = OUDActivity#liver-function-tests "Liver function tests"
* code.text = "Liver function tests"

Instance: hiv-test
InstanceOf: ActivityDefinition
Usage: #definition
Title: "HIV test"
* insert ActivityContent(hiv-test, [["HIV test"]], [["HIV antigen and antibody."]], ServiceRequest, [["Treatment specification C.3; LOINC 56888-1 [V]"]])
* name = "HivTest"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = $loinc#56888-1
* code.coding[+] = OUDActivity#hiv-test "HIV test"
* code.text = "HIV test"

Instance: hepatitis-c-test
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Hepatitis C antibody test"
* insert ActivityContent(hepatitis-c-test, [["Hepatitis C antibody test"]], [["Hepatitis C antibody; RNA when positive."]], ServiceRequest, [["Treatment specification C.3; LOINC 16128-1 (assessments A2)"]])
* name = "HepatitisCTest"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = $loinc#16128-1
* code.coding[+] = OUDActivity#hepatitis-c-test "Hepatitis C antibody test"
* code.text = "Hepatitis C antibody test"

Instance: hepatitis-b-test
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Hepatitis B serology"
* insert ActivityContent(hepatitis-b-test, [["Hepatitis B serology"]], [["Hepatitis B serology; vaccinate when not immune."]], ServiceRequest, [["Treatment specification C.3"]])
* name = "HepatitisBTest"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = OUDActivity#hepatitis-b-test "Hepatitis B serology"
* code.text = "Hepatitis B serology"

Instance: ecg-baseline
InstanceOf: ActivityDefinition
Usage: #definition
Title: "ECG before methadone"
* insert ActivityContent(ecg-baseline, [["ECG before methadone"]], [["No QTc of the last 12 months: record an ECG and ask about arrhythmia and syncope before methadone."]], ServiceRequest, [["KRANTZ [V], rule MR-18"]])
* name = "EcgBaseline"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = $loinc#8636-3
* code.coding[+] = OUDActivity#ecg-baseline "ECG before methadone"
* code.text = "ECG before methadone"

Instance: suicide-screen
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Suicide risk screen (C-SSRS)"
* insert ActivityContent(suicide-screen, [["Suicide risk screen (C-SSRS)"]], [["Ask the C-SSRS screener. Urgent when PHQ-9 item 9 is above 0."]], Task, [["Assessments A1 and B4"]])
* name = "SuicideScreen"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-task"
* code.coding[+] = OUDActivity#suicide-screen "Suicide risk screen (C-SSRS)"
* code.text = "Suicide risk screen (C-SSRS)"
* priority = #urgent
* insert FillForm(c-ssrs-screener)

Instance: safety-plan
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Same-day safety plan"
* insert ActivityContent(safety-plan, [["Same-day safety plan"]], [["Warning signs, coping steps, people to call, means safety. Not a reason to withhold medication."]], Task, [["Treatment specification C.4"]])
* name = "SafetyPlan"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-task"
* code.coding[+] = OUDActivity#safety-plan "Same-day safety plan"
* code.text = "Same-day safety plan"
* priority = #asap

Instance: suicide-assessment-same-day
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Suicide assessment today"
* insert ActivityContent(suicide-assessment-same-day, [["Suicide assessment today"]], [["High risk on the C-SSRS: a clinician assesses today."]], Task, [["Assessments A1: high risk, same day"]])
* name = "SuicideAssessmentSameDay"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-task"
* code.coding[+] = OUDActivity#suicide-assessment-same-day "Suicide assessment today"
* code.text = "Suicide assessment today"
* priority = #stat

Instance: suicide-assessment-same-week
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Suicide assessment this week"
* insert ActivityContent(suicide-assessment-same-week, [["Suicide assessment this week"]], [["Low or moderate risk on the C-SSRS: a clinician assesses within the week."]], Task, [["Vignette V7: moderate risk, same-week assessment"]])
* name = "SuicideAssessmentSameWeek"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-task"
* code.coding[+] = OUDActivity#suicide-assessment-same-week "Suicide assessment this week"
* code.text = "Suicide assessment this week"
* priority = #urgent

Instance: level-of-care-review
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Review of the level of care"
* insert ActivityContent(level-of-care-review, [["Review of the level of care"]], [["Two or more high-risk findings, suicidality or daily sedative use: consider one ASAM level more, inpatient or residential."]], Task, [["Treatment specification C.4"]])
* name = "LevelOfCareReview"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-task"
* code.coding[+] = OUDActivity#level-of-care-review "Review of the level of care"
* code.text = "Review of the level of care"
* priority = #urgent

Instance: overdose-education
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Overdose prevention education"
* insert ActivityContent(overdose-education, [["Overdose prevention education"]], [["Opioid safety, rescue breathing, use of naloxone, never using alone; with the people around the patient."]], ServiceRequest, [["Treatment specification C.4: SNOMED 460831000124102 [V]"]])
* name = "OverdoseEducation"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = $sct#460831000124102
* code.coding[+] = OUDActivity#overdose-education "Overdose prevention education"
* code.text = "Overdose prevention education"

Instance: overdose-education-lost-tolerance
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Overdose education: tolerance is lost"
* insert ActivityContent(overdose-education-lost-tolerance, [["Overdose education: tolerance is lost"]], [["After a time without opioids, after custody, or on naltrexone, a former dose can kill. Repeat the warning at each visit."]], ServiceRequest, [["Treatment specification C.4; naltrexone label 5.1 [V], rule MR-09"]])
* name = "OverdoseEducationLostTolerance"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = $sct#460831000124102
* code.coding[+] = OUDActivity#overdose-education-lost-tolerance "Overdose education: tolerance is lost"
* code.text = "Overdose education: tolerance is lost"

Instance: overdose-risk-assessment
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Overdose risk assessment and contact training"
* insert ActivityContent(overdose-risk-assessment, [["Overdose risk assessment and contact training"]], [["An overdose is on record: assess risk, train a contact in naloxone, visit within 7 days."]], ServiceRequest, [["Treatment specification C.4"]])
* name = "OverdoseRiskAssessment"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = $sct#866024000
* code.coding[+] = OUDActivity#overdose-risk-assessment "Overdose risk assessment and contact training"
* code.text = "Overdose risk assessment and contact training"

Instance: minor-consent
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Consent and specialist review under 18"
* insert ActivityContent(minor-consent, [["Consent and specialist review under 18"]], [["Written consent of parent, guardian or designated adult unless state law lets the minor consent; specialist review. No failed attempts are required."]], Task, [["R8 [S/K] unverified, rules MR-33 and MR-34"]])
* name = "MinorConsent"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-task"
* code.coding[+] = OUDActivity#minor-consent "Consent and specialist review under 18"
* code.text = "Consent and specialist review under 18"

Instance: cardiology-referral
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Cardiology referral"
* insert ActivityContent(cardiology-referral, [["Cardiology referral"]], [["QTc above 500 ms, or raised with another risk: correct causes, review QT-prolonging drugs."]], ServiceRequest, [["KRANTZ [V], rules MR-16 and MR-17"]])
* name = "CardiologyReferral"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = OUDActivity#cardiology-referral "Cardiology referral"
* code.text = "Cardiology referral"

Instance: ecg-one-week
InstanceOf: ActivityDefinition
Usage: #definition
Title: "ECG in one week"
* insert ActivityContent(ecg-one-week, [["ECG in one week"]], [["QTc above 500 ms: repeat the ECG after one week."]], ServiceRequest, [["Treatment specification C.5 case 3; KRANTZ [V]"]])
* name = "EcgOneWeek"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = $loinc#8636-3
* code.coding[+] = OUDActivity#ecg-one-week "ECG in one week"
* code.text = "ECG in one week"

Instance: ecg-repeat
InstanceOf: ActivityDefinition
Usage: #definition
Title: "ECG monitoring"
* insert ActivityContent(ecg-repeat, [["ECG monitoring"]], [["QTc 450 to 500 ms: discuss the risk and repeat the ECG; how often is the clinician decision."]], ServiceRequest, [["KRANTZ [V], rule MR-17"]])
* name = "EcgRepeat"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = $loinc#8636-3
* code.coding[+] = OUDActivity#ecg-repeat "ECG monitoring"
* code.text = "ECG monitoring"

Instance: hepatology-referral
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Hepatology referral"
* insert ActivityContent(hepatology-referral, [["Hepatology referral"]], [["Moderate, severe or acute liver disease: confirm the Child-Pugh class and review each dose."]], ServiceRequest, [["Treatment specification C.2 row 4; vignette V4"]])
* name = "HepatologyReferral"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = OUDActivity#hepatology-referral "Hepatology referral"
* code.text = "Hepatology referral"

Instance: obstetric-co-management
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Obstetric co-management"
* insert ActivityContent(obstetric-co-management, [["Obstetric co-management"]], [["Treat together with obstetrics; doses may rise or be split during pregnancy."]], ServiceRequest, [["Treatment specification C.2 row 1 and C.4; ASAM15 [V]"]])
* name = "ObstetricCoManagement"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = OUDActivity#obstetric-co-management "Obstetric co-management"
* code.text = "Obstetric co-management"

Instance: plan-of-safe-care
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Plan of safe care"
* insert ActivityContent(plan-of-safe-care, [["Plan of safe care"]], [["Plan of safe care for mother and newborn, made with the patient before birth."]], Task, [["Treatment specification C.4"]])
* name = "PlanOfSafeCare"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-task"
* code.coding[+] = OUDActivity#plan-of-safe-care "Plan of safe care"
* code.text = "Plan of safe care"

Instance: newborn-withdrawal-plan
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Plan for neonatal opioid withdrawal"
* insert ActivityContent(newborn-withdrawal-plan, [["Plan for neonatal opioid withdrawal"]], [["Tell the patient what neonatal withdrawal is and plan observation after birth."]], Task, [["Treatment specification C.4"]])
* name = "NewbornWithdrawalPlan"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-task"
* code.coding[+] = OUDActivity#newborn-withdrawal-plan "Plan for neonatal opioid withdrawal"
* code.text = "Plan for neonatal opioid withdrawal"

Instance: partner-violence-safety-plan
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Safety plan for violence"
* insert ActivityContent(partner-violence-safety-plan, [["Safety plan for violence"]], [["Private: make a safety plan, agree on a separate safe contact, label what is recorded; not for a proxy portal."]], Task, [["Treatment specification C.4"]])
* name = "PartnerViolenceSafetyPlan"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-task"
* code.coding[+] = OUDActivity#partner-violence-safety-plan "Safety plan for violence"
* code.text = "Safety plan for violence"

Instance: safe-place-plan
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Plan for a safe place"
* insert ActivityContent(safe-place-plan, [["Plan for a safe place"]], [["Where to go and whom to call when someone at home uses."]], Task, [["Decisions 4.6"]])
* name = "SafePlacePlan"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-task"
* code.coding[+] = OUDActivity#safe-place-plan "Plan for a safe place"
* code.text = "Plan for a safe place"

Instance: housing-referral
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Shelter and housing referral"
* insert ActivityContent(housing-referral, [["Shelter and housing referral"]], [["Shelter first, then stable housing that accepts medication for opioid use disorder."]], ServiceRequest, [["Treatment specification C.4; vignette V7"]])
* name = "HousingReferral"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = OUDActivity#housing-referral "Shelter and housing referral"
* code.text = "Shelter and housing referral"

Instance: food-referral
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Food assistance referral"
* insert ActivityContent(food-referral, [["Food assistance referral"]], [["Food insecurity: refer to food assistance."]], ServiceRequest, [["Treatment specification C.4: SNOMED 710925007 [V]"]])
* name = "FoodReferral"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = $sct#710925007
* code.coding[+] = OUDActivity#food-referral "Food assistance referral"
* code.text = "Food assistance referral"

Instance: transport-referral
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Transport assistance"
* insert ActivityContent(transport-referral, [["Transport assistance"]], [["Transport is missing: arrange it first where a program needs daily attendance."]], ServiceRequest, [["Treatment specification C.4"]])
* name = "TransportReferral"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = OUDActivity#transport-referral "Transport assistance"
* code.text = "Transport assistance"

Instance: utilities-referral
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Utilities assistance"
* insert ActivityContent(utilities-referral, [["Utilities assistance"]], [["Utilities are threatened or shut off: refer to assistance."]], ServiceRequest, [["Assessments A3 (AHC)"]])
* name = "UtilitiesReferral"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = OUDActivity#utilities-referral "Utilities assistance"
* code.text = "Utilities assistance"

Instance: drug-harm-reduction
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Harm reduction and syringe services"
* insert ActivityContent(drug-harm-reduction, [["Harm reduction and syringe services"]], [["Syringe services, safer use, wound prevention."]], ServiceRequest, [["Treatment specification C.4: SNOMED 720174008 [V]"]])
* name = "DrugHarmReduction"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = $sct#720174008
* code.coding[+] = OUDActivity#drug-harm-reduction "Harm reduction and syringe services"
* code.text = "Harm reduction and syringe services"

Instance: hiv-prep
InstanceOf: ActivityDefinition
Usage: #definition
Title: "HIV pre-exposure prophylaxis"
* insert ActivityContent(hiv-prep, [["HIV pre-exposure prophylaxis"]], [["Injection and no HIV infection on record: offer prophylaxis."]], ServiceRequest, [["Treatment specification C.4"]])
* name = "HivPrep"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = OUDActivity#hiv-prep "HIV pre-exposure prophylaxis"
* code.text = "HIV pre-exposure prophylaxis"

Instance: hepatitis-c-rna
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Hepatitis C RNA"
* insert ActivityContent(hepatitis-c-rna, [["Hepatitis C RNA"]], [["Antibody positive or liver disease: confirm active infection."]], ServiceRequest, [["Treatment specification C.4"]])
* name = "HepatitisCRna"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = OUDActivity#hepatitis-c-rna "Hepatitis C RNA"
* code.text = "Hepatitis C RNA"

Instance: hepatitis-c-treatment
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Referral for direct-acting antivirals"
* insert ActivityContent(hepatitis-c-treatment, [["Referral for direct-acting antivirals"]], [["Hepatitis C: refer for treatment; it does not wait for abstinence."]], ServiceRequest, [["Treatment specification C.4"]])
* name = "HepatitisCTreatment"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = OUDActivity#hepatitis-c-treatment "Referral for direct-acting antivirals"
* code.text = "Referral for direct-acting antivirals"

Instance: wound-care
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Wound care"
* insert ActivityContent(wound-care, [["Wound care"]], [["Xylazine positive: examine the skin, treat wounds; lower threshold for admission, no delay of medication."]], ServiceRequest, [["Treatment specification C.4"]])
* name = "WoundCare"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = OUDActivity#wound-care "Wound care"
* code.text = "Wound care"

Instance: follow-up-visit
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Follow-up visit"
* insert ActivityContent(follow-up-visit, [["Follow-up visit"]], [["Visit of the plan."]], ServiceRequest, [["Treatment specification C.3"]])
* name = "FollowUpVisit"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = OUDActivity#follow-up-visit "Follow-up visit"
* code.text = "Follow-up visit"

Instance: cows-monitoring
InstanceOf: ActivityDefinition
Usage: #definition
Title: "COWS"
* insert ActivityContent(cows-monitoring, [["COWS"]], [["Score opioid withdrawal by COWS."]], Task, [["Treatment specification C.3"]])
* name = "CowsMonitoring"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-task"
* code.coding[+] = OUDActivity#cows-monitoring "COWS"
* code.text = "COWS"
* insert FillForm(cows)

Instance: ask-intake
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Complete the intake assessment"
* insert ActivityContent(ask-intake, [["Complete the intake assessment"]], [["An input of the plan is unknown: ask, do not guess."]], Task, [["Treatment specification C.0.6"]])
* name = "AskIntake"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-task"
* code.coding[+] = OUDActivity#ask-intake "Complete the intake assessment"
* code.text = "Complete the intake assessment"
* insert FillForm(oud-intake)

Instance: ask-diagnosis
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Diagnose by the DSM-5 criteria"
* insert ActivityContent(ask-diagnosis, [["Diagnose by the DSM-5 criteria"]], [["An input of the plan is unknown: ask, do not guess."]], Task, [["Treatment specification C.0.6"]])
* name = "AskDiagnosis"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-task"
* code.coding[+] = OUDActivity#ask-diagnosis "Diagnose by the DSM-5 criteria"
* code.text = "Diagnose by the DSM-5 criteria"
* insert FillForm(dsm5-oud)

Instance: ask-depression
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Complete PHQ-9"
* insert ActivityContent(ask-depression, [["Complete PHQ-9"]], [["An input of the plan is unknown: ask, do not guess."]], Task, [["Treatment specification C.0.6"]])
* name = "AskDepression"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-task"
* code.coding[+] = OUDActivity#ask-depression "Complete PHQ-9"
* code.text = "Complete PHQ-9"
* insert FillForm(phq-9)

Instance: ask-anxiety
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Complete GAD-7"
* insert ActivityContent(ask-anxiety, [["Complete GAD-7"]], [["An input of the plan is unknown: ask, do not guess."]], Task, [["Treatment specification C.0.6"]])
* name = "AskAnxiety"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-task"
* code.coding[+] = OUDActivity#ask-anxiety "Complete GAD-7"
* code.text = "Complete GAD-7"
* insert FillForm(gad-7)

Instance: ask-ptsd
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Complete PC-PTSD-5"
* insert ActivityContent(ask-ptsd, [["Complete PC-PTSD-5"]], [["An input of the plan is unknown: ask, do not guess."]], Task, [["Treatment specification C.0.6"]])
* name = "AskPtsd"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-task"
* code.coding[+] = OUDActivity#ask-ptsd "Complete PC-PTSD-5"
* code.text = "Complete PC-PTSD-5"
* insert FillForm(pc-ptsd-5)

Instance: ask-pain
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Complete pain history and PEG"
* insert ActivityContent(ask-pain, [["Complete pain history and PEG"]], [["An input of the plan is unknown: ask, do not guess."]], Task, [["Treatment specification C.0.6"]])
* name = "AskPain"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-task"
* code.coding[+] = OUDActivity#ask-pain "Complete pain history and PEG"
* code.text = "Complete pain history and PEG"
* insert FillForm(pain-history)

Instance: ask-surroundings
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Complete exposure and support"
* insert ActivityContent(ask-surroundings, [["Complete exposure and support"]], [["An input of the plan is unknown: ask, do not guess."]], Task, [["Treatment specification C.0.6"]])
* name = "AskSurroundings"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-task"
* code.coding[+] = OUDActivity#ask-surroundings "Complete exposure and support"
* code.text = "Complete exposure and support"
* insert FillForm(exposure-support)

Instance: ask-social-needs
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Complete social needs and safety"
* insert ActivityContent(ask-social-needs, [["Complete social needs and safety"]], [["An input of the plan is unknown: ask, do not guess."]], Task, [["Treatment specification C.0.6"]])
* name = "AskSocialNeeds"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-task"
* code.coding[+] = OUDActivity#ask-social-needs "Complete social needs and safety"
* code.text = "Complete social needs and safety"
* insert FillForm(ahc-hrsn)

Instance: ask-childhood
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Complete adverse childhood experiences"
* insert ActivityContent(ask-childhood, [["Complete adverse childhood experiences"]], [["An input of the plan is unknown: ask, do not guess."]], Task, [["Treatment specification C.0.6"]])
* name = "AskChildhood"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-task"
* code.coding[+] = OUDActivity#ask-childhood "Complete adverse childhood experiences"
* code.text = "Complete adverse childhood experiences"
* insert FillForm(ace-brfss)

Instance: ask-family
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Complete family history"
* insert ActivityContent(ask-family, [["Complete family history"]], [["An input of the plan is unknown: ask, do not guess."]], Task, [["Treatment specification C.0.6"]])
* name = "AskFamily"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-task"
* code.coding[+] = OUDActivity#ask-family "Complete family history"
* code.text = "Complete family history"
* insert FillForm(family-history)

Instance: ask-self-medication
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Complete reasons for use"
* insert ActivityContent(ask-self-medication, [["Complete reasons for use"]], [["An input of the plan is unknown: ask, do not guess."]], Task, [["Treatment specification C.0.6"]])
* name = "AskSelfMedication"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-task"
* code.coding[+] = OUDActivity#ask-self-medication "Complete reasons for use"
* code.text = "Complete reasons for use"
* insert FillForm(self-medication)

Instance: ask-substances
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Complete TAPS-1"
* insert ActivityContent(ask-substances, [["Complete TAPS-1"]], [["An input of the plan is unknown: ask, do not guess."]], Task, [["Treatment specification C.0.6"]])
* name = "AskSubstances"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-task"
* code.coding[+] = OUDActivity#ask-substances "Complete TAPS-1"
* code.text = "Complete TAPS-1"
* insert FillForm(taps-1)

Instance: ask-medical-safety
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Complete medical safety"
* insert ActivityContent(ask-medical-safety, [["Complete medical safety"]], [["An input of the plan is unknown: ask, do not guess."]], Task, [["Treatment specification C.0.6"]])
* name = "AskMedicalSafety"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-task"
* code.coding[+] = OUDActivity#ask-medical-safety "Complete medical safety"
* code.text = "Complete medical safety"
* insert FillForm(medical-safety)

Instance: ask-context
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Complete setting and preference"
* insert ActivityContent(ask-context, [["Complete setting and preference"]], [["An input of the plan is unknown: ask, do not guess."]], Task, [["Treatment specification C.0.6"]])
* name = "AskContext"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-task"
* code.coding[+] = OUDActivity#ask-context "Complete setting and preference"
* code.text = "Complete setting and preference"
* insert FillForm(oud-intake)

Instance: withdrawal-management
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Withdrawal management"
* insert ActivityContent(withdrawal-management, [["Withdrawal management"]], [["Control withdrawal while medication starts; withdrawal treatment alone is no treatment of the disorder."]], ServiceRequest, [["Treatment specification C.3: SNOMED 386450006 [V]"]])
* name = "WithdrawalManagement"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = $sct#386450006
* code.coding[+] = OUDActivity#withdrawal-management "Withdrawal management"
* code.text = "Withdrawal management"

Instance: hydration
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Fluids and comfort"
* insert ActivityContent(hydration, [["Fluids and comfort"]], [["Oral fluids; intravenous when vomiting prevents drinking."]], Task, [["Treatment specification C.3"]])
* name = "Hydration"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-task"
* code.coding[+] = OUDActivity#hydration "Fluids and comfort"
* code.text = "Fluids and comfort"

Instance: buprenorphine-start-check
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Check before the first buprenorphine dose"
* insert ActivityContent(buprenorphine-start-check, [["Check before the first buprenorphine dose"]], [["COWS 8 or more with an objective sign (11 to 12 preferred) and 6 to 12 hours after a short-acting, 24 to 72 hours after a long-acting opioid; otherwise wait or use a low-dose protocol. COWS again 30 to 60 minutes after the dose."]], Task, [["ASAM20 [S], ASAM23 [S], ASAM15 [V]; rules MR-20, MR-21, MR-22"]])
* name = "BuprenorphineStartCheck"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-task"
* code.coding[+] = OUDActivity#buprenorphine-start-check "Check before the first buprenorphine dose"
* code.text = "Check before the first buprenorphine dose"
* priority = #urgent
* insert FillForm(cows)

Instance: fentanyl-start-plan
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Start after fentanyl"
* insert ActivityContent(fentanyl-start-plan, [["Start after fentanyl"]], [["Confirm objective withdrawal, plan extra buprenorphine on day 1 and a longer titration. Not a reason to withhold."]], Task, [["ASAM23 [S], rule MR-23; treatment specification C.4"]])
* name = "FentanylStartPlan"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-task"
* code.coding[+] = OUDActivity#fentanyl-start-plan "Start after fentanyl"
* code.text = "Start after fentanyl"

Instance: vital-signs-before-alpha-2
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Blood pressure before clonidine or lofexidine"
* insert ActivityContent(vital-signs-before-alpha-2, [["Blood pressure before clonidine or lofexidine"]], [["No blood pressure on record: measure first; hold below 90/60."]], Task, [["VA-ADJ [V], rule MR-31"]])
* name = "VitalSignsBeforeAlpha2"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-task"
* code.coding[+] = OUDActivity#vital-signs-before-alpha-2 "Blood pressure before clonidine or lofexidine"
* code.text = "Blood pressure before clonidine or lofexidine"

Instance: separate-withdrawal-plan
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Separate plan for alcohol or sedatives"
* insert ActivityContent(separate-withdrawal-plan, [["Separate plan for alcohol or sedatives"]], [["Supervised plan for alcohol or sedative withdrawal (CIWA-Ar for alcohol); methadone starts more slowly."]], ServiceRequest, [["Treatment specification C.4"]])
* name = "SeparateWithdrawalPlan"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = OUDActivity#separate-withdrawal-plan "Separate plan for alcohol or sedatives"
* code.text = "Separate plan for alcohol or sedatives"

Instance: benzodiazepine-taper-review
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Supervised benzodiazepine taper, inpatient or residential review"
* insert ActivityContent(benzodiazepine-taper-review, [["Supervised benzodiazepine taper, inpatient or residential review"]], [["Daily or non-prescribed sedatives: no abrupt stop; taper under supervision, review for inpatient or residential care. Medication for opioid use disorder is not withheld."]], ServiceRequest, [["Vignette V7; rule MR-29 (boxed warning [V])"]])
* name = "BenzodiazepineTaperReview"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = OUDActivity#benzodiazepine-taper-review "Supervised benzodiazepine taper, inpatient or residential review"
* code.text = "Supervised benzodiazepine taper, inpatient or residential review"

Instance: titration
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Dose titration"
* insert ActivityContent(titration, [["Dose titration"]], [["Raise the dose until no craving or withdrawal for 24 hours. Buprenorphine has no maximum dose; methadone by 10 mg at most every 5 days [K] unverified."]], Task, [["FDA24 [V]; ASAM20 [K] unverified, rule MR-15"]])
* name = "Titration"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-task"
* code.coding[+] = OUDActivity#titration "Dose titration"
* code.text = "Dose titration"

Instance: program-referral
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Referral to an opioid treatment program"
* insert ActivityContent(program-referral, [["Referral to an opioid treatment program"]], [["Methadone for the disorder is dispensed only by a certified opioid treatment program."]], ServiceRequest, [["R8, label [V], rule MR-10"]])
* name = "ProgramReferral"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = $sct#1254709001
* code.coding[+] = OUDActivity#program-referral "Referral to an opioid treatment program"
* code.text = "Referral to an opioid treatment program"

Instance: agonist-transition
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Exchange of the present agonist"
* insert ActivityContent(agonist-transition, [["Exchange of the present agonist"]], [["Exchange, do not add: taper methadone to 30 to 40 mg a day first, or bridge with low doses."]], Task, [["ASAM15 [V], rules MR-24 and MR-28"]])
* name = "AgonistTransition"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-task"
* code.coding[+] = OUDActivity#agonist-transition "Exchange of the present agonist"
* code.text = "Exchange of the present agonist"
* priority = #urgent

Instance: naltrexone-proof
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Proof of an opioid-free interval"
* insert ActivityContent(naltrexone-proof, [["Proof of an opioid-free interval"]], [["Urine test without opioids; naloxone challenge in doubt; 7 to 10 days opioid-free, up to 14 after long-acting opioids."]], Task, [["Naltrexone label [V], rules MR-03 and MR-04"]])
* name = "NaltrexoneProof"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-task"
* code.coding[+] = OUDActivity#naltrexone-proof "Proof of an opioid-free interval"
* code.text = "Proof of an opioid-free interval"

Instance: limit-dispensing
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Dispense for 7 days at most"
* insert ActivityContent(limit-dispensing, [["Dispense for 7 days at most"]], [["Suicidality: limit take-home and dispensed supply to 7 days."]], Task, [["Treatment specification C.4"]])
* name = "LimitDispensing"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-task"
* code.coding[+] = OUDActivity#limit-dispensing "Dispense for 7 days at most"
* code.text = "Dispense for 7 days at most"

Instance: observed-dosing
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Observed dosing, lock box"
* insert ActivityContent(observed-dosing, [["Observed dosing, lock box"]], [["Unstable housing or an overdose: observed or extended-release dosing, short supply, lock box."]], Task, [["Treatment specification C.4"]])
* name = "ObservedDosing"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-task"
* code.coding[+] = OUDActivity#observed-dosing "Observed dosing, lock box"
* code.text = "Observed dosing, lock box"

Instance: split-dosing
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Split dosing"
* insert ActivityContent(split-dosing, [["Split dosing"]], [["Pain, or methadone in pregnancy: divide the daily dose (buprenorphine three times a day)."]], Task, [["Treatment specification C.2 row 8 and C.4"]])
* name = "SplitDosing"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-task"
* code.coding[+] = OUDActivity#split-dosing "Split dosing"
* code.text = "Split dosing"

Instance: ecg-methadone-schedule
InstanceOf: ActivityDefinition
Usage: #definition
Title: "ECG schedule on methadone"
* insert ActivityContent(ecg-methadone-schedule, [["ECG schedule on methadone"]], [["ECG within 30 days, yearly, above 100 mg a day, after syncope or seizure."]], ServiceRequest, [["KRANTZ [V], rule MR-18"]])
* name = "EcgMethadoneSchedule"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = $loinc#8636-3
* code.coding[+] = OUDActivity#ecg-methadone-schedule "ECG schedule on methadone"
* code.text = "ECG schedule on methadone"

Instance: counselling-individual
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Outpatient counselling, individual"
* insert ActivityContent(counselling-individual, [["Outpatient counselling, individual"]], [["Offered weekly; refusal is recorded and never ends medication."]], ServiceRequest, [["Treatment specification C.3, default cadence [K] unverified"]])
* name = "CounsellingIndividual"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = $sct#60112009
* code.coding[+] = OUDActivity#counselling-individual "Outpatient counselling, individual"
* code.text = "Outpatient counselling, individual"

Instance: case-management
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Case management"
* insert ActivityContent(case-management, [["Case management"]], [["A named person who coordinates care and social needs."]], ServiceRequest, [["Treatment specification C.3: SNOMED 423416000 [V]"]])
* name = "CaseManagement"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = $sct#423416000
* code.coding[+] = OUDActivity#case-management "Case management"
* code.text = "Case management"

Instance: peer-support
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Peer support"
* insert ActivityContent(peer-support, [["Peer support"]], [["Contact with a trained peer."]], ServiceRequest, [["Treatment specification C.4: SNOMED 461481000124109 [V]"]])
* name = "PeerSupport"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = $sct#461481000124109
* code.coding[+] = OUDActivity#peer-support "Peer support"
* code.text = "Peer support"

Instance: offer-medication-again
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Offer medication again"
* insert ActivityContent(offer-medication-again, [["Offer medication again"]], [["Medication was refused: offer it at every contact, without pressure."]], Task, [["Treatment specification C.2 row 11; TIP63 [V], rule MR-39"]])
* name = "OfferMedicationAgain"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-task"
* code.coding[+] = OUDActivity#offer-medication-again "Offer medication again"
* code.text = "Offer medication again"

Instance: extended-release-offer
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Offer extended-release buprenorphine"
* insert ActivityContent(extended-release-offer, [["Offer extended-release buprenorphine"]], [["After a tolerated transmucosal dose, offer weekly or monthly injections."]], Task, [["Treatment specification C.2 rows 5 and 6; label [V/S], rule MR-27"]])
* name = "ExtendedReleaseOffer"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-task"
* code.coding[+] = OUDActivity#extended-release-offer "Offer extended-release buprenorphine"
* code.text = "Offer extended-release buprenorphine"

Instance: phq-9-repeat
InstanceOf: ActivityDefinition
Usage: #definition
Title: "PHQ-9"
* insert ActivityContent(phq-9-repeat, [["PHQ-9"]], [["Repeat PHQ-9."]], Task, [["Treatment specification C.3"]])
* name = "Phq9Repeat"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-task"
* code.coding[+] = OUDActivity#phq-9-repeat "PHQ-9"
* code.text = "PHQ-9"
* insert FillForm(phq-9)

Instance: bam-repeat
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Brief Addiction Monitor"
* insert ActivityContent(bam-repeat, [["Brief Addiction Monitor"]], [["Use, risk and protective factors."]], Task, [["Treatment specification C.3"]])
* name = "BamRepeat"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-task"
* code.coding[+] = OUDActivity#bam-repeat "Brief Addiction Monitor"
* code.text = "Brief Addiction Monitor"

Instance: psychiatric-assessment
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Psychiatric assessment"
* insert ActivityContent(psychiatric-assessment, [["Psychiatric assessment"]], [["PHQ-9 of 10 or more: assess and treat, with review of antidepressants (QT check with methadone)."]], ServiceRequest, [["Treatment specification C.4"]])
* name = "PsychiatricAssessment"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = OUDActivity#psychiatric-assessment "Psychiatric assessment"
* code.text = "Psychiatric assessment"

Instance: cognitive-behavioural-therapy
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Cognitive behavioural therapy"
* insert ActivityContent(cognitive-behavioural-therapy, [["Cognitive behavioural therapy"]], [["Individual therapy."]], ServiceRequest, [["Treatment specification C.4: SNOMED 228557008 [V]; weekly [K] unverified"]])
* name = "CognitiveBehaviouralTherapy"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = $sct#228557008
* code.coding[+] = OUDActivity#cognitive-behavioural-therapy "Cognitive behavioural therapy"
* code.text = "Cognitive behavioural therapy"

Instance: individual-psychotherapy
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Individual psychotherapy"
* insert ActivityContent(individual-psychotherapy, [["Individual psychotherapy"]], [["Individual psychotherapy for depression."]], ServiceRequest, [["Treatment specification C.4: SNOMED 18512000 [V]"]])
* name = "IndividualPsychotherapy"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = $sct#18512000
* code.coding[+] = OUDActivity#individual-psychotherapy "Individual psychotherapy"
* code.text = "Individual psychotherapy"

Instance: anxiety-medication-review
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Medication review for anxiety"
* insert ActivityContent(anxiety-medication-review, [["Medication review for anxiety"]], [["No benzodiazepine; hydroxyzine only after a QT check."]], Task, [["Treatment specification C.4, rules MR-19 and MR-29"]])
* name = "AnxietyMedicationReview"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-task"
* code.coding[+] = OUDActivity#anxiety-medication-review "Medication review for anxiety"
* code.text = "Medication review for anxiety"

Instance: repeat-mood-screens
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Repeat PHQ-9 and GAD-7 in 2 to 4 weeks"
* insert ActivityContent(repeat-mood-screens, [["Repeat PHQ-9 and GAD-7 in 2 to 4 weeks"]], [["Withdrawal inflates both: repeat after stabilisation."]], Task, [["Assessments B4"]])
* name = "RepeatMoodScreens"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-task"
* code.coding[+] = OUDActivity#repeat-mood-screens "Repeat PHQ-9 and GAD-7 in 2 to 4 weeks"
* code.text = "Repeat PHQ-9 and GAD-7 in 2 to 4 weeks"
* insert FillForm(phq-9)

Instance: coping-and-refusal-skills
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Coping and refusal skills within CBT"
* insert ActivityContent(coping-and-refusal-skills, [["Coping and refusal skills within CBT"]], [["Refusing offers, coping with feelings and memories without opioids."]], ServiceRequest, [["Decisions 4.6"]])
* name = "CopingAndRefusalSkills"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = $sct#228557008
* code.coding[+] = OUDActivity#coping-and-refusal-skills "Coping and refusal skills within CBT"
* code.text = "Coping and refusal skills within CBT"

Instance: trauma-focused-therapy
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Trauma-focused therapy (CBT or EMDR)"
* insert ActivityContent(trauma-focused-therapy, [["Trauma-focused therapy (CBT or EMDR)"]], [["Staged after stabilisation unless the patient asks for it earlier; avoid benzodiazepines."]], ServiceRequest, [["Treatment specification C.4; code [K] unverified"]])
* name = "TraumaFocusedTherapy"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = OUDActivity#trauma-focused-therapy "Trauma-focused therapy (CBT or EMDR)"
* code.text = "Trauma-focused therapy (CBT or EMDR)"

Instance: trauma-informed-counselling
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Trauma-informed counselling"
* insert ActivityContent(trauma-informed-counselling, [["Trauma-informed counselling"]], [["Counselling that knows of childhood trauma and does not force its telling."]], ServiceRequest, [["Decisions 4.6"]])
* name = "TraumaInformedCounselling"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = OUDActivity#trauma-informed-counselling "Trauma-informed counselling"
* code.text = "Trauma-informed counselling"

Instance: contingency-management
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Contingency management"
* insert ActivityContent(contingency-management, [["Contingency management"]], [["Rewards for agreed steps, for use of other substances."]], ServiceRequest, [["Treatment specification C.4; VA/DoD 2021 [V abstract]"]])
* name = "ContingencyManagement"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = OUDActivity#contingency-management "Contingency management"
* code.text = "Contingency management"

Instance: pain-management-referral
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Referral to pain management"
* insert ActivityContent(pain-management-referral, [["Referral to pain management"]], [["With physiotherapy; no naltrexone while an opioid analgesic is needed."]], ServiceRequest, [["Treatment specification C.4: SNOMED 306265007 [V]"]])
* name = "PainManagementReferral"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = $sct#306265007
* code.coding[+] = OUDActivity#pain-management-referral "Referral to pain management"
* code.text = "Referral to pain management"

Instance: physiotherapy
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Physiotherapy"
* insert ActivityContent(physiotherapy, [["Physiotherapy"]], [["Physiotherapy for chronic pain."]], ServiceRequest, [["Treatment specification C.4"]])
* name = "Physiotherapy"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = OUDActivity#physiotherapy "Physiotherapy"
* code.text = "Physiotherapy"

Instance: pain-and-prescription-review
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Review of pain and prescriptions"
* insert ActivityContent(pain-and-prescription-review, [["Review of pain and prescriptions"]], [["Use began with a prescription: review present prescriptions and what the pain needs now."]], Task, [["Decisions 4.6"]])
* name = "PainAndPrescriptionReview"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-task"
* code.coding[+] = OUDActivity#pain-and-prescription-review "Review of pain and prescriptions"
* code.text = "Review of pain and prescriptions"

Instance: relapse-prevention
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Relapse prevention in a drug-using network"
* insert ActivityContent(relapse-prevention, [["Relapse prevention in a drug-using network"]], [["Plan for people and places that bring use back."]], ServiceRequest, [["Treatment specification C.4: SNOMED 720177001 [V]"]])
* name = "RelapsePrevention"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = $sct#720177001
* code.coding[+] = OUDActivity#relapse-prevention "Relapse prevention in a drug-using network"
* code.text = "Relapse prevention in a drug-using network"

Instance: family-session
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Family session"
* insert ActivityContent(family-session, [["Family session"]], [["Family history of substance use disorder: talk with the family about heredity and support."]], ServiceRequest, [["Decisions 4.6"]])
* name = "FamilySession"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = $sct#108313002
* code.coding[+] = OUDActivity#family-session "Family session"
* code.text = "Family session"

Instance: relapse-education
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Relapse education"
* insert ActivityContent(relapse-education, [["Relapse education"]], [["What heredity means for the risk of relapse, and for how long."]], ServiceRequest, [["Decisions 4.6"]])
* name = "RelapseEducation"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = $sct#720177001
* code.coding[+] = OUDActivity#relapse-education "Relapse education"
* code.text = "Relapse education"

Instance: family-therapy
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Family therapy"
* insert ActivityContent(family-therapy, [["Family therapy"]], [["Family therapy where use at home is part of the problem."]], ServiceRequest, [["Decisions 4.6"]])
* name = "FamilyTherapy"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = $sct#108313002
* code.coding[+] = OUDActivity#family-therapy "Family therapy"
* code.text = "Family therapy"

Instance: youth-family-services
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Youth and family-based services"
* insert ActivityContent(youth-family-services, [["Youth and family-based services"]], [["Under 18: family-based treatment and youth services instead of adult groups."]], ServiceRequest, [["Decisions 4.6"]])
* name = "YouthFamilyServices"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = $sct#108313002
* code.coding[+] = OUDActivity#youth-family-services "Youth and family-based services"
* code.text = "Youth and family-based services"

Instance: older-adult-monitoring
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Monitoring for falls and sedation"
* insert ActivityContent(older-adult-monitoring, [["Monitoring for falls and sedation"]], [["Above 65: lower start, watch for falls and sedation."]], ServiceRequest, [["Treatment specification C.4"]])
* name = "OlderAdultMonitoring"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = OUDActivity#older-adult-monitoring "Monitoring for falls and sedation"
* code.text = "Monitoring for falls and sedation"

Instance: pre-release-plan
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Plan before release"
* insert ActivityContent(pre-release-plan, [["Plan before release"]], [["Extended-release medication and an appointment before release; naloxone in hand; consent for disclosures."]], ServiceRequest, [["Treatment specification C.4"]])
* name = "PreReleasePlan"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = OUDActivity#pre-release-plan "Plan before release"
* code.text = "Plan before release"

Instance: maintenance-review
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Monthly review"
* insert ActivityContent(maintenance-review, [["Monthly review"]], [["Function, use, side effects, dose; taper only when the patient leads it."]], ServiceRequest, [["Treatment specification C.3, default cadence [K] unverified"]])
* name = "MaintenanceReview"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = OUDActivity#maintenance-review "Monthly review"
* code.text = "Monthly review"

Instance: therapy-buprenorphine
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Buprenorphine maintenance"
* insert ActivityContent(therapy-buprenorphine, [["Buprenorphine maintenance"]], [["Open-ended; no maximum dose."]], ServiceRequest, [["Treatment specification C.4: SNOMED 792901003 [V]; FDA24 [V]"]])
* name = "TherapyBuprenorphine"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = $sct#792901003
* code.coding[+] = OUDActivity#therapy-buprenorphine "Buprenorphine maintenance"
* code.text = "Buprenorphine maintenance"

Instance: therapy-buprenorphine-naloxone
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Buprenorphine and naloxone maintenance"
* insert ActivityContent(therapy-buprenorphine-naloxone, [["Buprenorphine and naloxone maintenance"]], [["Open-ended; no maximum dose."]], ServiceRequest, [["Treatment specification C.4: SNOMED 792902005 [V]; FDA24 [V]"]])
* name = "TherapyBuprenorphineNaloxone"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = $sct#792902005
* code.coding[+] = OUDActivity#therapy-buprenorphine-naloxone "Buprenorphine and naloxone maintenance"
* code.text = "Buprenorphine and naloxone maintenance"

Instance: therapy-methadone
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Methadone maintenance"
* insert ActivityContent(therapy-methadone, [["Methadone maintenance"]], [["Open-ended; usual 60 to 120 mg a day (ASAM15)."]], ServiceRequest, [["Treatment specification C.4: SNOMED 310653000 [V]; ASAM15 [V]"]])
* name = "TherapyMethadone"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = $sct#310653000
* code.coding[+] = OUDActivity#therapy-methadone "Methadone maintenance"
* code.text = "Methadone maintenance"

Instance: therapy-naltrexone
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Naltrexone maintenance"
* insert ActivityContent(therapy-naltrexone, [["Naltrexone maintenance"]], [["Every 4 weeks; tolerance is lost: repeat the overdose warning at each injection."]], ServiceRequest, [["Treatment specification C.4: SNOMED 266707007 with text; label [V]"]])
* name = "TherapyNaltrexone"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = $sct#266707007
* code.coding[+] = OUDActivity#therapy-naltrexone "Naltrexone maintenance"
* code.text = "Naltrexone maintenance"

Instance: relapse-plan
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Plan for a return to use"
* insert ActivityContent(relapse-plan, [["Plan for a return to use"]], [["Keep medication, review the dose, contact within 72 hours, supply naloxone again."]], Task, [["Treatment specification C.3, default cadence [K] unverified"]])
* name = "RelapsePlan"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-task"
* code.coding[+] = OUDActivity#relapse-plan "Plan for a return to use"
* code.text = "Plan for a return to use"

Instance: health-maintenance
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Health maintenance"
* insert ActivityContent(health-maintenance, [["Health maintenance"]], [["Vaccinations, dental care, contraception, screening."]], ServiceRequest, [["Treatment specification C.3"]])
* name = "HealthMaintenance"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = OUDActivity#health-maintenance "Health maintenance"
* code.text = "Health maintenance"

Instance: longer-horizon
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Longer maintenance stated"
* insert ActivityContent(longer-horizon, [["Longer maintenance stated"]], [["Family history: say plainly that maintenance will be longer, with more frequent follow-up."]], Task, [["Treatment specification C.4"]])
* name = "LongerHorizon"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-task"
* code.coding[+] = OUDActivity#longer-horizon "Longer maintenance stated"
* code.text = "Longer maintenance stated"

Instance: smart-recovery
InstanceOf: ActivityDefinition
Usage: #definition
Title: "SMART Recovery"
* insert ActivityContent(smart-recovery, [["SMART Recovery"]], [["Mutual help group, by preference; also while on medication."]], ServiceRequest, [["Treatment specification C.3; SNOMED 711281004 [V]"]])
* name = "SmartRecovery"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = $sct#711281004
* code.coding[+] = OUDActivity#smart-recovery "SMART Recovery"
* code.text = "SMART Recovery"

Instance: narcotics-anonymous
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Narcotics Anonymous"
* insert ActivityContent(narcotics-anonymous, [["Narcotics Anonymous"]], [["Mutual help group, by preference; choose a meeting that accepts medication."]], ServiceRequest, [["Treatment specification C.3; SNOMED 711281004 [V]"]])
* name = "NarcoticsAnonymous"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = $sct#711281004
* code.coding[+] = OUDActivity#narcotics-anonymous "Narcotics Anonymous"
* code.text = "Narcotics Anonymous"

Instance: youth-support-group
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Youth recovery group"
* insert ActivityContent(youth-support-group, [["Youth recovery group"]], [["Under 18: a group for young people instead of adult groups."]], ServiceRequest, [["Decisions 4.6"]])
* name = "YouthSupportGroup"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = $sct#711281004
* code.coding[+] = OUDActivity#youth-support-group "Youth recovery group"
* code.text = "Youth recovery group"

Instance: sober-living
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Sober living that accepts medication"
* insert ActivityContent(sober-living, [["Sober living that accepts medication"]], [["Recovery residence that accepts medication for opioid use disorder (HCPCS H2034 [S])."]], ServiceRequest, [["Decisions 4.6; treatment specification C.4"]])
* name = "SoberLiving"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets#H2034
* code.coding[+] = OUDActivity#sober-living "Sober living that accepts medication"
* code.text = "Sober living that accepts medication"

Instance: youth-housing
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Family-based or youth housing"
* insert ActivityContent(youth-housing, [["Family-based or youth housing"]], [["Under 18: a safe place through family-based or youth services instead of adult sober living."]], ServiceRequest, [["Decisions 4.6"]])
* name = "YouthHousing"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = OUDActivity#youth-housing "Family-based or youth housing"
* code.text = "Family-based or youth housing"

Instance: counselling-group
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Outpatient counselling, group"
* insert ActivityContent(counselling-group, [["Outpatient counselling, group"]], [["Group counselling in the community."]], ServiceRequest, [["Treatment specification C.3 and C.4: SNOMED 76168009 [V]"]])
* name = "CounsellingGroup"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = $sct#76168009
* code.coding[+] = OUDActivity#counselling-group "Outpatient counselling, group"
* code.text = "Outpatient counselling, group"

Instance: employment-support
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Employment support"
* insert ActivityContent(employment-support, [["Employment support"]], [["Work and training."]], ServiceRequest, [["Treatment specification C.4"]])
* name = "EmploymentSupport"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = OUDActivity#employment-support "Employment support"
* code.text = "Employment support"

Instance: family-involvement
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Family and friends"
* insert ActivityContent(family-involvement, [["Family and friends"]], [["With consent, involve people who support recovery."]], ServiceRequest, [["Treatment specification C.3"]])
* name = "FamilyInvolvement"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-service-request"
* code.coding[+] = OUDActivity#family-involvement "Family and friends"
* code.text = "Family and friends"

Instance: continue-current-medication
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Continue the present medication"
* insert ActivityContent(continue-current-medication, [["Continue the present medication"]], [["Keep the medication and its dose; review whether it holds craving and withdrawal."]], Task, [["Treatment specification C.0; rule MR-28"]])
* name = "ContinueCurrentMedication"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-task"
* code.coding[+] = OUDActivity#continue-current-medication "Continue the present medication"
* code.text = "Continue the present medication"

Instance: naloxone-rescue
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Naloxone 4 mg nasal, one kit"
* insert ActivityContent(naloxone-rescue, [["Naloxone 4 mg nasal, one kit"]], [["Every patient with opioid use disorder; two devices in a kit."]], MedicationRequest, [["Labels [V], rule MR-37; RxNorm 1725059 [V]"]])
* name = "NaloxoneRescue"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-medication-request"
* productCodeableConcept = $rxnorm#1725059
* productCodeableConcept.text = "Naloxone 4 mg nasal spray"
* dosage[+].text = "4 mg into one nostril for suspected overdose; call emergency services; repeat with the second device in the other nostril if there is no response"
* dosage[=].timing.code.text = "When needed"
* dosage[=].asNeededBoolean = true
* dosage[=].route = $sct#46713006
* dosage[=].route.text = "Nasal"
* dosage[=].doseAndRate.doseQuantity = 4 'mg'
* quantity = 2 '{device}' "device"

Instance: naloxone-rescue-two-kits
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Naloxone 4 mg nasal, two kits"
* insert ActivityContent(naloxone-rescue-two-kits, [["Naloxone 4 mg nasal, two kits"]], [["An overdose is on record: two kits, one for a contact person."]], MedicationRequest, [["Labels [V], rule MR-37; treatment specification C.4; RxNorm 1725059 [V]"]])
* name = "NaloxoneRescueTwoKits"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-medication-request"
* productCodeableConcept = $rxnorm#1725059
* productCodeableConcept.text = "Naloxone 4 mg nasal spray"
* dosage[+].text = "4 mg into one nostril for suspected overdose; call emergency services; repeat with the second device in the other nostril if there is no response"
* dosage[=].timing.code.text = "When needed"
* dosage[=].asNeededBoolean = true
* dosage[=].route = $sct#46713006
* dosage[=].route.text = "Nasal"
* dosage[=].doseAndRate.doseQuantity = 4 'mg'
* quantity = 4 '{device}' "device"

Instance: lofexidine
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Lofexidine"
* insert ActivityContent(lofexidine, [["Lofexidine"]], [["Adults, ECG known, blood pressure checked. Reduce in kidney impairment: 0.36 mg 4 times a day at GFR 30 to 89, 0.18 mg below 30."]], MedicationRequest, [["openFDA label [V], rule MR-31; RxNorm 2046591, level not resolved; 7 days supply [K] unverified"]])
* name = "Lofexidine"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-medication-request"
* productCodeableConcept = $rxnorm#2046591
* productCodeableConcept.text = "Lofexidine 0.18 mg tablet"
* dosage[+].text = "0.54 mg (3 tablets) 4 times a day, 5 to 6 hours apart, up to 14 days; hold below 90/60 or heart rate below 50; at most 0.72 mg at once and 2.88 mg a day; taper over 2 to 4 days"
* dosage[=].timing.repeat.frequency = 4
* dosage[=].timing.repeat.period = 1
* dosage[=].timing.repeat.periodUnit = #d
* dosage[=].route = $sct#26643006
* dosage[=].route.text = "Oral"
* dosage[=].doseAndRate.doseQuantity = 0.54 'mg'
* dosage[=].maxDosePerPeriod.numerator = 2.88 'mg'
* dosage[=].maxDosePerPeriod.denominator = 1 'd'
* quantity = 84 '{tablet}' "tablet"

Instance: lofexidine-moderate-liver
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Lofexidine, Child-Pugh B"
* insert ActivityContent(lofexidine-moderate-liver, [["Lofexidine, Child-Pugh B"]], [["Reduced for moderate liver disease."]], MedicationRequest, [["openFDA label [V], rule MR-31; RxNorm 2046591, level not resolved; 7 days supply [K] unverified"]])
* name = "LofexidineModerateLiver"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-medication-request"
* productCodeableConcept = $rxnorm#2046591
* productCodeableConcept.text = "Lofexidine 0.18 mg tablet"
* dosage[+].text = "0.36 mg (2 tablets) 4 times a day; at most 1.44 mg a day; hold below 90/60 or heart rate below 50; taper over 2 to 4 days"
* dosage[=].timing.repeat.frequency = 4
* dosage[=].timing.repeat.period = 1
* dosage[=].timing.repeat.periodUnit = #d
* dosage[=].route = $sct#26643006
* dosage[=].route.text = "Oral"
* dosage[=].doseAndRate.doseQuantity = 0.36 'mg'
* dosage[=].maxDosePerPeriod.numerator = 1.44 'mg'
* dosage[=].maxDosePerPeriod.denominator = 1 'd'
* quantity = 56 '{tablet}' "tablet"

Instance: lofexidine-severe-liver
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Lofexidine, Child-Pugh C"
* insert ActivityContent(lofexidine-severe-liver, [["Lofexidine, Child-Pugh C"]], [["Reduced for severe liver disease."]], MedicationRequest, [["openFDA label [V], rule MR-31; RxNorm 2046591, level not resolved; 7 days supply [K] unverified"]])
* name = "LofexidineSevereLiver"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-medication-request"
* productCodeableConcept = $rxnorm#2046591
* productCodeableConcept.text = "Lofexidine 0.18 mg tablet"
* dosage[+].text = "0.18 mg (1 tablet) 4 times a day; at most 0.72 mg a day; hold below 90/60 or heart rate below 50; taper over 2 to 4 days"
* dosage[=].timing.repeat.frequency = 4
* dosage[=].timing.repeat.period = 1
* dosage[=].timing.repeat.periodUnit = #d
* dosage[=].route = $sct#26643006
* dosage[=].route.text = "Oral"
* dosage[=].doseAndRate.doseQuantity = 0.18 'mg'
* dosage[=].maxDosePerPeriod.numerator = 0.72 'mg'
* dosage[=].maxDosePerPeriod.denominator = 1 'd'
* quantity = 28 '{tablet}' "tablet"

Instance: clonidine
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Clonidine"
* insert ActivityContent(clonidine, [["Clonidine"]], [["Off-label, where lofexidine does not fit."]], MedicationRequest, [["VA-ADJ, UTD [V], rule MR-31; RxNorm 884173 [V]; 7 days supply [K] unverified"]])
* name = "Clonidine"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-medication-request"
* productCodeableConcept = $rxnorm#884173
* productCodeableConcept.text = "Clonidine 0.1 mg tablet"
* dosage[+].text = "0.1 mg test dose, blood pressure 1 hour later; then 0.1 to 0.2 mg every 6 to 8 hours; hold below 90/60; at most 0.8 mg a day; taper over 2 to 4 days"
* dosage[=].timing.repeat.frequency = 1
* dosage[=].timing.repeat.period = 6
* dosage[=].timing.repeat.periodUnit = #h
* dosage[=].timing.repeat.periodMax = 8
* dosage[=].route = $sct#26643006
* dosage[=].route.text = "Oral"
* dosage[=].doseAndRate.doseRange.low = 0.1 'mg'
* dosage[=].doseAndRate.doseRange.high = 0.2 'mg'
* dosage[=].maxDosePerPeriod.numerator = 0.8 'mg'
* dosage[=].maxDosePerPeriod.denominator = 1 'd'
* quantity = 56 '{tablet}' "tablet"

Instance: ondansetron
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Ondansetron"
* insert ActivityContent(ondansetron, [["Ondansetron"]], [["Nausea and vomiting; not with methadone, lofexidine or a raised QTc."]], MedicationRequest, [["VA-ADJ [V]; RxNorm 26225 [K] unverified; 7 days supply [K] unverified"]])
* name = "Ondansetron"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-medication-request"
* productCodeableConcept = $rxnorm#26225
* productCodeableConcept.text = "Ondansetron"
* dosage[+].text = "4 to 8 mg every 12 hours if needed; at most 16 mg a day"
* dosage[=].timing.repeat.frequency = 1
* dosage[=].timing.repeat.period = 12
* dosage[=].timing.repeat.periodUnit = #h
* dosage[=].asNeededBoolean = true
* dosage[=].route = $sct#26643006
* dosage[=].route.text = "Oral"
* dosage[=].doseAndRate.doseRange.low = 4 'mg'
* dosage[=].doseAndRate.doseRange.high = 8 'mg'
* dosage[=].maxDosePerPeriod.numerator = 16 'mg'
* dosage[=].maxDosePerPeriod.denominator = 1 'd'
* quantity = 112 'mg' "mg"

Instance: loperamide
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Loperamide"
* insert ActivityContent(loperamide, [["Loperamide"]], [["Diarrhoea; toxic to the heart above the maximum."]], MedicationRequest, [["VA-ADJ, UTD [V]; RxNorm 6468 [K] unverified; 7 days supply [K] unverified"]])
* name = "Loperamide"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-medication-request"
* productCodeableConcept = $rxnorm#6468
* productCodeableConcept.text = "Loperamide"
* dosage[+].text = "4 mg, then 2 mg after each loose stool; at most 16 mg a day"
* dosage[=].timing.code.text = "When needed"
* dosage[=].asNeededBoolean = true
* dosage[=].route = $sct#26643006
* dosage[=].route.text = "Oral"
* dosage[=].doseAndRate.doseRange.low = 2 'mg'
* dosage[=].doseAndRate.doseRange.high = 4 'mg'
* dosage[=].maxDosePerPeriod.numerator = 16 'mg'
* dosage[=].maxDosePerPeriod.denominator = 1 'd'
* quantity = 112 'mg' "mg"

Instance: hydroxyzine
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Hydroxyzine"
* insert ActivityContent(hydroxyzine, [["Hydroxyzine"]], [["Anxiety or insomnia, after a QT check; never with sedatives or alcohol."]], MedicationRequest, [["VA-ADJ [V]; RxNorm 995258 [V]; 7 days supply [K] unverified"]])
* name = "Hydroxyzine"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-medication-request"
* productCodeableConcept = $rxnorm#995258
* productCodeableConcept.text = "Hydroxyzine hydrochloride 25 mg tablet"
* dosage[+].text = "25 to 50 mg up to 3 times a day if needed"
* dosage[=].timing.repeat.frequency = 3
* dosage[=].timing.repeat.period = 1
* dosage[=].timing.repeat.periodUnit = #d
* dosage[=].asNeededBoolean = true
* dosage[=].route = $sct#26643006
* dosage[=].route.text = "Oral"
* dosage[=].doseAndRate.doseRange.low = 25 'mg'
* dosage[=].doseAndRate.doseRange.high = 50 'mg'
* dosage[=].maxDosePerPeriod.numerator = 150 'mg'
* dosage[=].maxDosePerPeriod.denominator = 1 'd'
* quantity = 42 '{tablet}' "tablet"

Instance: buprenorphine-naloxone
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Buprenorphine and naloxone under the tongue"
* insert ActivityContent(buprenorphine-naloxone, [["Buprenorphine and naloxone under the tongue"]], [["First dose 4 mg in objective withdrawal."]], MedicationRequest, [["ASAM20: 2 to 4 mg [V]; FDA24 [V]; RxNorm 1307056 [V]; supply of at most 7 days, 8 mg a day [K] unverified"]])
* name = "BuprenorphineNaloxone"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-medication-request"
* productCodeableConcept = $rxnorm#1307056
* productCodeableConcept.text = "Buprenorphine 4 mg / naloxone 1 mg sublingual film"
* dosage[+].text = "First dose 4 mg of buprenorphine under the tongue when COWS is 8 or more with an objective sign; repeat by response on day 1, then titrate; there is no maximum dose"
* dosage[=].timing.repeat.frequency = 1
* dosage[=].timing.repeat.period = 1
* dosage[=].timing.repeat.periodUnit = #d
* dosage[=].route = $sct#37839007
* dosage[=].route.text = "Sublingual"
* dosage[=].doseAndRate.doseQuantity = 4 'mg'
* quantity = 14 '{film}' "film"

Instance: buprenorphine-naloxone-low-dose
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Buprenorphine and naloxone by a low-dose protocol"
* insert ActivityContent(buprenorphine-naloxone-low-dose, [["Buprenorphine and naloxone by a low-dose protocol"]], [["Where withdrawal is not yet shown: the site own low-dose protocol, beside the full agonist at first."]], MedicationRequest, [["ASAM23 [S], rule MR-20: the steps are the clinician decision; RxNorm 1010600 [V]; supply of at most 7 days [K] unverified"]])
* name = "BuprenorphineNaloxoneLowDose"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-medication-request"
* productCodeableConcept = $rxnorm#1010600
* productCodeableConcept.text = "Buprenorphine 2 mg / naloxone 0.5 mg sublingual film"
* dosage[+].text = "First doses below the usual 2 to 4 mg, by the low-dose protocol of the site; the clinician sets the steps"
* dosage[=].timing.repeat.frequency = 1
* dosage[=].timing.repeat.period = 1
* dosage[=].timing.repeat.periodUnit = #d
* dosage[=].route = $sct#37839007
* dosage[=].route.text = "Sublingual"
* dosage[=].doseAndRate.doseRange.high = 2 'mg'
* quantity = 7 '{film}' "film"

Instance: buprenorphine-mono
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Buprenorphine alone under the tongue"
* insert ActivityContent(buprenorphine-mono, [["Buprenorphine alone under the tongue"]], [["In pregnancy, or when naloxone cannot be given."]], MedicationRequest, [["ASAM20: 2 to 4 mg [V]; treatment specification C.2 row 1; RxNorm 351264 [V]; supply of at most 7 days, 8 mg a day [K] unverified"]])
* name = "BuprenorphineMono"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-medication-request"
* productCodeableConcept = $rxnorm#351264
* productCodeableConcept.text = "Buprenorphine 2 mg sublingual tablet"
* dosage[+].text = "First dose 4 mg (2 tablets) under the tongue when COWS is 8 or more with an objective sign; repeat by response on day 1, then titrate; there is no maximum dose"
* dosage[=].timing.repeat.frequency = 1
* dosage[=].timing.repeat.period = 1
* dosage[=].timing.repeat.periodUnit = #d
* dosage[=].route = $sct#37839007
* dosage[=].route.text = "Sublingual"
* dosage[=].doseAndRate.doseQuantity = 4 'mg'
* quantity = 28 '{tablet}' "tablet"

Instance: buprenorphine-mono-reduced
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Buprenorphine alone, reduced for severe liver disease"
* insert ActivityContent(buprenorphine-mono-reduced, [["Buprenorphine alone, reduced for severe liver disease"]], [["Child-Pugh C: half the dose, slow titration."]], MedicationRequest, [["Label [V], rule MR-30; halving [K] unverified; RxNorm 351264 [V]; supply of at most 7 days [K] unverified"]])
* name = "BuprenorphineMonoReduced"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-medication-request"
* productCodeableConcept = $rxnorm#351264
* productCodeableConcept.text = "Buprenorphine 2 mg sublingual tablet"
* dosage[+].text = "First dose 2 mg (1 tablet) under the tongue; halve each step; watch for sedation"
* dosage[=].timing.repeat.frequency = 1
* dosage[=].timing.repeat.period = 1
* dosage[=].timing.repeat.periodUnit = #d
* dosage[=].route = $sct#37839007
* dosage[=].route.text = "Sublingual"
* dosage[=].doseAndRate.doseQuantity = 2 'mg'
* quantity = 14 '{tablet}' "tablet"

Instance: buprenorphine-xr-weekly
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Buprenorphine extended release, weekly"
* insert ActivityContent(buprenorphine-xr-weekly, [["Buprenorphine extended release, weekly"]], [["Given by the clinic only, after a transmucosal dose."]], MedicationRequest, [["Label [V], rule MR-27; titration [K] unverified; RxNorm 2639029 [V]"]])
* name = "BuprenorphineXrWeekly"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-medication-request"
* productCodeableConcept = $rxnorm#2639029
* productCodeableConcept.text = "Buprenorphine extended release 16 mg weekly"
* dosage[+].text = "16 mg under the skin once a week, by a certified site, only after a tolerated transmucosal dose (MR-27); 8 mg more within 3 days [K] unverified"
* dosage[=].timing.repeat.frequency = 1
* dosage[=].timing.repeat.period = 1
* dosage[=].timing.repeat.periodUnit = #wk
* dosage[=].route = $sct#34206005
* dosage[=].route.text = "Subcutaneous"
* dosage[=].doseAndRate.doseQuantity = 16 'mg'
* quantity = 1 '{syringe}' "syringe"

Instance: buprenorphine-xr-monthly
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Buprenorphine extended release, monthly"
* insert ActivityContent(buprenorphine-xr-monthly, [["Buprenorphine extended release, monthly"]], [["Given by the clinic only, after a transmucosal dose."]], MedicationRequest, [["Label [V], 2025 exposure rule [S], rule MR-27; RxNorm 1996192 [V]"]])
* name = "BuprenorphineXrMonthly"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-medication-request"
* productCodeableConcept = $rxnorm#1996192
* productCodeableConcept.text = "Buprenorphine extended release 300 mg monthly"
* dosage[+].text = "300 mg under the skin once a month, by a certified site, only after a tolerated transmucosal dose (MR-27); at least 26 days apart"
* dosage[=].timing.repeat.frequency = 1
* dosage[=].timing.repeat.period = 1
* dosage[=].timing.repeat.periodUnit = #mo
* dosage[=].route = $sct#34206005
* dosage[=].route.text = "Subcutaneous"
* dosage[=].doseAndRate.doseQuantity = 300 'mg'
* quantity = 1 '{syringe}' "syringe"

Instance: methadone
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Methadone, from an opioid treatment program"
* insert ActivityContent(methadone, [["Methadone, from an opioid treatment program"]], [["Dispensed and observed by a certified program only; ECG before the start."]], MedicationRequest, [["ASAM20: 10 to 30 mg [V]; R8 (h)(3)(ii) [S]; rules MR-10, MR-12, MR-13; RxNorm 864761 [V]"]])
* name = "Methadone"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-medication-request"
* productCodeableConcept = $rxnorm#864761
* productCodeableConcept.text = "Methadone 1 mg/mL oral solution"
* dosage[+].text = "10 to 30 mg as first dose, observed; reassess after 2 to 4 hours; day-1 total not above 50 mg; rise slowly"
* dosage[=].timing.repeat.frequency = 1
* dosage[=].timing.repeat.period = 1
* dosage[=].timing.repeat.periodUnit = #d
* dosage[=].route = $sct#26643006
* dosage[=].route.text = "Oral"
* dosage[=].doseAndRate.doseRange.low = 10 'mg'
* dosage[=].doseAndRate.doseRange.high = 30 'mg'
* quantity = 30 'mL' "mL"

Instance: methadone-low-tolerance
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Methadone, low first dose"
* insert ActivityContent(methadone-low-tolerance, [["Methadone, low first dose"]], [["Tolerance is lost or not shown. Dispensed and observed by a certified program only; ECG before the start."]], MedicationRequest, [["ASAM20: 2.5 to 10 mg [V]; rule MR-14; RxNorm 864761 [V]"]])
* name = "MethadoneLowTolerance"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-medication-request"
* productCodeableConcept = $rxnorm#864761
* productCodeableConcept.text = "Methadone 1 mg/mL oral solution"
* dosage[+].text = "2.5 to 10 mg as first dose, observed; reassess after 2 to 4 hours; rise slowly"
* dosage[=].timing.repeat.frequency = 1
* dosage[=].timing.repeat.period = 1
* dosage[=].timing.repeat.periodUnit = #d
* dosage[=].route = $sct#26643006
* dosage[=].route.text = "Oral"
* dosage[=].doseAndRate.doseRange.low = 2.5 'mg'
* dosage[=].doseAndRate.doseRange.high = 10 'mg'
* quantity = 10 'mL' "mL"

Instance: naltrexone-xr
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Naltrexone extended release"
* insert ActivityContent(naltrexone-xr, [["Naltrexone extended release"]], [["Opioid-free for 7 to 10 days, longer after long-acting opioids."]], MedicationRequest, [["Label [V], rules MR-01 to MR-08; RxNorm 637213 [V]"]])
* name = "NaltrexoneXr"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-medication-request"
* productCodeableConcept = $rxnorm#637213
* productCodeableConcept.text = "Naltrexone 380 mg extended-release injection"
* dosage[+].text = "380 mg into the gluteal muscle every 4 weeks, after a urine test without opioids"
* dosage[=].timing.repeat.frequency = 1
* dosage[=].timing.repeat.period = 4
* dosage[=].timing.repeat.periodUnit = #wk
* dosage[=].route = $sct#78421000
* dosage[=].route.text = "Intramuscular"
* dosage[=].doseAndRate.doseQuantity = 380 'mg'
* quantity = 1 '{kit}' "kit"

Instance: naltrexone-oral
InstanceOf: ActivityDefinition
Usage: #definition
Title: "Naltrexone by mouth, supervised"
* insert ActivityContent(naltrexone-oral, [["Naltrexone by mouth, supervised"]], [["Only if someone supervises it."]], MedicationRequest, [["Treatment specification C.2 row 7; dose [K] unverified; RxNorm 1483744 [V]; 7 days supply [K] unverified"]])
* name = "NaltrexoneOral"
* profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-medication-request"
* productCodeableConcept = $rxnorm#1483744
* productCodeableConcept.text = "Naltrexone 50 mg tablet"
* dosage[+].text = "25 mg, then 50 mg once a day [K] unverified, supervised"
* dosage[=].timing.repeat.frequency = 1
* dosage[=].timing.repeat.period = 1
* dosage[=].timing.repeat.periodUnit = #d
* dosage[=].route = $sct#26643006
* dosage[=].route.text = "Oral"
* dosage[=].doseAndRate.doseQuantity = 50 'mg'
* quantity = 7 '{tablet}' "tablet"
