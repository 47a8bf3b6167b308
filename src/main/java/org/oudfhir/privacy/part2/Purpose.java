package org.oudfhir.privacy.part2;

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
    /** Any other, and none. */
    OTHER;

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
