// Each rule as an eca-rule, so that an alert's link leads to what it says. Message, condition and source are those of the code
// system oud-safety-rule; the logic itself runs in the server.

RuleSet: SafetyRule(id, number, message, condition, source)
* url = "https://oud-fhir.github.io/ig/PlanDefinition/{id}"
* name = "SafetyRule{number}"
* title = "{id}: {message}"
* status = #active
* date = "2026-11-24"
* type = http://terminology.hl7.org/CodeSystem/plan-definition-type#eca-rule
* description = "{condition}"
* relatedArtifact[0].type = #citation
* relatedArtifact[0].citation = "{source}"
* action[0].title = "{message}"
* action[0].description = "{condition}"
* action[0].code = https://oud-fhir.github.io/ig/CodeSystem/oud-safety-rule#{id}
* action[0].trigger[0].type = #named-event
* action[0].trigger[0].name = "order-select"
* action[0].trigger[1].type = #named-event
* action[0].trigger[1].name = "order-sign"

Instance: MR-01
InstanceOf: PlanDefinition
Usage: #definition
* insert SafetyRule(MR-01, 01, [[Naltrexone blocked: active opioid agonist. Will precipitate severe withdrawal.]], [[Naltrexone + active opioid agonist order (methadone, bup, or any opioid analgesic).]], [[Vivitrol label [V].]])

Instance: MR-02
InstanceOf: PlanDefinition
Usage: #definition
* insert SafetyRule(MR-02, 02, [[Opioid-positive urine drug test; confirm opioid-free or do naloxone challenge.]], [[Naltrexone + opioid-positive UDS (opiates, fentanyl, methadone, bup, oxycodone, 6-MAM) within 7 d and no later negative.]], [[label [V].]])

Instance: MR-03
InstanceOf: PlanDefinition
Usage: #definition
* insert SafetyRule(MR-03, 03, [[Opioid-free 7–10 days needed (up to 14 after methadone/buprenorphine).]], [[Naltrexone, last opioid use <7 d (short-acting) or <14 d (methadone/bup/XR).]], [[label [V]; 14 d [S].]])

Instance: MR-04
InstanceOf: PlanDefinition
Usage: #definition
* insert SafetyRule(MR-04, 04, [[Opioid-free interval not proven. Obtain UDS; consider naloxone challenge.]], [[Naltrexone, interval 7–10 d, or last use unknown/no UDS in 7 d.]], [[label [V].]])

Instance: MR-05
InstanceOf: PlanDefinition
Usage: #definition
* insert SafetyRule(MR-05, 05, [[Patient in opioid withdrawal: naltrexone contraindicated.]], [[Naltrexone, COWS >=5 or SNOMED 87132004 (opioid withdrawal) active.]], [[label [V].]])

Instance: MR-06
InstanceOf: PlanDefinition
Usage: #definition
* insert SafetyRule(MR-06, 06, [[Pregnant and using opioids: offer buprenorphine or methadone, not naltrexone.]], [[Naltrexone start + pregnant (77386006 / positive test) and active opioid use.]], [[NYSDOH AI, NBK572854 [V].]])

Instance: MR-07
InstanceOf: PlanDefinition
Usage: #definition
* insert SafetyRule(MR-07, 07, [[Acute liver disease: naltrexone not advised; review alternatives.]], [[Naltrexone + acute hepatitis/hepatic failure (59927004,197270009) or ALT/AST >5x ULN.]], [[[K, unverified] (thresholds vary 3–5x).]])

Instance: MR-08
InstanceOf: PlanDefinition
Usage: #definition
* insert SafetyRule(MR-08, 08, [[XR-naltrexone is 380 mg IM gluteal every 4 weeks.]], [[XR-naltrexone dose !=380 mg, route !=IM, or interval <28 d (tolerance -2 d).]], [[label [V].]])

Instance: MR-09
InstanceOf: PlanDefinition
Usage: #definition
* insert SafetyRule(MR-09, 09, [[Blockade ended: tolerance is low, overdose risk high. Give naloxone, restart plan.]], [[Naltrexone late >35 d after last injection or stopped.]], [[label 5.1 [V].]])

Instance: MR-10
InstanceOf: PlanDefinition
Usage: #definition
* insert SafetyRule(MR-10, 10, [[Methadone for OUD must be dispensed by a certified OTP.]], [[Methadone with OUD reason, performer not a certified OTP.]], [[42 CFR 8.12, label [V].]])

Instance: MR-11
InstanceOf: PlanDefinition
Usage: #definition
* insert SafetyRule(MR-11, 11, [[3-day rule: not renewable; OTP referral must be in progress.]], [[MR-10 exception: emergency <=3-day supply; inpatient for other condition.]], [[21 CFR 1306.07(b),(c) [S/V].]])

Instance: MR-12
InstanceOf: PlanDefinition
Usage: #definition
* insert SafetyRule(MR-12, 12, [[First dose above ASAM 10–30 mg range; reassess at 2–4 h.]], [[Methadone first dose >30 mg (single).]], [[ASAM 2020 [V] - not a regulatory cap since 2024.]])

Instance: MR-13
InstanceOf: PlanDefinition
Usage: #definition
* insert SafetyRule(MR-13, 13, [[Day-1 methadone >50 mg needs documented clinical rationale.]], [[Methadone day-1 total >50 mg without documented rationale.]], [[42 CFR 8.12 (h)(3)(ii) [S] ('should not exceed').]])

Instance: MR-14
InstanceOf: PlanDefinition
Usage: #definition
* insert SafetyRule(MR-14, 14, [[Low tolerance: start 2.5–10 mg.]], [[Methadone first dose >10 mg when low/no tolerance (no use >5 d, recent release, opioid-negative UDS).]], [[ASAM 2020 [V].]])

Instance: MR-15
InstanceOf: PlanDefinition
Usage: #definition
* insert SafetyRule(MR-15, 15, [[Rise faster than 10 mg per 5 days: accumulation risk.]], [[Methadone increase >10 mg or <5 d since last increase (first 4 wk).]], [[ASAM 2020 [K, unverified]; ASAM 2015 7 d [V].]])

Instance: MR-16
InstanceOf: PlanDefinition
Usage: #definition
* insert SafetyRule(MR-16, 16, [[QTc >500 ms: reduce/stop, correct causes or use buprenorphine.]], [[Methadone/lofexidine: QTc >500 ms.]], [[QTc consensus 2009 [V].]])

Instance: MR-17
InstanceOf: PlanDefinition
Usage: #definition
* insert SafetyRule(MR-17, 17, [[QTc 450–500 ms: discuss risk, monitor more often, review QT drugs.]], [[Methadone: QTc >=450 and <=500.]], [[QTc consensus 2009 [V] (>450 and <500).]])

Instance: MR-18
InstanceOf: PlanDefinition
Usage: #definition
* insert SafetyRule(MR-18, 18, [[ECG due: baseline, 30 days, yearly, and above 100 mg/day.]], [[Methadone start with no ECG (or none in 30 d after start, 12 mo; dose >100 mg/d).]], [[QTc consensus 2009 [V].]])

Instance: MR-19
InstanceOf: PlanDefinition
Usage: #definition
* insert SafetyRule(MR-19, 19, [[Additive QT prolongation. Consider alternative or ECG.]], [[Methadone + QT-prolonging drug (ondansetron, lofexidine, hydroxyzine, macrolide, fluoroquinolone, citalopram, antipsychotic).]], [[QTc consensus 2009 rec 5 [V]; list [K, unverified].]])

Instance: MR-20
InstanceOf: PlanDefinition
Usage: #definition
* insert SafetyRule(MR-20, 20, [[COWS below 8: high precipitated-withdrawal risk. Wait, or use low-dose protocol.]], [[Bup SL start with COWS <8 (or no COWS in 4 h) and physically dependent, not low-dose protocol.]], [[ASAM 2023 [S].]])

Instance: MR-21
InstanceOf: PlanDefinition
Usage: #definition
* insert SafetyRule(MR-21, 21, [[COWS 8–10: acceptable with objective sign; ASAM 2020 prefers 11–12.]], [[Bup start with COWS 8–10.]], [[ASAM 2020 and 2023 [S].]])

Instance: MR-22
InstanceOf: PlanDefinition
Usage: #definition
* insert SafetyRule(MR-22, 22, [[Too soon after last opioid: wait 6–12 h (24–72 h long-acting).]], [[Bup start, last short-acting opioid <6 h (W 6–12 h), long-acting/methadone <24 h (W 24–72 h).]], [[ASAM 2015 [V].]])

Instance: MR-23
InstanceOf: PlanDefinition
Usage: #definition
* insert SafetyRule(MR-23, 23, [[Fentanyl exposure: confirm objective withdrawal; plan extra buprenorphine. Not a reason to withhold.]], [[Bup start with regular fentanyl use or fentanyl+ UDS.]], [[ASAM 2023 [S].]])

Instance: MR-24
InstanceOf: PlanDefinition
Usage: #definition
* insert SafetyRule(MR-24, 24, [[Methadone >40 mg/d: taper to 30–40 mg or use low-dose bridging.]], [[Bup start while methadone >40 mg/d.]], [[ASAM 2015 [V].]])

Instance: MR-25
InstanceOf: PlanDefinition
Usage: #definition
* insert SafetyRule(MR-25, 25, [[Above 24 mg/day: permitted; FDA sets no maximum. Check state/payer limits.]], [[Bup daily >24 mg.]], [[FDA, 89 FR 105613 [V] - must not be an error.]])

Instance: MR-26
InstanceOf: PlanDefinition
Usage: #definition
* insert SafetyRule(MR-26, 26, [[Above 32 mg/day: document rationale; check diversion/absorption.]], [[Bup daily >32 mg.]], [[[K, unverified] site parameter.]])

Instance: MR-27
InstanceOf: PlanDefinition
Usage: #definition
* insert SafetyRule(MR-27, 27, [[XR-buprenorphine: SC by certified site only, after transmucosal test; check interval.]], [[XR-bup without prior transmucosal exposure; interval <26 d (Sublocade); weekly/monthly mixed; not HCP-administered; IV/IM route; non-REMS site.]], [[labels [V]; 2025 exposure rule [S].]])

Instance: MR-28
InstanceOf: PlanDefinition
Usage: #definition
* insert SafetyRule(MR-28, 28, [[Duplicate opioid agonist therapy. Confirm transition or acute-pain plan.]], [[Duplicate opioid agonist (methadone+bup, SL bup + XR bup at steady state, MOUD + opioid analgesic).]], [[[K, unverified].]])

Instance: MR-29
InstanceOf: PlanDefinition
Usage: #definition
* insert SafetyRule(MR-29, 29, [[CNS depressant with MOUD: counsel, naloxone, monitor. Do not withhold MOUD.]], [[MOUD + benzodiazepine/Z-drug/barbiturate/gabapentinoid/alcohol use (AUDIT-C high, UDS +).]], [[boxed warning [V]; 'do not withhold' FDA 2017 [K, unverified].]])

Instance: MR-30
InstanceOf: PlanDefinition
Usage: #definition
* insert SafetyRule(MR-30, 30, [[Severe hepatic impairment: avoid bup/naloxone; consider mono at reduced dose.]], [[Bup/naloxone + severe hepatic impairment (Child-Pugh C) ; moderate -> W.]], [[label [V].]])

Instance: MR-31
InstanceOf: PlanDefinition
Usage: #definition
* insert SafetyRule(MR-31, 31, [[Hold: BP <90/60 or dose above organ-function cap.]], [[Any alpha-2 agonist with SBP <90 or HR <50; lofexidine age <18, congenital long QT, dose above renal/hepatic cap.]], [[VA PBM adjunct table, label [V].]])

Instance: MR-32
InstanceOf: PlanDefinition
Usage: #definition
* insert SafetyRule(MR-32, 32, [[Pregnancy: withdrawal alone not advised. Offer buprenorphine or methadone.]], [[Pregnancy + detox-only (MOUD taper/adjuncts without maintenance).]], [[NYSDOH AI, NBK572854 [V].]])

Instance: MR-33
InstanceOf: PlanDefinition
Usage: #definition
* insert SafetyRule(MR-33, 33, [[Below labelled age (bup SL >=16): specialist review and consent needed.]], [[Age <16 bup, or <18 naltrexone/lofexidine/XR-bup.]], [[[K, unverified] bup 16+; lofexidine adults [V].]])

Instance: MR-34
InstanceOf: PlanDefinition
Usage: #definition
* insert SafetyRule(MR-34, 34, [[Under 18: written parent/guardian consent required (42 CFR 8.12).]], [[Age <18 methadone in OTP without guardian/state consent (and no state minor-consent flag).]], [[42 CFR 8.12 [S/K, unverified]; no 'two failed attempts' test since 2024.]])

Instance: MR-35
InstanceOf: PlanDefinition
Usage: #definition
* insert SafetyRule(MR-35, 35, [[Inducer lowers MOUD level: watch for withdrawal; adjust dose.]], [[CYP3A4 inducer (rifampin, carbamazepine, phenytoin, phenobarbital, efavirenz) with methadone/bup.]], [[label boxed (P450) [V]; list [K, unverified].]])

Instance: MR-36
InstanceOf: PlanDefinition
Usage: #definition
* insert SafetyRule(MR-36, 36, [[Inhibitor raises MOUD level: sedation/QT risk; monitor.]], [[CYP3A4 inhibitor (azole, clarithromycin, ritonavir/cobicistat, fluvoxamine) or stopping an inducer.]], [[label boxed (P450) [V]; list [K, unverified].]])

Instance: MR-37
InstanceOf: PlanDefinition
Usage: #definition
* insert SafetyRule(MR-37, 37, [[No naloxone on file: prescribe or supply with this order.]], [[No rescue antagonist active/dispensed in 12 mo (use Opioid Antagonist set, not combos).]], [[labels [V].]])

Instance: MR-38
InstanceOf: PlanDefinition
Usage: #definition
* insert SafetyRule(MR-38, 38, [[No documented informed consent to OUD treatment.]], [[OTP admission/MOUD start without treatment Consent.]], [[42 CFR 8.12 [K, unverified]; ASAM 2020 'able to give informed consent' [V].]])

Instance: MR-39
InstanceOf: PlanDefinition
Usage: #definition
* insert SafetyRule(MR-39, 39, [[Detox without MOUD raises relapse and overdose death risk. Offer MOUD or record refusal.]], [[Detox-only plan: withdrawal medication with no MOUD order/offer/refusal recorded.]], [[SAMHSA TIP 63 [V] 'considered for all'; ASAM 2020 [K, unverified].]])

Instance: MR-40
InstanceOf: PlanDefinition
Usage: #definition
* insert SafetyRule(MR-40, 40, [[Ultra-rapid opioid detoxification not recommended: risk of death.]], [[Ultra-rapid detox under anaesthesia ordered.]], [[ASAM 2020 [V].]])

Instance: MR-41
InstanceOf: PlanDefinition
Usage: #definition
* insert SafetyRule(MR-41, 41, [[Take-home supply exceeds federal limit for this treatment day.]], [[Methadone take-home days > 7/14/28 by treatment day; missing 6-criteria note.]], [[42 CFR 8.12 (i)(3) [S].]])

Instance: MR-42
InstanceOf: PlanDefinition
Usage: #definition
* insert SafetyRule(MR-42, 42, [[Telemedicine OUD window of 6 months passed: in-person evaluation required.]], [[C-III–V OUD Rx by telemedicine >6 months since first, or no PDMP check (then max 7 d).]], [[21 CFR 1306.51 [S].]])

Instance: MR-43
InstanceOf: PlanDefinition
Usage: #definition
* insert SafetyRule(MR-43, 43, [[Patient on naltrexone: opioid analgesia blocked and overdose risk if exceeded.]], [[Mu-opioid analgesic ordered while on naltrexone.]], [[label 7 [V].]])

Instance: MR-44
InstanceOf: PlanDefinition
Usage: #definition
* insert SafetyRule(MR-44, 44, [[Do not stop MOUD for substance use or missed counselling alone.]], [[MOUD stop/taper ordered by reason of positive UDS or missed counselling alone.]], [[[K, unverified] ASAM 2020/42 CFR 8.12.]])

Instance: MR-45
InstanceOf: PlanDefinition
Usage: #definition
* insert SafetyRule(MR-45, 45, [[Recorded allergy to ordered drug.]], [[Allergy/intolerance to ingredient.]], [[standard.]])

Instance: MR-46
InstanceOf: PlanDefinition
Usage: #definition
* insert SafetyRule(MR-46, 46, [[Missed doses: tolerance may be lost. Reduce and re-titrate.]], [[Prior MOUD interrupted (methadone >=3 missed days), re-start at full dose.]], [[[K, unverified].]])

Instance: MR-47
InstanceOf: PlanDefinition
Usage: #definition
* insert SafetyRule(MR-47, 47, [[Possible dual OTP enrolment: verify before dosing.]], [[Second OTP enrolment (active methadone elsewhere).]], [[42 CFR part 2 2.34 title [V]; [K, unverified].]])
