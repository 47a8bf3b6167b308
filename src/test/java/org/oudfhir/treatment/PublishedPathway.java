package org.oudfhir.treatment;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Library;
import org.hl7.fhir.r4.model.MetadataResource;

/** The definitions of profiles/, with the CQL inside its Library as the build packs it. */
final class PublishedPathway {

    static final String CANONICAL = "https://oud-fhir.github.io/ig/PlanDefinition/oud-pathway|1.0.0";
    static final String LIBRARY = "https://oud-fhir.github.io/ig/Library/OUDPathway|1.0.0";

    private static final Path PROFILES = Path.of("profiles");

    private PublishedPathway() {}

    static Definitions read() {
        FhirContext context = FhirContext.forR4Cached();
        try (Stream<Path> files = Files.list(PROFILES.resolve("generated"))) {
            List<MetadataResource> resources = files.filter(
                            file -> file.toString().endsWith(".json"))
                    .map(file -> context.newJsonParser().parseResource(new String(bytes(file), StandardCharsets.UTF_8)))
                    .filter(MetadataResource.class::isInstance)
                    .map(MetadataResource.class::cast)
                    .toList();
            Definitions definitions = new Definitions(resources);
            definitions
                    .get(Library.class, LIBRARY)
                    .getContentFirstRep()
                    .setContentType("text/cql")
                    .setData(bytes(PROFILES.resolve("treatment/OUDPathway.cql")))
                    .setId(null);
            return definitions;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
