// What a review leaves: an issue for each alert, and the reasons for which a prescriber overrides one.

CodeSystem: OUDOverrideReason
Id: oud-override-reason
Title: "OUD override reason"
Description: "Why a prescriber overrides a safety alert. It goes into DetectedIssue.mitigation.action, with a text."
* ^caseSensitive = true
* #agonist-stopped-verified "Agonist stopped and opioid-free interval verified"
* #benefit-outweighs-risk "Benefit outweighs the risk for this patient"
* #specialist-advice "Ordered on specialist advice"
* #emergency "Emergency: waiting is more dangerous"
* #monitored-setting "Given and observed in a monitored setting"
* #patient-informed-choice "Informed choice of the patient, documented"
* #rationale-documented "Clinical rationale documented in the record"
* #data-outdated "The data behind the alert are wrong or outdated"
* #transition-in-progress "Planned transition between medications"
* #low-dose-protocol "Low-dose initiation protocol"

ValueSet: OverrideReason
Id: override-reason
Title: "Override reasons"
Description: "All reasons for overriding a safety alert."
* include codes from system OUDOverrideReason

Invariant: oud-detected-issue-1
Description: "An override says why in code and words: mitigation.action has a coding of oud-override-reason and a text."
Severity: #error
Expression: "mitigation.all(action.coding.where(system = 'https://oud-fhir.github.io/ig/CodeSystem/oud-override-reason').exists() and action.text.exists())"

Profile: OUDDetectedIssue
Parent: DetectedIssue
Id: oud-detected-issue
Title: "OUD detected issue"
Description: "What a safety rule says about an order, with the prescriber's reason when a stop was overridden. One per order and rule; cancelled when a later review no longer raises it."
* obeys oud-detected-issue-1
* identifier MS
* status MS
* code 1..1 MS
* code ^short = "The rule"
* severity MS
* severity ^short = "high: a stop or a grave warning; moderate: a warning; low: information"
* patient 1..1 MS
* identified[x] MS
* author MS
* implicated MS
* implicated ^short = "The order, or the plan that does without it"
* evidence MS
* detail MS
* reference MS
* reference ^short = "The published rule"
* mitigation MS
* mitigation.action MS
* mitigation.action from OverrideReason (extensible)
* mitigation.date MS
* mitigation.author MS

CodeSystem: OUDProblem
Id: oud-problem
Title: "OUD problem"
Description: "Stable codes of the server's errors and of what an alert says when no rule could look: OperationOutcome.issue.details."
* ^caseSensitive = true
* #not-checked "The drug is not in the catalogue of the safety rules: no rule looked at the order"
* #dose-unreadable "The daily dose could not be computed: the rules of dose did not look at the order"
* #derivation-failed "Deriving findings or a plan failed; a Task says what to do"
* #active-narrative "A narrative has more than formatted text and images"
* #bad-request "The request is malformed"
* #database-unavailable "The database cannot be reached now"
* #fixed-definition "A definition of the server, which clients do not change"
* #identifier-in-use "The identifier belongs to another resource, or to one with other content"
* #internal-error "A fault of the server"
* #missing-parameter "A parameter is missing"
* #not-expandable "A value set names a code system that is not known here"
* #not-found "There is no such resource, or none that may be known"
* #patch-path "The path of a patch is not that of an element"
* #patient-deceased "The patient is recorded as deceased"
* #patient-inactive "The patient record is not in use"
* #plan-not-draft "Only a draft treatment plan can be accepted"
* #redacted-copy "A redacted copy does not replace what it was taken from"
* #response-unfinished "The response is not completed"
* #stale-version "The version that the client has seen is no longer the current one"
* #stored-meanwhile "Another request stored the same at the same time"
* #too-costly "The request takes longer than the server allows"
* #too-deep "The body is nested deeper than the server reads"
* #too-large "The request is larger than the server takes at once"
* #too-many-values "A search has more parameters or values than the server takes"
* #too-slow "The body came too slowly"
* #unknown-operation "There is no such operation"
* #unknown-patient "There is no such patient"
* #unreadable-body "The body is not text of the type that it says"
* #unreadable-resource "The body is not a resource that can be read"
* #unsupported-media-type "The body is of a type or encoding that is not read here"
