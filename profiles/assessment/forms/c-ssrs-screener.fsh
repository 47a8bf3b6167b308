// C-SSRS screener. Labels are our own: exact wording may be loaded by a provider, not redistributed here. Codes [BHP]; code of
// "low" [BHP], the other levels are ours because their LOINC answers were not seen. Low/moderate split unverified.

RuleSet: CssrsItems
* item[+] insert Note(c-ssrs-note, [[For the clinician: ask questions 1, 2 and 6 of everybody; 3 to 5 after a yes to 2.]])
* item[+] insert RiskQuestion(93246-7, [[1. Past month: wished to be dead or not to wake up]])
* item[+] insert RiskQuestion(93247-5, [[2. Past month: had thoughts of killing oneself]])
* item[+] insert RiskQuestion(93248-3, [[3. Past month: thought about how]])
* item[=] insert OnlyIf(93247-5, $loinc, LA33-6)
* item[+] insert RiskQuestion(93249-1, [[4. Past month: had such thoughts with some intention to act on them]])
* item[=] insert OnlyIf(93247-5, $loinc, LA33-6)
* item[+] insert RiskQuestion(93250-9, [[5. Past month: worked out a plan and intends to carry it out]])
* item[=] insert OnlyIf(93247-5, $loinc, LA33-6)
* item[+] insert RiskQuestion(93267-3, [[6. Ever: did, began or prepared anything to end one's life]])
* item[+] insert RiskQuestion(93269-9, [[6b. The latest of these was within the past 3 months]])
* item[=] insert OnlyIf(93267-3, $loinc, LA33-6)
* item[+] insert Question(93374-7, $loinc, [[Suicide risk level]], choice)
* item[=] insert Option($oud-score-band, none, None)
* item[=] insert Option($loinc, LA9194-7, Low)
* item[=] insert Option($oud-score-band, moderate, Moderate)
* item[=] insert Option($oud-score-band, high, High)
* item[=] insert Calculated([[%questionnaire.repeat(item).where(linkId = '93374-7').answerOption.value.where(code = iif(%resource.repeat(item).where(linkId in ('93246-7' | '93247-5' | '93267-3')).answer.value.code.count() = 3 and (%resource.repeat(item).where(linkId = '93247-5').answer.value.code = 'LA32-8' or %resource.repeat(item).where(linkId in ('93248-3' | '93249-1' | '93250-9')).answer.value.code.count() = 3) and (%resource.repeat(item).where(linkId = '93267-3').answer.value.code = 'LA32-8' or %resource.repeat(item).where(linkId = '93269-9').answer.value.code.exists()), iif(%resource.repeat(item).where(linkId in ('93249-1' | '93250-9' | '93269-9')).answer.value.code.where($this = 'LA33-6').exists(), 'high', iif(%resource.repeat(item).where(linkId in ('93248-3' | '93267-3')).answer.value.code.where($this = 'LA33-6').exists(), 'moderate', iif(%resource.repeat(item).where(linkId in ('93246-7' | '93247-5')).answer.value.code.where($this = 'LA33-6').exists(), 'LA9194-7', 'none')))))]])

RuleSet: RiskQuestion(linkId, text)
* insert Question({linkId}, $loinc, [[{text}]], choice)
* insert YesNoLoinc

Instance: c-ssrs-screener
InstanceOf: Questionnaire
Usage: #definition
* insert Form(c-ssrs-screener, CSSRSScreener, [[Suicide risk screener (C-SSRS)]])
* code = $loinc#93373-9
* description = "Six questions on suicidal thoughts of the past month and behaviour ever, asked by a clinician, with the resulting risk level: none, low, moderate, high."
* purpose = "Reflex after any answer but 'not at all' to the last scored question of the PHQ-9; evidence for the factor suicide risk. High asks for action the same day."
* copyright = "Scale: Columbia-Suicide Severity Rating Scale, copyright 2011 Kelly Posner Gerstenhaber; free of cost and licence for health care providers in their records. Redistribution of its wording is unclear, so the labels here are own wording; a site may load the original text. LOINC codes are copyright Regenstrief Institute, Inc."
* insert CssrsItems
