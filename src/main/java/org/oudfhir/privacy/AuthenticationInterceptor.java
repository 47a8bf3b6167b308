package org.oudfhir.privacy;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.oudfhir.fhir.Problem;
import org.oudfhir.server.InterceptorOrder;

/** Finds out who asks. A request without a token is nobody's; one with a token that is not good goes no further. */
@Interceptor(order = InterceptorOrder.AUTHENTICATE)
final class AuthenticationInterceptor {

    private static final String SCHEME = "Bearer ";

    private static final int MOST_SEEN = 10_000;

    private final TokenVerifier verifier;
    private final AccessLog log;
    private final Set<Integer> seen = Collections.newSetFromMap(Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Boolean> eldest) {
            return size() > MOST_SEEN;
        }
    }));

    AuthenticationInterceptor(TokenVerifier verifier, AccessLog log) {
        this.verifier = verifier;
        this.log = log;
    }

    @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLER_SELECTED)
    void authenticate(RequestDetails request) {
        List<String> headers = request.getHeaders("Authorization");
        if (headers.isEmpty()) {
            return;
        }
        grants(headers).remember(request);
        if (seen.add(headers.get(0).hashCode())) {
            log.login(request);
        }
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
                "The token is not valid here: it must be a signed JWT of a trusted issuer, for this server, and in its"
                        + " time",
                "Bearer realm=\"fhir\", error=\"invalid_token\"");
    }
}
