package org.oudfhir.privacy.part2;

import java.util.Optional;
import java.util.Set;

/**
 * What the labels of a resource say.
 *
 * @param type resource type
 * @param reference of the resource
 * @param patient logical id of the patient; empty when it is about none, or about several
 * @param part2 a record of a Part 2 program
 * @param counselingNote SUD counselling note, 42 CFR 2.11
 * @param restricted violence by a partner: kept from those who act for the patient
 * @param codes all security labels
 */
public record Sensitivity(
        String type,
        String reference,
        Optional<String> patient,
        boolean part2,
        boolean counselingNote,
        boolean restricted,
        Set<String> codes) {

    public Sensitivity {
        codes = Set.copyOf(codes);
    }

    /** Nothing but what HIPAA protects. */
    public boolean isOrdinary() {
        return !part2 && !counselingNote && !restricted;
    }

    /** The same resource, if it had these labels. */
    public Sensitivity with(boolean isPart2, boolean isNote, boolean isRestricted) {
        return new Sensitivity(type, reference, patient, isPart2, isNote, isRestricted, codes);
    }
}
