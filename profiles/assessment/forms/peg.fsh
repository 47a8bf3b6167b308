// PEG. Short labels of our own. Codes [CIRG]. The bands of the rules are site policy: the original paper has no cut-off.
// The mean is rounded half up by whole numbers, (20 * sum + 3) div 6 / 10: round(1) of the FHIRPath engine in use gives 2 for 2.33.

RuleSet: PegItems
* item[+] insert PainQuestion(75893-8, [[Pain in the past week, on average (0 none, 10 worst imaginable)]])
* item[+] insert PainQuestion(91145-3, [[How much pain got in the way of enjoying life in the past week (0 not at all, 10 completely)]])
* item[+] insert PainQuestion(91146-1, [[How much pain got in the way of general activity in the past week (0 not at all, 10 completely)]])
* item[+] insert Total(91147-9, $loinc, [[PEG score, mean of the three]], [[iif(%resource.repeat(item).where(linkId in ('75893-8' | '91145-3' | '91146-1')).answer.value.code.count() = 3, ((20 * %resource.repeat(item).where(linkId in ('75893-8' | '91145-3' | '91146-1')).answer.value.code.aggregate($total + iif($this = 'LA6112-2', 1, iif($this = 'LA6113-0', 2, iif($this = 'LA6114-8', 3, iif($this = 'LA6115-5', 4, iif($this = 'LA10137-0', 5, iif($this = 'LA10138-8', 6, iif($this = 'LA10139-6', 7, iif($this = 'LA10140-4', 8, iif($this = 'LA10141-2', 9, iif($this = 'LA13942-0', 10, 0)))))))))), 0) + 3) div 6) / 10)]])

RuleSet: PainQuestion(linkId, text)
* insert Question({linkId}, $loinc, [[{text}]], choice)
* insert ScoredOption($loinc, LA6111-4, 0, 0)
* insert ScoredOption($loinc, LA6112-2, 1, 1)
* insert ScoredOption($loinc, LA6113-0, 2, 2)
* insert ScoredOption($loinc, LA6114-8, 3, 3)
* insert ScoredOption($loinc, LA6115-5, 4, 4)
* insert ScoredOption($loinc, LA10137-0, 5, 5)
* insert ScoredOption($loinc, LA10138-8, 6, 6)
* insert ScoredOption($loinc, LA10139-6, 7, 7)
* insert ScoredOption($loinc, LA10140-4, 8, 8)
* insert ScoredOption($loinc, LA10141-2, 9, 9)
* insert ScoredOption($loinc, LA13942-0, 10, 10)

Instance: peg
InstanceOf: Questionnaire
Usage: #definition
* insert Form(peg, PEG, [[Pain intensity and interference (PEG)]])
* code = $loinc#91148-7
* description = "Three ratings from 0 to 10 of pain in the past week, answered by the patient; score is their mean with one decimal."
* purpose = "Severity of pain, which with its duration decides whether the factor chronic pain is present."
* copyright = "Scale: Krebs EE et al. Development and initial validation of the PEG. J Gen Intern Med 2009;24(6):733-8. No formal licence text was found, so the labels here are own wording. LOINC codes are copyright Regenstrief Institute, Inc."
* insert PegItems
