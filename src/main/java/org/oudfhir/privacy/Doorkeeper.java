package org.oudfhir.privacy;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.function.Predicate;
import org.oudfhir.fhir.Problem;
import org.oudfhir.storage.AuditRecord.Who;

/** Who may pass where it is no FHIR request that comes in: operators, the owner, EHRs that open apps or ask for advice. */
public final class Doorkeeper {

    private final TokenVerifier verifier;
    private final TokenVerifier owners;

    /**
     * Makes it.
     *
     * @param verifier of all tokens that count here
     * @param owners of those of the local key alone
     */
    Doorkeeper(TokenVerifier verifier, TokenVerifier owners) {
        this.verifier = verifier;
        this.owners = owners;
    }

    /**
     * Whether a request may read what only operators need: one from this machine that no proxy brought, or one with a token that may
     * read everything.
     *
     * @param behindProxy whether requests come through a proxy, so that none is known to be from this machine
     */
    public Predicate<HttpServletRequest> operators(boolean behindProxy) {
        return request -> (!behindProxy && isNear(request)) || hasOperatorToken(request);
    }

    private static boolean isNear(HttpServletRequest request) {
        return request.getHeader("X-Forwarded-For") == null
                && request.getHeader("Forwarded") == null
                && isLoopback(request.getRemoteAddr());
    }

    private boolean hasOperatorToken(HttpServletRequest request) {
        return bearer(request, verifier)
                .filter(grants -> grants.everywhere(Permission.READ))
                .isPresent();
    }

    /** The owner, when a request brings a token of the local key for everything: whoever can read the data folder owns the server. */
    public Optional<Who> owner(HttpServletRequest request) {
        return bearer(request, owners).filter(Grants::isUnrestricted).map(grants -> AccessLog.who(grants.caller()));
    }

    /**
     * Who may open an app for a patient: the owner, or the software of an EHR, which proved itself by its own key and has the scope
     * {@code launch}. A token that was given in the name of a person has that scope too, and opens nothing.
     */
    public Optional<Who> launcher(HttpServletRequest request) {
        return owner(request)
                .or(() -> bearer(request, verifier)
                        .map(Grants::caller)
                        .filter(caller -> caller.scopes().contains("launch")
                                && caller.fhirUser().isEmpty()
                                && caller.client()
                                        .filter(caller.subject()::equals)
                                        .isPresent())
                        .map(AccessLog::who));
    }

    /**
     * Who asks for advice about orders, or tells what became of it: a clinician or a system, with a scope to read orders.
     *
     * @throws Problem when it is nobody, or somebody else
     */
    public Who prescriber(HttpServletRequest request) {
        Caller caller = bearer(request, verifier)
                .map(Grants::caller)
                .orElseThrow(() -> new Problem.Unauthenticated(
                        "unauthenticated",
                        "A call needs an Authorization header with a bearer token of this server",
                        "Bearer realm=\"cds-services\""));
        boolean isClinician = caller.fhirUser()
                .filter(user -> user.startsWith("Practitioner"))
                .isPresent();
        boolean reads = caller.scopes().stream()
                .map(Scope::parse)
                .flatMap(Optional::stream)
                .anyMatch(scope -> scope.concerns(Permission.READ, "MedicationRequest")
                        && (isClinician
                                || (scope.context().equals("system")
                                        && caller.fhirUser().isEmpty())));
        if (!reads) {
            throw new Problem.Forbidden(
                    "insufficient-scope",
                    "Advice is for clinicians and systems whose token has a scope to read MedicationRequest");
        }
        return AccessLog.who(caller);
    }

    private static Optional<Grants> bearer(HttpServletRequest request, TokenVerifier verifier) {
        String header = request.getHeader("Authorization");
        return header != null && header.startsWith("Bearer ")
                ? verifier.verify(header.substring("Bearer ".length()).strip())
                : Optional.empty();
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
