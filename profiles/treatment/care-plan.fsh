// The plan: one parent with everything, six phases that repeat their part of it. A plan is a proposal until a clinician
// accepts it with CarePlan/$accept.

CodeSystem: OUDPlanCategory
Id: oud-plan-category
Title: "OUD plan category"
Description: "The whole plan and its phases."
* ^caseSensitive = true
* #treatment-plan "OUD treatment plan" "The parent: all activities, goals and addressed factors."
* #phase-0 "Intake and assessment" "Day 0 to 14: a safe, informed start."
* #phase-1 "Withdrawal management" "The first 7 days: withdrawal controlled, without complications."
* #phase-2 "Induction" "Days 1 to 7, methadone 1 to 28: a dose without craving or withdrawal for 24 hours."
* #phase-3 "Stabilisation" "Weeks 2 to 12: no illicit opioid use for 4 weeks, retention."
* #phase-4 "Maintenance" "12 months or more, open-ended: function and remission."
* #phase-5 "Aftercare and recovery support" "Parallel from stabilisation on: recovery capital, no return to use."

ValueSet: PlanPhase
Id: plan-phase
Title: "Plan phases"
Description: "The six phases of a plan."
* OUDPlanCategory#phase-0
* OUDPlanCategory#phase-1
* OUDPlanCategory#phase-2
* OUDPlanCategory#phase-3
* OUDPlanCategory#phase-4
* OUDPlanCategory#phase-5

RuleSet: PlanContent
* obeys oud-cp-1
* identifier MS
* instantiatesCanonical MS
* instantiatesCanonical ^short = "The pathway's PlanDefinition"
* status MS
* intent MS
* title MS
* text MS
* subject MS
* subject only Reference(Patient)
* period MS
* author MS
* addresses MS
* addresses ^short = "The opioid use disorder, and factors that became conditions; a plan may exist before a diagnosis"
* supportingInfo MS
* supportingInfo ^short = "The findings, scores and answers on which the plan rests"
* goal MS
* goal only Reference(Goal)
* activity MS
* activity.reference 1..1 MS
* activity.reference ^short = "The request: MedicationRequest, ServiceRequest, Task or RequestGroup. The reason stands there"
* activity.detail 0..0
* note MS

Profile: OUDCarePlan
Parent: CarePlan
Id: oud-care-plan
Title: "OUD care plan"
Description: "The personalised plan for one patient with an opioid use disorder. Draft and proposal when the server makes it, active and plan once a clinician accepts it. It carries all activities and goals and every present factor it addresses; phases are oud-care-plan-phase with partOf this plan. US Core compatible."
* extension contains
    FactorAddressed named factorAddressed 0..* MS and
    RuleVersion named ruleVersion 0..1 MS
* category 1..* MS
* insert SlicedBy(category, $this)
* category contains
    assessPlan 1..1 MS and
    carePlan 0..1 MS and
    treatmentPlan 1..1 MS
* category[assessPlan] = $careplan-category#assess-plan
* category[carePlan] = $sct#734163000 // MCC example
* category[treatmentPlan] = OUDPlanCategory#treatment-plan
* insert PlanContent
* activity.extension contains FactorAddressed named factorAddressed 0..* MS

Profile: OUDCarePlanPhase
Parent: CarePlan
Id: oud-care-plan-phase
Title: "OUD care plan phase"
Description: "One phase of a plan, with the activities and goals that belong to it. A phase that the patient skips is revoked, with the reason as note. It neither carries assess-plan nor factor-addressed, so that searches for plans find parents only."
* extension contains
    FactorAddressed named factorAddressed 0..0 and
    RuleVersion named ruleVersion 0..1 MS
* obeys oud-phase-1
* partOf 1..1 MS
* partOf only Reference(OUDCarePlan)
* category 1..* MS
* insert SlicedBy(category, $this)
* category contains phase 1..1 MS
* category[phase] from PlanPhase (required)
* insert PlanContent

Invariant: oud-cp-1
Description: "An active plan has the intent plan: a proposal stays draft until a clinician accepts it."
Severity: #error
Expression: "intent = 'proposal' implies status != 'active'"

Invariant: oud-phase-1
Description: "A phase carries neither assess-plan nor treatment-plan: a search for plans finds parents only."
Severity: #error
Expression: "category.coding.where(code in ('assess-plan' | 'treatment-plan')).empty()"

Extension: FactorAddressed
Id: factor-addressed
Title: "Factor addressed"
Description: "A present factor that this plan, goal or request addresses: one concept with the coding of the factor and the coding of its category. Found by the search parameter factor."
Context: CarePlan, CarePlan.activity, Goal, ServiceRequest, MedicationRequest, Task
* value[x] 1..1
* value[x] only CodeableConcept
* valueCodeableConcept from FactorOrCategory (required)

ValueSet: FactorOrCategory
Id: factor-or-category
Title: "Factors and factor categories"
Description: "What a plan may address."
* include codes from system OUDFactor
* include codes from system OUDFactorCategory

Profile: OUDGoal
Parent: Goal
Id: oud-goal
Title: "OUD goal"
Description: "What a phase or an activity is to achieve, with a measurable target where there is one."
* extension contains
    FactorAddressed named factorAddressed 0..* MS and
    RuleVersion named ruleVersion 0..1 MS
* identifier MS
* lifecycleStatus MS
* achievementStatus MS
* description MS
* subject MS
* subject only Reference(Patient)
* start[x] MS
* target MS
* target.measure MS
* target.detail[x] MS
* target.due[x] MS
* addresses MS
* addresses only Reference(Condition or Observation or RiskAssessment)
* addresses ^short = "The diagnosis, finding or risk"
