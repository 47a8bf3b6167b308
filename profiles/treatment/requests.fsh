// What a plan asks for. Each request says why (reason) and by which rule (instantiatesCanonical). Proposals are never active
// orders: CarePlan/$accept turns them into orders, which then meet the safety rules.

RuleSet: RequestContent
* extension contains
    FactorAddressed named factorAddressed 0..* MS and
    RuleVersion named ruleVersion 0..1 MS
* identifier MS
* instantiatesCanonical MS
* instantiatesCanonical ^short = "The definition whose rule proposes it"
* basedOn MS
* status MS
* intent MS
* reasonCode MS
* reasonReference MS
* reasonReference ^short = "The finding or the opioid use disorder that calls for it"
* note MS

Invariant: oud-request-1
Description: "A proposal says why: give reasonReference (the finding or the diagnosis) or reasonCode."
Severity: #error
Expression: "intent in ('proposal' | 'option') implies (reasonReference.exists() or reasonCode.exists())"

Invariant: oud-request-2
Description: "A proposal is not an active order: its status is draft until a clinician accepts the plan."
Severity: #error
Expression: "intent in ('proposal' | 'option') implies status != 'active'"

Profile: OUDServiceRequest
Parent: ServiceRequest
Id: oud-service-request
Title: "OUD service request"
Description: "Counselling, therapy, support groups, sober living, referrals, laboratory tests and visits of a plan."
* insert RequestContent
* obeys oud-request-1 and oud-request-2
* category MS
* code 1..1 MS
* subject MS
* subject only Reference(Patient)
* occurrence[x] MS
* requester MS
* performerType MS
* locationCode MS
* patientInstruction MS

Profile: OUDMedicationRequest
Parent: MedicationRequest
Id: oud-medication-request
Title: "OUD medication request"
Description: "Medication for opioid use disorder, withdrawal adjuncts and rescue naloxone. The plan's primary medication is a proposal, alternatives are options in a RequestGroup. Elements follow US Core. Methadone for opioid use disorder is dispensed by a certified opioid treatment programme, never by a pharmacy prescription."
* insert RequestContent
* obeys oud-request-1 and oud-request-2
* statusReason MS
* category MS
* doNotPerform MS
* doNotPerform ^short = "A recorded refusal"
* reported[x] MS
* medication[x] MS
* subject MS
* subject only Reference(Patient)
* encounter MS
* authoredOn MS
* authoredOn ^short = "Start-only safety rules apply within 24 hours of it"
* requester MS
* performer MS
* courseOfTherapyType MS
* courseOfTherapyType ^short = "continuous for medication of the disorder, acute for adjuncts"
* dosageInstruction MS
* dosageInstruction.text MS
* dosageInstruction.timing MS
* dosageInstruction.route MS
* dosageInstruction.doseAndRate MS
* dispenseRequest MS
* dispenseRequest.numberOfRepeatsAllowed MS
* dispenseRequest.quantity MS
* dispenseRequest.expectedSupplyDuration MS
* dispenseRequest.performer MS
* dispenseRequest.performer ^short = "For methadone: the opioid treatment programme"
* substitution MS
* detectedIssue MS
* detectedIssue ^short = "Safety findings, with the prescriber's reason when one was overridden"

Profile: OUDTask
Parent: Task
Id: oud-task
Title: "OUD task"
Description: "Something for people to do: a repeated form, a same-day suicide assessment, a review of changed evidence, or a planning step of the server that failed."
* extension contains
    FactorAddressed named factorAddressed 0..* MS and
    RuleVersion named ruleVersion 0..1 MS
* identifier MS
* instantiatesCanonical MS
* basedOn MS
* partOf MS
* status MS
* statusReason MS
* statusReason ^short = "Why it failed"
* intent MS
* priority MS
* code MS
* description MS
* focus MS
* for 1..1 MS
* for only Reference(Patient)
* executionPeriod MS
* authoredOn MS
* requester MS
* owner MS
* reasonCode MS
* reasonReference MS
* restriction MS
* restriction.period MS
* input MS
* input ^short = "Further reasons, since R4 allows one reasonReference"
