// SEI-8 (ours, not validated). sei-6 and sei-8 are reverse: "no" is the unfavourable answer.

RuleSet: ExposureSupportItems
* item[+] insert ExposureQuestion(sei-1, [[Do you live with someone who uses heroin or other opioids now?]])
* item[+] insert ExposureQuestion(sei-2, [[Do most of your close friends use heroin or other opioids?]])
* item[+] insert ExposureQuestion(sei-3, [[Do you live or work where drugs are sold or used openly?]])
* item[+] insert ExposureQuestion(sei-4, [[In the past 30 days, has someone offered you opioids or pushed you to use?]])
* item[+] insert ExposureQuestion(sei-5, [[Has anyone in your family used heroin?]])
* item[+] insert ExposureQuestion(sei-6, [[Is there at least one person you can call who supports you in not using?]])
* item[+] insert ExposureQuestion(sei-7, [[Does your partner use opioids?]])
* item[+] insert ExposureQuestion(sei-8, [[Do you have a safe place without drugs or alcohol to stay tonight?]])

RuleSet: ExposureQuestion(linkId, text)
* insert Question({linkId}, $oud-item, [[{text}]], choice)
* insert YesNoUnsure
* insert Option($oud-answer, prefer-not, [[Prefer not to answer]])

Instance: exposure-support
InstanceOf: Questionnaire
Usage: #definition
* insert Form(exposure-support, ExposureSupport, [[Social exposure and support (SEI-8)]])
* code = $oud-item#exposure-support
* experimental = true
* description = "Eight questions on opioid use around the patient and on support, answered by the patient. NOT VALIDATED: a structured conversation of this project, without a score and without a study behind it."
* purpose = "Evidence for the factors drug exposure, peer pressure, low social support, family use environment and housing instability. Not validated: read the answers one by one."
* copyright = "Copyright OUD FHIR, Apache-2.0. Own wording; not a validated instrument."
* insert ExposureSupportItems
