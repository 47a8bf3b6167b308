package org.oudfhir.privacy;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.oudfhir.fhir.LocalReference;
import org.oudfhir.privacy.part2.Validity;
import org.oudfhir.storage.Membership;

/** Who is in whose care team now. */
public final class CareTeams {

    /** Types of those who work for the program. */
    static final Set<String> STAFF = Set.of("Practitioner", "PractitionerRole");

    private final Function<String, List<Membership>> places;
    private final Clock clock;

    /**
     * Makes it.
     *
     * @param places the places of a person in care teams, by the person's reference
     */
    public CareTeams(Function<String, List<Membership>> places, Clock clock) {
        this.places = places;
        this.clock = clock;
    }

    /** The ids of the patients in whose care team a person is, by the person's reference; none for one of another server. */
    public Set<String> patients(String person) {
        Instant now = clock.instant();
        return LocalReference.of(person)
                .filter(each -> each.isToOneOf(STAFF))
                .map(each -> places.apply(each.toString()))
                .orElse(List.of())
                .stream()
                .filter(place -> place.periods().stream()
                        .allMatch(period -> Validity.of(period).includes(now)))
                .map(Membership::patient)
                .collect(Collectors.toSet());
    }
}
