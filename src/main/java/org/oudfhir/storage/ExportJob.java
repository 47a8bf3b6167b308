package org.oudfhir.storage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hl7.fhir.r4.model.Resource;

/**
 * A bulk export that was asked for.
 *
 * @param id of the job, which nobody can guess
 * @param request the URL that it was asked for with
 * @param time the moment whose state is exported
 * @param what is asked for
 * @param progress how many of the types have been looked through
 * @param complete whether its files are known
 * @param expires when it is forgotten
 */
public record ExportJob(
        UUID id, String request, Instant time, Selection what, int progress, boolean complete, Instant expires) {

    /**
     * What is exported, as far as it may be.
     *
     * @param types resource types, looked through in this order
     * @param since only what was changed after this moment
     * @param ofPatients only what belongs to a patient
     * @param patients only what belongs to these patients (logical ids); empty for all
     * @param filters searches of the form {@code Type?parameters}; a resource of a type that has some matches one of them
     */
    public record Selection(
            List<String> types,
            Optional<Instant> since,
            boolean ofPatients,
            Optional<Set<String>> patients,
            List<String> filters) {

        public Selection {
            types = List.copyOf(types);
            patients = patients.map(Set::copyOf);
            filters = List.copyOf(filters);
        }
    }

    /**
     * What a file holds.
     *
     * @param resources in the state of the export
     * @param successors what those of them have become that were changed since
     */
    public record Content(List<Resource> resources, List<Resource> successors) {

        public Content {
            resources = List.copyOf(resources);
            successors = List.copyOf(successors);
        }
    }

    /**
     * One file: what it holds is put together when it is fetched.
     *
     * @param number from 0
     * @param count of resources when it was put on the list
     */
    public record Part(int number, String type, int count) {}
}
