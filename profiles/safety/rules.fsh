// The rules that guard orders, by number: what a code in a DetectedIssue means. Thresholds and logic live with the rules.
// Behind each definition stands its source: [V] read in a primary text, [S] in a secondary one, [K] read nowhere, unverified.

CodeSystem: OUDSafetyRule
Id: oud-safety-rule
Title: "OUD safety rule"
Description: "Medication safety rules: the display is the message, the definition says when it fires and who says so. A contraindication keeps the pathway from proposing the drug; a process rule annotates proposals and blocks active orders only."
* ^caseSensitive = true
* ^property[0].code = #kind
* ^property[0].description = "contraindication or process"
* ^property[0].type = #string

* #MR-01 "Naltrexone blocked: active opioid agonist. Will precipitate severe withdrawal." "Naltrexone + active opioid agonist order (methadone, bup, or any opioid analgesic). Source: Vivitrol label [V]."
* #MR-01 ^property[0].code = #kind
* #MR-01 ^property[0].valueString = "contraindication"
* #MR-02 "Opioid-positive urine drug test; confirm opioid-free or do naloxone challenge." "Naltrexone + opioid-positive UDS (opiates, fentanyl, methadone, bup, oxycodone, 6-MAM) within 7 d and no later negative. Source: label [V]."
* #MR-02 ^property[0].code = #kind
* #MR-02 ^property[0].valueString = "contraindication"
* #MR-03 "Opioid-free 7–10 days needed (up to 14 after methadone/buprenorphine)." "Naltrexone, last opioid use <7 d (short-acting) or <14 d (methadone/bup/XR). Source: label [V]; 14 d [S]."
* #MR-03 ^property[0].code = #kind
* #MR-03 ^property[0].valueString = "contraindication"
* #MR-04 "Opioid-free interval not proven. Obtain UDS; consider naloxone challenge." "Naltrexone, interval 7–10 d, or last use unknown/no UDS in 7 d. Source: label [V]."
* #MR-04 ^property[0].code = #kind
* #MR-04 ^property[0].valueString = "contraindication"
* #MR-05 "Patient in opioid withdrawal: naltrexone contraindicated." "Naltrexone, COWS >=5 or SNOMED 87132004 (opioid withdrawal) active. Source: label [V]."
* #MR-05 ^property[0].code = #kind
* #MR-05 ^property[0].valueString = "contraindication"
* #MR-06 "Pregnant and using opioids: offer buprenorphine or methadone, not naltrexone." "Naltrexone start + pregnant (77386006 / positive test) and active opioid use. Source: NYSDOH AI, NBK572854 [V]."
* #MR-06 ^property[0].code = #kind
* #MR-06 ^property[0].valueString = "contraindication"
* #MR-07 "Acute liver disease: naltrexone not advised; review alternatives." "Naltrexone + acute hepatitis/hepatic failure (59927004,197270009) or ALT/AST >5x ULN. Source: [K, unverified] (thresholds vary 3–5x)."
* #MR-07 ^property[0].code = #kind
* #MR-07 ^property[0].valueString = "contraindication"
* #MR-08 "XR-naltrexone is 380 mg IM gluteal every 4 weeks." "XR-naltrexone dose !=380 mg, route !=IM, or interval <28 d (tolerance -2 d). Source: label [V]."
* #MR-08 ^property[0].code = #kind
* #MR-08 ^property[0].valueString = "contraindication"
* #MR-09 "Blockade ended: tolerance is low, overdose risk high. Give naloxone, restart plan." "Naltrexone late >35 d after last injection or stopped. Source: label 5.1 [V]."
* #MR-09 ^property[0].code = #kind
* #MR-09 ^property[0].valueString = "contraindication"
* #MR-10 "Methadone for OUD must be dispensed by a certified OTP." "Methadone with OUD reason, performer not a certified OTP. Source: 42 CFR 8.12, label [V]."
* #MR-10 ^property[0].code = #kind
* #MR-10 ^property[0].valueString = "process"
* #MR-11 "3-day rule: not renewable; OTP referral must be in progress." "MR-10 exception: emergency <=3-day supply; inpatient for other condition. Source: 21 CFR 1306.07(b),(c) [S/V]."
* #MR-11 ^property[0].code = #kind
* #MR-11 ^property[0].valueString = "process"
* #MR-12 "First dose above ASAM 10–30 mg range; reassess at 2–4 h." "Methadone first dose >30 mg (single). Source: ASAM 2020 [V] - not a regulatory cap since 2024."
* #MR-12 ^property[0].code = #kind
* #MR-12 ^property[0].valueString = "contraindication"
* #MR-13 "Day-1 methadone >50 mg needs documented clinical rationale." "Methadone day-1 total >50 mg without documented rationale. Source: 42 CFR 8.12 (h)(3)(ii) [S] ('should not exceed')."
* #MR-13 ^property[0].code = #kind
* #MR-13 ^property[0].valueString = "contraindication"
* #MR-14 "Low tolerance: start 2.5–10 mg." "Methadone first dose >10 mg when low/no tolerance (no use >5 d, recent release, opioid-negative UDS). Source: ASAM 2020 [V]."
* #MR-14 ^property[0].code = #kind
* #MR-14 ^property[0].valueString = "contraindication"
* #MR-15 "Rise faster than 10 mg per 5 days: accumulation risk." "Methadone increase >10 mg or <5 d since last increase (first 4 wk). Source: ASAM 2020 [K, unverified]; ASAM 2015 7 d [V]."
* #MR-15 ^property[0].code = #kind
* #MR-15 ^property[0].valueString = "contraindication"
* #MR-16 "QTc >500 ms: reduce/stop, correct causes or use buprenorphine." "Methadone/lofexidine: QTc >500 ms. Source: QTc consensus 2009 [V]."
* #MR-16 ^property[0].code = #kind
* #MR-16 ^property[0].valueString = "contraindication"
* #MR-17 "QTc 450–500 ms: discuss risk, monitor more often, review QT drugs." "Methadone: QTc >=450 and <=500. Source: QTc consensus 2009 [V] (>450 and <500)."
* #MR-17 ^property[0].code = #kind
* #MR-17 ^property[0].valueString = "contraindication"
* #MR-18 "ECG due: baseline, 30 days, yearly, and above 100 mg/day." "Methadone start with no ECG (or none in 30 d after start, 12 mo; dose >100 mg/d). Source: QTc consensus 2009 [V]."
* #MR-18 ^property[0].code = #kind
* #MR-18 ^property[0].valueString = "process"
* #MR-19 "Additive QT prolongation. Consider alternative or ECG." "Methadone + QT-prolonging drug (ondansetron, lofexidine, hydroxyzine, macrolide, fluoroquinolone, citalopram, antipsychotic). Source: QTc consensus 2009 rec 5 [V]; list [K, unverified]."
* #MR-19 ^property[0].code = #kind
* #MR-19 ^property[0].valueString = "contraindication"
* #MR-20 "COWS below 8: high precipitated-withdrawal risk. Wait, or use low-dose protocol." "Bup SL start with COWS <8 (or no COWS in 4 h) and physically dependent, not low-dose protocol. Source: ASAM 2023 [S]."
* #MR-20 ^property[0].code = #kind
* #MR-20 ^property[0].valueString = "contraindication"
* #MR-21 "COWS 8–10: acceptable with objective sign; ASAM 2020 prefers 11–12." "Bup start with COWS 8–10. Source: ASAM 2020 and 2023 [S]."
* #MR-21 ^property[0].code = #kind
* #MR-21 ^property[0].valueString = "contraindication"
* #MR-22 "Too soon after last opioid: wait 6–12 h (24–72 h long-acting)." "Bup start, last short-acting opioid <6 h (W 6–12 h), long-acting/methadone <24 h (W 24–72 h). Source: ASAM 2015 [V]."
* #MR-22 ^property[0].code = #kind
* #MR-22 ^property[0].valueString = "contraindication"
* #MR-23 "Fentanyl exposure: confirm objective withdrawal; plan extra buprenorphine. Not a reason to withhold." "Bup start with regular fentanyl use or fentanyl+ UDS. Source: ASAM 2023 [S]."
* #MR-23 ^property[0].code = #kind
* #MR-23 ^property[0].valueString = "contraindication"
* #MR-24 "Methadone >40 mg/d: taper to 30–40 mg or use low-dose bridging." "Bup start while methadone >40 mg/d. Source: ASAM 2015 [V]."
* #MR-24 ^property[0].code = #kind
* #MR-24 ^property[0].valueString = "contraindication"
* #MR-25 "Above 24 mg/day: permitted; FDA sets no maximum. Check state/payer limits." "Bup daily >24 mg. Source: FDA, 89 FR 105613 [V] - must not be an error."
* #MR-25 ^property[0].code = #kind
* #MR-25 ^property[0].valueString = "contraindication"
* #MR-26 "Above 32 mg/day: document rationale; check diversion/absorption." "Bup daily >32 mg. Source: [K, unverified] site parameter."
* #MR-26 ^property[0].code = #kind
* #MR-26 ^property[0].valueString = "contraindication"
* #MR-27 "XR-buprenorphine: SC by certified site only, after transmucosal test; check interval." "XR-bup without prior transmucosal exposure; interval <26 d (Sublocade); weekly/monthly mixed; not HCP-administered; IV/IM route; non-REMS site. Source: labels [V]; 2025 exposure rule [S]."
* #MR-27 ^property[0].code = #kind
* #MR-27 ^property[0].valueString = "contraindication"
* #MR-28 "Duplicate opioid agonist therapy. Confirm transition or acute-pain plan." "Duplicate opioid agonist (methadone+bup, SL bup + XR bup at steady state, MOUD + opioid analgesic). Source: [K, unverified]."
* #MR-28 ^property[0].code = #kind
* #MR-28 ^property[0].valueString = "contraindication"
* #MR-29 "CNS depressant with MOUD: counsel, naloxone, monitor. Do not withhold MOUD." "MOUD + benzodiazepine/Z-drug/barbiturate/gabapentinoid/alcohol use (AUDIT-C high, UDS +). Source: boxed warning [V]; 'do not withhold' FDA 2017 [K, unverified]."
* #MR-29 ^property[0].code = #kind
* #MR-29 ^property[0].valueString = "contraindication"
* #MR-30 "Severe hepatic impairment: avoid bup/naloxone; consider mono at reduced dose." "Bup/naloxone + severe hepatic impairment (Child-Pugh C) ; moderate -> W. Source: label [V]."
* #MR-30 ^property[0].code = #kind
* #MR-30 ^property[0].valueString = "contraindication"
* #MR-31 "Hold: BP <90/60 or dose above organ-function cap." "Any alpha-2 agonist with SBP <90 or HR <50; lofexidine age <18, congenital long QT, dose above renal/hepatic cap. Source: VA PBM adjunct table, label [V]."
* #MR-31 ^property[0].code = #kind
* #MR-31 ^property[0].valueString = "contraindication"
* #MR-32 "Pregnancy: withdrawal alone not advised. Offer buprenorphine or methadone." "Pregnancy + detox-only (MOUD taper/adjuncts without maintenance). Source: NYSDOH AI, NBK572854 [V]."
* #MR-32 ^property[0].code = #kind
* #MR-32 ^property[0].valueString = "contraindication"
* #MR-33 "Below labelled age (bup SL >=16): specialist review and consent needed." "Age <16 bup, or <18 naltrexone/lofexidine/XR-bup. Source: [K, unverified] bup 16+; lofexidine adults [V]."
* #MR-33 ^property[0].code = #kind
* #MR-33 ^property[0].valueString = "contraindication"
* #MR-34 "Under 18: written parent/guardian consent required (42 CFR 8.12)." "Age <18 methadone in OTP without guardian/state consent (and no state minor-consent flag). Source: 42 CFR 8.12 [S/K, unverified]; no 'two failed attempts' test since 2024."
* #MR-34 ^property[0].code = #kind
* #MR-34 ^property[0].valueString = "process"
* #MR-35 "Inducer lowers MOUD level: watch for withdrawal; adjust dose." "CYP3A4 inducer (rifampin, carbamazepine, phenytoin, phenobarbital, efavirenz) with methadone/bup. Source: label boxed (P450) [V]; list [K, unverified]."
* #MR-35 ^property[0].code = #kind
* #MR-35 ^property[0].valueString = "contraindication"
* #MR-36 "Inhibitor raises MOUD level: sedation/QT risk; monitor." "CYP3A4 inhibitor (azole, clarithromycin, ritonavir/cobicistat, fluvoxamine) or stopping an inducer. Source: label boxed (P450) [V]; list [K, unverified]."
* #MR-36 ^property[0].code = #kind
* #MR-36 ^property[0].valueString = "contraindication"
* #MR-37 "No naloxone on file: prescribe or supply with this order." "No rescue antagonist active/dispensed in 12 mo (use Opioid Antagonist set, not combos). Source: labels [V]."
* #MR-37 ^property[0].code = #kind
* #MR-37 ^property[0].valueString = "process"
* #MR-38 "No documented informed consent to OUD treatment." "OTP admission/MOUD start without treatment Consent. Source: 42 CFR 8.12 [K, unverified]; ASAM 2020 'able to give informed consent' [V]."
* #MR-38 ^property[0].code = #kind
* #MR-38 ^property[0].valueString = "process"
* #MR-39 "Detox without MOUD raises relapse and overdose death risk. Offer MOUD or record refusal." "Detox-only plan: withdrawal medication with no MOUD order/offer/refusal recorded. Source: SAMHSA TIP 63 [V] 'considered for all'; ASAM 2020 [K, unverified]."
* #MR-39 ^property[0].code = #kind
* #MR-39 ^property[0].valueString = "contraindication"
* #MR-40 "Ultra-rapid opioid detoxification not recommended: risk of death." "Ultra-rapid detox under anaesthesia ordered. Source: ASAM 2020 [V]."
* #MR-40 ^property[0].code = #kind
* #MR-40 ^property[0].valueString = "contraindication"
* #MR-41 "Take-home supply exceeds federal limit for this treatment day." "Methadone take-home days > 7/14/28 by treatment day; missing 6-criteria note. Source: 42 CFR 8.12 (i)(3) [S]."
* #MR-41 ^property[0].code = #kind
* #MR-41 ^property[0].valueString = "process"
* #MR-42 "Telemedicine OUD window of 6 months passed: in-person evaluation required." "C-III–V OUD Rx by telemedicine >6 months since first, or no PDMP check (then max 7 d). Source: 21 CFR 1306.51 [S]."
* #MR-42 ^property[0].code = #kind
* #MR-42 ^property[0].valueString = "process"
* #MR-43 "Patient on naltrexone: opioid analgesia blocked and overdose risk if exceeded." "Mu-opioid analgesic ordered while on naltrexone. Source: label 7 [V]."
* #MR-43 ^property[0].code = #kind
* #MR-43 ^property[0].valueString = "contraindication"
* #MR-44 "Do not stop MOUD for substance use or missed counselling alone." "MOUD stop/taper ordered by reason of positive UDS or missed counselling alone. Source: [K, unverified] ASAM 2020/42 CFR 8.12."
* #MR-44 ^property[0].code = #kind
* #MR-44 ^property[0].valueString = "contraindication"
* #MR-45 "Recorded allergy to ordered drug." "Allergy/intolerance to ingredient. Source: standard."
* #MR-45 ^property[0].code = #kind
* #MR-45 ^property[0].valueString = "contraindication"
* #MR-46 "Missed doses: tolerance may be lost. Reduce and re-titrate." "Prior MOUD interrupted (methadone >=3 missed days), re-start at full dose. Source: [K, unverified]."
* #MR-46 ^property[0].code = #kind
* #MR-46 ^property[0].valueString = "contraindication"
* #MR-47 "Possible dual OTP enrolment: verify before dosing." "Second OTP enrolment (active methadone elsewhere). Source: 42 CFR part 2 2.34 title [V]; [K, unverified]."
* #MR-47 ^property[0].code = #kind
* #MR-47 ^property[0].valueString = "process"
