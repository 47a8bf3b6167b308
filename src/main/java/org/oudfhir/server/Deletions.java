package org.oudfhir.server;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.ResourceGoneException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;

/** That something was here once is not for everybody. */
public final class Deletions {

    private static final String HIDDEN = Deletions.class.getName();

    private Deletions() {}

    /** From this request: what is deleted is answered as what was never here. */
    public static void hide(RequestDetails request) {
        request.getUserData().put(HIDDEN, true);
    }

    /** The error as this request may have it. */
    static Throwable shown(Throwable thrown, RequestDetails request) {
        return thrown instanceof ResourceGoneException && request.getUserData().containsKey(HIDDEN)
                ? unknown(request.getResourceName(), request.getId().getIdPart())
                : thrown;
    }

    /** The storage's own words for what it does not have. */
    public static ResourceNotFoundException unknown(String type, String id) {
        return new ResourceNotFoundException("Resource " + type + "/" + id + " is not known");
    }
}
