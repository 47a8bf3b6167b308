package org.oudfhir.exchange;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.fhir.Problem;
import org.oudfhir.privacy.Release;
import org.oudfhir.storage.ExportJob;
import org.oudfhir.storage.ExportJob.Content;
import org.oudfhir.storage.Exports;

/** Makes the list of an export and puts its files together, of what may leave. */
final class ExportFiles {

    /** Of one request for the state of an export; then the client hears how far it is. */
    private static final Duration SLICE = Duration.ofSeconds(3);

    private final FhirContext fhir;
    private final Exports exports;
    private final Release release;
    private final BiPredicate<Resource, String> matches;

    ExportFiles(FhirContext fhir, Exports exports, Release release, BiPredicate<Resource, String> matches) {
        this.fhir = fhir;
        this.exports = exports;
        this.release = release;
        this.matches = matches;
    }

    /** Goes on with the list. */
    void advance(RequestDetails request, ExportJob job) {
        exports.advance(job, SLICE, resources -> released(request, job, resources));
    }

    private List<Resource> released(RequestDetails request, ExportJob job, List<Resource> resources) {
        List<Resource> asked =
                resources.stream().filter(resource -> isAsked(job, resource)).toList();
        List<Resource> released = release.of(request, asked);
        return job.what().filters().isEmpty() ? released : release.whole(request, released);
    }

    private boolean isAsked(ExportJob job, Resource resource) {
        Optional<String> patient = release.patient(resource);
        Optional<Set<String>> patients = job.what().patients();
        boolean within = !job.what().ofPatients()
                || (patient.isPresent()
                        && patients.filter(ids -> !ids.contains(patient.get())).isEmpty());
        if (!within) {
            return false;
        }
        List<String> filters = job.what().filters().stream()
                .filter(filter -> filter.startsWith(resource.fhirType() + "?"))
                .toList();
        return filters.isEmpty() || filters.stream().anyMatch(filter -> matches.test(resource, filter));
    }

    /**
     * One file as NDJSON. That it goes out is on record when this returns.
     *
     * @throws Problem.NotFound when there is no such file
     * @throws Problem.Gone when it holds something that may not leave any more
     */
    String file(RequestDetails request, ExportJob job, int number) {
        Content content = exports.read(job, number)
                .orElseThrow(() -> new Problem.NotFound("not-found", "There is no such file of an export"));
        List<Resource> resources = content.resources();
        boolean isWhole = release.of(request, resources).size() == resources.size()
                && release.of(request, content.successors()).size()
                        == content.successors().size();
        if (!isWhole) {
            throw new Problem.Gone(
                    "export-outdated",
                    "What this file holds may not be given out as it is any more, as when a consent was revoked or a label"
                            + " given; export again");
        }
        release.record(request, resources);
        IParser parser = fhir.newJsonParser();
        return release.shown(request, resources).stream()
                .map(resource -> parser.encodeResourceToString(resource) + "\n")
                .collect(Collectors.joining());
    }
}
