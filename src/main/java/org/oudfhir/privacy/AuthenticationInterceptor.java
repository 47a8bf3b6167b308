package org.oudfhir.privacy;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.oudfhir.fhir.Problem;
import org.oudfhir.privacy.Caller.Reach;
import org.oudfhir.server.InterceptorOrder;

/** Finds out who asks. A request without a token is nobody's; one with a token that is not good goes no further. */
@Interceptor(order = InterceptorOrder.AUTHENTICATE)
final class AuthenticationInterceptor {

    private static final String SCHEME = "Bearer ";

    private static final int MOST_SEEN = 10_000;

    private final TokenVerifier verifier;
    private final Requesters requesters;
    private final Function<String, Set<String>> team;
    private final AccessLog log;
    private final Map<Integer, Boolean> seen = Caffeine.newBuilder()
            .maximumSize(MOST_SEEN)
            .<Integer, Boolean>build()
            .asMap();

    /**
     * Makes it.
     *
     * @param team the patients in whose care team a person is now, by the person's reference
     */
    AuthenticationInterceptor(
            TokenVerifier verifier, Requesters requesters, Function<String, Set<String>> team, AccessLog log) {
        this.verifier = verifier;
        this.requesters = requesters;
        this.team = team;
        this.log = log;
    }

    @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLER_SELECTED)
    void authenticate(RequestDetails request) {
        List<String> headers = request.getHeaders("Authorization");
        if (headers.isEmpty()) {
            return;
        }
        held(grants(headers)).remember(request);
        if (seen.putIfAbsent(headers.get(0).hashCode(), true) == null) {
            log.login(request);
        }
    }

    /** Who is held to care teams reaches the patients of these as they are now; of any patient in an emergency. */
    private Grants held(Grants grants) {
        Caller caller = grants.caller();
        if (caller.reach() != Reach.CARE_TEAM) {
            return grants;
        }
        return grants.reaching(
                requesters.isInEmergency(caller)
                        ? Optional.empty()
                        : Optional.of(caller.fhirUser().map(team).orElse(Set.of())));
    }

    private Grants grants(List<String> headers) {
        String header = headers.get(0);
        if (headers.size() == 1 && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return verifier.verify(header.substring(SCHEME.length()).strip())
                    .orElseThrow(AuthenticationInterceptor::invalid);
        }
        throw invalid();
    }

    private static Problem invalid() {
        return new Problem.Unauthenticated(
                "invalid-token",
                "The token is not valid here: it must be a signed JWT of a trusted issuer, for this server, in its"
                        + " time, and not taken back",
                "Bearer realm=\"fhir\", error=\"invalid_token\"");
    }
}
