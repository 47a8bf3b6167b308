// What a questionnaire of ours and a response to it look like. The questionnaires themselves stand beside this file.

Profile: OUDQuestionnaire
Parent: Questionnaire
Id: oud-questionnaire
Title: "OUD questionnaire"
Description: "A form of the guide: versioned, with its licence, every question with its code and every scored answer option with its ordinalValue. Totals are read-only items with SDC's calculatedExpression."
* url 1..1 MS
* version 1..1 MS
* name 1..1 MS
* title MS
* status MS
* subjectType 1..1 MS
* subjectType = #Patient
* copyright 1..1 MS
* copyright ^short = "Licence and source of the wording"
* code 1..* MS
* code ^short = "The panel's code"
* item MS
* item.linkId MS
* item.linkId ^short = "The item's own code: LOINC where there is one, else the local code"
* item.code MS
* item.text MS
* item.type MS
* item.enableWhen MS
* item.answerOption MS
* item.answerOption.extension contains http://hl7.org/fhir/StructureDefinition/ordinalValue named ordinalValue 0..1 MS

ValueSet: ResponseStatus
Id: response-status
Title: "Response statuses"
Description: "All statuses of a questionnaire response."
* http://hl7.org/fhir/questionnaire-answers-status#in-progress
* http://hl7.org/fhir/questionnaire-answers-status#completed
* http://hl7.org/fhir/questionnaire-answers-status#amended
* http://hl7.org/fhir/questionnaire-answers-status#entered-in-error
* http://hl7.org/fhir/questionnaire-answers-status#stopped

Profile: OUDQuestionnaireResponse
Parent: QuestionnaireResponse
Id: oud-questionnaire-response
Title: "OUD questionnaire response"
Description: "Answers to one of our questionnaires. Completed or amended, it makes the server score it and write findings."
* obeys oud-qr-1 and oud-qr-2
* identifier MS
* identifier ^short = "Names the response: a repeat with the same identifier changes nothing"
* questionnaire 1..1 MS
* questionnaire ^short = "Canonical with version: …/Questionnaire/phq-9|1.0.0"
* status MS
* status from ResponseStatus (required)
* subject 1..1 MS
* subject only Reference(Patient)
* authored 1..1 MS
* authored ^short = "When the answers were given: the time of all findings"
* author MS
* source MS
* item MS

Invariant: oud-qr-1
Description: "COWS and DSM-5 criteria are answered by a clinician: the author is a Practitioner or PractitionerRole."
Severity: #error
Expression: """
  descendants().where((linkId.startsWith('cows-') or linkId.startsWith('dsm5-')) and answer.exists()).exists() implies
    (author.exists() and
     author.where(reference.matches('(Patient|RelatedPerson|Device|Organization)/') or
                  type in ('Patient' | 'RelatedPerson' | 'Device' | 'Organization')).empty())
"""

Invariant: oud-qr-2
Description: "The questionnaire is named with its version, as in …/Questionnaire/phq-9|1.0.0."
Severity: #error
Expression: "questionnaire.contains('|')"
