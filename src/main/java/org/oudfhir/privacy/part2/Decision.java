package org.oudfhir.privacy.part2;

import java.util.Optional;

/** Whether a resource may be disclosed to a requester, and why. */
public sealed interface Decision {

    /**
     * It may.
     *
     * @param basis in law
     * @param consent reference of the consent it rests on
     */
    record Permit(Basis basis, Optional<String> consent) implements Decision {}

    /**
     * It may not.
     *
     * @param reason for the audit; never told to the requester
     */
    record Deny(Reason reason) implements Decision {}

    /** What permits a disclosure. */
    enum Basis {
        /** Within the program: 42 CFR 2.12(c)(3). */
        INTERNAL,
        /** Within the program, in an emergency: 2.12(c)(3), with an attestation as for 2.51. */
        INTERNAL_EMERGENCY,
        /** The patient's own access: 2.23. */
        PATIENT,
        /** A written consent: 2.31, 2.33. */
        CONSENT,
        /** No Part 2 record: HIPAA alone. */
        HIPAA,
        /** Received under a consent to treatment, payment and operations by who is no program: 2.33(b). */
        REDISCLOSURE,
        /** A medical emergency: 2.51. */
        EMERGENCY,
        /** A qualified service organisation: 2.12(c)(4). */
        QSOA,
        /** Audit and evaluation: 2.53. */
        AUDIT;

        /** Whether an emergency permits it, which is looked at afterwards. */
        public boolean isEmergency() {
            return this == EMERGENCY || this == INTERNAL_EMERGENCY;
        }
    }

    /** What stands against a disclosure. */
    enum Reason {
        /** Nobody knows who asks. */
        UNKNOWN_REQUESTER(false),
        /** Legal proceedings go by the staff, with a court order or a consent of their own: 2.12(d), 2.31(d), 2.61 to 2.67. */
        PROCEEDINGS(true),
        /** An emergency that nobody attests: 2.51. */
        NOT_ATTESTED(true),
        /** Identified records do not go to public health: 2.54. */
        PUBLIC_HEALTH(true),
        /** Research needs a basis of its own: 2.52. */
        RESEARCH(false),
        /** Not the patient's own record, or not of the patient for whom they ask. */
        ANOTHER_PATIENT(false),
        /** A counselling note needs a consent of its own: 2.31(b). */
        COUNSELING_NOTE(false),
        /** Kept from those who act for the patient. */
        RESTRICTED_FINDING(false),
        /** The patient refused. */
        REFUSED(false),
        /** The patient and the program agreed not to disclose it: 2.26. */
        AGREED_RESTRICTION(false),
        /** Not among what an emergency needs. */
        BEYOND_EMERGENCY(false),
        /** No consent covers it. */
        NO_CONSENT(false),
        /** What the program's own people do not need for this purpose: 2.12(c)(3). */
        NO_NEED(false);

        private final boolean known;

        Reason(boolean known) {
            this.known = known;
        }

        /** Whether it follows from the request alone, so that a refusal tells nothing about what is on record. */
        public boolean isKnownBeforehand() {
            return known;
        }
    }

    /** Permits without a consent. */
    static Decision permit(Basis basis) {
        return new Permit(basis, Optional.empty());
    }

    /** Denies. */
    static Decision deny(Reason reason) {
        return new Deny(reason);
    }

    /** Whether it permits. */
    default boolean isPermitted() {
        return this instanceof Permit;
    }
}
