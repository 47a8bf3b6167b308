package org.oudfhir.privacy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
     * @param patient the record that a resource has to belong to
     * @param filters search parameters that it has to match
     */
    record Limit(Optional<String> patient, List<Scope.Filter> filters) {

        /** Whether it admits all that belongs to this patient's record. */
        boolean isWhole(String patientId) {
            return filters.isEmpty()
                    && patient.filter(id -> !id.equals(patientId)).isEmpty();
        }
    }

    static final Access ALL = new Access(true, List.of());
    static final Access NOTHING = new Access(false, List.of());

    Access {
        limits = List.copyOf(limits);
    }

    static Access of(List<Limit> limits) {
        boolean all = limits.stream()
                .anyMatch(limit -> limit.patient().isEmpty() && limit.filters().isEmpty());
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
            Limit unfiltered = new Limit(limit.patient(), List.of());
            if (!widest.contains(limit) && (limit.filters().isEmpty() || !limits.contains(unfiltered))) {
                widest.add(limit);
            }
        }
        return widest;
    }
}
