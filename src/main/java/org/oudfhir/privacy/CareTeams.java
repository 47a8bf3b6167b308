package org.oudfhir.privacy;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.oudfhir.privacy.part2.Validity;
import org.oudfhir.storage.Membership;

/** Who is in whose care team now. */
public final class CareTeams {

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

    /** The ids of the patients in whose care team a person is, by the person's reference. */
    public Set<String> patients(String person) {
        Instant now = clock.instant();
        return places.apply(person).stream()
                .filter(place -> place.periods().stream()
                        .allMatch(period -> Validity.of(period).includes(now)))
                .map(Membership::patient)
                .collect(Collectors.toSet());
    }
}
