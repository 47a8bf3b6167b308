package org.oudfhir.privacy;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.IPreResourceShowDetails;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Subscription;
import org.jspecify.annotations.Nullable;
import org.oudfhir.server.InterceptorOrder;

/**
 * Keeps each Subscription with the caller who wrote it, however it is written: alone, in a Bundle, or by a patch. The headers,
 * which are the subscriber's secrets, are shown to nobody else but the owner of this server.
 */
@Interceptor(order = InterceptorOrder.AUTHORIZE)
final class SubscriberInterceptor {

    private final SubscriptionAuthority authority;
    private final OwnSubscriptions own;

    SubscriberInterceptor(SubscriptionAuthority authority, OwnSubscriptions own) {
        this.authority = authority;
        this.own = own;
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
    void beforeCreate(IBaseResource resource, @Nullable RequestDetails request) {
        admit(resource, request);
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
    void beforeUpdate(@Nullable IBaseResource before, IBaseResource after, @Nullable RequestDetails request) {
        admit(after, request);
    }

    private void admit(IBaseResource resource, @Nullable RequestDetails request) {
        if (resource instanceof Subscription subscription && request != null && isClients(request)) {
            authority.admit(
                    request, Optional.ofNullable(subscription.getIdElement().getIdPart()), subscription);
        }
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED)
    void created(IBaseResource resource, @Nullable RequestDetails request) {
        remember(resource, request);
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
    void updated(@Nullable IBaseResource before, IBaseResource after, @Nullable RequestDetails request) {
        remember(after, request);
    }

    private void remember(IBaseResource resource, @Nullable RequestDetails request) {
        if (resource instanceof Subscription && request != null && isClients(request)) {
            own.remember(request, resource.getIdElement().getIdPart());
        }
    }

    @Hook(Pointcut.STORAGE_PRESHOW_RESOURCES)
    void beforeShowing(IPreResourceShowDetails resources, @Nullable RequestDetails request) {
        for (int i = 0; i < resources.size() && request != null; i++) {
            if (resources.getResource(i) instanceof Subscription subscription
                    && subscription.getChannel().hasHeader()
                    && isClients(request)
                    && !Grants.of(request).isUnrestricted()
                    && !own.isOwn(request, subscription.getIdElement().getIdPart())) {
                subscription.getChannel().setHeader(List.of());
            }
        }
    }

    /** The server itself activates and ends Subscriptions. */
    private static boolean isClients(RequestDetails request) {
        return request.getRequestType() != null;
    }
}
