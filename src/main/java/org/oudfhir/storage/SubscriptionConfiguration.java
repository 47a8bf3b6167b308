package org.oudfhir.storage;

import ca.uhn.fhir.broker.api.IChannelNamer;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.dao.tx.IHapiTransactionService;
import ca.uhn.fhir.jpa.model.config.SubscriptionSettings;
import ca.uhn.fhir.jpa.subscription.channel.impl.LinkedBlockingChannelFactory;
import ca.uhn.fhir.jpa.subscription.channel.impl.RetryPolicyProvider;
import ca.uhn.fhir.jpa.subscription.channel.subscription.SubscriptionChannelFactory;
import ca.uhn.fhir.jpa.subscription.match.deliver.email.IEmailSender;
import ca.uhn.fhir.jpa.subscription.match.matcher.subscriber.SubscriptionActivatingListener;
import ca.uhn.fhir.jpa.subscription.match.matcher.subscriber.SubscriptionMatchingListener;
import ca.uhn.fhir.jpa.subscription.match.matcher.subscriber.SubscriptionRegisteringListener;
import ca.uhn.fhir.jpa.subscription.submit.interceptor.SubscriptionMatcherInterceptor;
import ca.uhn.fhir.jpa.subscription.submit.svc.ResourceModifiedSubmitterSvc;
import ca.uhn.fhir.jpa.util.LoggingEmailSender;
import ca.uhn.fhir.subscription.api.IResourceModifiedMessagePersistenceSvc;
import java.util.List;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/** Our own parts of HAPI's subscription engine; those with the name of one of HAPI's beans take its place. */
@Configuration
class SubscriptionConfiguration {

    @Bean
    SubscriptionMatcherInterceptor subscriptionMatcherInterceptor() {
        return new ChangeInterceptor();
    }

    @Bean
    ResourceModifiedSubmitterSvc resourceModifiedSvc(
            IHapiTransactionService hapiTransactions,
            IResourceModifiedMessagePersistenceSvc records,
            SubscriptionChannelFactory channels,
            SubscriptionSettings settings,
            BeanFactory beans) {
        return new ChangeMatcher(
                settings,
                channels,
                records,
                hapiTransactions,
                beans.getBean(PlatformTransactionManager.class),
                () -> List.of(
                        beans.getBean(SubscriptionMatchingListener.class),
                        beans.getBean(SubscriptionActivatingListener.class),
                        beans.getBean(SubscriptionRegisteringListener.class)));
    }

    @Bean
    LinkedBlockingChannelFactory queueChannelFactory(
            FhirContext fhir, IChannelNamer namer, RetryPolicyProvider retries) {
        return new DeliveryChannels(fhir, namer, retries);
    }

    @Bean
    RetryPolicyProvider retryPolicyProvider() {
        return new DeliveryRetries();
    }

    /** HAPI wants one; no Subscription is delivered by mail. */
    @Bean
    IEmailSender emailSender() {
        return new LoggingEmailSender();
    }
}
