// BRFSS ACE module. Wording of its eleven questions: exact, not copyrighted [LN 82152-0]. The two neglect questions are in our
// own words and outside the count. Answer lists were not seen in LOINC: local codes. Grouping into eight categories unverified.

RuleSet: AceBrfssItems
* item[+] insert Note(ace-brfss-note, [[All questions refer to the time before you were 18 years of age. You may decline to answer any of them.]])
* item[+] insert ChildhoodQuestion(82141-3, [[Did you live with anyone who was depressed, mentally ill, or suicidal?]])
* item[=] insert ScoredPresence
* item[+] insert ChildhoodQuestion(82142-1, [[Did you live with anyone who was a problem drinker or alcoholic?]])
* item[=] insert ScoredPresence
* item[+] insert ChildhoodQuestion(82143-9, [[Did you live with anyone who used illegal street drugs or who abused prescription medications?]])
* item[=] insert ScoredPresence
* item[+] insert ChildhoodQuestion(82144-7, [[Did you live with anyone who served time or was sentenced to serve time in a prison, jail, or other correctional facility?]])
* item[=] insert ScoredPresence
* item[+] insert ChildhoodQuestion(82145-4, [[Were your parents separated or divorced?]])
* item[=] insert ScoredPresence
* item[+] insert ChildhoodQuestion(82146-2, [[How often did your parents or adults in your home ever slap, hit, kick, punch or beat each other up?]])
* item[=] insert ScoredFrequency
* item[+] insert ChildhoodQuestion(82147-0, [[Before age 18, how often did a parent or adult in your home ever hit, beat, kick, or physically hurt you in any way? Do not include spanking.]])
* item[=] insert ScoredFrequency
* item[+] insert ChildhoodQuestion(82148-8, [[How often did a parent or adult in your home ever swear at you, insult you, or put you down?]])
* item[=] insert ScoredFrequency
* item[+] insert ChildhoodQuestion(82149-6, [[How often did anyone at least 5 years older than you or an adult, ever touch you sexually?]])
* item[=] insert ScoredFrequency
* item[+] insert ChildhoodQuestion(82150-4, [[How often did anyone at least 5 years older than you or an adult, try to make you touch them sexually?]])
* item[=] insert ScoredFrequency
* item[+] insert ChildhoodQuestion(82151-2, [[How often did anyone at least 5 years older than you or an adult, force you to have sex?]])
* item[=] insert ScoredFrequency
* item[+] insert Total(ace-brfss-count, $oud-score, [[Number of categories of adverse childhood experience]], [[iif(%resource.repeat(item).where(linkId in ('82141-3' | '82142-1' | '82143-9' | '82144-7' | '82145-4' | '82146-2' | '82147-0' | '82148-8' | '82149-6' | '82150-4' | '82151-2')).answer.value.code.where($this in ('yes' | 'no' | 'never' | 'once' | 'more-than-once')).count() = 11, iif(%resource.repeat(item).where(linkId = '82141-3').answer.value.code = 'yes', 1, 0) + iif(%resource.repeat(item).where(linkId in ('82142-1' | '82143-9')).answer.value.code.where($this = 'yes').exists(), 1, 0) + iif(%resource.repeat(item).where(linkId = '82144-7').answer.value.code = 'yes', 1, 0) + iif(%resource.repeat(item).where(linkId = '82145-4').answer.value.code = 'yes', 1, 0) + iif(%resource.repeat(item).where(linkId = '82146-2').answer.value.code != 'never', 1, 0) + iif(%resource.repeat(item).where(linkId = '82147-0').answer.value.code != 'never', 1, 0) + iif(%resource.repeat(item).where(linkId = '82148-8').answer.value.code != 'never', 1, 0) + iif(%resource.repeat(item).where(linkId in ('82149-6' | '82150-4' | '82151-2')).answer.value.code.where($this != 'never').exists(), 1, 0))]])
* item[+] insert ChildhoodQuestion(82817-8, [[Did you often feel that nobody in your family loved you or thought you were important?]])
* item[=] insert UnscoredPresence
* item[+] insert ChildhoodQuestion(82818-6, [[Did you often lack food, clean clothes, protection or a doctor when you needed one?]])
* item[=] insert UnscoredPresence

RuleSet: ChildhoodQuestion(linkId, text)
* insert Question({linkId}, $loinc, [[{text}]], choice)

RuleSet: ScoredPresence
* insert ScoredOption($oud-answer, yes, Yes, 1)
* insert ScoredOption($oud-answer, no, No, 0)
* insert DontKnowOrDeclined

RuleSet: ScoredFrequency
* insert ScoredOption($oud-answer, never, Never, 0)
* insert ScoredOption($oud-answer, once, Once, 1)
* insert ScoredOption($oud-answer, more-than-once, [[More than once]], 1)
* insert DontKnowOrDeclined

RuleSet: UnscoredPresence
* insert Option($oud-answer, yes, Yes)
* insert Option($oud-answer, no, No)
* insert DontKnowOrDeclined

RuleSet: DontKnowOrDeclined
* insert Option($oud-answer, dont-know, [[Don't know]])
* insert Option($oud-answer, prefer-not, [[Prefer not to answer]])

Instance: ace-brfss
InstanceOf: Questionnaire
Usage: #definition
* insert Form(ace-brfss, ACEBRFSS, [[Adverse childhood experiences (BRFSS module)]])
* code = $loinc#82152-0
* description = "Eleven questions on abuse and household difficulties before age 18 with two on neglect; count of categories 0 to 8, neglect not counted. Every question may be declined."
* purpose = "Evidence for the factors childhood trauma and family use environment. Ask with support at hand; a declined answer is recorded as declined, never as no."
* copyright = "Adverse Childhood Experience module of the Behavioral Risk Factor Surveillance System, US Centers for Disease Control and Prevention; not copyrighted and free of charge. The note and the two questions on neglect are own wording. LOINC codes are copyright Regenstrief Institute, Inc."
* insert AceBrfssItems
