package org.oudfhir.storage;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.jpa.subscription.model.CanonicalSubscription;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Subscription;

/** Sends on its way what waits for a Subscription when that becomes active: for the first time, again, or after a restart. */
@Interceptor
final class ActivationInterceptor {

    private final PendingDeliveries pending;
    private final DeliveryChannels channels;
    private final ChangeMatcher matcher;

    ActivationInterceptor(PendingDeliveries pending, DeliveryChannels channels, ChangeMatcher matcher) {
        this.pending = pending;
        this.channels = channels;
        this.matcher = matcher;
    }

    @Hook(Pointcut.SUBSCRIPTION_AFTER_ACTIVE_SUBSCRIPTION_REGISTERED)
    void registered(CanonicalSubscription subscription) {
        pending.list(new IdType(subscription.getIdElementString()).getIdPart()).stream()
                .filter(each -> !channels.isUnderWay(each))
                .forEach(matcher::again);
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_DELETED)
    void deleted(IBaseResource resource) {
        if (resource instanceof Subscription) {
            pending.removeAll(resource.getIdElement().getIdPart());
        }
    }
}
