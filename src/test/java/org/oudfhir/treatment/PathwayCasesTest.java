package org.oudfhir.treatment;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Library;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** What the published pathway proposes for the patients of pathway-cases.csv, a table for clinicians to read and extend. */
class PathwayCasesTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final String LIBRARY = "https://oud-fhir.github.io/ig/Library/OUDPathway|1.0.0";
    private static final String PATHWAY = "https://oud-fhir.github.io/ig/PlanDefinition/oud-pathway|1.0.0";

    private static Definitions definitions;
    private static Pathways pathways;

    @BeforeAll
    static void readTheGuide() throws IOException {
        FhirContext context = FhirContext.forR4Cached();
        Path profiles = Path.of("profiles");
        try (Stream<Path> files = Files.list(profiles.resolve("generated"))) {
            List<MetadataResource> resources = files.filter(
                            file -> file.toString().endsWith(".json"))
                    .map(file -> context.newJsonParser().parseResource(read(file)))
                    .filter(MetadataResource.class::isInstance)
                    .map(MetadataResource.class::cast)
                    .toList();
            definitions = new Definitions(resources);
        }
        byte[] cql =
                read(profiles.resolve("treatment/OUDPathway.cql")).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        definitions
                .get(Library.class, LIBRARY)
                .getContentFirstRep()
                .setContentType("text/cql")
                .setData(cql);
        pathways = new Pathways(definitions, context, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(
            resources = "pathway-cases.csv",
            delimiter = ';',
            useHeadersInDisplayName = false,
            numLinesToSkip = 1)
    void thePathwayProposes(
            String patient,
            @Nullable String facts,
            @Nullable String primary,
            @Nullable String present,
            @Nullable String absent,
            @Nullable String rules) {
        Logic logic = pathways.logic(new PatientFacts(NOW).record(facts));
        CqlResults answers =
                logic.of(definitions.get(PlanDefinition.class, PATHWAY).getLibrary());

        Set<String> proposed = new Pathway(definitions.get(PlanDefinition.class, PATHWAY), definitions)
                .apply(logic).stream().flatMap(Step::all).map(Step::id).collect(Collectors.toSet());

        assertThat(answers.find("Primary Medication", String.class).orElse("none"))
                .as("primary medication; %s", answers.find("Selection Reason"))
                .isEqualTo(primary);
        assertThat(proposed)
                .containsAll(words(present))
                .doesNotContainAnyElementsOf(words("none-such " + (absent == null ? "" : absent)));
        Set<String> firing = answers.list("Excluded Rules", String.class).stream()
                .map(line -> line.split("\\|", -1)[1].replace(' ', '-'))
                .collect(Collectors.toSet());
        assertThat(firing).as("rules that exclude a medication").containsExactlyInAnyOrderElementsOf(words(rules));
    }

    private static List<String> words(@Nullable String cell) {
        return cell == null
                ? List.of()
                : Stream.of(cell.trim().split("\\s+", -1))
                        .filter(word -> !word.isEmpty())
                        .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
