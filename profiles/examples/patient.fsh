// The synthetic patient and clinician of the examples. Nobody in this folder exists.

RuleSet: Synthetic
* meta.tag = $act-reason#HTEST

RuleSet: Example(profile)
* meta.profile = "https://oud-fhir.github.io/ig/StructureDefinition/{profile}"
* insert Synthetic

RuleSet: OfPatient(element)
* {element} = Reference(Patient/example-patient)

RuleSet: Keyed(key)
* identifier.system = "https://oud-fhir.github.io/ig/NamingSystem/oud-key"
* identifier.value = "{key}"

Instance: example-patient
InstanceOf: Patient
Usage: #example
Title: "Patient"
* insert Synthetic
* identifier.system = "https://oud-fhir.github.io/ig/NamingSystem/oud-patient-id"
* identifier.value = "SYN-0001"
* name.family = "Alder"
* name.given = "Synthetic"
* gender = #male
* birthDate = "1997-03-14"

Instance: example-practitioner
InstanceOf: Practitioner
Usage: #example
Title: "Practitioner"
* insert Synthetic
* name.family = "Rowan"
* name.given = "Synthetic"

Instance: example-clinic
InstanceOf: Organization
Usage: #example
Title: "Clinic, a Part 2 program"
* insert Synthetic
* extension[0].url = "https://oud-fhir.github.io/ig/StructureDefinition/part2-program"
* extension[0].valueBoolean = true
* name = "Synthetic Recovery Clinic"

Instance: example-server
InstanceOf: Device
Usage: #example
Title: "The server as author of what it derives"
* insert Synthetic
* deviceName.name = "OUD FHIR Server"
* deviceName.type = #model-name
