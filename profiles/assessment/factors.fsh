// The four factors of opioid use disorder and what a finding may say about each.
// Source of codes: the product's own; where a SNOMED translation stands, the tag in brackets says where it was seen.

CodeSystem: OUDFactorCategory
Id: oud-factor-category
Title: "OUD factor category"
Description: "The four groups of factors that drive an opioid use disorder."
* ^experimental = false
* ^caseSensitive = true
* #mental-health "Mental health"
* #physical "Physical"
* #social-environmental "Social and environmental"
* #biological "Biological"
