package org.oudfhir.privacy.part2;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Somebody who is in something for a time, such as a member of a care team.
 *
 * @param reference of the person or organisation
 * @param during all times that have to hold
 */
public record Party(String reference, List<Validity> during) {

    public Party {
        during = List.copyOf(during);
    }

    boolean isIn(Instant now) {
        return during.stream().allMatch(time -> time.includes(now));
    }

    /** The references of those of them who are in it now. */
    public static Set<String> now(Set<Party> parties, Instant now) {
        return parties.stream()
                .filter(party -> party.isIn(now))
                .map(Party::reference)
                .collect(Collectors.toUnmodifiableSet());
    }
}
