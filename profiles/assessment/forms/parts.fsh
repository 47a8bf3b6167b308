// The building blocks of every form. A form's items stand once, in a rule set of its own (PHQ9Items, CowsItems …), which is
// inserted into the form and into the group of the same name of the intake, so that the two can never differ.

Alias: $null-flavor = http://terminology.hl7.org/CodeSystem/v3-NullFlavor
Alias: $launch-context = http://hl7.org/fhir/uv/sdc/CodeSystem/launchContext
Alias: $oud-score = https://oud-fhir.github.io/ig/CodeSystem/oud-score
Alias: $oud-score-band = https://oud-fhir.github.io/ig/CodeSystem/oud-score-band

RuleSet: Form(id, name, title)
* meta.profile = "https://oud-fhir.github.io/ig/StructureDefinition/oud-questionnaire"
* language = #en
* extension[0].url = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-launchContext"
* extension[0].extension[0].url = "name"
* extension[0].extension[0].valueCoding = $launch-context#patient
* extension[0].extension[1].url = "type"
* extension[0].extension[1].valueCode = #Patient
* extension[0].extension[2].url = "description"
* extension[0].extension[2].valueString = "The patient who is assessed"
* extension[1].url = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-observation-extract-category"
* extension[1].valueCodeableConcept = $observation-category#survey
* url = "https://oud-fhir.github.io/ig/Questionnaire/{id}"
* name = "{name}"
* title = "{title}"
* status = #active
* subjectType = #Patient

// Every question carries its code and becomes an Observation.
RuleSet: Question(linkId, system, text, type)
* insert Detail({linkId}, {system}, [[{text}]], {type})
* insert Extracted

// A question that is not an Observation of its own: part of a larger resource.
RuleSet: Detail(linkId, system, text, type)
* linkId = "{linkId}"
* code = {system}#{linkId}
* text = "{text}"
* type = #{type}

RuleSet: Extracted
* extension[+].url = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-observationExtract"
* extension[=].valueBoolean = true

RuleSet: Laboratory
* extension[+].url = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-observation-extract-category"
* extension[=].valueCodeableConcept = $observation-category#laboratory

RuleSet: Section(linkId, system, code, text)
* linkId = "{linkId}"
* code = {system}#{code}
* text = "{text}"
* type = #group

RuleSet: Note(linkId, text)
* linkId = "{linkId}"
* text = "{text}"
* type = #display

RuleSet: Option(system, code, display)
* answerOption[+].valueCoding = {system}#{code} "{display}"

RuleSet: ScoredOption(system, code, display, points)
* insert Option({system}, {code}, [[{display}]])
* answerOption[=].extension[0].url = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
* answerOption[=].extension[0].valueDecimal = {points}

// Chosen alone or not at all: "none of these".
RuleSet: ExclusiveOption(system, code, display)
* insert Option({system}, {code}, [[{display}]])
* answerOption[=].extension[0].url = "http://hl7.org/fhir/StructureDefinition/questionnaire-optionExclusive"
* answerOption[=].extension[0].valueBoolean = true

RuleSet: Repeats
* repeats = true

RuleSet: OnlyIf(question, system, code)
* enableWhen[0].question = "{question}"
* enableWhen[0].operator = #=
* enableWhen[0].answerCoding = {system}#{code}

RuleSet: IntegerRange(min, max)
* extension[+].url = "http://hl7.org/fhir/StructureDefinition/minValue"
* extension[=].valueInteger = {min}
* extension[+].url = "http://hl7.org/fhir/StructureDefinition/maxValue"
* extension[=].valueInteger = {max}

RuleSet: DecimalRange(min, max)
* extension[+].url = "http://hl7.org/fhir/StructureDefinition/minValue"
* extension[=].valueDecimal = {min}
* extension[+].url = "http://hl7.org/fhir/StructureDefinition/maxValue"
* extension[=].valueDecimal = {max}

RuleSet: Unit(ucum)
* extension[+].url = "http://hl7.org/fhir/StructureDefinition/questionnaire-unit"
* extension[=].valueCoding = $ucum#{ucum}

RuleSet: ScoreUnit
* extension[+].url = "http://hl7.org/fhir/StructureDefinition/questionnaire-unit"
* extension[=].valueCoding.system = "http://unitsofmeasure.org"
* extension[=].valueCoding.code = #{score}

RuleSet: Calculated(expression)
* readOnly = true
* extension[+].url = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression"
* extension[=].valueExpression.language = #text/fhirpath
* extension[=].valueExpression.expression = "{expression}"

// A total is empty while one of its items has no answer that counts: an incomplete form never looks like a low score.
// The expressions find items by linkId at any depth, so that they hold in the form and in the intake.
RuleSet: Total(linkId, system, text, expression)
* insert Question({linkId}, {system}, [[{text}]], decimal)
* insert ScoreUnit
* insert Calculated([[{expression}]])

RuleSet: YesNoLoinc
* insert Option($loinc, LA33-6, Yes)
* insert Option($loinc, LA32-8, No)

RuleSet: YesNoScored
* insert ScoredOption($loinc, LA33-6, Yes, 1)
* insert ScoredOption($loinc, LA32-8, No, 0)

RuleSet: YesNoUnsure
* insert Option($oud-answer, yes, Yes)
* insert Option($oud-answer, no, No)
* insert Option($oud-answer, unsure, Unsure)
