package org.oudfhir.safety;

import java.util.Locale;

/** What a drug does, as far as a rule asks; the code in the catalogue is the name in lower case with hyphens. */
enum DrugClass {
    BUPRENORPHINE,
    METHADONE,
    NALTREXONE,
    /** Naloxone or nalmefene for rescue; no combination with buprenorphine. */
    RESCUE_ANTAGONIST,
    /** Full agonist for pain. */
    OPIOID_ANALGESIC,
    ALPHA_2_AGONIST,
    BENZODIAZEPINE,
    Z_DRUG,
    BARBITURATE,
    GABAPENTINOID,
    QT_PROLONGING,
    CYP3A4_INDUCER,
    CYP3A4_INHIBITOR,
    /** Other drug against single symptoms of withdrawal: ondansetron, loperamide, hydroxyzine. */
    WITHDRAWAL_ADJUNCT,
    ANAESTHETIC;

    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
