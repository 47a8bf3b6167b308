// Names of code systems and canonicals that the sources share.

Alias: $sct = http://snomed.info/sct
Alias: $loinc = http://loinc.org
Alias: $icd10cm = http://hl7.org/fhir/sid/icd-10-cm
Alias: $rxnorm = http://www.nlm.nih.gov/research/umls/rxnorm
Alias: $ucum = http://unitsofmeasure.org
Alias: $observation-category = http://terminology.hl7.org/CodeSystem/observation-category
Alias: $condition-category = http://terminology.hl7.org/CodeSystem/condition-category
Alias: $us-core-condition-category = http://hl7.org/fhir/us/core/CodeSystem/condition-category
Alias: $condition-clinical = http://terminology.hl7.org/CodeSystem/condition-clinical
Alias: $condition-ver-status = http://terminology.hl7.org/CodeSystem/condition-ver-status
Alias: $data-absent-reason = http://terminology.hl7.org/CodeSystem/data-absent-reason
Alias: $interpretation = http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation
Alias: $role-code = http://terminology.hl7.org/CodeSystem/v3-RoleCode
Alias: $act-reason = http://terminology.hl7.org/CodeSystem/v3-ActReason
Alias: $act-code = http://terminology.hl7.org/CodeSystem/v3-ActCode
Alias: $participation-type = http://terminology.hl7.org/CodeSystem/v3-ParticipationType
Alias: $flag-category = http://terminology.hl7.org/CodeSystem/flag-category
Alias: $risk-probability = http://terminology.hl7.org/CodeSystem/risk-probability
Alias: $consent-scope = http://terminology.hl7.org/CodeSystem/consentscope
Alias: $careplan-category = http://hl7.org/fhir/us/core/CodeSystem/careplan-category
Alias: $oud-answer = https://oud-fhir.github.io/ig/CodeSystem/oud-answer
Alias: $oud-item = https://oud-fhir.github.io/ig/CodeSystem/oud-item
Alias: $oud-criterion = https://oud-fhir.github.io/ig/CodeSystem/oud-criterion
