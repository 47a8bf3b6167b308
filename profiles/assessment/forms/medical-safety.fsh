// Medical-safety block (ours): what decides whether a treatment is safe. Codes: 82810-3, 1975-2 [UC]; 8636-3, 76634-5, 76635-2,
// 1742-6 [HA]; 1920-8, 1751-7 [AHRQ]; 6301-6 [ECQM]; urine tests [CDC]; pregnancy values [UC, IPS]; routes [V], sublingual,
// buccal and oral unverified. Ranges refuse slips of unit or decimal point, not unusual patients.

RuleSet: MedicalSafetyItems
* item[+] insert Question(82810-3, $loinc, [[Pregnancy status]], choice)
* item[=] insert Option($sct, 77386006, Pregnant)
* item[=] insert Option($sct, 60001007, [[Not pregnant]])
* item[=] insert Option($sct, 102874004, [[Possible pregnancy]])
* item[=] insert Option($null-flavor, UNK, unknown)
* item[+] insert Question(gestational-weeks, $oud-item, [[Completed weeks of pregnancy]], integer)
* item[=] insert OnlyIf(82810-3, $sct, 77386006)
* item[=] insert IntegerRange(0, 45)
* item[=] insert Unit(wk)
* item[+] insert LaboratoryQuestion(8636-3, [[QTc interval, method not stated (ms)]], ms, 100, 1000)
* item[+] insert LaboratoryQuestion(76634-5, [[QTc interval, Fridericia (ms)]], ms, 100, 1000)
* item[+] insert LaboratoryQuestion(76635-2, [[QTc interval, Bazett (ms)]], ms, 100, 1000)
* item[+] insert LaboratoryQuestion(1742-6, [[Alanine aminotransferase, ALT (U/L)]], U/L, 0, 50000)
* item[+] insert LaboratoryQuestion(1920-8, [[Aspartate aminotransferase, AST (U/L)]], U/L, 0, 50000)
* item[+] insert LaboratoryQuestion(1975-2, [[Total bilirubin (mg/dL)]], mg/dL, 0, 100)
* item[+] insert LaboratoryQuestion(1751-7, [[Albumin (g/dL)]], g/dL, 0, 10)
* item[+] insert LaboratoryQuestion(6301-6, [[INR]], 1, 0, 50)
* item[+] insert Question(child-pugh, $oud-item, [[Child-Pugh class]], choice)
* item[=] insert Option($oud-answer, A, [[Class A]])
* item[=] insert Option($oud-answer, B, [[Class B]])
* item[=] insert Option($oud-answer, C, [[Class C]])
* item[+] insert UrineQuestion(19295-5, [[Urine: opiates, screen]])
* item[+] insert UrineQuestion(19321-9, [[Urine: 6-monoacetylmorphine (heroin), screen]])
* item[+] insert UrineQuestion(58379-9, [[Urine: fentanyl and norfentanyl, screen]])
* item[+] insert UrineQuestion(19550-3, [[Urine: methadone, screen]])
* item[+] insert UrineQuestion(58359-1, [[Urine: buprenorphine and norbuprenorphine, screen]])
* item[+] insert UrineQuestion(3390-2, [[Urine: benzodiazepines]])
* item[+] insert Question(uds-collected, $oud-item, [[Urine collected at]], dateTime)
* item[+] insert Question(last-opioid-type, $oud-item, [[Last opioid taken]], choice)
* item[=] insert Option($oud-answer, short-full-agonist, [[Short-acting full agonist]])
* item[=] insert Option($oud-answer, long-full-agonist, [[Long-acting full agonist]])
* item[=] insert Option($oud-answer, methadone, Methadone)
* item[=] insert Option($oud-answer, buprenorphine, Buprenorphine)
* item[=] insert Option($oud-answer, fentanyl, Fentanyl)
* item[=] insert Option($oud-answer, none, None)
* item[+] insert Question(opioid-heroin, $oud-item, [[The opioid is heroin]], boolean)
* item[+] insert Question(opioid-fentanyl, $oud-item, [[Fentanyl is used regularly]], boolean)
* item[+] insert Question(last-opioid-at, $oud-item, [[Last opioid taken at]], dateTime)
* item[+] insert Question(last-opioid-route, $oud-item, [[Route of last opioid]], choice)
* item[=] insert Option($sct, 26643006, Oral)
* item[=] insert Option($sct, 37839007, Sublingual)
* item[=] insert Option($sct, 54471007, Buccal)
* item[=] insert Option($sct, 46713006, Nasal)
* item[=] insert Option($sct, 34206005, Subcutaneous)
* item[=] insert Option($sct, 78421000, Intramuscular)
* item[=] insert Option($sct, 47625008, Intravenous)
* item[=] insert Option($oud-answer, smoked, Smoked)
* item[=] insert Option($oud-answer, injected, Injected)
* item[+] insert Question(physically-dependent, $oud-item, [[Physically dependent on opioids now]], choice)
* item[=] insert YesNoUnsure
* item[+] insert Question(sedative-use, $oud-item, [[Use of benzodiazepines or other sedatives]], choice)
* item[=] insert Option($oud-answer, none, None)
* item[=] insert Option($oud-answer, prescribed, Prescribed)
* item[=] insert Option($oud-answer, non-prescribed, [[Not prescribed]])
* item[+] insert Question(sedative-daily, $oud-item, [[Sedatives are taken daily]], boolean)
* item[+] insert Question(alcohol-use, $oud-item, [[Alcohol use]], choice)
* item[=] insert Option($oud-answer, none, None)
* item[=] insert Option($oud-answer, low, Low)
* item[=] insert Option($oud-answer, high, High)
* item[+] insert Question(overdose-ever, $oud-item, [[Ever had an overdose]], boolean)
* item[+] insert Question(overdose-6mo, $oud-item, [[Number of overdoses in the past 6 months]], integer)
* item[=] insert IntegerRange(0, 200)
* item[+] insert Question(naloxone-in-hand, $oud-item, [[Has naloxone at hand]], boolean)

RuleSet: LaboratoryQuestion(linkId, text, ucum, min, max)
* insert Question({linkId}, $loinc, [[{text}]], decimal)
* insert Laboratory
* insert Unit({ucum})
* insert DecimalRange({min}, {max})

RuleSet: UrineQuestion(linkId, text)
* insert Question({linkId}, $loinc, [[{text}]], choice)
* insert Laboratory
* insert Option($interpretation, POS, Positive)
* insert Option($interpretation, NEG, Negative)

Instance: medical-safety
InstanceOf: Questionnaire
Usage: #definition
* insert Form(medical-safety, MedicalSafety, [[Medical safety]])
* code = $oud-item#medical-safety
* description = "Pregnancy, heart and liver results, urine tests, last opioid, dependence, sedatives, alcohol, overdose and naloxone, recorded by the clinician. It gates treatment and is not a causal factor."
* purpose = "What the safety rules and the choice of medication need to know. A question left open is unknown, never safe."
* copyright = "Copyright OUD FHIR, Apache-2.0. Own wording. LOINC codes are copyright Regenstrief Institute, Inc.; SNOMED CT codes are copyright SNOMED International, used under its licence terms."
* insert MedicalSafetyItems
