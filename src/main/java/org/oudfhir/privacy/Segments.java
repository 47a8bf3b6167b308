package org.oudfhir.privacy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.privacy.part2.Labels;
import org.oudfhir.privacy.part2.PatientFile;
import org.oudfhir.privacy.part2.Sensitivity;

/**
 * Labels and patient of a resource as one searchable word. With it a search is narrowed to what may be disclosed in the query
 * itself: pages, counts and order tell nothing about the rest.
 */
final class Segments {

    /** What only HIPAA protects. */
    static final String OPEN = "open";

    /** Every counselling note has this word besides its own. */
    static final String NOTE = "note";

    /** What no resource has, as word or as id. */
    static final String NOTHING = "_nothing";

    private final Visibility visibility;

    Segments(Visibility visibility) {
        this.visibility = visibility;
    }

    /** The words under which a resource is found; none for what is no patient's. */
    List<String> of(Resource resource) {
        if (Confinement.of(resource.fhirType()).isEmpty()) {
            return List.of();
        }
        Sensitivity data = Labels.of(resource, visibility.patient(resource));
        if (data.isOrdinary()) {
            boolean isSomebodys = data.patient().isPresent() && !visibility.isEquipment(resource);
            return isSomebodys ? List.of(OPEN, word(data)) : List.of(OPEN);
        }
        if (visibility.isEquipment(resource)) {
            return List.of(OPEN);
        }
        return data.counselingNote() ? List.of(word(data), NOTE) : List.of(word(data));
    }

    private static String word(Sensitivity data) {
        return (data.part2() ? "p" : "") + (data.counselingNote() ? "n" : "") + (data.restricted() ? "v" : "") + "-"
                + data.patient().orElse("");
    }

    /** The ids of the patients who may be disclosed as such: when a Patient is indexed first, it has no id to make a word of. */
    static List<String> persons(BiPredicate<Sensitivity, PatientFile> disclosed, Collection<PatientFile> files) {
        List<String> ids = files.stream()
                .filter(file -> file.person()
                        .filter(person -> disclosed.test(person, file))
                        .isPresent())
                .map(PatientFile::patient)
                .toList();
        return ids.isEmpty() ? List.of(NOTHING) : ids;
    }

    /** The ids of the patients who may not be disclosed as such. */
    static List<String> withheldPersons(
            BiPredicate<Sensitivity, PatientFile> disclosed, Collection<PatientFile> files) {
        return files.stream()
                .filter(file -> file.person()
                        .filter(person -> !disclosed.test(person, file))
                        .isPresent())
                .map(PatientFile::patient)
                .toList();
    }

    /**
     * The words of what may be disclosed of one type out of these files.
     *
     * @param own the patient who asks, or for whom somebody asks
     */
    static List<String> disclosed(
            BiPredicate<Sensitivity, PatientFile> disclosed,
            String type,
            Optional<String> own,
            Collection<PatientFile> files) {
        List<String> words = new ArrayList<>();
        if (disclosed.test(data(type, own), PatientFile.empty(own.orElse("")))) {
            words.add(OPEN);
        }
        List<Sensitivity> kinds = IntStream.range(1, 8)
                .mapToObj(labels -> data(type, own).with((labels & 1) != 0, (labels & 2) != 0, (labels & 4) != 0))
                .toList();
        for (PatientFile file : files) {
            for (Sensitivity kind : kinds) {
                Sensitivity data = kind.of(file.patient());
                if (disclosed.test(data, file)) {
                    words.add(word(data));
                }
            }
        }
        return words.isEmpty() ? List.of(NOTHING) : words;
    }

    /** The words of what is kept from a requester out of these files, notes apart, which have a word of their own. */
    static List<String> withheld(
            BiPredicate<Sensitivity, PatientFile> disclosed, String type, Collection<PatientFile> files) {
        List<String> words = new ArrayList<>();
        for (PatientFile file : files) {
            for (boolean isPart2 : new boolean[] {false, true}) {
                for (boolean isRestricted : new boolean[] {false, true}) {
                    Sensitivity data = data(type, Optional.of(file.patient())).with(isPart2, false, isRestricted);
                    if (!data.isOrdinary() && !disclosed.test(data, file)) {
                        words.add(word(data));
                    }
                }
            }
        }
        words.addAll(withheldOpen(disclosed, type, files));
        return words;
    }

    /** The words of what is kept from a requester though it is open as such: what the patient restricted. */
    static List<String> withheldOpen(
            BiPredicate<Sensitivity, PatientFile> disclosed, String type, Collection<PatientFile> files) {
        return files.stream()
                .filter(file -> !disclosed.test(ordinary(type, file.patient()), file))
                .map(file -> word(ordinary(type, file.patient())))
                .toList();
    }

    private static Sensitivity ordinary(String type, String patient) {
        return new Sensitivity(type, "", Optional.of(patient), false, false, false, Set.of("N"));
    }

    private static Sensitivity data(String type, Optional<String> patient) {
        return new Sensitivity(type, "", patient, false, false, false, Labels.OF_PROGRAM);
    }
}
