package org.oudfhir.privacy.part2;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Consent.ConsentDataMeaning;
import org.hl7.fhir.r4.model.Consent.ProvisionComponent;
import org.hl7.fhir.r4.model.Consent.provisionActorComponent;
import org.hl7.fhir.r4.model.Consent.provisionDataComponent;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Reference;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.LocalReference;
import org.oudfhir.privacy.part2.Directive.Kind;
import org.oudfhir.privacy.part2.Directive.Rule;

/**
 * Reads whom and what a provision is about. A permission with anything in it that is not understood is none; what is not
 * understood in a denial does not limit it, so that nothing is disclosed which the patient may have refused.
 */
final class Provisions {

    private static final String PARTICIPATION = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";
    private static final Set<String> RECIPIENT_ROLES = Set.of("IRCP", "PRCP");
    private static final String ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";
    private static final String TEAM = "CareTeam";

    /** Who may be named: those by whom a token names who asks, and care teams, which name them. */
    private static final Set<String> NAMED =
            Set.of("Organization", "Patient", "Practitioner", "PractitionerRole", "RelatedPerson", TEAM);

    private final Map<String, Team> teams;

    /**
     * Makes it.
     *
     * @param teams the care teams of the patient, by reference
     */
    Provisions(Map<String, Team> teams) {
        this.teams = Map.copyOf(teams);
    }

    /** What a provision permits, as long as nothing in it is {@linkplain #unread unread}. */
    Rule permission(ProvisionComponent provision, Kind kind) {
        Set<String> named = provision.getActor().stream()
                .map(Provisions::named)
                .flatMap(Optional::stream)
                .map(LocalReference::toString)
                .collect(Collectors.toSet());
        // 42 CFR 2.31(b) and 2.34 want each recipient of a note, and each registry, in the consent itself.
        boolean followsTeams = kind == Kind.TPO || kind == Kind.NAMED;
        Set<Party> members = named.stream()
                .filter(each -> followsTeams)
                .flatMap(each -> team(each).map(Team::people).stream())
                .flatMap(Set::stream)
                .collect(Collectors.toSet());
        return new Rule(
                named,
                members,
                provision.getActor().stream().anyMatch(Provisions::isClass),
                provision.getPurpose().stream().map(Purpose::of).collect(Collectors.toSet()),
                provision.getSecurityLabel().stream()
                        .filter(DataScope::isKnown)
                        .map(Coding::getCode)
                        .collect(Collectors.toSet()),
                provision.getData().stream()
                        .map(Provisions::single)
                        .flatMap(Optional::stream)
                        .collect(Collectors.toSet()),
                Validity.of(provision.getPeriod()));
    }

    /** What a provision denies: at least what it says. */
    Rule denial(ProvisionComponent provision) {
        boolean areSingle =
                provision.getData().stream().allMatch(data -> single(data).isPresent());
        boolean areLabelsKnown = provision.getSecurityLabel().stream().allMatch(DataScope::isKnown);
        boolean arePurposesKnown = provision.getPurpose().stream().allMatch(Purpose::isCoded);
        return new Rule(
                refused(provision.getActor()),
                Set.of(),
                false,
                provision.getPurpose().stream()
                        .filter(purpose -> arePurposesKnown)
                        .map(Purpose::of)
                        .collect(Collectors.toSet()),
                provision.getSecurityLabel().stream()
                        .filter(label -> areLabelsKnown)
                        .flatMap(label -> DataScope.atLeast(label).stream())
                        .collect(Collectors.toSet()),
                provision.getData().stream()
                        .filter(data -> areSingle)
                        .map(Provisions::single)
                        .flatMap(Optional::stream)
                        .collect(Collectors.toSet()),
                Validity.of(provision.getPeriod()));
    }

    /** Whom a denial is about; nobody in particular, and so everybody, when that cannot be told of one of them. */
    private Set<String> refused(List<provisionActorComponent> actors) {
        Set<String> refused = new HashSet<>();
        for (provisionActorComponent actor : actors) {
            Optional<LocalReference> named = named(actor);
            boolean isTeam = named.filter(each -> each.type().equals(TEAM)).isPresent();
            Set<String> meant = isTeam
                    ? named.flatMap(each -> team(each.toString()).map(Team::all))
                            .orElse(Set.of())
                    : named.map(each -> Set.of(each.toString())).orElse(Set.of());
            if (meant.isEmpty()) {
                return Set.of();
            }
            refused.addAll(meant);
        }
        return refused;
    }

    private Optional<Team> team(String reference) {
        return Optional.ofNullable(teams.get(reference));
    }

    /** What a permission says that is not evaluated here: read past, it would permit more than was signed. */
    static List<String> unread(ProvisionComponent provision) {
        List<String> unread = new ArrayList<>();
        add(unread, provision.hasClass_(), "provision.class");
        add(unread, provision.hasCode(), "provision.code");
        add(unread, provision.hasAction(), "provision.action");
        add(unread, provision.hasDataPeriod(), "provision.dataPeriod");
        add(unread, provision.hasModifierExtension(), "provision.modifierExtension");
        add(
                unread,
                !provision.getSecurityLabel().stream().allMatch(DataScope::isKnown),
                "provision.securityLabel that is no security label and no class of data (oud-data-class)");
        add(
                unread,
                !provision.getData().stream().allMatch(data -> single(data).isPresent()),
                "provision.data that is not one resource of this server, of meaning instance");
        add(
                unread,
                !provision.getActor().stream()
                        .allMatch(actor -> isClass(actor)
                                || (hasRole(actor) && named(actor).isPresent())),
                "provision.actor that is no recipient (IRCP), or whose reference is not to a person, organisation or care"
                        + " team of this server");
        return unread;
    }

    private static void add(List<String> unread, boolean isThere, String what) {
        if (isThere) {
            unread.add(what + ": not evaluated here");
        }
    }

    /** Whether it is the class of those who treat, pay and help to operate: nothing is said of who it is. */
    private static boolean isClass(provisionActorComponent actor) {
        Reference reference = actor.getReference();
        boolean saysNothing = reference.isEmpty()
                || (!reference.hasReference()
                        && !reference.hasIdentifier()
                        && !reference.hasDisplay()
                        && !reference.hasType()
                        && reference.getExtension().stream().allMatch(Provisions::isNotApplicable));
        return hasRole(actor) && saysNothing;
    }

    private static boolean isNotApplicable(Extension extension) {
        return ABSENT.equals(extension.getUrl())
                && extension.getValue() != null
                && "not-applicable".equals(extension.getValue().primitiveValue());
    }

    private static boolean hasRole(provisionActorComponent actor) {
        CodeableConcept role = actor.getRole();
        return RECIPIENT_ROLES.stream().anyMatch(code -> Concept.has(role, PARTICIPATION, code));
    }

    /** Who is named as a recipient, if it can be told; a role other than that says something else about the actor. */
    private static Optional<LocalReference> named(provisionActorComponent actor) {
        return LocalReference.of(actor.getReference())
                .filter(reference -> reference.isToOneOf(NAMED) && (!actor.hasRole() || hasRole(actor)));
    }

    private static Optional<String> single(provisionDataComponent data) {
        return LocalReference.of(data.getReference())
                .filter(reference -> data.getMeaning() == ConsentDataMeaning.INSTANCE)
                .map(LocalReference::toString);
    }
}
