// Consent to treatment and to disclosure of substance use disorder records (42 CFR Part 2). A first form: it says what a
// consent looks like; who may see what is decided by the server. Needs counsel's sign-off.

CodeSystem: OUDConsentType
Id: oud-consent-type
Title: "OUD consent type"
Description: "What a consent is for. Part 2 keeps some consents apart from all others."
* ^caseSensitive = true
* #treatment "Consent to treatment" "Informed consent to treatment of opioid use disorder."
* #part2-tpo "Part 2: treatment, payment and operations" "Single consent for all future uses, until revoked in writing: 42 CFR 2.31(a)(4)(i), 2.33(a)(2)."
* #part2-named "Part 2: named recipient" "Disclosure to a named person or organisation."
* #part2-counseling-notes "Part 2: counselling notes" "SUD counselling notes need a consent of their own: 42 CFR 2.31(b)."
* #part2-registry "Part 2: central registry" "Whether the patient is enrolled, told to central registries and other programs, each by name, so that nobody is enrolled twice: 42 CFR 2.34 (unverified). Opens no record."
* #part2-proceedings "Part 2: legal proceedings" "May not be combined with any other consent: 42 CFR 2.31(d)."

ValueSet: ConsentType
Id: consent-type
Title: "Consent types"
Description: "All consent types."
* include codes from system OUDConsentType

ValueSet: ConsentStatus
Id: consent-status
Title: "Consent statuses"
Description: "In force, ended or revoked, recorded by mistake."
* http://hl7.org/fhir/consent-state-codes#active
* http://hl7.org/fhir/consent-state-codes#inactive
* http://hl7.org/fhir/consent-state-codes#entered-in-error

Profile: OUDConsent
Parent: Consent
Id: oud-consent
Title: "OUD consent"
Description: "A patient's consent to treatment, or to disclosure of Part 2 records. Follows IHE Privacy Consent on FHIR: one level of nested provisions, which are exceptions. Revocation is the status inactive with an end of the period. Whom and what a consent is about is said by actor, purpose, securityLabel and data alone: what a server would read past is not allowed."
* obeys oud-consent-1 and oud-consent-2 and oud-consent-3 and oud-consent-4 and oud-consent-5
* identifier MS
* status MS
* status from ConsentStatus (required)
* scope MS
* scope ^short = "patient-privacy; treatment for consent to treatment"
* category MS
* insert SlicedBy(category, $this)
* category contains
    loinc 0..1 MS and
    type 1..* MS
* category[loinc] = $loinc#59284-0 // IHE PCF
* category[type] from ConsentType (required)
* patient 1..1 MS
* dateTime 1..1 MS
* performer MS
* performer ^short = "Who signed: the patient, or a RelatedPerson for them, with a verification"
* organization MS
* organization ^short = "Who may disclose: the organisation that keeps the records, by reference"
* source[x] MS
* source[x] ^short = "The signed form"
* policy MS
* policy.uri MS
* policyRule MS
* policyRule ^short = "42CFRPart2 for Part 2 records"
* verification MS
* provision MS
* provision.type MS
* provision.period MS
* provision.actor MS
* provision.actor.role MS
* provision.actor.role ^short = "IRCP, who receives"
* provision.actor.reference MS
* provision.actor.reference ^short = "Who receives, by reference; for the class of treating providers, payers and those who help to operate nothing but data-absent-reason not-applicable (its words: role.text)"
* provision.purpose MS
* provision.class 0..0
* provision.code 0..0
* provision.action 0..0
* provision.dataPeriod 0..0
* provision.securityLabel MS
* provision.provision MS
* provision.provision ^short = "Exceptions"
* provision.provision.provision 0..0
* provision.provision.class 0..0
* provision.provision.code 0..0
* provision.provision.action 0..0
* provision.provision.dataPeriod 0..0
* provision.provision.data.meaning = #instance
* provision.securityLabel ^short = "Labels or classes of data (oud-data-class) that it is about; none = all"
* provision.data MS
* provision.data ^short = "Single resources that it is about"
* provision.data.meaning = #instance
* provision.data.reference MS
* extension contains ConsentExpiry named expiry 0..1 MS

Invariant: oud-consent-1
Description: "A consent to use in legal proceedings stands alone: part2-proceedings is not combined with another type (42 CFR 2.31(d))."
Severity: #error
Expression: "category.coding.where(system = 'https://oud-fhir.github.io/ig/CodeSystem/oud-consent-type' and code = 'part2-proceedings').exists() implies category.coding.where(system = 'https://oud-fhir.github.io/ig/CodeSystem/oud-consent-type').count() = 1"

Invariant: oud-consent-2
Description: "Nested provisions are exceptions: their type is deny."
Severity: #error
Expression: "provision.provision.all(type = 'deny')"

Invariant: oud-consent-3
Description: "A consent to a disclosure (part2-...) has the scope patient-privacy."
Severity: #error
Expression: "category.coding.where(system = 'https://oud-fhir.github.io/ig/CodeSystem/oud-consent-type' and code.startsWith('part2-')).exists() implies scope.coding.where(system = 'http://terminology.hl7.org/CodeSystem/consentscope' and code = 'patient-privacy').exists()"

Invariant: oud-consent-4
Description: "Who may receive has the role IRCP, and a reference; the class of treating providers, payers and those who help to operate has data-absent-reason not-applicable in its place, and no display or identifier, which could name somebody else."
Severity: #error
Expression: "provision.where(type = 'permit').actor.all(role.coding.where(system = 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType' and (code = 'IRCP' or code = 'PRCP')).exists() and (reference.reference.exists() or (reference.display.empty() and reference.identifier.empty() and reference.extension.where(url = 'http://hl7.org/fhir/StructureDefinition/data-absent-reason' and value = 'not-applicable').exists())))"

Invariant: oud-consent-5
Description: "A consent to a disclosure (part2-...) says whether it permits or denies: provision.type."
Severity: #error
Expression: "category.coding.where(system = 'https://oud-fhir.github.io/ig/CodeSystem/oud-consent-type' and code.startsWith('part2-')).exists() implies provision.type.exists()"

Extension: Part2Program
Id: part2-program
Title: "Part 2 program"
Description: "Whether the organisation is a federally assisted program under 42 CFR Part 2, so that records from it are Part 2 records. Not said means true."
Context: Organization
* value[x] 1..1
* value[x] only boolean
