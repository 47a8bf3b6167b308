package org.oudfhir.exchange;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import org.hl7.fhir.instance.model.api.IBaseConformance;
import org.hl7.fhir.r4.model.CapabilityStatement;

/** Says in {@code metadata} which Subscriptions are delivered. */
@Interceptor
final class SubscriptionStatementInterceptor {

    private final SubscriptionEndpoints endpoints;

    SubscriptionStatementInterceptor(SubscriptionEndpoints endpoints) {
        this.endpoints = endpoints;
    }

    @Hook(Pointcut.SERVER_CAPABILITY_STATEMENT_GENERATED)
    void complete(IBaseConformance conformance) {
        String text = endpoints.isEmpty()
                ? "Not offered by this installation: creating and updating one is refused."
                : "Channel rest-hook only, to endpoints that this installation allows, with criteria that can be decided"
                        + " from the resource alone; deletions are not delivered. What is delivered is what the caller"
                        + " who wrote the Subscription may read at that moment.";
        ((CapabilityStatement) conformance)
                .getRestFirstRep().getResource().stream()
                        .filter(resource -> "Subscription".equals(resource.getType()))
                        .forEach(resource -> resource.setDocumentation(text));
    }
}
