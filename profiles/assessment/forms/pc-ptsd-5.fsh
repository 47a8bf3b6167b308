// PC-PTSD-5, adults. Wording: exact, public domain. Codes [CIRG]. The gate is not scored; without an event the five questions
// are not asked and the score is 0.

RuleSet: PCPTSD5Items
* item[+] insert Question(102011-4, $loinc, [[Sometimes things happen to people that are unusually or especially frightening, horrible, or traumatic. For example: a serious accident or fire; a physical or sexual assault or abuse; an earthquake or flood; a war; seeing someone be killed or seriously injured; having a loved one die through homicide or suicide. Have you ever experienced this kind of event?]], choice)
* item[=] insert YesNoLoinc
* item[+] insert TraumaQuestion(102012-2, [[In the past month, have you had nightmares about the event(s) or thought about the event(s) when you did not want to?]])
* item[+] insert TraumaQuestion(102013-0, [[In the past month, have you tried hard not to think about the event(s) or went out of your way to avoid situations that reminded you of the event(s)?]])
* item[+] insert TraumaQuestion(102014-8, [[In the past month, have you been constantly on guard, watchful, or easily startled?]])
* item[+] insert TraumaQuestion(102015-5, [[In the past month, have you felt numb or detached from people, activities, or your surroundings?]])
* item[+] insert TraumaQuestion(102016-3, [[In the past month, have you felt guilty or unable to stop blaming yourself or others for the event(s) or any problems the event(s) may have caused?]])
* item[+] insert Total(102017-1, $loinc, [[PC-PTSD-5 total score]], [[iif(%resource.repeat(item).where(linkId = '102011-4').answer.value.code = 'LA32-8', 0, iif(%resource.repeat(item).where(linkId = '102011-4').answer.value.code = 'LA33-6' and %resource.repeat(item).where(linkId in ('102012-2' | '102013-0' | '102014-8' | '102015-5' | '102016-3')).answer.value.code.count() = 5, %resource.repeat(item).where(linkId in ('102012-2' | '102013-0' | '102014-8' | '102015-5' | '102016-3')).answer.value.code.where($this = 'LA33-6').count()))]])

RuleSet: TraumaQuestion(linkId, text)
* insert Question({linkId}, $loinc, [[{text}]], choice)
* insert YesNoScored
* insert OnlyIf(102011-4, $loinc, LA33-6)

Instance: pc-ptsd-5
InstanceOf: Questionnaire
Usage: #definition
* insert Form(pc-ptsd-5, PCPTSD5, [[Primary Care PTSD Screen for DSM-5 (PC-PTSD-5)]])
* code = $loinc#102010-6
* description = "One question on traumatic events and, after a yes, five on the past month, answered by the patient; total 0 to 5."
* purpose = "Evidence for the factor PTSD. The cut point is a parameter of the rules, not of this form."
* copyright = "Developed by the US Department of Veterans Affairs, National Center for PTSD (Prins et al. 2015); work of the US government, public domain (unverified). LOINC codes are copyright Regenstrief Institute, Inc."
* insert PCPTSD5Items
