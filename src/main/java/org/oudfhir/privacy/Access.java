package org.oudfhir.privacy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a caller may do with one type: all, nothing, or what one of the limits admits.
 *
 * @param all no limit
 * @param limits each admits some resources
 */
record Access(boolean all, List<Limit> limits) {

    /**
     * A part of a type.
     *
     * @param patients the records to one of which a resource has to belong; none is any, or nobody's
     * @param filters search parameters that it has to match
     */
    record Limit(Optional<Set<String>> patients, List<Scope.Filter> filters) {

        /** Whether it admits all that belongs to this patient's record. */
        boolean isWhole(String patientId) {
            return filters.isEmpty()
                    && patients.filter(ids -> !ids.contains(patientId)).isEmpty();
        }

        /** Whether it admits all that another one admits. */
        private boolean includes(Limit other) {
            boolean reachesAll = patients.filter(
                            ids -> !other.patients().filter(ids::containsAll).isPresent())
                    .isEmpty();
            return reachesAll && (filters.isEmpty() || filters.equals(other.filters()));
        }
    }

    static final Access ALL = new Access(true, List.of());
    static final Access NOTHING = new Access(false, List.of());

    Access {
        limits = List.copyOf(limits);
    }

    static Access of(List<Limit> limits) {
        boolean all = limits.stream()
                .anyMatch(limit -> limit.patients().isEmpty() && limit.filters().isEmpty());
        return all ? ALL : new Access(false, withoutNarrower(limits));
    }

    boolean isNothing() {
        return !all && limits.isEmpty();
    }

    /** Whether all of one patient's record is open. */
    boolean isWhole(String patientId) {
        return all || limits.stream().anyMatch(limit -> limit.isWhole(patientId));
    }

    private static List<Limit> withoutNarrower(List<Limit> limits) {
        List<Limit> widest = new ArrayList<>();
        for (Limit limit : limits) {
            if (widest.stream().noneMatch(wider -> wider.includes(limit))) {
                widest.removeIf(limit::includes);
                widest.add(limit);
            }
        }
        return widest;
    }
}
