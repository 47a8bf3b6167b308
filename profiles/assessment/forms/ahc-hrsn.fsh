// AHC HRSN: the ten core questions and four supplemental ones. All wording is our own: the tool embeds items of third parties
// (HITS is copyright Sherin). Answer codes [NY]; displays [LN, NY]; order of the help answers unverified.

RuleSet: AhcHrsnItems
* item[+] insert Question(71802-3, $loinc, [[Where you live at present]], choice)
* item[=] insert Option($loinc, LA31993-1, [[I have a steady place to live]])
* item[=] insert Option($loinc, LA31994-9, [[I have a place to live today, but I am worried about losing it in the future]])
* item[=] insert Option($loinc, LA31995-6, [[I do not have a steady place to live]])
* item[+] insert Question(96778-6, $loinc, [[Problems with the place where you live]], choice)
* item[=] insert Repeats
* item[=] insert Option($loinc, LA31996-4, [[Pests such as bugs, ants, or mice]])
* item[=] insert Option($loinc, LA28580-1, Mold)
* item[=] insert Option($loinc, LA31997-2, [[Lead paint or pipes]])
* item[=] insert Option($loinc, LA31998-0, [[Lack of heat]])
* item[=] insert Option($loinc, LA31999-8, [[Oven or stove not working]])
* item[=] insert Option($loinc, LA32000-4, [[Smoke detectors missing or not working]])
* item[=] insert Option($loinc, LA32001-2, [[Water leaks]])
* item[=] insert ExclusiveOption($loinc, LA9-3, [[None of the above]])
* item[+] insert FoodQuestion(88122-7, [[In the past 12 months you worried that food would run out before there was money for more]])
* item[+] insert FoodQuestion(88123-5, [[In the past 12 months food ran out and there was no money for more]])
* item[+] insert Question(93030-5, $loinc, [[In the past 12 months lack of transport kept you from appointments, work or things needed for daily life]], choice)
* item[=] insert YesNoLoinc
* item[+] insert Question(96779-4, $loinc, [[In the past 12 months a supplier threatened to cut off electricity, gas, oil or water at home]], choice)
* item[=] insert YesNoLoinc
* item[=] insert Option($loinc, LA32002-0, [[Already shut off]])
* item[+] insert SafetyQuestion(95618-5, [[Someone, family included, hurts you physically]])
* item[+] insert SafetyQuestion(95617-7, [[Someone, family included, insults you or talks you down]])
* item[+] insert SafetyQuestion(95616-9, [[Someone, family included, threatens to harm you]])
* item[+] insert SafetyQuestion(95615-1, [[Someone, family included, screams or curses at you]])
* item[+] insert Total(95614-4, $loinc, [[Safety score, sum of the four]], [[iif(%resource.repeat(item).where(linkId in ('95618-5' | '95617-7' | '95616-9' | '95615-1')).answer.value.code.count() = 4, %resource.repeat(item).where(linkId in ('95618-5' | '95617-7' | '95616-9' | '95615-1')).answer.value.code.aggregate($total + iif($this = 'LA6270-8', 1, iif($this = 'LA10066-1', 2, iif($this = 'LA10082-8', 3, iif($this = 'LA16644-9', 4, iif($this = 'LA6482-9', 5, 0))))), 0))]])
* item[+] insert Question(96781-0, $loinc, [[Help you need with daily activities such as washing, meals, shopping or money]], choice)
* item[=] insert Option($loinc, LA31976-6, [[I don't need any help]])
* item[=] insert Option($loinc, LA31977-4, [[I get all the help I need]])
* item[=] insert Option($loinc, LA31978-2, [[I could use a little more help]])
* item[=] insert Option($loinc, LA31979-0, [[I need a lot more help]])
* item[+] insert Question(93159-2, $loinc, [[How often you feel lonely or cut off from the people around you]], choice)
* item[=] insert Option($loinc, LA6270-8, Never)
* item[=] insert Option($loinc, LA10066-1, Rarely)
* item[=] insert Option($loinc, LA10082-8, Sometimes)
* item[=] insert Option($loinc, LA10044-8, Often)
* item[=] insert Option($loinc, LA9933-8, Always)
* item[+] insert Question(76513-1, $loinc, [[How hard it is to pay for basics such as food, housing, medical care and heating]], choice)
* item[=] insert Option($loinc, LA15832-1, [[Very hard]])
* item[=] insert Option($loinc, LA22683-9, [[Somewhat hard]])
* item[=] insert Option($loinc, LA31980-8, [[Not hard at all]])
* item[+] insert Question(93038-8, $loinc, [[How stressed you feel at present (tense, restless, worried, sleepless)]], choice)
* item[=] insert Option($loinc, LA6568-5, [[Not at all]])
* item[=] insert Option($loinc, LA13863-8, [[A little bit]])
* item[=] insert Option($loinc, LA13909-9, Somewhat)
* item[=] insert Option($loinc, LA13902-4, [[Quite a bit]])
* item[=] insert Option($loinc, LA13914-9, [[Very much]])
* item[=] insert Option($loinc, LA30122-8, [[I choose not to answer this question]])

RuleSet: FoodQuestion(linkId, text)
* insert Question({linkId}, $loinc, [[{text}]], choice)
* insert Option($loinc, LA28397-0, [[Often true]])
* insert Option($loinc, LA6729-3, [[Sometimes true]])
* insert Option($loinc, LA28398-8, [[Never true]])

RuleSet: SafetyQuestion(linkId, text)
* insert Question({linkId}, $loinc, [[{text}]], choice)
* insert ScoredOption($loinc, LA6270-8, Never, 1)
* insert ScoredOption($loinc, LA10066-1, Rarely, 2)
* insert ScoredOption($loinc, LA10082-8, Sometimes, 3)
* insert ScoredOption($loinc, LA16644-9, [[Fairly often]], 4)
* insert ScoredOption($loinc, LA6482-9, Frequently, 5)

Instance: ahc-hrsn
InstanceOf: Questionnaire
Usage: #definition
* insert Form(ahc-hrsn, AHCHRSN, [[Health-related social needs (AHC HRSN)]])
* code = $loinc#96777-8
* description = "Housing, food, transport, utilities and safety (ten core questions) with four supplemental ones on help, loneliness, money and stress, answered by the patient; safety total 4 to 20."
* purpose = "Evidence for the factors housing instability, low social support and adult abuse. The safety answers may put the patient at risk when a partner reads them."
* copyright = "After the Accountable Health Communities Health-Related Social Needs screening tool of the US Centers for Medicare and Medicaid Services. The tool embeds items of third parties (among them HITS, copyright Kevin M. Sherin), so all questions are given in own wording. LOINC codes and answers are copyright Regenstrief Institute, Inc."
* insert AhcHrsnItems
