package org.oudfhir.privacy;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hl7.fhir.r4.model.Consent;
import org.oudfhir.fhir.LocalReference;
import org.oudfhir.privacy.part2.ConsentReader;
import org.oudfhir.privacy.part2.Directive;
import org.oudfhir.privacy.part2.PatientFile;
import org.oudfhir.privacy.part2.Requester;
import org.oudfhir.storage.DisclosureFiles;
import org.oudfhir.storage.FileReadings;

/** The consents, care teams and coverages that decide about a patient's record; kept for one request and no longer. */
final class PatientFiles {

    private static final String KEY = PatientFiles.class.getName();

    private final DisclosureFiles stored;
    private final FileReadings<RecordedFile> files;
    private final ConsentReader consents;

    /**
     * Makes it.
     *
     * @param consents how a consent is read
     */
    PatientFiles(DisclosureFiles stored, ConsentReader consents) {
        this.stored = stored;
        this.files = stored.readBy((patient, resources) -> RecordedFile.of(patient, resources, consents));
        this.consents = consents;
    }

    PatientFile of(RequestDetails request, String patient) {
        return of(request, List.of(patient)).get(0);
    }

    /** The files of these patients, in their order. */
    List<PatientFile> of(RequestDetails request, Collection<String> patients) {
        Map<String, PatientFile> known = known(request);
        Set<String> missing = new HashSet<>(patients);
        missing.removeAll(known.keySet());
        if (!missing.isEmpty()) {
            Map<String, RecordedFile> recorded = files.of(missing);
            missing.forEach(patient -> known.put(
                    patient,
                    Optional.ofNullable(recorded.get(patient))
                            .map(RecordedFile::file)
                            .orElse(PatientFile.empty(patient))));
        }
        List<PatientFile> found = new ArrayList<>();
        patients.forEach(patient -> found.add(known.get(patient)));
        return found;
    }

    /**
     * The files of the patients about whom a consent, care team or coverage names the requester.
     *
     * @param most of whom to look up; one more tells that there are more
     */
    List<PatientFile> naming(RequestDetails request, Requester requester, int most) {
        Map<String, PatientFile> known = known(request);
        Set<String> references = new HashSet<>(requester.parties());
        requester.intermediary().ifPresent(references::add);
        Map<String, RecordedFile> found = files.naming(references, most + 1);
        found.forEach((patient, recorded) -> known.putIfAbsent(patient, recorded.file()));
        return found.keySet().stream().map(known::get).toList();
    }

    /** The patients who keep something from somebody. */
    Set<String> restricted() {
        return stored.restrictedPatients();
    }

    /** Begins to remember them for a request, which may go on in more than one thread. */
    static void begin(RequestDetails request) {
        known(request);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, PatientFile> known(RequestDetails request) {
        return (Map<String, PatientFile>) request.getUserData().computeIfAbsent(KEY, key -> new ConcurrentHashMap<>());
    }

    /** What a consent is, read with what is on record of its patient now. */
    Optional<Directive> read(Consent consent) {
        return LocalReference.of(consent.getPatient())
                .map(LocalReference::id)
                .map(patient -> files.of(List.of(patient)).get(patient))
                .orElse(RecordedFile.NONE)
                .read(consent, consents);
    }
}
