package org.oudfhir.privacy;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Subscription;
import org.oudfhir.fhir.Problem;
import org.oudfhir.privacy.part2.Decision;
import org.oudfhir.privacy.part2.Decision.Basis;
import org.oudfhir.privacy.part2.Decision.Deny;
import org.oudfhir.privacy.part2.Decision.Permit;
import org.oudfhir.privacy.part2.Decision.Reason;
import org.oudfhir.privacy.part2.Purpose;
import org.oudfhir.privacy.part2.Requester;
import org.oudfhir.storage.Clearance;
import org.oudfhir.storage.Delivery;
import org.oudfhir.storage.Subscriber;

/**
 * What a Subscription may bring to whom: at each delivery exactly what the caller who wrote it could read at that moment, by the
 * scopes of the token with which it was written and the consents as they are then.
 */
final class SubscriptionAuthority {

    /** Nobody tells us when an issuer elsewhere, or the holder of the local key, takes a client away: it has to come back. */
    private static final Duration UNASKED = Duration.ofHours(24);

    private static final Pattern TYPE = Pattern.compile("([A-Za-z]+)\\?.*");

    /** How what is to be delivered is decided about, with the code that decides about requests. */
    record Deciding(
            Disclosures disclosures,
            Redactions redactions,
            Visibility visibility,
            BiFunction<String, String, Optional<Resource>> stored) {}

    /** What goes with a delivery: a line in the audit trail, and notices for outsiders. */
    record Accompanying(AccessLog log, DisclosureNotes notes) {}

    private final OwnSubscriptions own;
    private final Deciding deciding;
    private final Accompanying accompanying;
    private final Clock clock;

    SubscriptionAuthority(OwnSubscriptions own, Deciding deciding, Accompanying accompanying, Clock clock) {
        this.own = own;
        this.deciding = deciding;
        this.accompanying = accompanying;
        this.clock = clock;
    }

    /**
     * Lets a caller write a Subscription, or not.
     *
     * @param id of the Subscription, when it has one
     * @throws Problem when this caller may not write it
     */
    void admit(RequestDetails request, Optional<String> id, Subscription subscription) {
        if (id.filter(each -> own.find(each).isPresent() && !own.isOwn(request, each))
                .isPresent()) {
            throw new Problem.Forbidden(
                    "not-your-subscription",
                    "A Subscription is changed by the caller who wrote it and by no other; write one of your own");
        }
        if (Purpose.of(Caller.of(request).purpose()).isEmergency()) {
            throw new Problem.Forbidden("purpose-refused", "An emergency passes: there is no Subscription for one");
        }
        var criteria = TYPE.matcher(String.valueOf(subscription.getCriteria()));
        String type = criteria.matches() ? criteria.group(1) : "";
        if (Confinement.of(type).isEmpty() && !Confinement.SHARED.contains(type)) {
            throw new Problem.Invalid(
                    "subscription-criteria",
                    "Subscription.criteria",
                    "The criteria must be a search for what belongs to patients' records, or for practitioners,"
                            + " organisations, locations or medications");
        }
        if (Grants.of(request).access(Permission.READ, type).isNothing()) {
            throw new Problem.Forbidden(
                    "insufficient-scope", "A Subscription about " + type + " needs a scope to read " + type);
        }
    }

    /** Whether a delivery may leave; when it may, it is recorded. */
    Clearance clear(Delivery delivery) {
        Optional<Subscriber> subscriber = own.find(delivery.subscription());
        if (subscriber.isEmpty()) {
            return new Clearance.Ended("It is not known whose it is: write it again");
        }
        Optional<String> end = end(subscriber.get());
        if (end.isPresent()) {
            return new Clearance.Ended(end.get());
        }
        SystemRequestDetails request = new SystemRequestDetails();
        Caller caller = OwnSubscriptions.caller(subscriber.get());
        caller.remember(request);
        Resource resource = delivery.resource();
        Optional<Resource> now = deciding.stored()
                .apply(resource.fhirType(), resource.getIdElement().getIdPart());
        // what the scopes do not reach is not asked for, and so not refused
        if (now.isEmpty() || !isReached(request, now.get()) || !isReached(request, resource)) {
            return new Clearance.Withheld();
        }
        Decision current = decide(request, now.get());
        Decision decision = current.isPermitted() ? decide(request, resource) : current;
        if (decision instanceof Deny deny) {
            accompanying.log().withheld(caller, delivery.subscription(), resource, deny.reason());
        }
        if (!(decision instanceof Permit permit)) {
            return new Clearance.Withheld();
        }
        accompanying.log().delivered(caller, delivery.subscription(), resource, permit);
        return cleared(request, resource, permit);
    }

    /** With what goes with a disclosure, as it does with the answer to a request. */
    private Clearance cleared(RequestDetails request, Resource resource, Permit permit) {
        Disclosures disclosures = deciding.disclosures();
        Requester requester = disclosures.requester(request);
        if (!disclosures.isToOthers(requester)) {
            return new Clearance.Cleared(List.of(), resource.getMeta());
        }
        DisclosureNotes.remember(request, resource, disclosures.disclosed(resource, permit));
        Resource marked = accompanying.notes().mark(request, requester.purpose(), resource);
        return new Clearance.Cleared(accompanying.notes().headers(permit), marked.getMeta());
    }

    /** Why a caller's authority is over, if so. */
    private Optional<String> end(Subscriber subscriber) {
        if (subscriber.registered()) {
            return own.isRegistered(subscriber)
                    ? Optional.empty()
                    : Optional.of("The client or the user who wrote it was removed");
        }
        return clock.instant().isBefore(subscriber.written().plus(UNASKED))
                ? Optional.empty()
                : Optional.of(
                        "It was written more than 24 hours ago by a caller who is not registered with this server:"
                                + " write it again to renew it");
    }

    private boolean isReached(RequestDetails request, Resource resource) {
        return deciding.visibility().isGranted(Grants.of(request), Permission.READ, resource);
    }

    private Decision decide(RequestDetails request, Resource resource) {
        Disclosures disclosures = deciding.disclosures();
        Requester requester = disclosures.requester(request);
        if (disclosures.isFree(requester)) {
            return Decision.permit(Basis.INTERNAL);
        }
        Optional<Reason> refusal = disclosures.refusal(requester);
        if (refusal.isPresent()) {
            return Decision.deny(refusal.get());
        }
        Decision whole = disclosures.decide(request, resource);
        return whole.isPermitted() && isPartial(request, resource) ? Decision.deny(Reason.NO_CONSENT) : whole;
    }

    /** A plan that would be given in part is not delivered: a copy must not be taken for the whole where it is kept. */
    private boolean isPartial(RequestDetails request, Resource resource) {
        return resource instanceof CarePlan plan
                && !deciding.redactions().partial(request, List.of(plan)).isEmpty();
    }
}
