// What can be asked of this server by other programs.

Instance: check-enrollment
InstanceOf: OperationDefinition
Title: "Check enrolment"
Usage: #definition
* insert Operation(check-enrollment, CheckEnrollment, Check enrolment, Patient)
* type = true
* instance = false
* description = "Whether somebody is enrolled in this program, for a central registry or another opioid treatment program (42 CFR 2.34, unverified): POST Patient/$check-enrollment. Told to an organisation that a consent of type part2-registry names, and to nobody else; who is not known, matches more than one patient, or has not consented, is answered as who is not enrolled."
* affectsState = false
* insert In(identifier, Identifier, 1, An identifier with its system. Say this\, or family and given and birthDate\, or all.)
* insert In(family, string, 1, Family name.)
* insert In(given, string, 1, Given name.)
* insert In(birthDate, date, 1, Date of birth\, a whole date.)
* insert In(date, date, 1, The day that is asked about; today if it is not said.)
* parameter[+].name = #enrolled
* parameter[=].use = #out
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].documentation = "Whether an episode of care, or an order of methadone, is active that had begun on that day."
* parameter[=].type = #boolean

RuleSet: In(name, type, max, documentation)
* parameter[+].name = #{name}
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "{max}"
* parameter[=].documentation = "{documentation}"
* parameter[=].type = #{type}
