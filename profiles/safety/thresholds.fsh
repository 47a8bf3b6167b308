// The numbers of the safety rules, each with its unit, its source and how a site may change it: only to the stricter side.
// The evidence is that of the source: [V] primary, [S] secondary, [K, unverified] none.

RuleSet: Threshold(code, meaning, value, unit, stricter, evidence, source)
* #{code} "{meaning}"
* #{code} ^property[0].code = #value
* #{code} ^property[0].valueDecimal = {value}
* #{code} ^property[1].code = #unit
* #{code} ^property[1].valueString = "{unit}"
* #{code} ^property[2].code = #stricter
* #{code} ^property[2].valueString = "{stricter}"
* #{code} ^property[3].code = #source
* #{code} ^property[3].valueString = "{source}"
* #{code} ^property[4].code = #evidence
* #{code} ^property[4].valueCode = #{evidence}

CodeSystem: OUDSafetyThreshold
Id: oud-safety-threshold
Title: "Thresholds of the safety rules"
Description: "One concept per number. A site makes a number stricter by configuration; the stored code system then shows site-value."
* ^caseSensitive = true
* ^property[0].code = #value
* ^property[0].description = "The number"
* ^property[0].type = #decimal
* ^property[1].code = #unit
* ^property[1].description = "UCUM unit"
* ^property[1].type = #string
* ^property[2].code = #stricter
* ^property[2].description = "The side to which a site may change it: higher or lower; fixed when to none"
* ^property[2].type = #string
* ^property[3].code = #source
* ^property[3].description = "Who says so, with the evidence tag"
* ^property[3].type = #string
* ^property[4].code = #evidence
* ^property[4].description = "Weakest evidence behind the number: V read in a primary text, S in a secondary one, K in none (unverified)"
* ^property[4].type = #code
* ^property[5].code = #effective-to
* ^property[5].description = "Last day on which the number applies"
* ^property[5].type = #dateTime
* ^property[6].code = #site-value
* ^property[6].description = "The stricter number of this site"
* ^property[6].type = #decimal
* insert Threshold(start-window-hours, [[An order written within these hours is a start; an older one is history]], 24, h, higher, K, [[server rule]])
* insert Threshold(evidence-valid-days, [[An answer of a form counts for so many days]], 30, d, higher, K, [[server rule, site parameter]])
* insert Threshold(first-day-look-back-days, [[No dose of the drug in so many days makes a first day]], 5, d, lower, K, [[[K, unverified], site parameter]])
* insert Threshold(uds-fresh-days, [[A urine drug test counts for so many days]], 7, d, higher, V, [[naltrexone label [V], MR-02 and MR-04]])
* insert Threshold(cows-withdrawal, [[COWS from which a patient is in withdrawal]], 5, {score}, lower, V, [[COWS 5 to 12 mild [V], MR-05]])
* insert Threshold(cows-fresh-hours, [[A COWS counts for a buprenorphine start for so many hours]], 4, h, lower, S, [[MR-20, ASAM 2023 [S].]])
* insert Threshold(cows-buprenorphine-stop, [[COWS below which buprenorphine is not started]], 8, {score}, higher, S, [[ASAM 2023 [S], MR-20]])
* insert Threshold(cows-buprenorphine-clear, [[COWS from which a buprenorphine start needs no warning]], 11, {score}, higher, S, [[ASAM 2020 [S], MR-21]])
* insert Threshold(naltrexone-short-acting-days, [[Opioid-free days before naltrexone after a short-acting opioid]], 7, d, higher, V, [[naltrexone label [V], MR-03]])
* insert Threshold(naltrexone-long-acting-days, [[Opioid-free days before naltrexone after methadone, buprenorphine or an unknown opioid]], 14, d, higher, S, [[[S], MR-03]])
* insert Threshold(naltrexone-proof-days, [[Up to so many opioid-free days the interval is not proven]], 10, d, higher, V, [[naltrexone label [V], MR-04]])
* insert Threshold(alt-ast-uln-multiple, [[Transaminases above so many times the upper limit stop naltrexone]], 5, 1, lower, K, [[MR-07 [K, unverified]; texts vary from 3 to 5]])
* insert Threshold(transaminase-upper-limit, [[Upper limit of normal where the laboratory sent none]], 40, U/L, lower, K, [[[K, unverified].]])
* insert Threshold(naltrexone-xr-mg, [[Dose of extended-release naltrexone]], 380, mg, fixed, V, [[naltrexone label [V], MR-08]])
* insert Threshold(naltrexone-xr-interval-days, [[Days between injections of extended-release naltrexone]], 28, d, higher, V, [[naltrexone label [V], MR-08]])
* insert Threshold(naltrexone-xr-tolerance-days, [[An injection may be so many days early]], 2, d, lower, V, [[MR-08 [V].]])
* insert Threshold(naltrexone-late-days, [[After so many days without an injection the blockade has ended]], 35, d, lower, V, [[naltrexone label 5.1 [V], MR-09]])
* insert Threshold(emergency-supply-days, [[Emergency supply of methadone outside a program]], 3, d, lower, S, [[21 CFR 1306.07(b) [S], MR-11]])
* insert Threshold(methadone-first-dose-mg, [[First single dose of methadone]], 30, mg, lower, V, [[ASAM 2020 [V], MR-12]])
* insert Threshold(methadone-day-1-mg, [[Methadone on the first day]], 50, mg, lower, S, [[42 CFR 8.12(h)(3)(ii) [S], MR-13]])
* insert Threshold(methadone-low-tolerance-mg, [[First dose of methadone with low or no tolerance]], 10, mg, lower, V, [[ASAM 2020 [V], MR-14]])
* insert Threshold(low-tolerance-days, [[Without opioids for more than so many days, tolerance is low]], 5, d, lower, V, [[ASAM 2020 [V], MR-14]])
* insert Threshold(methadone-increase-mg, [[Rise of the daily dose of methadone]], 10, mg, lower, K, [[ASAM 2020 [K, unverified], MR-15]])
* insert Threshold(methadone-increase-days, [[Days between rises of the dose of methadone]], 5, d, higher, K, [[ASAM 2020 [K, unverified]; ASAM 2015 7 days [V], MR-15]])
* insert Threshold(methadone-titration-days, [[Rises are watched for the first so many days]], 28, d, higher, K, [[MR-15, first 4 weeks [K, unverified].]])
* insert Threshold(methadone-early-days, [[Sedatives weigh more in the first so many days of methadone]], 14, d, higher, V, [[MR-29 [V].]])
* insert Threshold(methadone-missed-warn-days, [[Missed days of methadone that call for a review of the dose]], 3, d, lower, K, [[MR-46 [K, unverified].]])
* insert Threshold(methadone-missed-stop-days, [[Missed days of methadone after which the former dose is not resumed]], 5, d, lower, K, [[MR-46 [K, unverified].]])
* insert Threshold(qtc-caution-ms, [[QTc from which methadone needs more care]], 450, ms, lower, V, [[QTc consensus 2009 [V], MR-17]])
* insert Threshold(qtc-stop-ms, [[QTc above which methadone and lofexidine stop]], 500, ms, lower, V, [[QTc consensus 2009 [V], MR-16]])
* insert Threshold(ecg-valid-days, [[An ECG counts for so many days]], 365, d, lower, V, [[QTc consensus 2009 [V], MR-16 to MR-18]])
* insert Threshold(ecg-after-start-days, [[ECG within so many days of the start of methadone]], 30, d, lower, V, [[QTc consensus 2009 [V], MR-18]])
* insert Threshold(methadone-ecg-dose-mg, [[Daily methadone above which a further ECG is due]], 100, mg, lower, V, [[QTc consensus 2009 [V], MR-18]])
* insert Threshold(buprenorphine-short-stop-hours, [[Hours after a short-acting opioid before buprenorphine]], 6, h, higher, V, [[ASAM 2015 [V], MR-22]])
* insert Threshold(buprenorphine-short-clear-hours, [[Hours after a short-acting opioid without a warning]], 12, h, higher, V, [[ASAM 2015 [V], MR-22]])
* insert Threshold(buprenorphine-long-stop-hours, [[Hours after a long-acting opioid before buprenorphine]], 24, h, higher, V, [[ASAM 2015 [V], MR-22]])
* insert Threshold(buprenorphine-long-clear-hours, [[Hours after a long-acting opioid without a warning]], 72, h, higher, V, [[ASAM 2015 [V], MR-22]])
* insert Threshold(buprenorphine-methadone-mg, [[Daily methadone above which buprenorphine needs a taper or bridging first]], 40, mg, lower, V, [[ASAM 2015 [V], MR-24]])
* insert Threshold(buprenorphine-inform-mg, [[Daily buprenorphine above which payers and states may ask]], 24, mg, lower, V, [[FDA, 89 FR 105613 [V], MR-25; not a maximum]])
* insert Threshold(buprenorphine-rationale-mg, [[Daily buprenorphine above which a rationale is documented]], 32, mg, lower, K, [[MR-26 [K, unverified], site parameter]])
* insert Threshold(sublocade-interval-days, [[Days between monthly injections of Sublocade]], 26, d, higher, V, [[Sublocade label [V], MR-27]])
* insert Threshold(brixadi-weekly-interval-days, [[Days between weekly injections of Brixadi]], 7, d, higher, V, [[Brixadi label [V], MR-27]])
* insert Threshold(brixadi-weekly-tolerance-days, [[A weekly injection may be so many days early]], 2, d, lower, V, [[Brixadi label [V], MR-27]])
* insert Threshold(brixadi-monthly-interval-days, [[Days between monthly injections of Brixadi]], 28, d, higher, V, [[Brixadi label [V], MR-27]])
* insert Threshold(brixadi-monthly-tolerance-days, [[A monthly injection may be so many days early]], 7, d, lower, V, [[Brixadi label [V], MR-27]])
* insert Threshold(sbp-stop, [[Systolic pressure below which an alpha-2 agonist is held]], 90, mm[Hg], higher, V, [[VA PBM adjunct table [V], MR-31]])
* insert Threshold(hr-stop, [[Heart rate below which an alpha-2 agonist is held]], 50, /min, higher, V, [[VA PBM adjunct table, lofexidine label [V], MR-31]])
* insert Threshold(lofexidine-single-mg, [[Largest single dose of lofexidine]], 0.72, mg, lower, V, [[lofexidine label [V], MR-31]])
* insert Threshold(lofexidine-daily-mg, [[Daily lofexidine]], 2.88, mg, lower, V, [[lofexidine label [V], MR-31]])
* insert Threshold(lofexidine-daily-child-pugh-a-mg, [[Daily lofexidine in mild hepatic impairment]], 2.16, mg, lower, V, [[lofexidine label [V], MR-31]])
* insert Threshold(lofexidine-daily-child-pugh-b-mg, [[Daily lofexidine in moderate hepatic impairment]], 1.44, mg, lower, V, [[lofexidine label [V], MR-31]])
* insert Threshold(lofexidine-daily-child-pugh-c-mg, [[Daily lofexidine in severe hepatic impairment]], 0.72, mg, lower, V, [[lofexidine label [V], MR-31]])
* insert Threshold(clonidine-daily-mg, [[Daily clonidine]], 0.8, mg, lower, V, [[UTD adjunct table [V], MR-31]])
* insert Threshold(clonidine-daily-heavy-mg, [[Daily clonidine of a heavy patient]], 1.2, mg, lower, V, [[UTD adjunct table [V], MR-31]])
* insert Threshold(clonidine-heavy-kg, [[Weight from which a patient is heavy for clonidine]], 90, kg, higher, V, [[UTD adjunct table [V], MR-31]])
* insert Threshold(buprenorphine-age, [[Labelled age of sublingual buprenorphine]], 16, a, higher, K, [[MR-33 [K, unverified].]])
* insert Threshold(adult-age, [[Adult age]], 18, a, higher, S, [[42 CFR 8.12 [S], lofexidine label [V], MR-31, MR-33, MR-34]])
* insert Threshold(naloxone-valid-days, [[A rescue antagonist counts for so many days]], 365, d, lower, V, [[MR-37, labels [V].]])
* insert Threshold(take-home-early-until-day, [[Last treatment day of the first take-home limit]], 14, d, higher, S, [[42 CFR 8.12(i)(3) [S], MR-41]])
* insert Threshold(take-home-early-days, [[Take-home days in the first two weeks]], 7, d, lower, S, [[42 CFR 8.12(i)(3) [S], MR-41]])
* insert Threshold(take-home-middle-until-day, [[Last treatment day of the second take-home limit]], 30, d, higher, S, [[42 CFR 8.12(i)(3) [S], MR-41]])
* insert Threshold(take-home-middle-days, [[Take-home days from day 15]], 14, d, lower, S, [[42 CFR 8.12(i)(3) [S], MR-41]])
* insert Threshold(take-home-late-days, [[Take-home days from day 31]], 28, d, lower, S, [[42 CFR 8.12(i)(3) [S], MR-41]])
* insert Threshold(telemedicine-months, [[Months of telemedicine prescribing without an examination in person]], 6, mo, lower, S, [[21 CFR 1306.51 [S], MR-42]])
* insert Threshold(pdmp-missing-days, [[Supply by telemedicine without a check of the prescription monitoring program]], 7, d, lower, S, [[21 CFR 1306.51 [S], MR-42]])
* insert Threshold(telemedicine-temporary-rule, [[The temporary telemedicine rule applies until its effective-to date (1 is in force)]], 1, 1, fixed, S, [[21 CFR 1307.41 [S].]])
* #telemedicine-temporary-rule ^property[5].code = #effective-to
* #telemedicine-temporary-rule ^property[5].valueDateTime = "2026-12-31"
