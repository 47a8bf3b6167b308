package org.oudfhir.storage;

import ca.uhn.fhir.broker.api.IChannelNamer;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.subscription.channel.impl.LinkedBlockingChannel;
import ca.uhn.fhir.jpa.subscription.channel.impl.LinkedBlockingChannelFactory;
import ca.uhn.fhir.jpa.subscription.channel.impl.RetryPolicyProvider;
import ca.uhn.fhir.jpa.subscription.model.ResourceDeliveryMessage;
import ca.uhn.fhir.subscription.SubscriptionConstants;
import ca.uhn.fhir.util.ThreadPoolUtil;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.messaging.support.MessageHandlingRunnable;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** HAPI's queues in memory, one for each Subscription, with threads that end with the server; knows what is under way. */
final class DeliveryChannels extends LinkedBlockingChannelFactory {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryChannels.class);
    private static final int SECONDS_TO_END = 5;

    private final FhirContext fhir;
    private final Map<DeliveryKey, Integer> failures = new ConcurrentHashMap<>();
    private final Queue<ThreadPoolTaskExecutor> pools = new ConcurrentLinkedQueue<>();

    DeliveryChannels(FhirContext fhir, IChannelNamer namer, RetryPolicyProvider retries) {
        super(namer, retries);
        this.fhir = fhir;
    }

    /** A delivery is about to be queued; false when it already is. */
    boolean begin(DeliveryKey delivery) {
        return failures.putIfAbsent(delivery, 0) == null;
    }

    boolean isUnderWay(DeliveryKey delivery) {
        return failures.containsKey(delivery);
    }

    /** One more attempt failed; the number of those that did. */
    int fail(DeliveryKey delivery) {
        return failures.merge(delivery, 1, Integer::sum);
    }

    @Override
    protected LinkedBlockingChannel buildLinkedBlockingChannel(int consumers, String name) {
        ThreadPoolTaskExecutor pool = ThreadPoolUtil.newThreadPool(
                consumers, consumers, name + "-", SubscriptionConstants.DELIVERY_EXECUTOR_QUEUE_SIZE);
        pool.setAwaitTerminationSeconds(SECONDS_TO_END);
        pools.add(pool);
        return new LinkedBlockingChannel(
                name, task -> pool.execute(() -> run(task)), pool::getQueueSize, myRetryPolicyProvider);
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.warn("A delivery was given up", e);
        } finally {
            if (task instanceof MessageHandlingRunnable handling
                    && handling.getMessage().getPayload() instanceof ResourceDeliveryMessage message) {
                failures.remove(DeliveryKey.of(fhir, message));
            }
        }
    }

    @Override
    public void stop() {
        super.stop();
        pools.forEach(ThreadPoolTaskExecutor::shutdown);
        pools.clear();
    }
}
