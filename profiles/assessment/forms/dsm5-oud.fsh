// The eleven DSM-5 criteria in our own words (the APA's text is copyrighted). No LOINC code was found. Criteria 10 and 11 do not
// count while opioids are taken solely under appropriate medical supervision.

RuleSet: Dsm5OudItems
* item[+] insert Note(dsm5-oud-note, [[For the clinician: rate each criterion for the past 12 months.]])
* item[+] insert CriterionQuestion(dsm5-01, [[Took more opioids, or took them for longer, than planned]])
* item[+] insert CriterionQuestion(dsm5-02, [[Wants to cut down, or tried to and did not manage]])
* item[+] insert CriterionQuestion(dsm5-03, [[Spends much time on getting opioids, using them or recovering]])
* item[+] insert CriterionQuestion(dsm5-04, [[Craves opioids]])
* item[+] insert CriterionQuestion(dsm5-05, [[Falls short at work, at school or at home because of use]])
* item[+] insert CriterionQuestion(dsm5-06, [[Keeps using despite trouble with other people that use causes]])
* item[+] insert CriterionQuestion(dsm5-07, [[Gave up or cut back activities that mattered]])
* item[+] insert CriterionQuestion(dsm5-08, [[Uses where that is physically dangerous]])
* item[+] insert CriterionQuestion(dsm5-09, [[Keeps using despite harm to body or mind that use causes]])
* item[+] insert CriterionQuestion(dsm5-10, [[Tolerance: needs clearly more, or the same amount does clearly less]])
* item[+] insert CriterionQuestion(dsm5-11, [[Withdrawal, or uses to avoid it]])
* item[+] insert Question(dsm5-supervised-only, $oud-item, [[Opioids are taken solely under appropriate medical supervision (tolerance and withdrawal then do not count)]], boolean)
* item[+] insert Total(dsm5-oud-count, $oud-score, [[Number of criteria met]], [[iif(%resource.repeat(item).where(linkId = 'dsm5-supervised-only').answer.value = true, iif(%resource.repeat(item).where(linkId.startsWith('dsm5-0')).answer.value.code.where($this = 'met' or $this = 'not-met').count() = 9, %resource.repeat(item).where(linkId.startsWith('dsm5-0')).answer.value.code.where($this = 'met').count()), iif(%resource.repeat(item).where(linkId.startsWith('dsm5-0') or linkId.startsWith('dsm5-1')).answer.value.code.where($this = 'met' or $this = 'not-met').count() = 11, %resource.repeat(item).where(linkId.startsWith('dsm5-0') or linkId.startsWith('dsm5-1')).answer.value.code.where($this = 'met').count()))]])

RuleSet: CriterionQuestion(linkId, text)
* insert Question({linkId}, $oud-criterion, [[{text}]], choice)
* insert ScoredOption($oud-answer, met, [[Met]], 1)
* insert ScoredOption($oud-answer, not-met, [[Not met]], 0)
* insert Option($oud-answer, not-assessed, [[Not assessed]])

Instance: dsm5-oud
InstanceOf: Questionnaire
Usage: #definition
* insert Form(dsm5-oud, DSM5OpioidUseDisorder, [[Opioid use disorder criteria (DSM-5)]])
* code = $oud-item#dsm5-oud
* description = "Eleven criteria of opioid use disorder over the past 12 months, rated by a clinician; count 0 to 11, 2 to 3 mild, 4 to 5 moderate, 6 and more severe. Clinician-only: the response names a Practitioner or PractitionerRole as author."
* purpose = "The diagnosis and its severity. Tolerance and withdrawal are left out of the count when opioids are taken solely under appropriate medical supervision."
* copyright = "The criteria are those of DSM-5 (copyright American Psychiatric Association), given here in own wording; the text of DSM-5 is not reproduced."
* insert Dsm5OudItems
