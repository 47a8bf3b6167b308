package org.oudfhir.treatment;

/**
 * The published pathway, or its logic for this patient, cannot be carried out. It is never worked around: a plan in which a
 * condition was skipped looks like any other plan. The message names the define or the action, never a patient's data.
 */
public final class PathwayFault extends RuntimeException {

    PathwayFault(String message) {
        super(message);
    }

    PathwayFault(String message, Throwable cause) {
        super(message, cause);
    }
}
