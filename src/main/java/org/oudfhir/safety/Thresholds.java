package org.oudfhir.safety;

import java.util.Map;
import org.hl7.fhir.r4.model.CodeSystem;

/** The numbers of the rules, read from the guide's table; a site may make them stricter. */
public final class Thresholds {

    /**
     * Reads the table.
     *
     * @param table the code system {@code oud-safety-threshold}
     * @param site stricter values by code
     * @throws IllegalArgumentException for an unknown code or a laxer value, with a sentence for the operator
     */
    public Thresholds(CodeSystem table, Map<String, Double> site) {
        throw new UnsupportedOperationException();
    }

    /** The effective value. */
    double get(String code) {
        throw new UnsupportedOperationException();
    }
}
