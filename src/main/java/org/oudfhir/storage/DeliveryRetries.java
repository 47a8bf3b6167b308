package org.oudfhir.storage;

import ca.uhn.fhir.broker.api.BrokerListenerClosedException;
import ca.uhn.fhir.jpa.subscription.channel.impl.RetryPolicyProvider;
import java.time.Duration;
import java.util.Map;
import org.springframework.retry.RetryPolicy;
import org.springframework.retry.backoff.BackOffPolicy;
import org.springframework.retry.backoff.ExponentialBackOffPolicy;
import org.springframework.retry.policy.SimpleRetryPolicy;

/** How often a delivery is tried: at once, and after 1, 3, 9 and 27 seconds. */
final class DeliveryRetries extends RetryPolicyProvider {

    static final int MOST_ATTEMPTS = 5;

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final double LONGER = 3;

    /** A queue that was closed with its Subscription does not open again. */
    @Override
    protected RetryPolicy retryPolicy() {
        return new SimpleRetryPolicy(MOST_ATTEMPTS, Map.of(BrokerListenerClosedException.class, false), true, true);
    }

    @Override
    protected BackOffPolicy backOffPolicy() {
        ExponentialBackOffPolicy waits = new ExponentialBackOffPolicy();
        waits.setInitialInterval(FIRST_WAIT.toMillis());
        waits.setMultiplier(LONGER);
        return waits;
    }
}
