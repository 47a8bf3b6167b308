// Pain and opioid history (ours). Body sites: SNOMED CT, seen in public guides. Drugs: RxNorm ingredients [OCDS].

RuleSet: PainHistoryItems
* item[+] insert Question(pain-duration, $oud-item, [[For how long have you had pain on most days?]], choice)
* item[=] insert Option($oud-answer, none, None)
* item[=] insert Option($oud-answer, lt-3mo, [[Less than 3 months]])
* item[=] insert Option($oud-answer, 3-12mo, [[3 to 12 months]])
* item[=] insert Option($oud-answer, gt-12mo, [[More than 12 months]])
* item[+] insert Question(pain-site, $oud-item, [[Where is the pain?]], choice)
* item[=] insert Repeats
* item[=] insert Option($sct, 69536005, Head)
* item[=] insert Option($sct, 45048000, Neck)
* item[=] insert Option($sct, 77568009, Back)
* item[=] insert Option($sct, 51185008, Chest)
* item[=] insert Option($sct, 818983003, Abdomen)
* item[=] insert Option($sct, 12921003, Pelvis)
* item[=] insert Option($sct, 53120007, [[Upper limb]])
* item[=] insert Option($sct, 61685007, [[Lower limb]])
* item[=] insert Option($sct, 38266002, [[Entire body]])
* item[+] insert Question(rx-opioid-ever, $oud-item, [[Were you ever prescribed an opioid for 7 days or more?]], boolean)
* item[+] insert Question(rx-opioid-first, $oud-item, [[In which year was an opioid first prescribed to you?]], integer)
* item[=] insert IntegerRange(1900, 2100)
* item[+] insert Question(rx-before-heroin, $oud-item, [[Did you use prescribed opioids before you used heroin or other illicit opioids?]], choice)
* item[=] insert YesNoUnsure
* item[+] insert Section(rx-opioid-now, $oud-item, rx-opioid-now, [[Opioid prescribed at present]])
* item[=].item[+] insert Question(rx-opioid-drug, $oud-item, [[Drug]], choice)
* item[=].item[=] insert Option($rxnorm, 7804, oxycodone)
* item[=].item[=] insert Option($rxnorm, 5489, hydrocodone)
* item[=].item[=] insert Option($rxnorm, 3423, hydromorphone)
* item[=].item[=] insert Option($rxnorm, 7814, oxymorphone)
* item[=].item[=] insert Option($rxnorm, 7052, morphine)
* item[=].item[=] insert Option($rxnorm, 2670, codeine)
* item[=].item[=] insert Option($rxnorm, 4337, fentanyl)
* item[=].item[=] insert Option($rxnorm, 10689, tramadol)
* item[=].item[=] insert Option($rxnorm, 787390, tapentadol)
* item[=].item[=] insert Option($rxnorm, 6813, methadone)
* item[=].item[=] insert Option($rxnorm, 1819, buprenorphine)
* item[=].item[+] insert Question(rx-opioid-indication, $oud-item, [[Prescribed for]], choice)
* item[=].item[=] insert Option($oud-answer, pain, Pain)
* item[=].item[=] insert Option($oud-answer, oud, [[Opioid use disorder]])
* item[=].item[+] insert Question(rx-opioid-last-dose, $oud-item, [[Last dose taken at]], dateTime)
* item[+] insert Question(pdmp-checked, $oud-item, [[Prescription drug monitoring programme (PDMP) reviewed on]], date)

Instance: pain-history
InstanceOf: Questionnaire
Usage: #definition
* insert Form(pain-history, PainHistory, [[Pain and opioid history]])
* code = $oud-item#pain-history
* description = "How long pain has lasted and where, and the history of prescribed opioids. Not a scale."
* purpose = "Evidence for the factors chronic pain and prescription opioid pathway, and for the review of present prescriptions."
* copyright = "Copyright OUD FHIR, Apache-2.0. Contains SNOMED CT codes, copyright SNOMED International, used under its licence terms, and RxNorm codes of the US National Library of Medicine."
* insert PainHistoryItems
