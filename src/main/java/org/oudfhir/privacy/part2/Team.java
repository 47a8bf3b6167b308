package org.oudfhir.privacy.part2;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CareTeam;
import org.hl7.fhir.r4.model.CareTeam.CareTeamParticipantComponent;
import org.oudfhir.fhir.LocalReference;

/**
 * Who is in a care team, by reference.
 *
 * @param people who is in it now: whom a consent means that names the team, and not all who work where they work
 * @param treating all that is in it now, and for whom: who treats the patient
 * @param all whom it ever named: whom a refusal means that names the team; nobody, when that cannot be told
 */
public record Team(Set<String> people, Set<String> treating, Set<String> all) {

    private static final Set<String> PEOPLE = Set.of("Practitioner", "PractitionerRole", "RelatedPerson");

    public Team {
        people = Set.copyOf(people);
        treating = Set.copyOf(treating);
        all = Set.copyOf(all);
    }

    /** As it is at a time. */
    public static Team of(CareTeam team, Instant now) {
        Set<String> people = new HashSet<>();
        Set<String> treating = new HashSet<>();
        Set<String> all = new HashSet<>();
        boolean isActive = team.getStatus() == CareTeam.CareTeamStatus.ACTIVE
                && Validity.of(team.getPeriod()).includes(now);
        boolean isKnown = true;
        for (CareTeamParticipantComponent participant : team.getParticipant()) {
            Optional<LocalReference> member = LocalReference.of(participant.getMember());
            Set<String> named = new HashSet<>();
            member.ifPresent(each -> named.add(each.toString()));
            LocalReference.of(participant.getOnBehalfOf()).ifPresent(each -> named.add(each.toString()));
            isKnown &= !named.isEmpty();
            all.addAll(named);
            if (isActive && Validity.of(participant.getPeriod()).includes(now)) {
                treating.addAll(named);
                member.filter(each -> each.isToOneOf(PEOPLE)).ifPresent(each -> people.add(each.toString()));
            }
        }
        return new Team(people, treating, isKnown ? all : Set.of());
    }
}
