// Substance use disorders of relatives. The condition is the relative's disorder, never a "family history of" code.

Profile: OUDFamilyHistory
Parent: FamilyMemberHistory
Id: oud-family-history
Title: "OUD family history"
Description: "One relative and the relative's substance use or mental illness. Only a biological first-degree relative counts for the factor family-history-sud; whoever shares the household counts for family-use-environment."
* extension contains
    BiologicalRelation named biologicalRelation 0..1 MS and
    RuleVersion named ruleVersion 0..1 MS
* identifier MS
* status MS
* dataAbsentReason MS
* patient MS
* relationship MS
* relationship from http://terminology.hl7.org/ValueSet/v3-FamilyMember (required)
* deceased[x] MS
* condition MS
* condition.code MS
* condition.code from FamilyHistorySud (extensible)
* condition.code ^short = "The relative's disorder"
* condition.onset[x] MS
* condition.contributedToDeath MS

Extension: BiologicalRelation
Id: biological-relation
Title: "Biological relation"
Description: "Whether the relative is a relative by birth."
Context: FamilyMemberHistory
* value[x] 1..1
* value[x] only code
* valueCode from BiologicalRelationCode (required)

ValueSet: BiologicalRelationCode
Id: biological-relation
Title: "Biological relations"
Description: "By birth, by adoption, by marriage, by fostering."
* $oud-answer#biological "Biological"
* $oud-answer#adoptive "Adoptive"
* $oud-answer#step "Step"
* $oud-answer#foster "Foster"
* $oud-answer#unknown "Unknown"

ValueSet: FamilyHistorySud
Id: fh-sud
Title: "Disorders of relatives"
Description: "What the family grid asks for: opioids as SNOMED CT, the rest as answers of the form."
* insert SnomedLicence
* $sct#75544000 "Opioid dependence" // CDC
* $oud-answer#alcohol "Alcohol"
* $oud-answer#other-drugs "Other drugs"
* $oud-answer#mental-illness "Mental illness"

ValueSet: FirstDegreeRelative
Id: first-degree-relative
Title: "First-degree relatives"
Description: "Parents, full siblings and children. Whether the relation is biological is said by biological-relation."
* $role-code#MTH "mother"
* $role-code#NMTH "natural mother"
* $role-code#FTH "father"
* $role-code#NFTH "natural father"
* $role-code#BRO "brother"
* $role-code#NBRO "natural brother"
* $role-code#SIS "sister"
* $role-code#NSIS "natural sister"
* $role-code#SON "natural son"
* $role-code#DAU "natural daughter"
