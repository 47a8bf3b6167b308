// Valid examples of consent.

Instance: example-consent
InstanceOf: OUDConsent
Usage: #example
Title: "Consent to treatment, payment and operations under Part 2"
* insert Example(oud-consent)
* status = #active
* scope = $consent-scope#patient-privacy
* category[loinc] = $loinc#59284-0
* category[type][0] = OUDConsentType#part2-tpo
* insert OfPatient(patient)
* dateTime = "2026-11-20T09:00:00Z"
* performer = Reference(Patient/example-patient)
* organization = Reference(Organization/example-clinic)
* sourceAttachment.title = "Signed form"
* extension[expiry].valueString = "none"
* policyRule = $act-code#42CFRPart2
* provision.type = #permit
* provision.period.start = "2026-11-20"
* provision.actor.role = $participation-type#IRCP
* provision.actor.role.text = "My treating providers, health plans, third-party payers, and people helping to operate this program"
* provision.actor.reference.extension.url = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
* provision.actor.reference.extension.valueCode = #not-applicable
* provision.purpose[0] = $act-reason#TREAT
* provision.purpose[1] = $act-reason#HPAYMT
* provision.purpose[2] = $act-reason#HOPERAT
* provision.provision.type = #deny
* provision.provision.purpose = $act-reason#HLEGAL

Instance: example-treatment-consent
InstanceOf: OUDConsent
Usage: #example
Title: "Consent to treatment"
* insert Example(oud-consent)
* status = #active
* scope = $consent-scope#treatment
* category[type][0] = OUDConsentType#treatment
* insert OfPatient(patient)
* dateTime = "2026-11-20T09:00:00Z"
* performer = Reference(Patient/example-patient)
* organization = Reference(Organization/example-clinic)
* policy.uri = "https://www.ecfr.gov/current/title-42/section-8.12"

Instance: example-counselling-note-consent
InstanceOf: OUDConsent
Usage: #example
Title: "Consent to disclose counselling notes to one hospital"
* insert Example(oud-consent)
* status = #active
* scope = $consent-scope#patient-privacy
* category[loinc] = $loinc#59284-0
* category[type][0] = OUDConsentType#part2-counseling-notes
* insert OfPatient(patient)
* dateTime = "2026-11-20T09:00:00Z"
* performer = Reference(Patient/example-patient)
* organization = Reference(Organization/example-clinic)
* sourceAttachment.title = "Signed form"
* policyRule = $act-code#42CFRPart2
* provision.type = #permit
* provision.period.start = "2026-11-20"
* provision.period.end = "2027-11-20"
* provision.actor.role = $participation-type#IRCP
* provision.actor.reference = Reference(Organization/example-hospital)
* provision.purpose = $act-reason#TREAT

Instance: example-registry-consent
InstanceOf: OUDConsent
Usage: #example
Title: "Consent to tell a central registry about the enrolment"
* insert Example(oud-consent)
* status = #active
* scope = $consent-scope#patient-privacy
* category[loinc] = $loinc#59284-0
* category[type][0] = OUDConsentType#part2-registry
* insert OfPatient(patient)
* dateTime = "2026-11-20T09:00:00Z"
* performer = Reference(Patient/example-patient)
* organization = Reference(Organization/example-clinic)
* sourceAttachment.title = "Signed form"
* policyRule = $act-code#42CFRPart2
* provision.type = #permit
* provision.period.start = "2026-11-20"
* provision.period.end = "2027-11-20"
* provision.actor.role = $participation-type#IRCP
* provision.actor.reference = Reference(Organization/example-hospital)
* provision.purpose = $act-reason#TREAT

Instance: example-hospital
InstanceOf: Organization
Usage: #example
Title: "Hospital, no Part 2 program, which audits the program"
* insert Synthetic
* extension[0].url = "https://oud-fhir.github.io/ig/StructureDefinition/part2-program"
* extension[0].valueBoolean = false
* extension[1].url = "https://oud-fhir.github.io/ig/StructureDefinition/part2-agreement"
* extension[1].extension[0].url = "type"
* extension[1].extension[0].valueCode = #audit
* extension[1].extension[1].url = "period"
* extension[1].extension[1].valuePeriod.start = "2026-11-01"
* extension[1].extension[1].valuePeriod.end = "2026-12-31"
* name = "Synthetic Hospital"
