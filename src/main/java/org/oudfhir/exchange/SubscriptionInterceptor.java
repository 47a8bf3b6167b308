package org.oudfhir.exchange;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Subscription;
import org.hl7.fhir.r4.model.Subscription.SubscriptionStatus;
import org.jspecify.annotations.Nullable;
import org.oudfhir.server.InterceptorOrder;

/** Refuses Subscriptions that would not be delivered, however they are written: alone, in a Bundle, or by a patch. */
@Interceptor(order = InterceptorOrder.LIMIT) // before HAPI's own validation, whose texts speak of HAPI
final class SubscriptionInterceptor {

    private final SubscriptionForm form;

    SubscriptionInterceptor(SubscriptionForm form) {
        this.form = form;
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
    void created(IBaseResource resource, @Nullable RequestDetails request) {
        check(resource, request);
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
    void updated(@Nullable IBaseResource before, IBaseResource after, @Nullable RequestDetails request) {
        check(after, request);
    }

    private void check(IBaseResource resource, @Nullable RequestDetails request) {
        boolean isServer = request == null || request.getRequestType() == null;
        if (resource instanceof Subscription subscription && !isServer) {
            form.check(subscription);
            if (subscription.getStatus() == SubscriptionStatus.REQUESTED
                    || subscription.getStatus() == SubscriptionStatus.ACTIVE) {
                subscription.setError("");
            }
        }
    }
}
