package org.oudfhir.privacy;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.oudfhir.fhir.LocalReference;
import org.oudfhir.privacy.Caller.Reach;

/**
 * What a caller's scopes allow, type by type. Nothing is allowed that no scope names; a scope that is not understood names
 * nothing; the definitions of the guide are everybody's.
 */
final class Grants {

    private static final String KEY = Grants.class.getName();

    private final Caller caller;
    private final List<Scope> scopes;
    private final Set<Permission> everywhere;
    private final Optional<Set<String>> team;

    private Grants(Caller caller, Optional<Set<String>> team) {
        this.caller = caller;
        this.team = team;
        this.scopes = caller.scopes().stream()
                .map(Scope::parse)
                .flatMap(Optional::stream)
                .toList();
        this.everywhere = EnumSet.noneOf(Permission.class);
        scopes.stream()
                .filter(scope -> scope.type().equals("*") && isUnconfined(scope))
                .forEach(scope -> everywhere.addAll(scope.permissions()));
    }

    /** Those of a caller; one who is held to care teams reaches nobody, as long as {@link #reaching} does not say whom. */
    static Grants of(Caller caller) {
        return new Grants(caller, caller.reach() == Reach.CARE_TEAM ? Optional.of(Set.of()) : Optional.empty());
    }

    /**
     * The same grants for a caller who is held to care teams.
     *
     * @param patients in whose care team the caller is; none means that the caller is not held to them now
     */
    Grants reaching(Optional<Set<String>> patients) {
        return new Grants(caller, patients);
    }

    /** The grants of a request's caller, worked out once. */
    static Grants of(RequestDetails request) {
        if (request.getUserData().get(KEY) instanceof Grants known) {
            return known;
        }
        Grants grants = of(Caller.of(request));
        request.getUserData().put(KEY, grants);
        return grants;
    }

    /** Remembers them and their caller for all that handles the request, the entries of a Bundle included. */
    void remember(RequestDetails request) {
        caller.remember(request);
        request.getUserData().put(KEY, this);
    }

    /** What the scopes of a system allow, without those of people and patients. */
    Grants ofSystem() {
        List<String> others = caller.scopes().stream()
                .filter(scope -> scope.startsWith("system/"))
                .toList();
        return new Grants(caller.withScopes(others), team);
    }

    Caller caller() {
        return caller;
    }

    /** Whether there is nothing that the scopes keep from the caller. */
    boolean isUnrestricted() {
        return everywhere.size() == Permission.values().length;
    }

    /** Whether the caller may do this with every type. */
    boolean everywhere(Permission permission) {
        return everywhere.contains(permission);
    }

    /** Whether a scope names the type, or all, for this: what is open to everybody does not count. */
    boolean isNamed(Permission permission, String type) {
        return scopes.stream().anyMatch(scope -> scope.concerns(permission, type));
    }

    Access access(Permission permission, String type) {
        boolean look = permission == Permission.READ || permission == Permission.SEARCH;
        if (everywhere(permission) || (look && Confinement.DEFINITIONS.contains(type))) {
            return Access.ALL;
        }
        List<Access.Limit> limits = new ArrayList<>();
        for (Scope scope : scopes) {
            if (scope.concerns(permission, type)) {
                limit(scope, type, look).ifPresent(limits::add);
            }
        }
        return Access.of(limits);
    }

    private Optional<Access.Limit> limit(Scope scope, String type, boolean look) {
        if (team.isPresent() && !look && type.equals("CareTeam")) {
            return Optional.empty(); // who is held to care teams does not say who is in them
        }
        if (isUnconfined(scope) || (look && patients(scope).isPresent() && Confinement.SHARED.contains(type))) {
            return Optional.of(new Access.Limit(Optional.empty(), scope.filters()));
        }
        return patients(scope)
                .filter(ids -> Confinement.of(type).isPresent())
                .map(ids -> new Access.Limit(Optional.of(ids), scope.filters()));
    }

    private boolean isUnconfined(Scope scope) {
        return team.isEmpty() && isOfWorkforce(scope);
    }

    private boolean isOfWorkforce(Scope scope) {
        return scope.context().equals("system") || (scope.context().equals("user") && isWorkforce());
    }

    private boolean isWorkforce() {
        String user = userType();
        return user.equals("Practitioner") || user.equals("PractitionerRole");
    }

    /** Whose records a scope opens: those of the care team, of the patient in context, or of the person who asks. */
    private Optional<Set<String>> patients(Scope scope) {
        if (isOfWorkforce(scope)) {
            return team;
        }
        return patient(scope).map(id -> team.filter(ids -> !ids.contains(id)).isPresent() ? Set.of() : Set.of(id));
    }

    private Optional<String> patient(Scope scope) {
        if (scope.context().equals("patient")) {
            return caller.patient();
        }
        return switch (userType()) {
            case "Patient" -> caller.fhirUser().map(reference -> reference.substring("Patient/".length()));
            case "RelatedPerson" -> caller.patient();
            default -> Optional.empty();
        };
    }

    /** The type of the person, if this server keeps it; a person of another server is nobody here. */
    private String userType() {
        return caller.fhirUser()
                .flatMap(LocalReference::of)
                .map(LocalReference::type)
                .orElse("");
    }
}
