package org.oudfhir.privacy;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.oudfhir.privacy.Caller.Reach;
import org.oudfhir.storage.Subscriber;
import org.oudfhir.storage.Subscribers;

/** Which Subscriptions are a caller's own: those that the same caller wrote, with whatever scopes. */
final class OwnSubscriptions {

    /** More than these are not found by one search. */
    private static final int MOST = 500;

    private final Subscribers subscribers;
    private final Optional<OwnIssuer.Registrations> registrations;
    private final Clock clock;

    OwnSubscriptions(Subscribers subscribers, Optional<OwnIssuer.Registrations> registrations, Clock clock) {
        this.subscribers = subscribers;
        this.registrations = registrations;
        this.clock = clock;
    }

    /** Remembers whose it is, in the transaction that stores it. */
    void remember(RequestDetails request, String id) {
        subscribers.keep(id, subscriber(Caller.of(request)));
    }

    Optional<Subscriber> find(String id) {
        return subscribers.find(id);
    }

    boolean isOwn(RequestDetails request, String id) {
        return find(id).filter(owner -> owner.isSame(subscriber(Caller.of(request))))
                .isPresent();
    }

    /** Their ids. */
    List<String> list(RequestDetails request) {
        return subscribers.listOwn(subscriber(Caller.of(request)), MOST);
    }

    private Subscriber subscriber(Caller caller) {
        String client = caller.client().orElse("");
        return new Subscriber(
                caller.subject(),
                client,
                caller.fhirUser().orElse(""),
                caller.organization().orElse(""),
                caller.patient().orElse(""),
                caller.scopes(),
                caller.purpose(),
                caller.hipaaStatus(),
                registrations.filter(known -> known.hasClient(client)).isPresent(),
                clock.instant());
    }

    /** The caller as remembered: an attestation, which holds for an hour, is not. */
    static Caller caller(Subscriber subscriber) {
        return new Caller(
                subscriber.subject(),
                present(subscriber.client()),
                present(subscriber.person()),
                present(subscriber.organization()),
                present(subscriber.patient()),
                subscriber.scopes(),
                subscriber.purpose(),
                subscriber.hipaaStatus(),
                Optional.empty(),
                Reach.ORGANIZATION, // nobody else writes one
                Instant.EPOCH);
    }

    private static Optional<String> present(String text) {
        return Optional.of(text).filter(each -> !each.isEmpty());
    }

    /** Whether the server's own authorization server still knows a client and the user, if one signed in. */
    boolean isRegistered(Subscriber subscriber) {
        boolean system = subscriber.subject().equals(subscriber.client());
        return registrations
                .filter(all -> all.hasClient(subscriber.client())
                        && (system || all.hasUser(subscriber.subject(), subscriber.person())))
                .isPresent();
    }
}
