package org.oudfhir.storage;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.jpa.subscription.model.ResourceDeliveryMessage;
import ca.uhn.fhir.rest.api.EncodingEnum;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Subscription;
import org.jspecify.annotations.Nullable;
import org.oudfhir.fhir.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands between HAPI's matching and its delivery: what met the criteria is written down before it is queued and struck out when
 * it was taken, and before each attempt somebody is asked whether it may leave.
 */
@Interceptor
final class DeliveryInterceptor {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryInterceptor.class);
    private static final Pattern STATUS = Pattern.compile("status [0-9]{3}$");

    private final FhirContext fhir;
    private final ActiveSubscriptions subscriptions;
    private final PendingDeliveries pending;
    private final DeliveryChannels channels;
    private final Function<Delivery, Clearance> clearance;

    DeliveryInterceptor(
            FhirContext fhir,
            ActiveSubscriptions subscriptions,
            PendingDeliveries pending,
            DeliveryChannels channels,
            Function<Delivery, Clearance> clearance) {
        this.fhir = fhir;
        this.subscriptions = subscriptions;
        this.pending = pending;
        this.channels = channels;
        this.clearance = clearance;
    }

    /** Whether to queue it: not when it already is. */
    @Hook(Pointcut.SUBSCRIPTION_RESOURCE_MATCHED)
    boolean matched(ResourceDeliveryMessage message) {
        DeliveryKey key = DeliveryKey.of(fhir, message);
        pending.add(key);
        return channels.begin(key);
    }

    /** Whether it leaves, with the Subscription and all that decides as they are at this moment. */
    @Hook(Pointcut.SUBSCRIPTION_BEFORE_DELIVERY)
    boolean leaves(ResourceDeliveryMessage message) {
        DeliveryKey key = DeliveryKey.of(fhir, message);
        Optional<Subscription> found = subscriptions.find(key.subscription());
        if (found.isEmpty()) {
            pending.removeAll(key.subscription());
            return false;
        }
        if (!subscriptions.isActive(found.get())) {
            return false;
        }
        String endpoint = found.get().getChannel().getEndpoint();
        Clearance answer = clearance.apply(new Delivery(key.subscription(), endpoint, stored(message)));
        if (answer instanceof Clearance.Cleared cleared) {
            message.setSubscription(subscriptions.withHeaders(found.get(), cleared.headers()));
            DeliveryKey.resource(fhir, message).setMeta(cleared.meta());
            return true;
        }
        if (answer instanceof Clearance.Ended ended) {
            subscriptions.end(key.subscription(), ended.why());
        } else {
            pending.remove(key);
        }
        return false;
    }

    /** As it met the criteria: what HAPI sends, and keeps for the next attempt, has the marks of the attempts before. */
    private Resource stored(ResourceDeliveryMessage message) {
        String text = message.getPayloadString();
        return (Resource) EncodingEnum.detectEncoding(text).newParser(fhir).parseResource(text);
    }

    @Hook(Pointcut.SUBSCRIPTION_AFTER_DELIVERY)
    void delivered(ResourceDeliveryMessage message) {
        pending.remove(DeliveryKey.of(fhir, message));
    }

    /** Whether to try again. */
    @Hook(Pointcut.SUBSCRIPTION_AFTER_DELIVERY_FAILED)
    boolean failed(ResourceDeliveryMessage message, Exception failure) {
        DeliveryKey key = DeliveryKey.of(fhir, message);
        int attempts = channels.fail(key);
        String why = why(failure);
        LOG.warn("Subscription/{}: attempt {} to deliver failed: {}", key.subscription(), attempts, why);
        if (attempts < DeliveryRetries.MOST_ATTEMPTS) {
            return true;
        }
        subscriptions.end(key.subscription(), "Not delivered after " + attempts + " attempts: " + why);
        return false;
    }

    /** In our own words: what the endpoint sent may be anything. */
    private static String why(Throwable failure) {
        String why = "it could not be prepared";
        for (@Nullable Throwable each = failure; each != null; each = each.getCause()) {
            Matcher status = STATUS.matcher(String.valueOf(each.getMessage()));
            if (each instanceof Problem.Unavailable) {
                return "it could not be recorded in the audit trail";
            } else if (status.find()) {
                return "the endpoint answered with " + status.group();
            } else if (each instanceof IOException) {
                why = "the endpoint was not reached or did not answer in time";
            }
        }
        return why;
    }
}
