package org.oudfhir.storage;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.IInterceptorService;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.model.config.SubscriptionSettings;
import ca.uhn.fhir.jpa.subscription.match.registry.ActiveSubscription;
import ca.uhn.fhir.jpa.subscription.match.registry.SubscriptionCanonicalizer;
import ca.uhn.fhir.jpa.subscription.match.registry.SubscriptionRegistry;
import ca.uhn.fhir.jpa.subscription.submit.interceptor.SubscriptionMatcherInterceptor;
import ca.uhn.fhir.jpa.subscription.submit.svc.ResourceModifiedSubmitterSvc;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Function;
import javax.sql.DataSource;
import org.apache.http.impl.client.CloseableHttpClient;
import org.hl7.fhir.dstu2.model.Subscription.SubscriptionChannelType;
import org.springframework.context.ApplicationContext;

/** HAPI's subscription engine, begun and ended. */
final class Deliveries implements AutoCloseable {

    /** How long a change waits to be matched, and a Subscription to become active, twice that at most. */
    private static final Duration BETWEEN_PASSES = Duration.ofSeconds(1);

    private final ApplicationContext spring;
    private final CloseableHttpClient client = DeliveryClient.of();

    private Thread resumed = new Thread();

    private Deliveries(ApplicationContext spring) {
        this.spring = spring;
    }

    /**
     * HAPI's settings.
     *
     * @param delivers without it, changes are neither recorded nor matched
     */
    static SubscriptionSettings settings(boolean delivers) {
        SubscriptionSettings settings = new SubscriptionSettings();
        settings.setOnlyAllowInMemorySubscriptions(true);
        if (delivers) {
            settings.addSupportedSubscriptionType(SubscriptionChannelType.RESTHOOK);
            settings.setSubscriptionIntervalInMs(BETWEEN_PASSES.toMillis());
        }
        return settings;
    }

    /** Without deliveries no Subscription is active, whatever it was before. */
    static void endAll(ApplicationContext spring) {
        ActiveSubscriptions subscriptions = subscriptions(spring);
        spring.getBean(SubscriptionRegistry.class)
                .getAll()
                .forEach(each -> subscriptions.end(each.getId(), "This server delivers for no Subscription any more"));
    }

    static Deliveries begin(ApplicationContext spring, Function<Delivery, Clearance> clearance) {
        Deliveries deliveries = new Deliveries(spring);
        deliveries.begin(clearance);
        return deliveries;
    }

    private void begin(Function<Delivery, Clearance> clearance) {
        FhirContext fhir = spring.getBean(FhirContext.class);
        fhir.getRestfulClientFactory().setHttpClient(client);
        DeliveryChannels channels = spring.getBean(DeliveryChannels.class);
        ChangeMatcher matcher = (ChangeMatcher) spring.getBean(ResourceModifiedSubmitterSvc.class);
        ChangeInterceptor changes = (ChangeInterceptor) spring.getBean(SubscriptionMatcherInterceptor.class);
        PendingDeliveries pending = new PendingDeliveries(spring.getBean(DataSource.class));
        ActivationInterceptor activation = new ActivationInterceptor(pending, channels, matcher);
        IInterceptorService interceptors = spring.getBean(IInterceptorService.class);
        interceptors.registerInterceptor(
                new DeliveryInterceptor(fhir, subscriptions(spring), pending, channels, clearance));
        interceptors.registerInterceptor(activation);
        Collection<ActiveSubscription> known =
                spring.getBean(SubscriptionRegistry.class).getAll();
        known.forEach(each -> changes.want(each.getSubscription().getCriteriaString()));
        matcher.open();
        resumed = new Thread(() -> known.forEach(each -> activation.registered(each.getSubscription())), "deliveries");
        resumed.start();
    }

    static ActiveSubscriptions subscriptions(ApplicationContext spring) {
        return new ActiveSubscriptions(
                spring.getBean(DaoRegistry.class), spring.getBean(SubscriptionCanonicalizer.class), Clock.systemUTC());
    }

    /** What is under way is broken off, and delivered after the next start. */
    @Override
    public void close() {
        resumed.interrupt();
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            spring.getBean(DeliveryChannels.class).stop();
        }
    }
}
