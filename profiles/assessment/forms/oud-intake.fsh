// The intake: every form as a group named like the form, and the context of treatment. Nothing is required: a partial intake
// counts for what it says.

RuleSet: TreatmentContextItems
* item[+] insert Question(setting, $oud-item, [[Setting of treatment]], choice)
* item[=] insert Option($oud-answer, otp, [[Opioid treatment programme]])
* item[=] insert Option($oud-answer, office, [[Office-based]])
* item[=] insert Option($oud-answer, emergency, [[Emergency department]])
* item[=] insert Option($oud-answer, inpatient, Inpatient)
* item[=] insert Option($oud-answer, residential, Residential)
* item[=] insert Option($oud-answer, carceral, [[Jail or prison]])
* item[+] insert Question(preference, $oud-item, [[What the patient prefers]], choice)
* item[=] insert Option($oud-answer, buprenorphine, Buprenorphine)
* item[=] insert Option($oud-answer, methadone, Methadone)
* item[=] insert Option($oud-answer, naltrexone, Naltrexone)
* item[=] insert Option($oud-answer, no-medication, [[No medication]])
* item[=] insert Option($oud-answer, detox-only, [[Withdrawal management only]])
* item[=] insert Option($oud-answer, no-preference, [[No preference]])
* item[+] insert Question(prior-treatment, $oud-item, [[Medications for opioid use disorder taken before]], choice)
* item[=] insert Repeats
* item[=] insert Option($oud-answer, buprenorphine, Buprenorphine)
* item[=] insert Option($oud-answer, methadone, Methadone)
* item[=] insert Option($oud-answer, naltrexone, Naltrexone)
* item[=] insert ExclusiveOption($oud-answer, none, None)
* item[+] insert Question(group-preference, $oud-item, [[Support group the patient prefers]], choice)
* item[=] insert Option($oud-answer, smart, [[SMART Recovery]])
* item[=] insert Option($oud-answer, na, [[Narcotics Anonymous]])
* item[=] insert Option($oud-answer, either, Either)
* item[=] insert Option($oud-answer, none, None)
* item[+] insert Question(otp-reachable, $oud-item, [[An opioid treatment programme can be reached daily]], boolean)
* item[+] insert Question(guardian-consent, $oud-item, [[Parent or guardian has consented in writing (under 18)]], boolean)
* item[+] insert Question(low-dose-protocol, $oud-item, [[A low-dose start of buprenorphine is planned]], boolean)

Instance: oud-intake
InstanceOf: Questionnaire
Usage: #definition
* insert Form(oud-intake, OUDIntake, [[Intake assessment for opioid use disorder]])
* code = $oud-item#oud-intake
* description = "The whole first assessment in one form: mental health, pain, substance use, diagnosis, withdrawal, social needs, childhood, exposure, family, medical safety and the context of treatment. When a completed response arrives, the server scores it, derives the factors and proposes a care plan. If a COWS or DSM-5 item is answered, the author is a Practitioner or PractitionerRole. The groups exposure-support and self-medication are not validated."
* purpose = "One response from which a personalised care plan is proposed."
* copyright = "Each group has the copyright of the form of the same name; see there. PHQ-9 and GAD-7: copyright Pfizer Inc., no permission required to reproduce, translate, display or distribute. DSM-5 criteria, COWS, C-SSRS, HITS and PEG: own wording. LOINC codes are copyright Regenstrief Institute, Inc.; SNOMED CT codes are copyright SNOMED International. The rest: copyright OUD FHIR, Apache-2.0."
* item[+] insert Section(phq-9, $loinc, 44249-1, [[Depression (PHQ-9)]])
* item[=] insert PHQ9Items
* item[+] insert Section(gad-7, $loinc, 69737-5, [[Anxiety (GAD-7)]])
* item[=] insert GAD7Items
* item[+] insert Section(pc-ptsd-5, $loinc, 102010-6, [[Post-traumatic stress (PC-PTSD-5)]])
* item[=] insert PCPTSD5Items
* item[+] insert Section(c-ssrs-screener, $loinc, 93373-9, [[Suicide risk (C-SSRS screener)]])
* item[=] insert CssrsItems
* item[+] insert Section(self-medication, $oud-item, self-medication, [[Reasons for use]])
* item[=] insert SelfMedicationItems
* item[+] insert Section(peg, $loinc, 91148-7, [[Pain (PEG)]])
* item[=] insert PegItems
* item[+] insert Section(pain-history, $oud-item, pain-history, [[Pain and opioid history]])
* item[=] insert PainHistoryItems
* item[+] insert Section(taps-1, $loinc, 96841-2, [[Other substances (TAPS-1)]])
* item[=] insert Taps1Items
* item[+] insert Section(dsm5-oud, $oud-item, dsm5-oud, [[Opioid use disorder criteria (DSM-5)]])
* item[=] insert Dsm5OudItems
* item[+] insert Section(cows, $oud-item, cows, [[Withdrawal (COWS)]])
* item[=] insert CowsItems
* item[+] insert Section(ahc-hrsn, $loinc, 96777-8, [[Social needs (AHC HRSN)]])
* item[=] insert AhcHrsnItems
* item[+] insert Section(ace-brfss, $loinc, 82152-0, [[Childhood (BRFSS ACE)]])
* item[=] insert AceBrfssItems
* item[+] insert Section(exposure-support, $oud-item, exposure-support, [[Exposure and support]])
* item[=] insert ExposureSupportItems
* item[+] insert Section(family-history, $oud-item, family-history, [[Family history]])
* item[=] insert FamilyHistoryItems
* item[+] insert Section(medical-safety, $oud-item, medical-safety, [[Medical safety]])
* item[=] insert MedicalSafetyItems
* item[+] insert Section(treatment-context, $oud-item, treatment-context, [[Context of treatment]])
* item[=] insert TreatmentContextItems
