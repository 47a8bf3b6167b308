// GAD-7. Wording: exact, as its copyright allows. Codes [CAN]; total [CIRG]. Some systems send LA18938-3 for two points on
// 68509-9 [CIRG]: it is accepted there, scores the same and stands last so that forms show the instrument's own words first.

RuleSet: GAD7Items
* item[+] insert Note(gad-7-note, [[Over the last 2 weeks, how often have you been bothered by the following problems?]])
* item[+] insert FrequencyQuestion(69725-0, [[Feeling nervous, anxious, or on edge]])
* item[+] insert FrequencyQuestion(68509-9, [[Not being able to stop or control worrying]])
* item[=] insert ScoredOption($loinc, LA18938-3, [[More days than not]], 2)
* item[+] insert FrequencyQuestion(69733-4, [[Worrying too much about different things]])
* item[+] insert FrequencyQuestion(69734-2, [[Trouble relaxing]])
* item[+] insert FrequencyQuestion(69735-9, [[Being so restless that it is hard to sit still]])
* item[+] insert FrequencyQuestion(69689-8, [[Becoming easily annoyed or irritable]])
* item[+] insert FrequencyQuestion(69736-7, [[Feeling afraid, as if something awful might happen]])
* item[+] insert Total(70274-6, $loinc, [[GAD-7 total score]], [[iif(%resource.repeat(item).where(linkId in ('69725-0' | '68509-9' | '69733-4' | '69734-2' | '69735-9' | '69689-8' | '69736-7')).answer.value.code.count() = 7, %resource.repeat(item).where(linkId in ('69725-0' | '68509-9' | '69733-4' | '69734-2' | '69735-9' | '69689-8' | '69736-7')).answer.value.code.aggregate($total + iif($this = 'LA6569-3', 1, iif($this = 'LA6570-1' or $this = 'LA18938-3', 2, iif($this = 'LA6571-9', 3, 0))), 0))]])

Instance: gad-7
InstanceOf: Questionnaire
Usage: #definition
* insert Form(gad-7, GAD7, [[Generalized Anxiety Disorder questionnaire (GAD-7)]])
* code = $loinc#69737-5
* description = "Seven questions on anxiety of the last two weeks, answered by the patient; total 0 to 21."
* purpose = "Evidence for the factor anxiety."
* copyright = "Copyright Pfizer Inc. Developed by Drs. Robert L. Spitzer, Janet B.W. Williams, Kurt Kroenke and colleagues, with an educational grant from Pfizer Inc. No permission required to reproduce, translate, display or distribute. LOINC codes are copyright Regenstrief Institute, Inc."
* insert GAD7Items
