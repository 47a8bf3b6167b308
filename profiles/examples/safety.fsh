// A valid example of each safety profile.

Instance: example-overridden-issue
InstanceOf: OUDDetectedIssue
Usage: #example
Title: "An overridden stop"
* insert Example(oud-detected-issue)
* insert Keyed(order-17.issue.MR-28)
* status = #final
* code = OUDSafetyRule#MR-28
* severity = #high
* insert OfPatient(patient)
* identifiedDateTime = "2026-11-20T10:00:00Z"
* author = Reference(Device/example-server)
* implicated = Reference(MedicationRequest/example-buprenorphine)
* detail = "Duplicate opioid agonist therapy. Confirm transition or acute-pain plan."
* reference = "https://oud-fhir.github.io/ig/PlanDefinition/MR-28"
* mitigation.action = OUDOverrideReason#transition-in-progress
* mitigation.action.text = "Methadone ends tomorrow; low-dose bridging is observed."
* mitigation.date = "2026-11-20"
* mitigation.author = Reference(Practitioner/example-practitioner)
