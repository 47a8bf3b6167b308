package org.oudfhir.storage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.fhir.Keys;

/**
 * What is on record for one patient at one moment. Immutable by convention: its resources are shared and nobody changes them;
 * who wants a changed resource copies it and lays the copy over with {@link #with}.
 */
public final class PatientRecord {

    private final Patient patient;
    private final List<Resource> resources;

    public PatientRecord(Patient patient, Collection<? extends Resource> resources) {
        this.patient = patient;
        this.resources = List.copyOf(resources);
    }

    public Patient patient() {
        return patient;
    }

    /** All resources of the patient's compartment, the patient not included. */
    public List<Resource> all() {
        return resources;
    }

    /** The resources of one type, in no particular order. */
    public <T extends Resource> List<T> list(Class<T> type) {
        return resources.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** The derived resource with this key. */
    public <T extends Resource> Optional<T> find(Class<T> type, String key) {
        return list(type).stream()
                .filter(resource -> Keys.find(resource).filter(key::equals).isPresent())
                .findFirst();
    }

    /** The resource that a reference of the form {@code Type/id} or {@code urn:uuid:…} points at. */
    public Optional<Resource> find(String reference) {
        return resources.stream()
                .filter(resource -> Keys.target(resource).equals(reference))
                .findFirst();
    }

    /** The record as it will be once these resources are stored: each replaces the one with the same key or the same id. */
    public PatientRecord with(Collection<? extends Resource> changes) {
        Set<String> replaced = new HashSet<>();
        for (Resource change : changes) {
            replaced.add(Keys.target(change));
            Keys.find(change).ifPresent(key -> replaced.add(change.fhirType() + " " + key));
        }
        List<Resource> merged = new ArrayList<>(resources.size() + changes.size());
        for (Resource resource : resources) {
            boolean sameId = replaced.contains(Keys.target(resource));
            boolean sameKey = Keys.find(resource)
                    .filter(key -> replaced.contains(resource.fhirType() + " " + key))
                    .isPresent();
            if (!sameId && !sameKey) {
                merged.add(resource);
            }
        }
        merged.addAll(changes);
        return new PatientRecord(patient, merged);
    }
}
