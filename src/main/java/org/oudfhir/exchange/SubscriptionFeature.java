package org.oudfhir.exchange;

import java.util.List;
import java.util.function.Function;
import org.oudfhir.server.Feature;
import org.oudfhir.storage.Clearance;
import org.oudfhir.storage.Delivery;

/** Tells others of changes: Subscriptions of FHIR R4 by REST hook, to addresses that the operator allows. */
public final class SubscriptionFeature implements Feature {

    private final SubscriptionEndpoints endpoints;
    private final Function<Delivery, Clearance> authority;

    /**
     * Makes the feature.
     *
     * @param endpoints where deliveries may go
     * @param authority whether whoever made the Subscription may have what is delivered
     */
    public SubscriptionFeature(SubscriptionEndpoints endpoints, Function<Delivery, Clearance> authority) {
        this.endpoints = endpoints;
        this.authority = authority;
    }

    @Override
    public List<Object> interceptors() {
        return List.of(new SubscriptionStatementInterceptor(endpoints));
    }

    /** What looks at each Subscription that is stored, whoever stores it. */
    public Object onStorage() {
        return new SubscriptionInterceptor(new SubscriptionForm(endpoints));
    }

    /** Whether a delivery may leave. */
    public Clearance clear(Delivery delivery) {
        return endpoints.allow(delivery.endpoint())
                ? authority.apply(delivery)
                : new Clearance.Ended("The endpoint is not among the addresses that this server may deliver to");
    }
}
