// Codes and sets of codes that the pathway's rules read. All enumerated, so that an offline server can expand them.
// The tag after a code says where the specification saw it: [V] primary or machine-derived, [S] secondary, [K] unverified.

CodeSystem: OUDActivity
Id: oud-activity
Title: "OUD activity"
Description: "Activities of the care pathway; each ActivityDefinition carries one, beside a published code where there is one."
* ^caseSensitive = true
* #agonist-transition "Exchange of the present agonist"
* #anxiety-medication-review "Medication review for anxiety"
* #asam-dimensions "Assessment of the ASAM dimensions"
* #ask-anxiety "Complete GAD-7"
* #ask-childhood "Complete adverse childhood experiences"
* #ask-context "Complete setting and preference"
* #ask-depression "Complete PHQ-9"
* #ask-diagnosis "Diagnose by the DSM-5 criteria"
* #ask-family "Complete family history"
* #ask-intake "Complete the intake assessment"
* #ask-medical-safety "Complete medical safety"
* #ask-pain "Complete pain history and PEG"
* #ask-ptsd "Complete PC-PTSD-5"
* #ask-self-medication "Complete reasons for use"
* #ask-social-needs "Complete social needs and safety"
* #ask-substances "Complete TAPS-1"
* #ask-surroundings "Complete exposure and support"
* #bam-repeat "Brief Addiction Monitor"
* #benzodiazepine-taper-review "Supervised benzodiazepine taper, inpatient or residential review"
* #buprenorphine-start-check "Check before the first buprenorphine dose"
* #cardiology-referral "Cardiology referral"
* #case-management "Case management"
* #cognitive-behavioural-therapy "Cognitive behavioural therapy"
* #contingency-management "Contingency management"
* #continue-current-medication "Continue the present medication"
* #coping-and-refusal-skills "Coping and refusal skills within CBT"
* #counselling-group "Outpatient counselling, group"
* #counselling-individual "Outpatient counselling, individual"
* #cows-monitoring "COWS"
* #drug-harm-reduction "Harm reduction and syringe services"
* #ecg-baseline "ECG before methadone"
* #ecg-methadone-schedule "ECG schedule on methadone"
* #ecg-one-week "ECG in one week"
* #ecg-repeat "ECG monitoring"
* #employment-support "Employment support"
* #extended-release-offer "Offer extended-release buprenorphine"
* #family-involvement "Family and friends"
* #family-session "Family session"
* #family-therapy "Family therapy"
* #fentanyl-start-plan "Start after fentanyl"
* #follow-up-visit "Follow-up visit"
* #food-referral "Food assistance referral"
* #health-maintenance "Health maintenance"
* #hepatitis-b-test "Hepatitis B serology"
* #hepatitis-c-rna "Hepatitis C RNA"
* #hepatitis-c-test "Hepatitis C antibody test"
* #hepatitis-c-treatment "Referral for direct-acting antivirals"
* #hepatology-referral "Hepatology referral"
* #hiv-prep "HIV pre-exposure prophylaxis"
* #hiv-test "HIV test"
* #housing-referral "Shelter and housing referral"
* #hydration "Fluids and comfort"
* #individual-psychotherapy "Individual psychotherapy"
* #informed-consent "Informed consent to treatment"
* #level-of-care-review "Review of the level of care"
* #limit-dispensing "Dispense for 7 days at most"
* #liver-function-tests "Liver function tests"
* #longer-horizon "Longer maintenance stated"
* #maintenance-review "Monthly review"
* #minor-consent "Consent and specialist review under 18"
* #naltrexone-proof "Proof of an opioid-free interval"
* #narcotics-anonymous "Narcotics Anonymous"
* #newborn-withdrawal-plan "Plan for neonatal opioid withdrawal"
* #observed-dosing "Observed dosing, lock box"
* #obstetric-co-management "Obstetric co-management"
* #offer-medication-again "Offer medication again"
* #older-adult-monitoring "Monitoring for falls and sedation"
* #overdose-education "Overdose prevention education"
* #overdose-education-lost-tolerance "Overdose education: tolerance is lost"
* #overdose-risk-assessment "Overdose risk assessment and contact training"
* #pain-and-prescription-review "Review of pain and prescriptions"
* #pain-management-referral "Referral to pain management"
* #partner-violence-safety-plan "Safety plan for violence"
* #pdmp-check "Prescription drug monitoring program check"
* #peer-support "Peer support"
* #phq-9-repeat "PHQ-9"
* #physiotherapy "Physiotherapy"
* #plan-of-safe-care "Plan of safe care"
* #pre-release-plan "Plan before release"
* #pregnancy-test "Pregnancy test"
* #program-referral "Referral to an opioid treatment program"
* #psychiatric-assessment "Psychiatric assessment"
* #relapse-education "Relapse education"
* #relapse-plan "Plan for a return to use"
* #relapse-prevention "Relapse prevention in a drug-using network"
* #repeat-mood-screens "Repeat PHQ-9 and GAD-7 in 2 to 4 weeks"
* #safe-place-plan "Plan for a safe place"
* #safety-plan "Same-day safety plan"
* #separate-withdrawal-plan "Separate plan for alcohol or sedatives"
* #smart-recovery "SMART Recovery"
* #sober-living "Sober living that accepts medication"
* #split-dosing "Split dosing"
* #substance-use-history "Substance use history"
* #suicide-assessment-same-day "Suicide assessment today"
* #suicide-assessment-same-week "Suicide assessment this week"
* #suicide-screen "Suicide risk screen (C-SSRS)"
* #therapy-buprenorphine "Buprenorphine maintenance"
* #therapy-buprenorphine-naloxone "Buprenorphine and naloxone maintenance"
* #therapy-methadone "Methadone maintenance"
* #therapy-naltrexone "Naltrexone maintenance"
* #titration "Dose titration"
* #transport-referral "Transport assistance"
* #trauma-focused-therapy "Trauma-focused therapy (CBT or EMDR)"
* #trauma-informed-counselling "Trauma-informed counselling"
* #urine-drug-screen "Urine drug screen"
* #utilities-referral "Utilities assistance"
* #vital-signs-before-alpha-2 "Blood pressure before clonidine or lofexidine"
* #withdrawal-management "Withdrawal management"
* #wound-care "Wound care"
* #youth-family-services "Youth and family-based services"
* #youth-housing "Family-based or youth housing"
* #youth-support-group "Youth recovery group"

ValueSet: DrugBuprenorphine
Id: oud-drug-buprenorphine
Title: "Buprenorphine for opioid use disorder"
Description: "Sublingual and extended-release products; no patches, buccal films for pain or injections for pain."
* insert RxNormLicence
* $rxnorm#1819 // buprenorphine [V]
* $rxnorm#351264 // buprenorphine SL tablet [V]
* $rxnorm#351265 // buprenorphine SL tablet [V]
* $rxnorm#351266 // buprenorphine and naloxone [V]
* $rxnorm#351267 // buprenorphine and naloxone [V]
* $rxnorm#1010600 // buprenorphine and naloxone [V]
* $rxnorm#1307056 // buprenorphine and naloxone [V]
* $rxnorm#1010604 // buprenorphine and naloxone [V]
* $rxnorm#1307061 // buprenorphine and naloxone [V]
* $rxnorm#1010603 // buprenorphine and naloxone [V]
* $rxnorm#1307058 // buprenorphine and naloxone [V]
* $rxnorm#1010606 // buprenorphine and naloxone [V]
* $rxnorm#1307063 // buprenorphine and naloxone [V]
* $rxnorm#1864412 // buprenorphine and naloxone [V]
* $rxnorm#1431076 // buprenorphine and naloxone [V]
* $rxnorm#1666338 // buprenorphine and naloxone [V]
* $rxnorm#1431102 // buprenorphine and naloxone [V]
* $rxnorm#1597573 // buprenorphine and naloxone [V]
* $rxnorm#1597568 // buprenorphine and naloxone [V]
* $rxnorm#1864414 // buprenorphine and naloxone [V]
* $rxnorm#1431083 // buprenorphine and naloxone [V]
* $rxnorm#1666385 // buprenorphine and naloxone [V]
* $rxnorm#1431104 // buprenorphine and naloxone [V]
* $rxnorm#1597575 // buprenorphine and naloxone [V]
* $rxnorm#1597570 // buprenorphine and naloxone [V]
* $rxnorm#1996184 // extended-release buprenorphine [V]
* $rxnorm#1996192 // extended-release buprenorphine [V]
* $rxnorm#1996189 // extended-release buprenorphine [V]
* $rxnorm#1996193 // extended-release buprenorphine [V]
* $rxnorm#2639021 // extended-release buprenorphine [V]
* $rxnorm#2639029 // extended-release buprenorphine [V]
* $rxnorm#2639031 // extended-release buprenorphine [V]
* $rxnorm#2639033 // extended-release buprenorphine [V]
* $rxnorm#2639027 // extended-release buprenorphine [V]
* $rxnorm#2639030 // extended-release buprenorphine [V]
* $rxnorm#2639032 // extended-release buprenorphine [V]
* $rxnorm#2639034 // extended-release buprenorphine [V]
* $rxnorm#2639036 // extended-release buprenorphine [V]
* $rxnorm#2639041 // extended-release buprenorphine [V]
* $rxnorm#2639043 // extended-release buprenorphine [V]
* $rxnorm#2639039 // extended-release buprenorphine [V]
* $rxnorm#2639042 // extended-release buprenorphine [V]
* $rxnorm#2639044 // extended-release buprenorphine [V]
* $sct#387173000 // buprenorphine [V]

ValueSet: DrugBuprenorphineXR
Id: oud-drug-buprenorphine-xr
Title: "Extended-release buprenorphine"
Description: "Weekly and monthly injections."
* insert RxNormLicence
* $rxnorm#1996184 // extended-release buprenorphine [V]
* $rxnorm#1996192 // extended-release buprenorphine [V]
* $rxnorm#1996189 // extended-release buprenorphine [V]
* $rxnorm#1996193 // extended-release buprenorphine [V]
* $rxnorm#2639021 // extended-release buprenorphine [V]
* $rxnorm#2639029 // extended-release buprenorphine [V]
* $rxnorm#2639031 // extended-release buprenorphine [V]
* $rxnorm#2639033 // extended-release buprenorphine [V]
* $rxnorm#2639027 // extended-release buprenorphine [V]
* $rxnorm#2639030 // extended-release buprenorphine [V]
* $rxnorm#2639032 // extended-release buprenorphine [V]
* $rxnorm#2639034 // extended-release buprenorphine [V]
* $rxnorm#2639036 // extended-release buprenorphine [V]
* $rxnorm#2639041 // extended-release buprenorphine [V]
* $rxnorm#2639043 // extended-release buprenorphine [V]
* $rxnorm#2639039 // extended-release buprenorphine [V]
* $rxnorm#2639042 // extended-release buprenorphine [V]
* $rxnorm#2639044 // extended-release buprenorphine [V]

ValueSet: DrugMethadone
Id: oud-drug-methadone
Title: "Methadone"
Description: "Oral products."
* insert RxNormLicence
* $rxnorm#6813 // methadone [V]
* $rxnorm#864718 // methadone [V]
* $rxnorm#864706 // methadone [V]
* $rxnorm#864720 // methadone [V]
* $rxnorm#864737 // methadone [V]
* $rxnorm#864708 // methadone [V]
* $rxnorm#864712 // methadone [V]
* $rxnorm#864978 // methadone [V]
* $rxnorm#1990745 // methadone [V]
* $rxnorm#864980 // methadone [V]
* $rxnorm#864761 // methadone [V]
* $rxnorm#864769 // methadone [V]
* $rxnorm#991147 // methadone [V]
* $rxnorm#991149 // methadone [V]
* $sct#387286002 // methadone [V]

ValueSet: DrugNaltrexone
Id: oud-drug-naltrexone
Title: "Naltrexone"
Description: "Oral and extended-release products."
* insert RxNormLicence
* $rxnorm#7243 // naltrexone [S]
* $rxnorm#1483744 // naltrexone 50 mg [V]
* $rxnorm#637213 // naltrexone 380 mg [V]
* $sct#373546002 // naltrexone [V]

ValueSet: DrugNaloxone
Id: oud-drug-naloxone
Title: "Naloxone rescue"
Description: "Rescue products; no combination with buprenorphine."
* insert RxNormLicence
* $rxnorm#7242 // naloxone [K] unverified
* $rxnorm#1725059 // naloxone [V]
* $rxnorm#2540703 // naloxone [V]
* $rxnorm#1725064 // naloxone [V]
* $rxnorm#2540709 // naloxone [V]
* $rxnorm#1659929 // naloxone [V]
* $rxnorm#1191222 // naloxone [V]
* $rxnorm#2589612 // naloxone [V]
* $rxnorm#2589618 // naloxone [V]
* $sct#372890007 // naloxone [V]

ValueSet: DrugOpioidAnalgesic
Id: oud-drug-opioid-analgesic
Title: "Opioid analgesics"
Description: "The ingredients of the pain history form. A site adds its products."
* insert RxNormLicence
* $rxnorm#4337 // fentanyl [K] unverified
* $rxnorm#7052 // morphine [K] unverified
* $rxnorm#7804 // oxycodone [K] unverified
* $rxnorm#5489 // hydrocodone [K] unverified
* $rxnorm#3423 // hydromorphone [K] unverified
* $rxnorm#7814 // oxymorphone [K] unverified
* $rxnorm#2670 // codeine [K] unverified
* $rxnorm#10689 // tramadol [K] unverified
* $rxnorm#787390 // tapentadol [K] unverified
* $sct#373492002 // fentanyl [V]
* $sct#373529000 // morphine [V]

ValueSet: DrugQTProlonging
Id: oud-drug-qt-prolonging
Title: "QT-prolonging drugs"
Description: "Those of the specification with a code. A site adds its products."
* insert RxNormLicence
* $rxnorm#26225 // ondansetron [K] unverified
* $rxnorm#5553 // hydroxyzine [K] unverified
* $rxnorm#2046591 // lofexidine
* $rxnorm#995218 // hydroxyzine [V]
* $rxnorm#995258 // hydroxyzine [V]
* $rxnorm#995281 // hydroxyzine [V]
* $rxnorm#995253 // hydroxyzine [V]
* $rxnorm#995278 // hydroxyzine [V]

ValueSet: ConditionOUD
Id: oud-condition-oud
Title: "Opioid use disorder conditions"
Description: "Opioid use disorder conditions: codes that the pathway reads."
* insert SnomedLicence
* $sct#5602001 // opioid abuse
* $sct#75544000 // opioid dependence
* $sct#724653003 // opioid dependence with current use
* $sct#231477003 // heroin dependence
* $sct#426001001 // fentanyl dependence
* $sct#1081000119105 // opioid dependence on agonist therapy
* $sct#191819002 // opioid dependence, continuous
* $icd10cm#F11.10 // ICD21
* $icd10cm#F11.11 // ICD21
* $icd10cm#F11.13 // ICD21
* $icd10cm#F11.20 // ICD21
* $icd10cm#F11.21 // ICD21
* $icd10cm#F11.220 // ICD21
* $icd10cm#F11.23 // ICD21
* $icd10cm#F11.24 // ICD21

ValueSet: ConditionOpioidWithdrawal
Id: oud-condition-withdrawal
Title: "Opioid withdrawal"
Description: "Opioid withdrawal: codes that the pathway reads."
* insert SnomedLicence
* $sct#87132004 // opioid withdrawal CDC
* $icd10cm#F11.23 // ICD21
* $icd10cm#F11.13 // ICD21
* $icd10cm#F11.93 // ICD21

ValueSet: ConditionPregnancy
Id: oud-condition-pregnancy
Title: "Pregnancy"
Description: "Pregnancy: codes that the pathway reads."
* insert SnomedLicence
* $sct#77386006 // pregnant UC
* $icd10cm#O99.320 // ICD21
* $icd10cm#O99.321 // ICD21
* $icd10cm#O99.322 // ICD21
* $icd10cm#O99.323 // ICD21

ValueSet: ConditionHepaticFailure
Id: oud-condition-hepatic-failure
Title: "Hepatic failure"
Description: "Hepatic failure: codes that the pathway reads."
* insert SnomedLicence
* $sct#59927004 // hepatic failure ECQM
* $icd10cm#K72.90 // ICD21

ValueSet: ConditionAcuteHepatitis
Id: oud-condition-acute-hepatitis
Title: "Acute hepatitis"
Description: "Acute hepatitis: codes that the pathway reads."
* insert SnomedLicence
* $sct#197270009 // rule MR-07

ValueSet: ConditionCirrhosis
Id: oud-condition-cirrhosis
Title: "Cirrhosis and portal hypertension"
Description: "Cirrhosis and portal hypertension: codes that the pathway reads."
* insert SnomedLicence
* $sct#19943007 // cirrhosis ECQM
* $icd10cm#K74.60 // ICD21
* $icd10cm#K76.6 // ICD21

ValueSet: ConditionLongQT
Id: oud-condition-long-qt
Title: "Long QT"
Description: "Long QT: codes that the pathway reads."
* insert SnomedLicence
* $sct#111975006 // long QT
* $icd10cm#I45.81 // ICD21

ValueSet: ConditionHepatitisC
Id: oud-condition-hepatitis-c
Title: "Chronic hepatitis C"
Description: "Chronic hepatitis C: codes that the pathway reads."
* insert SnomedLicence
* $sct#128302006 // ECQM
* $icd10cm#B18.2 // ICD21
* $icd10cm#B19.20 // ICD21

ValueSet: ConditionHIV
Id: oud-condition-hiv
Title: "HIV infection"
Description: "HIV infection: codes that the pathway reads."
* insert SnomedLicence
* $icd10cm#B20 // ICD21
* $icd10cm#Z21 // ICD21

ValueSet: ConditionOpioidOverdose
Id: oud-condition-overdose
Title: "Opioid overdose"
Description: "Opioid overdose: codes that the pathway reads."
* insert SnomedLicence
* $sct#13187008 // CDC
* $sct#290201006 // CDC
* $sct#60199004 // CDC
* $sct#242253008 // CDC
* $icd10cm#T40.1X1A // ICD21
* $icd10cm#T40.411A // ICD21
* $icd10cm#T40.3X1A // ICD21

ValueSet: ConditionFoodInsecurity
Id: oud-condition-food-insecurity
Title: "Food insecurity"
Description: "Food insecurity: codes that the pathway reads."
* insert SnomedLicence
* $sct#733423003 // [V]

ValueSet: ConditionUnemployment
Id: oud-condition-unemployment
Title: "Unemployment"
Description: "Unemployment: codes that the pathway reads."
* insert SnomedLicence
* $sct#73438004 // SDOH
* $icd10cm#Z56.0 // ICD21

ValueSet: LabOpiates
Id: oud-lab-opiates
Title: "Urine tests for opiates"
Description: "Urine tests for opiates: both documents together."
* insert LoincLicence
* $loinc#19295-5 // [V]
* $loinc#18390-5 // [V]

ValueSet: LabHeroin
Id: oud-lab-heroin
Title: "Urine tests for 6-MAM (heroin)"
Description: "Urine tests for 6-MAM (heroin): both documents together."
* insert LoincLicence
* $loinc#19321-9 // [V]
* $loinc#19322-7 // [V]

ValueSet: LabFentanyl
Id: oud-lab-fentanyl
Title: "Urine tests for fentanyl and norfentanyl"
Description: "Urine tests for fentanyl and norfentanyl: both documents together."
* insert LoincLicence
* $loinc#58379-9 // CDC
* $loinc#59673-4 // [V]
* $loinc#40839-3 // [V]
* $loinc#95797-7 // [V]
* $loinc#43200-5 // [V]

ValueSet: LabMethadone
Id: oud-lab-methadone
Title: "Urine tests for methadone"
Description: "Urine tests for methadone: both documents together."
* insert LoincLicence
* $loinc#19550-3 // [V]
* $loinc#16199-2 // [V]
* $loinc#3773-9 // [V]
* $loinc#93495-0 // [V]
* $loinc#58428-4 // [V]

ValueSet: LabBuprenorphine
Id: oud-lab-buprenorphine
Title: "Urine tests for buprenorphine and norbuprenorphine"
Description: "Urine tests for buprenorphine and norbuprenorphine: both documents together."
* insert LoincLicence
* $loinc#58359-1 // CDC
* $loinc#93494-3 // [V]
* $loinc#16208-1 // [V]
* $loinc#3414-0 // [V]

ValueSet: LabBenzodiazepine
Id: oud-lab-benzodiazepine
Title: "Urine tests for benzodiazepines"
Description: "Urine tests for benzodiazepines: both documents together."
* insert LoincLicence
* $loinc#3390-2 // CDC

ValueSet: LabPregnancy
Id: oud-lab-pregnancy
Title: "Pregnancy tests"
Description: "Pregnancy tests: both documents together."
* insert LoincLicence
* $loinc#2106-3 // [V]
* $loinc#80384-1 // [V]
* $loinc#2118-8 // [V]

ValueSet: LabQTc
Id: oud-lab-qtc
Title: "Corrected QT interval"
Description: "Corrected QT interval: both documents together."
* insert LoincLicence
* $loinc#8636-3 // [K] unverified
* $loinc#76634-5 // HA
* $loinc#76635-2 // HA
