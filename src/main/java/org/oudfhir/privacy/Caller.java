package org.oudfhir.privacy;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, as the verified token says.
 *
 * @param subject who the issuer says it is
 * @param client the application that was given the token
 * @param fhirUser reference of the person
 * @param organization reference of the organisation that the person or the client belongs to; none is this server's own
 * @param patient logical id of the patient in context
 * @param scopes SMART scopes, as written in the token
 * @param purpose purpose of use, a code of v3-ActReason
 * @param hipaaStatus covered, associate or other
 * @param attestation what the caller states about an emergency
 * @param reach whose records the program's own people reach
 * @param expires when the token ends
 */
record Caller(
        String subject,
        Optional<String> client,
        Optional<String> fhirUser,
        Optional<String> organization,
        Optional<String> patient,
        List<String> scopes,
        String purpose,
        String hipaaStatus,
        Optional<String> attestation,
        Reach reach,
        Instant expires) {

    /** Whose records one of the program's own people reaches, as far as the scopes go. */
    enum Reach {
        /** Those of all patients of the organisation. */
        ORGANIZATION,
        /** Those of the patients in whose care team the person is. */
        CARE_TEAM
    }

    /** Nobody: sees what everybody may see. */
    static final Caller ANONYMOUS = new Caller(
            "anonymous",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            "TREAT",
            "other",
            Optional.empty(),
            Reach.ORGANIZATION,
            Instant.MAX);

    /** An organization that is not known: no reference, so that nothing is of it. */
    private static final String NOT_NAMED = "(not named)";

    private static final String KEY = Caller.class.getName();

    Caller {
        scopes = List.copyOf(scopes);
    }

    /** The caller of a request; nobody, when the request carries no token. */
    static Caller of(@Nullable RequestDetails request) {
        return request != null && request.getUserData().get(KEY) instanceof Caller caller ? caller : ANONYMOUS;
    }

    /** Remembers the caller for all that handles the request, the entries of a Bundle included. */
    void remember(RequestDetails request) {
        request.getUserData().put(KEY, this);
    }

    /** Who it is and what for, whatever this token's scopes are. */
    List<Object> identity() {
        return List.of(subject, client, fhirUser, organization, patient, purpose);
    }

    Caller withScopes(List<String> others) {
        return new Caller(
                subject,
                client,
                fhirUser,
                organization,
                patient,
                others,
                purpose,
                hipaaStatus,
                attestation,
                reach,
                expires);
    }

    /** One whose issuer does not say of which organization: not of this one, as long as that is not known. */
    Caller ofSomeOrganization() {
        return organization.isPresent()
                ? this
                : new Caller(
                        subject,
                        client,
                        fhirUser,
                        Optional.of(NOT_NAMED),
                        patient,
                        scopes,
                        purpose,
                        hipaaStatus,
                        attestation,
                        reach,
                        expires);
    }

    /** Whether its token names an organization. */
    boolean namesOrganization() {
        return organization.filter(name -> !name.equals(NOT_NAMED)).isPresent();
    }

    boolean isAnonymous() {
        return equals(ANONYMOUS);
    }
}
