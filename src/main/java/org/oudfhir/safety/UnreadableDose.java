package org.oudfhir.safety;

/** Why a dosage instruction cannot be read. */
final class UnreadableDose extends Exception {

    private static final long serialVersionUID = 1L;

    private final String fault;

    UnreadableDose(String fault) {
        super(fault);
        this.fault = fault;
    }

    /** A sentence for the prescriber. */
    String fault() {
        return fault;
    }
}
