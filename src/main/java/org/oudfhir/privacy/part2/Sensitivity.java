package org.oudfhir.privacy.part2;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
        Set<String> all = new HashSet<>(codes);
        if (isNote) {
            all.add(Labels.COUNSELING_NOTE);
        }
        if (isRestricted) {
            all.add(Labels.VIOLENCE);
        }
        return new Sensitivity(type, reference, patient, isPart2, isNote, isRestricted, all);
    }

    /** The same resource, if it were this patient's. */
    public Sensitivity of(String patientId) {
        return new Sensitivity(type, reference, Optional.of(patientId), part2, counselingNote, restricted, codes);
    }

    /** Labels that a resource may have from what it gathers: all but those of its origin. */
    public Set<String> inheritable() {
        return codes.stream().filter(code -> !Labels.isOfOrigin(code)).collect(Collectors.toUnmodifiableSet());
    }

    /** The same resource, if it had none of these labels: it stays what it is by its origin, and a note stays one. */
    public Sensitivity without(Set<String> labels) {
        Set<String> others = new HashSet<>(codes);
        others.removeIf(code -> labels.contains(code) && !Labels.isOfOrigin(code));
        boolean isRestricted = restricted && !labels.contains(Labels.VIOLENCE);
        return new Sensitivity(type, reference, patient, part2, counselingNote, isRestricted, others);
    }
}
