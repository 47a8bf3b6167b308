// Passages that several sources insert.

RuleSet: SnomedLicence
* ^copyright = "This value set includes content from SNOMED CT, which is copyright of the International Health Terminology Standards Development Organisation (SNOMED International). Implementers need a SNOMED CT affiliate licence; use in member countries such as the United States is free of charge."

RuleSet: LoincLicence
* ^copyright = "This material contains content from LOINC (http://loinc.org). LOINC is copyright of Regenstrief Institute, Inc. and the LOINC Committee and is available at no cost under the licence at http://loinc.org/license."

RuleSet: RxNormLicence
* ^copyright = "This value set includes RxNorm concept identifiers. RxNorm is provided by the U.S. National Library of Medicine; RxNorm names and codes (source vocabulary RXNORM) are in the public domain."

RuleSet: SlicedBy(element, path)
* {element} ^slicing.discriminator[0].type = #pattern
* {element} ^slicing.discriminator[0].path = "{path}"
* {element} ^slicing.rules = #open
