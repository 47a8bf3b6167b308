package org.oudfhir.privacy;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.privacy.part2.Decision;
import org.oudfhir.privacy.part2.Decision.Deny;
import org.oudfhir.privacy.part2.Requester;
import org.oudfhir.privacy.part2.Requester.Relation;
import org.oudfhir.server.Deletions;

/**
 * Lets an ask in as far as the disclosure rules allow. To others than the program's own people, what is withheld is answered
 * exactly as what does not exist.
 */
final class DisclosureGate {

    private final Disclosures disclosures;
    private final DisclosedSearches searches;
    private final DisclosedWrites writes;
    private final Redactions redactions;
    private final BiFunction<String, String, Optional<Resource>> stored;

    DisclosureGate(
            Disclosures disclosures,
            DisclosedSearches searches,
            DisclosedWrites writes,
            Redactions redactions,
            BiFunction<String, String, Optional<Resource>> stored) {
        this.disclosures = disclosures;
        this.searches = searches;
        this.writes = writes;
        this.redactions = redactions;
        this.stored = stored;
    }

    /** The parameters to go on with; throws when the ask is refused. */
    Map<String, String[]> admit(RequestDetails request, Ask ask) {
        if (ask.isSearch()) {
            return searches.within(request, ask.type(), ask.parameters());
        }
        if (ask.isOfCurrent()) {
            if (disclosures.requester(request).relation() != Relation.WORKFORCE) {
                Deletions.hide(request);
            }
        } else if (ask.isRead() || (ask.isHistory() && !ask.id().isEmpty())) {
            mustBeDisclosed(request, ask);
        } else if (ask.write().isPresent()) {
            admitWrite(request, ask, ask.write().get());
        } else {
            throw Disclosures.refused();
        }
        return ask.parameters();
    }

    private void admitWrite(RequestDetails request, Ask ask, Permission permission) {
        writes.admit(request, ask, permission);
        if (disclosures.requester(request).relation() != Relation.WORKFORCE
                && !ask.id().isEmpty()) {
            mustBeDisclosed(request, ask).ifPresent(resource -> redactions.mustBeWhole(request, resource));
        }
    }

    /** What is asked for, if it is there and no definition; throws when it may not be had. */
    private Optional<Resource> mustBeDisclosed(RequestDetails request, Ask ask) {
        if (Disclosures.isOpen(ask.type())) {
            return Optional.empty();
        }
        Optional<Resource> found = stored.apply(ask.type(), ask.id());
        Optional<Decision> decision = found.map(resource -> redactions.decide(request, resource));
        if (decision.filter(Decision::isPermitted).isPresent()) {
            return found;
        }
        if (decision.isPresent() && decision.get() instanceof Deny deny) {
            throw denial(request, ask, deny);
        }
        if (disclosures.requester(request).relation() != Relation.WORKFORCE) {
            throw Gate.notKnown(ask.type(), ask.id(), ask.version());
        }
        return Optional.empty();
    }

    /** What is said instead of what was asked for; the reason is for the audit trail alone. */
    BaseServerResponseException denial(RequestDetails request, Ask ask, Deny deny) {
        DisclosureNotes.withhold(request, deny.reason());
        return disclosures.requester(request).relation() == Relation.WORKFORCE
                ? Disclosures.refused()
                : Gate.notKnown(ask.type(), ask.id(), ask.version());
    }

    /** Operations read and write more than one resource: those that cannot be kept within the rules are not offered. */
    void admitOperation(RequestDetails request, Ask ask) {
        Requester requester = disclosures.requester(request);
        boolean isExport = ask.operation().startsWith("$export");
        boolean scopesDecide = !isExport
                && !requester.purpose().isEmergency()
                && (requester.relation() == Relation.PATIENT || requester.isAtWork());
        boolean aboutNobody = (ask.operation().equals("$validate") && ask.id().isEmpty())
                || (Confinement.DEFINITIONS.contains(ask.type()) && Operations.TERMINOLOGY.contains(ask.operation()));
        boolean releasedOneByOne = isExport && requester.purpose().isTpo();
        // What may be told about enrolment is decided where the patient is found, and told or not in the same words.
        boolean asksForEnrolment = ask.type().equals("Patient")
                && ask.id().isEmpty()
                && ask.operation().equals("$check-enrollment");
        if (scopesDecide || aboutNobody || releasedOneByOne || asksForEnrolment) {
            return;
        }
        // Each resource is decided about where it is found. No emergency of others needs findings: all of them unknown
        // would mislead.
        boolean isProfile = ask.operation().equals("$factor-profile")
                && (requester.isAtWork() || !requester.purpose().isEmergency());
        boolean isDecidedByParts = isProfile || ask.operation().equals("$everything");
        if (!isDecidedByParts || !ask.type().equals("Patient") || ask.id().isEmpty()) {
            throw Disclosures.refused();
        }
        mustBeDisclosed(request, ask);
        disclosures.tellInEmergency(request, isProfile ? "Observation" : "Patient", ask.id());
    }
}
