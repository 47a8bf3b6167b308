package org.oudfhir.storage;

import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.jpa.subscription.submit.interceptor.SubscriptionMatcherInterceptor;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.messaging.BaseResourceMessage.OperationTypeEnum;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Subscription;
import org.hl7.fhir.r4.model.Subscription.SubscriptionStatus;
import org.jspecify.annotations.Nullable;

/**
 * HAPI's record of each change, which Subscriptions are matched against later, kept for the types that a Subscription asks for
 * only: a write that nobody waits for costs nothing more. Deletions are not delivered.
 */
@Interceptor
final class ChangeInterceptor extends SubscriptionMatcherInterceptor {

    private final Set<String> wanted = ConcurrentHashMap.newKeySet();

    /** From now on, changes of the type that this is about are recorded. */
    void want(String criteria) {
        wanted.add(criteria.replaceFirst("\\?.*", ""));
    }

    @Override
    protected void processResourceModifiedEvent(
            IBaseResource resource, OperationTypeEnum operation, @Nullable RequestDetails request) {
        if (resource instanceof Subscription subscription) {
            boolean wants = subscription.getStatus() == SubscriptionStatus.REQUESTED
                    || subscription.getStatus() == SubscriptionStatus.ACTIVE;
            if (operation != OperationTypeEnum.DELETE && wants) {
                want(subscription.getCriteria());
            }
        } else if (operation == OperationTypeEnum.DELETE || !wanted.contains(resource.fhirType())) {
            return;
        }
        super.processResourceModifiedEvent(resource, operation, request);
    }
}
