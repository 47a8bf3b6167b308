// TAPS-1. Wording: exact, public domain in the US. Codes [UC]. 88037-7 is for men and 75889-6 for women: whichever is answered.

RuleSet: Taps1Items
* item[+] insert UseFrequencyQuestion(96842-0, [[In the PAST 12 MONTHS, how often have you used any tobacco product (for example, cigarettes, e-cigarettes, cigars, pipes, or smokeless tobacco)?]])
* item[+] insert UseFrequencyQuestion(88037-7, [[In the PAST 12 MONTHS, how often have you had 5 or more drinks containing alcohol in one day? (This question should only be answered by males.)]])
* item[+] insert UseFrequencyQuestion(75889-6, [[In the PAST 12 MONTHS, how often have you had 4 or more drinks containing alcohol in one day? (This question should only be answered by females.)]])
* item[+] insert UseFrequencyQuestion(96843-8, [[In the PAST 12 MONTHS, how often have you used any drugs including marijuana, cocaine or crack, heroin, methamphetamine (crystal meth), hallucinogens, ecstasy/MDMA?]])
* item[+] insert UseFrequencyQuestion(96844-6, [[In the PAST 12 MONTHS, how often have you used any prescription medications just for the feeling, more than prescribed or that were not prescribed for you?]])

RuleSet: UseFrequencyQuestion(linkId, text)
* insert Question({linkId}, $loinc, [[{text}]], choice)
* insert Option($loinc, LA6270-8, Never)
* insert Option($loinc, LA18933-4, [[Less than monthly]])
* insert Option($loinc, LA18876-5, Monthly)
* insert Option($loinc, LA18891-4, Weekly)
* insert Option($loinc, LA18934-2, [[Daily or almost daily]])

Instance: taps-1
InstanceOf: Questionnaire
Usage: #definition
* insert Form(taps-1, TAPS1, [[Tobacco, Alcohol, Prescription medication, and other Substance use tool, part 1 (TAPS-1)]])
* code = $loinc#96841-2
* description = "How often tobacco, alcohol, drugs and prescription medicines were used in the past 12 months, answered by the patient. Not scored."
* purpose = "Evidence for other substance use; any answer but 'Never' on drugs or prescription medicines asks for TAPS part 2."
* copyright = "TAPS tool: US National Institute on Drug Abuse. As a federally funded (NIH) tool, the TAPS-1 is considered public domain in the U.S. LOINC codes are copyright Regenstrief Institute, Inc."
* insert Taps1Items
