package org.oudfhir.server;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.jpa.api.model.ResourceVersionConflictResolutionStrategy;
import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import org.jspecify.annotations.Nullable;

/**
 * Repeats a write that lost a race inside the database, so that the client need not. A client that named a version with
 * {@code If-Match} wants to know instead, and is told.
 */
@Interceptor
final class ConflictRetryInterceptor {

    private static final int MOST_RETRIES = 10;

    @Hook(Pointcut.STORAGE_VERSION_CONFLICT)
    ResourceVersionConflictResolutionStrategy retry(@Nullable RequestDetails request) {
        ResourceVersionConflictResolutionStrategy strategy = new ResourceVersionConflictResolutionStrategy();
        boolean named = request != null && request.getHeader(Constants.HEADER_IF_MATCH) != null;
        strategy.setRetry(!named);
        strategy.setMaxRetries(named ? 0 : MOST_RETRIES);
        return strategy;
    }
}
