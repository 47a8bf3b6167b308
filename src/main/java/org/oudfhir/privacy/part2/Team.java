package org.oudfhir.privacy.part2;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CareTeam;
import org.hl7.fhir.r4.model.CareTeam.CareTeamParticipantComponent;
import org.oudfhir.fhir.LocalReference;

/**
 * Who is in a care team, by reference.
 *
 * @param people who is in it: whom a consent means that names the team, and not all who work where they work
 * @param treating all that is in it, and for whom: who treats the patient
 * @param all whom it ever named: whom a refusal means that names the team; nobody, when that cannot be told
 */
public record Team(Set<Party> people, Set<Party> treating, Set<String> all) {

    private static final Set<String> PEOPLE = Set.of("Practitioner", "PractitionerRole", "RelatedPerson");

    public Team {
        people = Set.copyOf(people);
        treating = Set.copyOf(treating);
        all = Set.copyOf(all);
    }

    /** What a CareTeam says; nobody is in one that is not active. */
    public static Team of(CareTeam team) {
        Set<Party> people = new HashSet<>();
        Set<Party> treating = new HashSet<>();
        Set<String> all = new HashSet<>();
        boolean isActive = team.getStatus() == CareTeam.CareTeamStatus.ACTIVE;
        boolean isKnown = true;
        Validity ofTeam = Validity.of(team.getPeriod());
        for (CareTeamParticipantComponent participant : team.getParticipant()) {
            Optional<LocalReference> member = LocalReference.of(participant.getMember());
            Set<String> named = new HashSet<>();
            member.ifPresent(each -> named.add(each.toString()));
            LocalReference.of(participant.getOnBehalfOf()).ifPresent(each -> named.add(each.toString()));
            isKnown &= !named.isEmpty();
            all.addAll(named);
            if (isActive) {
                List<Validity> during = List.of(ofTeam, Validity.of(participant.getPeriod()));
                named.forEach(each -> treating.add(new Party(each, during)));
                member.filter(each -> each.isToOneOf(PEOPLE))
                        .ifPresent(each -> people.add(new Party(each.toString(), during)));
            }
        }
        return new Team(people, treating, isKnown ? all : Set.of());
    }
}
