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
* policyRule = $act-code#42CFRPart2
* provision.type = #permit
* provision.period.start = "2026-11-20"
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
