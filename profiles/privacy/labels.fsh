// Labels and agreements that no published code system has, the notice that goes with a disclosure, and the extensions that say
// what the decision needs. Needs counsel's sign-off.

CodeSystem: OUDSecurityLabel
Id: oud-security-label
Title: "OUD security label"
Description: "Labels beside those of v3-ActCode. The server keeps them: a client may add a label and never takes one away."
* ^caseSensitive = true
* #sud-counseling-note "SUD counselling note" "Notes of a provider of SUD treatment on a counselling session, kept apart from the record: 42 CFR 2.11. Disclosed by a consent of their own only: 2.31(b)."

ValueSet: SecurityLabel
Id: security-label
Title: "OUD security labels"
Description: "Labels of our own."
* include codes from system OUDSecurityLabel

CodeSystem: OUDDataClass
Id: oud-data-class
Title: "OUD data class"
Description: "Classes of data that a consent may name as securityLabel, to cover resources by what they are."
* ^caseSensitive = true
* #appointments "Appointments" "Appointment."
* #medications "Medications" "MedicationRequest, MedicationStatement, MedicationAdministration, MedicationDispense."
* #billing "Billing" "Claim, ExplanationOfBenefit, Coverage."

ValueSet: DataClass
Id: data-class
Title: "OUD data classes"
Description: "All data classes."
* include codes from system OUDDataClass

CodeSystem: OUDPart2Agreement
Id: oud-part2-agreement
Title: "OUD Part 2 agreement"
Description: "Written agreements of an organisation with the program."
* ^caseSensitive = true
* #qsoa "Qualified service organisation" "Serves the program; discloses nothing onward: 42 CFR 2.11, 2.12(c)(4)."
* #audit "Audit and evaluation" "Reads, for a time: 42 CFR 2.53."
* #intermediary "Intermediary" "An exchange: a consent has to name it, 42 CFR 2.31(a)(4)(ii). The token's fhirUser is the member that asks."

ValueSet: Part2AgreementType
Id: part2-agreement-type
Title: "OUD Part 2 agreements"
Description: "All agreements."
* include codes from system OUDPart2Agreement

CodeSystem: OUDPrivacyTask
Id: oud-privacy-task
Title: "OUD privacy task"
Description: "What the server asks the privacy officer to look at, as Task.code."
* ^caseSensitive = true
* #emergency-access "Review an access in an emergency" "Records were disclosed under 42 CFR 2.51: review it, note it in the patient's record, tell the patient."
* #legal-request "Answer a legal request" "Records were asked for in legal proceedings and refused: 42 CFR 2.12(d), 2.61 to 2.67."
* #consent-defect "Have a consent completed" "A consent lacks an element of 42 CFR 2.31 and permits nothing."

ValueSet: PrivacyTask
Id: privacy-task
Title: "OUD privacy tasks"
Description: "All privacy tasks."
* include codes from system OUDPrivacyTask

CodeSystem: OUDPrivacyNotice
Id: oud-privacy-notice
Title: "OUD privacy notice"
Description: "The statements that accompany a disclosure with the patient's consent: 42 CFR 2.32(a). Compiled from public sources; counsel checks the wording."
* ^caseSensitive = true
* #part2 "42 CFR part 2 prohibits unauthorized use or disclosure of these records." "This record which has been disclosed to you is protected by Federal confidentiality rules (42 CFR part 2). These rules prohibit you from using or disclosing this record, or testimony that describes the information contained in this record, in any civil, criminal, administrative, or legislative proceedings by any Federal, State, or local authority, against the patient, unless authorized by the consent of the patient, except as provided at 42 CFR 2.12(c)(5) or as authorized by a court in accordance with 42 CFR 2.64 or 2.65. In addition, the Federal rules prohibit you from making any other use or disclosure of this record unless at least one of the following applies: (i) Further use or disclosure is expressly permitted by the written consent of the individual whose information is being disclosed in this record or as otherwise permitted by 42 CFR part 2. (ii) You are a covered entity or business associate and have received the record for treatment, payment, or health care operations, or (iii) You have received the record from a covered entity or business associate as permitted by 45 CFR part 164, subparts A and E. A general authorization for the release of medical or other information is NOT sufficient to meet the required elements of written consent to further use or redisclose the record (see 42 CFR 2.31)."

Extension: Part2Agreement
Id: part2-agreement
Title: "Part 2 agreement"
Description: "A written agreement of an organisation with the program, and for how long."
Context: Organization
* extension contains
    type 1..1 and
    period 1..1
* extension[type].value[x] only code
* extension[type].value[x] from Part2AgreementType (required)
* extension[period].value[x] only Period

Extension: ConsentExpiry
Id: consent-expiry
Title: "Consent expiry"
Description: "The event or condition upon which a consent expires, as the form says it, or the word none where the law allows it: 42 CFR 2.31(a)(7). A date stands in provision.period.end."
Context: Consent
* value[x] 1..1
* value[x] only string

Instance: segment
InstanceOf: SearchParameter
Title: "Segment"
Usage: #definition
* url = "https://oud-fhir.github.io/ig/SearchParameter/segment"
* version = "1.0.0"
* name = "segment"
* status = #active
* code = #segment
* type = #token
* description = "Under which labels, and for which patient, a resource is kept apart. The server narrows searches by it; its values are worked out while indexing and stand in no element."
* expression = "Resource.meta.extension('https://oud-fhir.github.io/ig/StructureDefinition/segment').value"
* base[+] = #AllergyIntolerance
* base[+] = #Appointment
* base[+] = #CarePlan
* base[+] = #CareTeam
* base[+] = #Claim
* base[+] = #Communication
* base[+] = #CommunicationRequest
* base[+] = #Composition
* base[+] = #Condition
* base[+] = #Consent
* base[+] = #Coverage
* base[+] = #DetectedIssue
* base[+] = #Device
* base[+] = #DiagnosticReport
* base[+] = #DocumentReference
* base[+] = #Encounter
* base[+] = #EpisodeOfCare
* base[+] = #ExplanationOfBenefit
* base[+] = #FamilyMemberHistory
* base[+] = #Flag
* base[+] = #Goal
* base[+] = #ImagingStudy
* base[+] = #Immunization
* base[+] = #List
* base[+] = #MeasureReport
* base[+] = #MedicationAdministration
* base[+] = #MedicationDispense
* base[+] = #MedicationRequest
* base[+] = #MedicationStatement
* base[+] = #Observation
* base[+] = #Patient
* base[+] = #Procedure
* base[+] = #QuestionnaireResponse
* base[+] = #RelatedPerson
* base[+] = #RequestGroup
* base[+] = #RiskAssessment
* base[+] = #ServiceRequest
* base[+] = #Specimen
* base[+] = #SupplyDelivery
* base[+] = #Task
