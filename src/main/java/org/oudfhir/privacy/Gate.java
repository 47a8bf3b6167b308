package org.oudfhir.privacy;

import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.fhir.Problem;
import org.oudfhir.server.Deletions;

/**
 * Lets an ask in, or not. What is not provided for is refused. A resource that the caller may not see is answered exactly as
 * one that does not exist.
 */
final class Gate {

    private final Visibility visibility;
    private final BiFunction<String, String, Optional<Resource>> stored;

    /**
     * Makes it.
     *
     * @param stored the current resource of a type and id
     */
    Gate(Visibility visibility, BiFunction<String, String, Optional<Resource>> stored) {
        this.visibility = visibility;
        this.stored = stored;
    }

    /** The parameters to go on with; throws when the ask is refused. */
    Map<String, String[]> admit(Grants grants, Ask ask) {
        if (ask.isSearch()) {
            demand(grants, Permission.SEARCH, ask.type());
            return Searches.within(grants, ask.type(), ask.parameters());
        }
        if (ask.isRead()) {
            demand(grants, Permission.READ, ask.type());
            if (!ask.isOfCurrent()) {
                mustBeSeen(grants, Permission.READ, ask);
            }
        } else if (ask.isHistory()) {
            admitHistory(grants, ask);
        } else if (ask.write().isPresent()) {
            admitWrite(grants, ask, ask.write().get());
        } else {
            throw denial(grants);
        }
        return ask.parameters();
    }

    private void admitHistory(Grants grants, Ask ask) {
        if (ask.id().isEmpty()) {
            boolean whole = ask.type().isEmpty()
                    ? grants.everywhere(Permission.SEARCH)
                    : grants.access(Permission.SEARCH, ask.type()).all();
            if (!whole) {
                throw denial(grants);
            }
        } else {
            demand(grants, Permission.READ, ask.type());
            mustBeSeen(grants, Permission.READ, ask);
        }
    }

    /** A write that depends on a search tells what the search finds. */
    private void admitWrite(Grants grants, Ask ask, Permission permission) {
        demand(grants, permission, ask.type());
        boolean searches = ask.conditional() || (ask.id().isEmpty() && permission != Permission.CREATE);
        if (searches
                && !(searchesAll(grants, ask.type())
                        && grants.access(permission, ask.type()).all())) {
            throw denial(grants);
        }
        if (!ask.id().isEmpty()) {
            mustBeSeen(grants, permission, ask);
        }
    }

    boolean searchesAll(Grants grants, String type) {
        return grants.access(Permission.SEARCH, type).all();
    }

    void demand(Grants grants, Permission permission, String type) {
        if (grants.access(permission, type).isNothing()) {
            throw denial(grants);
        }
    }

    /** Limited callers meet only what is there and theirs; nothing tells what else is there. */
    void mustBeSeen(Grants grants, Permission permission, Ask ask) {
        if (!grants.access(permission, ask.type()).all()
                && find(ask.type(), ask.id())
                        .filter(resource -> visibility.isGranted(grants, permission, resource))
                        .isEmpty()) {
            throw notKnown(ask.type(), ask.id(), ask.version());
        }
    }

    Optional<Resource> find(String type, String id) {
        return stored.apply(type, id);
    }

    /** The storage's own words for what it does not have. */
    static ResourceNotFoundException notKnown(String type, String id, String version) {
        return Deletions.unknown(type, version.isEmpty() ? id : id + "/_history/" + version);
    }

    static Problem denial(Grants grants) {
        return grants.caller().isAnonymous()
                ? new Problem.Unauthenticated(
                        "unauthenticated",
                        "This needs a token: send Authorization: Bearer and a token of a trusted issuer",
                        "Bearer realm=\"fhir\"")
                : new Problem.Forbidden("insufficient-scope", "The scopes of the token do not allow this");
    }
}
