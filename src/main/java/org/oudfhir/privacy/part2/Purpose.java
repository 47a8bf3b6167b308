package org.oudfhir.privacy.part2;

import org.hl7.fhir.r4.model.Coding;

/**
 * What a record is wanted for, as v3-ActReason codes it. They are compared, never subsumed: there, legal use (HLEGAL) is a
 * child of operations (HOPERAT) and emergency of treatment, so that a consent to the one would admit the other.
 */
public enum Purpose {
    TREAT,
    ETREAT,
    BTG,
    HPAYMT,
    HOPERAT,
    HLEGAL,
    PATRQT,
    FAMRQT,
    HRESCH,
    PUBHLTH,
    /** Any other, and none. Two that are not known are not the same: no consent is for it. */
    OTHER;

    private static final String CODES = "http://terminology.hl7.org/CodeSystem/v3-ActReason";

    /** The concept that holds all purposes. */
    private static final String ANY = "PurposeOfUse";

    /** Whether a coding is one purpose, which can be compared with that of a request. */
    static boolean isCoded(Coding coding) {
        return CODES.equals(coding.getSystem()) && coding.hasCode() && !ANY.equals(coding.getCode());
    }

    /** The purpose that a coding means. */
    static Purpose of(Coding coding) {
        return isCoded(coding) ? of(coding.getCode()) : OTHER;
    }

    /** The purpose that a code means. */
    public static Purpose of(String code) {
        for (Purpose purpose : values()) {
            if (purpose.name().equals(code)) {
                return purpose;
            }
        }
        return OTHER;
    }

    public boolean isEmergency() {
        return this == ETREAT || this == BTG;
    }

    /** Treatment, payment or health care operations. */
    public boolean isTpo() {
        return this == TREAT || this == HPAYMT || this == HOPERAT;
    }
}
