// What a server of this guide offers. The server's own `metadata` says what it does; this is what the guide asks for.

RuleSet: Serves(type)
* rest.resource[+].type = #{type}
* rest.resource[=].interaction[+].code = #read
* rest.resource[=].interaction[+].code = #vread
* rest.resource[=].interaction[+].code = #update
* rest.resource[=].interaction[+].code = #patch
* rest.resource[=].interaction[+].code = #delete
* rest.resource[=].interaction[+].code = #history-instance
* rest.resource[=].interaction[+].code = #create
* rest.resource[=].interaction[+].code = #search-type

RuleSet: Profiled(id)
* rest.resource[=].supportedProfile[+] = "https://oud-fhir.github.io/ig/StructureDefinition/{id}"

RuleSet: Searched(name, type, id)
* rest.resource[=].searchParam[+].name = "{name}"
* rest.resource[=].searchParam[=].type = #{type}
* rest.resource[=].searchParam[=].definition = "https://oud-fhir.github.io/ig/SearchParameter/{id}"

RuleSet: Operated(name, definition)
* rest.resource[=].operation[+].name = "{name}"
* rest.resource[=].operation[=].definition = "{definition}"

Instance: oud-server
InstanceOf: CapabilityStatement
Title: "OUD server requirements"
Usage: #definition
* url = "https://oud-fhir.github.io/ig/CapabilityStatement/oud-server"
* version = "1.0.0"
* name = "OUDServerRequirements"
* title = "OUD server requirements"
* status = #active
* date = "2026-11-24"
* description = "What a server has to offer so that an EHR can post an assessment and query the care plan that comes out of it."
* kind = #requirements
* implementationGuide = "https://oud-fhir.github.io/ig/ImplementationGuide/oud-fhir-guide"
* fhirVersion = #4.0.1
* format[+] = #application/fhir+json
* format[+] = #application/fhir+xml
* rest.mode = #server
* rest.documentation = "Writes are validated: a resource that claims a profile of the guide conforms to it or is refused with 422. A completed response to a questionnaire of the guide makes the server write scores and findings; oud-intake also a draft plan."
* rest.interaction[+].code = #transaction
* rest.interaction[+].code = #batch
* rest.operation.name = "validate"
* rest.operation.definition = "http://hl7.org/fhir/OperationDefinition/Resource-validate"
* insert Serves(Patient)
* insert Operated(everything, http://hl7.org/fhir/OperationDefinition/Patient-everything)
* insert Operated(propose-care-plan, https://oud-fhir.github.io/ig/OperationDefinition/propose-care-plan)
* insert Operated(factor-profile, https://oud-fhir.github.io/ig/OperationDefinition/factor-profile)
* insert Operated(check-enrollment, https://oud-fhir.github.io/ig/OperationDefinition/check-enrollment)
* insert Serves(Practitioner)
* insert Serves(PractitionerRole)
* insert Serves(Organization)
* insert Serves(Location)
* insert Serves(RelatedPerson)
* insert Serves(Device)
* insert Serves(Encounter)
* insert Serves(EpisodeOfCare)
* insert Serves(Condition)
* insert Profiled(oud-condition)
* insert Profiled(oud-factor-condition)
* insert Serves(Observation)
* insert Profiled(oud-screening-item)
* insert Profiled(oud-screening-panel)
* insert Profiled(oud-screening-score)
* insert Profiled(oud-factor-finding)
* insert Serves(DiagnosticReport)
* insert Serves(FamilyMemberHistory)
* insert Profiled(oud-family-history)
* insert Serves(RiskAssessment)
* insert Profiled(oud-overdose-risk)
* insert Serves(Flag)
* insert Profiled(oud-safety-flag)
* insert Serves(DetectedIssue)
* insert Serves(AllergyIntolerance)
* insert Serves(Procedure)
* insert Serves(Immunization)
* insert Serves(Questionnaire)
* insert Profiled(oud-questionnaire)
* insert Operated(populate, http://hl7.org/fhir/uv/sdc/OperationDefinition/Questionnaire-populate)
* insert Serves(QuestionnaireResponse)
* insert Profiled(oud-questionnaire-response)
* insert Operated(extract, http://hl7.org/fhir/uv/sdc/OperationDefinition/QuestionnaireResponse-extract)
* insert Serves(CarePlan)
* insert Profiled(oud-care-plan)
* insert Profiled(oud-care-plan-phase)
* insert Searched(factor, token, careplan-factor)
* insert Searched(supporting-info, reference, careplan-supporting-info)
* insert Operated(accept, https://oud-fhir.github.io/ig/OperationDefinition/accept)
* insert Serves(CareTeam)
* insert Serves(Goal)
* insert Profiled(oud-goal)
* insert Searched(factor, token, goal-factor)
* insert Serves(RequestGroup)
* insert Serves(ServiceRequest)
* insert Profiled(oud-service-request)
* insert Searched(factor, token, servicerequest-factor)
* insert Serves(Task)
* insert Profiled(oud-task)
* insert Searched(factor, token, task-factor)
* insert Searched(instantiates, reference, task-instantiates)
* insert Serves(Appointment)
* insert Serves(Communication)
* insert Serves(CommunicationRequest)
* insert Serves(Medication)
* insert Serves(MedicationRequest)
* insert Profiled(oud-medication-request)
* insert Searched(factor, token, medicationrequest-factor)
* insert Searched(instantiates, reference, medicationrequest-instantiates)
* insert Serves(MedicationDispense)
* insert Serves(MedicationAdministration)
* insert Serves(MedicationStatement)
* insert Serves(Specimen)
* insert Serves(DocumentReference)
* insert Serves(Composition)
* insert Serves(Consent)
* insert Profiled(oud-consent)
* insert Serves(Coverage)
* insert Serves(Claim)
* insert Serves(ExplanationOfBenefit)
* insert Serves(Provenance)
* insert Serves(AuditEvent)
* insert Serves(Binary)
* insert Serves(Bundle)
* insert Serves(Group)
* insert Serves(List)
* insert Serves(Subscription)
* insert Serves(PlanDefinition)
* insert Operated(apply, http://hl7.org/fhir/OperationDefinition/PlanDefinition-apply)
* insert Serves(ActivityDefinition)
* insert Serves(Library)
* insert Serves(Measure)
* insert Serves(MeasureReport)
* insert Serves(CodeSystem)
* insert Operated(lookup, http://hl7.org/fhir/OperationDefinition/CodeSystem-lookup)
* insert Operated(validate-code, http://hl7.org/fhir/OperationDefinition/CodeSystem-validate-code)
* insert Serves(ValueSet)
* insert Operated(expand, http://hl7.org/fhir/OperationDefinition/ValueSet-expand)
* insert Operated(validate-code, http://hl7.org/fhir/OperationDefinition/ValueSet-validate-code)
* insert Serves(ConceptMap)
* insert Serves(NamingSystem)
* insert Serves(StructureDefinition)
* insert Serves(SearchParameter)
* insert Serves(OperationDefinition)
* insert Serves(CapabilityStatement)
* insert Serves(ImplementationGuide)
* insert Serves(SupplyDelivery)
* insert Serves(ImagingStudy)
* rest.resource[+].type = #Parameters
* rest.resource[=].documentation = "The answer of operations; not stored."
