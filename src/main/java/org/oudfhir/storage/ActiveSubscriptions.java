package org.oudfhir.storage;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.jpa.subscription.match.registry.SubscriptionCanonicalizer;
import ca.uhn.fhir.jpa.subscription.model.CanonicalSubscription;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.server.exceptions.ResourceGoneException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Subscription;
import org.hl7.fhir.r4.model.Subscription.SubscriptionStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Subscriptions as they are stored now; HAPI's registry of them is some seconds behind. */
final class ActiveSubscriptions {

    private static final Logger LOG = LoggerFactory.getLogger(ActiveSubscriptions.class);

    private final IFhirResourceDao<Subscription> dao;
    private final SubscriptionCanonicalizer canonicalizer;
    private final Clock clock;

    ActiveSubscriptions(DaoRegistry daos, SubscriptionCanonicalizer canonicalizer, Clock clock) {
        this.dao = daos.getResourceDao(Subscription.class);
        this.canonicalizer = canonicalizer;
        this.clock = clock;
    }

    /** A Subscription, whatever its status; none when it was deleted. */
    Optional<Subscription> find(String id) {
        try {
            return Optional.of(dao.read(new IdType("Subscription", id), new SystemRequestDetails()));
        } catch (ResourceNotFoundException | ResourceGoneException deleted) {
            return Optional.empty();
        }
    }

    boolean isActive(Subscription subscription) {
        return subscription.getStatus() == SubscriptionStatus.ACTIVE && !isOver(subscription);
    }

    private boolean isOver(Subscription subscription) {
        return subscription.hasEnd()
                && !clock.instant().isBefore(subscription.getEnd().toInstant());
    }

    /** What HAPI delivers by, with more headers than the Subscription itself asks for. */
    CanonicalSubscription withHeaders(Subscription subscription, List<String> more) {
        CanonicalSubscription canonical = canonicalizer.canonicalize(subscription);
        canonical.setHeaders(Stream.concat(canonical.getHeaders().stream(), more.stream())
                .map(StringType::new)
                .toList());
        return canonical;
    }

    /** Ends a Subscription and says why. */
    void end(String id, String why) {
        LOG.warn("Subscription/{} ends: {}", id, why);
        Optional<Subscription> active = find(id).filter(found -> found.getStatus() == SubscriptionStatus.ACTIVE);
        if (active.isPresent()) {
            Subscription ended = active.get();
            ended.setStatus(SubscriptionStatus.ERROR);
            ended.setError(why);
            try {
                dao.update(ended, new SystemRequestDetails());
            } catch (ResourceVersionConflictException changedMeanwhile) {
                // whoever changed it decides; the next delivery asks again
            }
        }
    }
}
