// Identifier systems of the product.

RuleSet: IdentifierSystem(id, title, date)
* name = "{title}"
* status = #active
* kind = #identifier
* date = "{date}"
* publisher = "OUD FHIR"
* uniqueId.type = #uri
* uniqueId.value = "https://oud-fhir.github.io/ig/NamingSystem/{id}"
* uniqueId.preferred = true

Instance: oud-patient-id
InstanceOf: NamingSystem
Title: "OUD patient id"
Description: "Patients of this server."
Usage: #definition
* insert IdentifierSystem(oud-patient-id, OUDPatientId, 2026-11-24)
* description = "Identifies a patient of this server, as Patient.identifier."

Instance: oud-episode-id
InstanceOf: NamingSystem
Title: "OUD episode id"
Description: "Treatment episodes."
Usage: #definition
* insert IdentifierSystem(oud-episode-id, OUDEpisodeId, 2026-11-24)
* description = "Identifies a treatment episode, as EpisodeOfCare.identifier."

Instance: oud-key
InstanceOf: NamingSystem
Title: "OUD key"
Description: "Resources that the server derived."
Usage: #definition
* insert IdentifierSystem(oud-key, OUDKey, 2026-11-24)
* description = "Identifies what the server derived from a response: `<response-key>.<role>[.<linkId or factor>][.<n>]`. The response-key is a hash; the same response always gives the same keys, so that a repeated derivation updates instead of duplicating."
* usage = "On observations, scores, findings, family history, conditions, risks, flags, plans, goals, requests and tasks that the server writes. Clients may search by it and must not assign it."
