// The value sets of coded answers. Each lists exactly the options of its questions; ordinal values stand on the options of the
// questionnaires.

ValueSet: PHQAnswers
Id: phq-answers
Title: "PHQ and GAD answers"
Description: "How often in the last two weeks: the LOINC list LL358-3."
* insert LoincLicence
* $loinc#LA6568-5 "Not at all"
* $loinc#LA6569-3 "Several days"
* $loinc#LA6570-1 "More than half the days"
* $loinc#LA6571-9 "Nearly every day"

ValueSet: PHQDifficulty
Id: phq-difficulty
Title: "PHQ difficulty answers"
Description: "How difficult the problems have made life; not scored."
* insert LoincLicence
* $loinc#LA6572-7 "Not difficult at all"
* $loinc#LA6573-5 "Somewhat difficult"
* $loinc#LA6575-0 "Very difficult"
* $loinc#LA6574-3 "Extremely difficult"

ValueSet: YesNo
Id: yes-no
Title: "Yes or no"
Description: "Yes or no as LOINC answers."
* insert LoincLicence
* $loinc#LA33-6 "Yes"
* $loinc#LA32-8 "No"

ValueSet: PainRating
Id: pain-0-10
Title: "Rating from 0 to 10"
Description: "Ratings of the PEG."
* insert LoincLicence
* $loinc#LA6111-4 "0"
* $loinc#LA6112-2 "1"
* $loinc#LA6113-0 "2"
* $loinc#LA6114-8 "3"
* $loinc#LA6115-5 "4"
* $loinc#LA10137-0 "5"
* $loinc#LA10138-8 "6"
* $loinc#LA10139-6 "7"
* $loinc#LA10140-4 "8"
* $loinc#LA10141-2 "9"
* $loinc#LA13942-0 "10"

ValueSet: HITSAnswers
Id: hits-answers
Title: "Safety answers"
Description: "How often, for the four safety questions of the AHC HRSN tool."
* insert LoincLicence
* $loinc#LA6270-8 "Never"
* $loinc#LA10066-1 "Rarely"
* $loinc#LA10082-8 "Sometimes"
* $loinc#LA16644-9 "Fairly often"
* $loinc#LA6482-9 "Frequently"

ValueSet: UseFrequency
Id: use-frequency
Title: "Frequency of use"
Description: "How often in the past 12 months: the LOINC list LL5804-1 of the TAPS-1."
* insert LoincLicence
* $loinc#LA6270-8 "Never"
* $loinc#LA18933-4 "Less than monthly"
* $loinc#LA18876-5 "Monthly"
* $loinc#LA18891-4 "Weekly"
* $loinc#LA18934-2 "Daily or almost daily"

ValueSet: CriterionAnswers
Id: criterion-answers
Title: "Criterion answers"
Description: "Ratings of a DSM-5 criterion; not-assessed leaves the count incomplete."
* $oud-answer#met "Met"
* $oud-answer#not-met "Not met"
* $oud-answer#not-assessed "Not assessed"

ValueSet: YesNoUnsureAnswers
Id: yes-no-unsure
Title: "Yes, no or unsure"
Description: "Answers of the self-medication questions and others of ours."
* $oud-answer#yes "Yes"
* $oud-answer#no "No"
* $oud-answer#unsure "Unsure"

ValueSet: YesNoUnsureDecline
Id: yes-no-unsure-decline
Title: "Yes, no, unsure or declined"
Description: "Answers of the SEI-8."
* $oud-answer#yes "Yes"
* $oud-answer#no "No"
* $oud-answer#unsure "Unsure"
* $oud-answer#prefer-not "Prefer not to answer"

ValueSet: ChildhoodPresence
Id: childhood-presence
Title: "Childhood: yes or no"
Description: "Answers of ACE questions that ask whether something was so."
* $oud-answer#yes "Yes"
* $oud-answer#no "No"
* $oud-answer#dont-know "Don't know"
* $oud-answer#prefer-not "Prefer not to answer"

ValueSet: ChildhoodFrequency
Id: childhood-frequency
Title: "Childhood: how often"
Description: "Answers of ACE questions that ask how often something happened."
* $oud-answer#never "Never"
* $oud-answer#once "Once"
* $oud-answer#more-than-once "More than once"
* $oud-answer#dont-know "Don't know"
* $oud-answer#prefer-not "Prefer not to answer"

ValueSet: PregnancyStatus
Id: pregnancy-status
Title: "Pregnancy status"
Description: "Pregnancy status as SNOMED CT findings, or unknown."
* insert SnomedLicence
* $sct#77386006 "Pregnant"
* $sct#60001007 "Not pregnant"
* $sct#102874004 "Possible pregnancy"
* $null-flavor#UNK "unknown"

ValueSet: Cows01Answers
Id: cows-01-answers
Title: "COWS resting pulse"
Description: "The allowed scores of COWS item 1: 0, 1, 2, 4."
* $oud-answer#cows-01-0 "80 a minute or below"
* $oud-answer#cows-01-1 "81 to 100 a minute"
* $oud-answer#cows-01-2 "101 to 120 a minute"
* $oud-answer#cows-01-4 "Above 120 a minute"

ValueSet: Cows02Answers
Id: cows-02-answers
Title: "COWS sweating"
Description: "The allowed scores of COWS item 2: 0, 1, 2, 3, 4."
* $oud-answer#cows-02-0 "No sweating or chills"
* $oud-answer#cows-02-1 "Says so, nothing to be seen"
* $oud-answer#cows-02-2 "Flushed or damp face"
* $oud-answer#cows-02-3 "Drops of sweat on the face"
* $oud-answer#cows-02-4 "Sweat runs down the face"

ValueSet: Cows03Answers
Id: cows-03-answers
Title: "COWS restlessness"
Description: "The allowed scores of COWS item 3: 0, 1, 3, 5."
* $oud-answer#cows-03-0 "Sits calmly"
* $oud-answer#cows-03-1 "Finds it hard to sit still but manages"
* $oud-answer#cows-03-3 "Shifts about or moves arms and legs often"
* $oud-answer#cows-03-5 "Cannot stay seated"

ValueSet: Cows04Answers
Id: cows-04-answers
Title: "COWS pupils"
Description: "The allowed scores of COWS item 4: 0, 1, 2, 5."
* $oud-answer#cows-04-0 "Normal for the light"
* $oud-answer#cows-04-1 "Perhaps wider than the light explains"
* $oud-answer#cows-04-2 "Clearly wide"
* $oud-answer#cows-04-5 "So wide that the iris is a thin ring"

ValueSet: Cows05Answers
Id: cows-05-answers
Title: "COWS bone and joint ache"
Description: "The allowed scores of COWS item 5: 0, 1, 2, 4."
* $oud-answer#cows-05-0 "No ache"
* $oud-answer#cows-05-1 "Mild, here and there"
* $oud-answer#cows-05-2 "Says that it is severe and widespread"
* $oud-answer#cows-05-4 "Rubs joints or muscles, restless with it"

ValueSet: Cows06Answers
Id: cows-06-answers
Title: "COWS runny nose or tearing"
Description: "The allowed scores of COWS item 6: 0, 1, 2, 4."
* $oud-answer#cows-06-0 "No running or tearing"
* $oud-answer#cows-06-1 "Stuffy nose or unusually moist eyes"
* $oud-answer#cows-06-2 "Nose runs or eyes water"
* $oud-answer#cows-06-4 "Nose runs all the time or tears run down"

ValueSet: Cows07Answers
Id: cows-07-answers
Title: "COWS gastrointestinal upset"
Description: "The allowed scores of COWS item 7: 0, 1, 2, 3, 5."
* $oud-answer#cows-07-0 "No complaint"
* $oud-answer#cows-07-1 "Cramps"
* $oud-answer#cows-07-2 "Nausea or loose stool"
* $oud-answer#cows-07-3 "Vomited or had diarrhoea"
* $oud-answer#cows-07-5 "Vomiting or diarrhoea more than once"

ValueSet: Cows08Answers
Id: cows-08-answers
Title: "COWS tremor"
Description: "The allowed scores of COWS item 8: 0, 1, 2, 4."
* $oud-answer#cows-08-0 "No tremor"
* $oud-answer#cows-08-1 "Can be felt, not seen"
* $oud-answer#cows-08-2 "Slight but visible"
* $oud-answer#cows-08-4 "Marked, or muscles twitch"

ValueSet: Cows09Answers
Id: cows-09-answers
Title: "COWS yawning"
Description: "The allowed scores of COWS item 9: 0, 1, 2, 4."
* $oud-answer#cows-09-0 "No yawning"
* $oud-answer#cows-09-1 "Once or twice"
* $oud-answer#cows-09-2 "Three times or more"
* $oud-answer#cows-09-4 "Several times a minute"

ValueSet: Cows10Answers
Id: cows-10-answers
Title: "COWS anxiety or irritability"
Description: "The allowed scores of COWS item 10: 0, 1, 2, 4."
* $oud-answer#cows-10-0 "Neither"
* $oud-answer#cows-10-1 "Says that it is growing"
* $oud-answer#cows-10-2 "Plain to see"
* $oud-answer#cows-10-4 "So strong that the assessment is hard to do"

ValueSet: Cows11Answers
Id: cows-11-answers
Title: "COWS gooseflesh"
Description: "The allowed scores of COWS item 11: 0, 3, 5."
* $oud-answer#cows-11-0 "Skin is smooth"
* $oud-answer#cows-11-3 "Can be felt, or hair on the arms stands up"
* $oud-answer#cows-11-5 "Plain to see"
