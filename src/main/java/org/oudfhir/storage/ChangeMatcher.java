package org.oudfhir.storage;

import ca.uhn.fhir.broker.api.IMessageListener;
import ca.uhn.fhir.broker.api.ISendResult;
import ca.uhn.fhir.interceptor.model.RequestPartitionId;
import ca.uhn.fhir.jpa.dao.tx.IHapiTransactionService;
import ca.uhn.fhir.jpa.model.config.SubscriptionSettings;
import ca.uhn.fhir.jpa.model.entity.IPersistedResourceModifiedMessage;
import ca.uhn.fhir.jpa.subscription.channel.subscription.SubscriptionChannelFactory;
import ca.uhn.fhir.jpa.subscription.model.ResourceModifiedJsonMessage;
import ca.uhn.fhir.jpa.subscription.model.ResourceModifiedMessage;
import ca.uhn.fhir.jpa.subscription.submit.svc.ResourceModifiedSubmitterSvc;
import ca.uhn.fhir.rest.server.messaging.BaseResourceMessage.OperationTypeEnum;
import ca.uhn.fhir.subscription.api.IResourceModifiedMessagePersistenceSvc;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.messaging.MessageDeliveryException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Matches recorded changes one by one, in the transaction that takes the record away, instead of handing them to a queue in
 * memory as HAPI does: what is not matched when the server stops is still recorded when it starts again.
 */
final class ChangeMatcher extends ResourceModifiedSubmitterSvc {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeMatcher.class);

    /** After so many failures a change is given up, lest it keep all others waiting. */
    private static final int MOST_ATTEMPTS = 5;

    private final Supplier<List<IMessageListener<ResourceModifiedMessage>>> listeners;
    private final TransactionTemplate outside;
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean open;

    /**
     * Makes it.
     *
     * @param listeners HAPI's own, in its order: they match, activate and register
     */
    ChangeMatcher(
            SubscriptionSettings settings,
            SubscriptionChannelFactory channels,
            IResourceModifiedMessagePersistenceSvc records,
            IHapiTransactionService hapiTransactions,
            PlatformTransactionManager transactions,
            Supplier<List<IMessageListener<ResourceModifiedMessage>>> listeners) {
        super(settings, channels, records, hapiTransactions);
        this.listeners = listeners;
        this.outside = new TransactionTemplate(transactions);
        outside.setPropagationBehavior(TransactionDefinition.PROPAGATION_NOT_SUPPORTED);
    }

    /** Begins. Until then changes are recorded and wait. */
    void open() {
        open = true;
    }

    boolean isOpen() {
        return open;
    }

    /** One pass at a time: HAPI starts the next one although the last is not over. */
    @Override
    public boolean submitPersisedResourceModifiedMessage(IPersistedResourceModifiedMessage change) {
        if (!open || !lock.tryLock()) {
            return false;
        }
        try {
            return super.submitPersisedResourceModifiedMessage(change);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public ISendResult submitResourceModified(ResourceModifiedMessage change) {
        String key = change.getPayloadId() + "/" + change.getPayloadVersion();
        try {
            match(change);
            failures.remove(key);
        } catch (RuntimeException e) {
            if (failures.merge(key, 1, Integer::sum) < MOST_ATTEMPTS) {
                throw new MessageDeliveryException(key + " could not be matched against Subscriptions");
            }
            failures.remove(key);
            LOG.error("{} was not matched against Subscriptions", key, e);
        }
        return () -> true;
    }

    /** Without a transaction around, so that a failure inside does not spoil the one that holds the record. */
    private void match(ResourceModifiedMessage change) {
        outside.executeWithoutResult(
                status -> listeners.get().forEach(each -> each.handleMessage(new ResourceModifiedJsonMessage(change))));
    }

    /** Matches again what waits for a Subscription. */
    void again(DeliveryKey pending) {
        ResourceModifiedMessage change =
                new ResourceModifiedMessage(pending.id(), OperationTypeEnum.UPDATE, RequestPartitionId.allPartitions());
        change.setSubscriptionId(pending.subscription());
        match(change);
    }
}
