// PHQ-9, adults. Wording: exact, as its copyright allows. Codes [UC].

RuleSet: PHQ9Items
* item[+] insert Note(phq-9-note, [[Over the last 2 weeks, how often have you been bothered by any of the following problems?]])
* item[+] insert FrequencyQuestion(44250-9, [[Little interest or pleasure in doing things]])
* item[+] insert FrequencyQuestion(44255-8, [[Feeling down, depressed, or hopeless]])
* item[+] insert FrequencyQuestion(44259-0, [[Trouble falling or staying asleep, or sleeping too much]])
* item[+] insert FrequencyQuestion(44254-1, [[Feeling tired or having little energy]])
* item[+] insert FrequencyQuestion(44251-7, [[Poor appetite or overeating]])
* item[+] insert FrequencyQuestion(44258-2, [[Feeling bad about yourself - or that you are a failure or have let yourself or your family down]])
* item[+] insert FrequencyQuestion(44252-5, [[Trouble concentrating on things, such as reading the newspaper or watching television]])
* item[+] insert FrequencyQuestion(44253-3, [[Moving or speaking so slowly that other people could have noticed? Or the opposite - being so fidgety or restless that you have been moving around a lot more than usual]])
* item[+] insert FrequencyQuestion(44260-8, [[Thoughts that you would be better off dead or of hurting yourself in some way]])
* item[+] insert Question(69722-7, $loinc, [[If you checked off any problems, how difficult have these problems made it for you to do your work, take care of things at home, or get along with other people?]], choice)
* item[=] insert Option($loinc, LA6572-7, [[Not difficult at all]])
* item[=] insert Option($loinc, LA6573-5, [[Somewhat difficult]])
* item[=] insert Option($loinc, LA6575-0, [[Very difficult]])
* item[=] insert Option($loinc, LA6574-3, [[Extremely difficult]])
* item[+] insert Total(44261-6, $loinc, [[PHQ-9 total score]], [[iif(%resource.repeat(item).where(linkId in ('44250-9' | '44255-8' | '44259-0' | '44254-1' | '44251-7' | '44258-2' | '44252-5' | '44253-3' | '44260-8')).answer.value.code.count() = 9, %resource.repeat(item).where(linkId in ('44250-9' | '44255-8' | '44259-0' | '44254-1' | '44251-7' | '44258-2' | '44252-5' | '44253-3' | '44260-8')).answer.value.code.aggregate($total + iif($this = 'LA6569-3', 1, iif($this = 'LA6570-1', 2, iif($this = 'LA6571-9', 3, 0))), 0))]])

RuleSet: FrequencyQuestion(linkId, text)
* insert Question({linkId}, $loinc, [[{text}]], choice)
* insert ScoredOption($loinc, LA6568-5, [[Not at all]], 0)
* insert ScoredOption($loinc, LA6569-3, [[Several days]], 1)
* insert ScoredOption($loinc, LA6570-1, [[More than half the days]], 2)
* insert ScoredOption($loinc, LA6571-9, [[Nearly every day]], 3)

Instance: phq-9
InstanceOf: Questionnaire
Usage: #definition
* insert Form(phq-9, PHQ9, [[Patient Health Questionnaire (PHQ-9)]])
* code = $loinc#44249-1
* description = "Nine questions on depressive symptoms of the last two weeks, answered by the patient; total 0 to 27."
* purpose = "Evidence for the factor depression; an answer above 'not at all' to the last scored question asks for a suicide-risk screen whatever the total."
* copyright = "Copyright Pfizer Inc. Developed by Drs. Robert L. Spitzer, Janet B.W. Williams, Kurt Kroenke and colleagues, with an educational grant from Pfizer Inc. No permission required to reproduce, translate, display or distribute. LOINC codes are copyright Regenstrief Institute, Inc."
* insert PHQ9Items
