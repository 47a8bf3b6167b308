// Family grid (ours): one group per relative, which becomes a FamilyMemberHistory. First degree: parents, full siblings,
// children. NMTH, NFTH, NBRO, NSIS, SON and DAU are natural relatives by definition, so that the question "biological" may stay
// unanswered for them. The count is empty unless all first-degree relatives are known and each entry says enough to be counted or not.

RuleSet: FamilyHistoryItems
* item[+] insert Question(family-known, $oud-item, [[How much is known about the health of your biological parents, brothers, sisters and children?]], choice)
* item[=] insert Option($oud-answer, all-known, [[All known]])
* item[=] insert Option($oud-answer, partly-known, [[Partly known]])
* item[=] insert Option($oud-answer, adopted-unknown, [[Adopted, unknown]])
* item[=] insert Option($oud-answer, unsure, Unsure)
* item[+] insert Section(relative, $oud-item, relative, [[Relative]])
* item[=].repeats = true
* item[=].item[+] insert Detail(relative-relationship, $oud-item, [[Relationship to the patient]], choice)
* item[=].item[=] insert Option($role-code, NMTH, [[natural mother]])
* item[=].item[=] insert Option($role-code, NFTH, [[natural father]])
* item[=].item[=] insert Option($role-code, NBRO, [[natural brother]])
* item[=].item[=] insert Option($role-code, NSIS, [[natural sister]])
* item[=].item[=] insert Option($role-code, MTH, mother)
* item[=].item[=] insert Option($role-code, FTH, father)
* item[=].item[=] insert Option($role-code, BRO, brother)
* item[=].item[=] insert Option($role-code, SIS, sister)
* item[=].item[=] insert Option($role-code, SON, [[natural son]])
* item[=].item[=] insert Option($role-code, DAU, [[natural daughter]])
* item[=].item[=] insert Option($role-code, SONC, son)
* item[=].item[=] insert Option($role-code, DAUC, daughter)
* item[=].item[=] insert Option($role-code, HBRO, half-brother)
* item[=].item[=] insert Option($role-code, HSIS, half-sister)
* item[=].item[=] insert Option($role-code, MGRMTH, [[maternal grandmother]])
* item[=].item[=] insert Option($role-code, MGRFTH, [[maternal grandfather]])
* item[=].item[=] insert Option($role-code, PGRMTH, [[paternal grandmother]])
* item[=].item[=] insert Option($role-code, PGRFTH, [[paternal grandfather]])
* item[=].item[=] insert Option($role-code, MAUNT, [[maternal aunt]])
* item[=].item[=] insert Option($role-code, PAUNT, [[paternal aunt]])
* item[=].item[=] insert Option($role-code, MUNCLE, [[maternal uncle]])
* item[=].item[=] insert Option($role-code, PUNCLE, [[paternal uncle]])
* item[=].item[=] insert Option($role-code, COUSN, cousin)
* item[=].item[+] insert Detail(relative-biological, $oud-item, [[Biological relative?]], choice)
* item[=].item[=] insert Option($oud-answer, biological, Biological)
* item[=].item[=] insert Option($oud-answer, adoptive, Adoptive)
* item[=].item[=] insert Option($oud-answer, step, Step)
* item[=].item[=] insert Option($oud-answer, foster, Foster)
* item[=].item[=] insert Option($oud-answer, unknown, Unknown)
* item[=].item[+] insert Detail(relative-problem, $oud-item, [[Problem with]], choice)
* item[=].item[=] insert Repeats
* item[=].item[=] insert Option($oud-answer, opioids, [[Opioids or heroin]])
* item[=].item[=] insert Option($oud-answer, alcohol, Alcohol)
* item[=].item[=] insert Option($oud-answer, other-drugs, [[Other drugs]])
* item[=].item[=] insert Option($oud-answer, mental-illness, [[Mental illness]])
* item[=].item[=] insert ExclusiveOption($oud-answer, none, None)
* item[=].item[+] insert Detail(relative-onset-age, $oud-item, [[Age when it began]], integer)
* item[=].item[=] insert IntegerRange(0, 120)
* item[=].item[=] insert Unit(a)
* item[=].item[+] insert Detail(relative-overdose-death, $oud-item, [[Died of an overdose]], boolean)
* item[+] insert Total(fh-first-degree-sud, $oud-score, [[Number of biological first-degree relatives with a substance use disorder]], [[iif(%resource.repeat(item).where(linkId = 'family-known').answer.value.code = 'all-known' and %resource.repeat(item).where(linkId = 'relative' and item.exists()).where(item.where(linkId = 'relative-relationship').answer.value.code.empty() or item.where(linkId = 'relative-problem').answer.value.code.empty() or (item.where(linkId = 'relative-relationship').answer.value.code.where($this in ('NMTH' | 'NFTH' | 'NBRO' | 'NSIS' | 'MTH' | 'FTH' | 'BRO' | 'SIS' | 'SON' | 'DAU' | 'SONC' | 'DAUC')).exists() and item.where(linkId = 'relative-problem').answer.value.code.where($this in ('opioids' | 'alcohol' | 'other-drugs')).exists() and (item.where(linkId = 'relative-biological').answer.value.code.where($this != 'unknown').exists() or (item.where(linkId = 'relative-biological').answer.value.code.empty() and item.where(linkId = 'relative-relationship').answer.value.code.where($this in ('NMTH' | 'NFTH' | 'NBRO' | 'NSIS' | 'SON' | 'DAU')).exists())).not())).empty(), %resource.repeat(item).where(linkId = 'relative' and item.exists()).where(item.where(linkId = 'relative-relationship').answer.value.code.where($this in ('NMTH' | 'NFTH' | 'NBRO' | 'NSIS' | 'MTH' | 'FTH' | 'BRO' | 'SIS' | 'SON' | 'DAU' | 'SONC' | 'DAUC')).exists() and item.where(linkId = 'relative-problem').answer.value.code.where($this in ('opioids' | 'alcohol' | 'other-drugs')).exists() and (item.where(linkId = 'relative-biological').answer.value.code.where($this = 'biological').exists() or (item.where(linkId = 'relative-biological').answer.value.code.empty() and item.where(linkId = 'relative-relationship').answer.value.code.where($this in ('NMTH' | 'NFTH' | 'NBRO' | 'NSIS' | 'SON' | 'DAU')).exists()))).count())]])

Instance: family-history
InstanceOf: Questionnaire
Usage: #definition
* insert Form(family-history, FamilyHistory, [[Family history of substance use]])
* code = $oud-item#family-history
* description = "One entry per relative: relationship, biological or not, problems, age at onset, death by overdose; count of biological first-degree relatives with a substance use disorder."
* purpose = "Evidence for the factor family history of substance use disorder. Adopted with unknown parents is unknown, not absent."
* copyright = "Copyright OUD FHIR, Apache-2.0. Own wording. Relationship codes: HL7 v3 RoleCode."
* insert FamilyHistoryItems
