package org.oudfhir.treatment;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.ResponseDetails;
import org.jspecify.annotations.Nullable;

/** Lets an operation that made a resource answer 201: HAPI knows only 200 for operations. */
@Interceptor
final class CreatedInterceptor {

    private static final String CREATED = CreatedInterceptor.class.getName();

    static void mark(RequestDetails request) {
        request.getUserData().put(CREATED, true);
    }

    @Hook(Pointcut.SERVER_OUTGOING_RESPONSE)
    void answer(@Nullable RequestDetails request, @Nullable ResponseDetails response) {
        if (request != null && response != null && request.getUserData().containsKey(CREATED)) {
            response.setResponseCode(201);
        }
    }
}
