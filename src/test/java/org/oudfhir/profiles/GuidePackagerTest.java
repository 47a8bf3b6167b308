package org.oudfhir.profiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.ElementDefinition;
import org.hl7.fhir.r4.model.Library;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The package that the build makes from a folder of definitions, here from a guide of four. */
class GuidePackagerTest {

    private static final Path SMALL_GUIDE = Path.of("src/test/resources/org/oudfhir/profiles/small-guide");
    private static final String BASE = "https://example.org/guide/";
    private static final FhirContext CONTEXT = FhirContext.forR4Cached();

    private static byte[] tgz = new byte[0];

    @BeforeAll
    static void packTheSmallGuide() throws IOException {
        tgz = GuidePackager.pack(SMALL_GUIDE);
    }

    @Test
    void theSameDefinitionsGiveTheSameBytes() throws IOException {
        assertThat(GuidePackager.pack(SMALL_GUIDE)).isEqualTo(tgz);
    }

    @Test
    void aProfileGetsTheElementsOfItsBaseEvenWhenTheBaseComesLater() throws IOException {
        StructureDefinition profile = guide().find(
                        StructureDefinition.class, BASE + "StructureDefinition/a-derived-note")
                .orElseThrow();

        assertThat(minimum(profile, "Observation.subject")).isEqualTo(1);
        assertThat(minimum(profile, "Observation.note")).isEqualTo(1);
        assertThat(minimum(profile, "Observation.status")).isEqualTo(1);
        assertThat(profile.getDifferential().getElement()).hasSize(1);
    }

    @Test
    void cqlTakesThePlaceOfItsMarker() throws IOException {
        Library library =
                guide().find(Library.class, BASE + "Library/rule|1.0.0").orElseThrow();

        assertThat(library.getContentFirstRep().getContentType()).isEqualTo("text/cql");
        assertThat(new String(library.getContentFirstRep().getData(), StandardCharsets.UTF_8))
                .isEqualTo(Files.readString(SMALL_GUIDE.resolve("rules/Rule.cql")));
        assertThat(library.getContentFirstRep().getId()).isNull();
    }

    @Test
    void examplesStandApartAndAreNoDefinitions() throws IOException {
        assertThat(Tgz.read(new ByteArrayInputStream(tgz)))
                .containsKeys("package/example/Observation-note.json", "package/example/.index.json");
        assertThat(guide().size()).isEqualTo(4);
    }

    @Test
    void anotherVersionIsNotFound() throws IOException {
        assertThat(guide().find(Library.class, BASE + "Library/rule|2.0.0")).isEmpty();
        assertThat(guide().find(StructureDefinition.class, BASE + "Library/rule"))
                .isEmpty();
    }

    @Test
    void aPackageThatLacksAFileIsRefused() throws IOException {
        Map<String, byte[]> files = Tgz.read(new ByteArrayInputStream(tgz));
        files.remove("package/Library-rule.json");
        byte[] damaged = Tgz.write(new TreeMap<>(files));

        assertThatThrownBy(() -> Guide.read(CONTEXT, damaged))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("package/Library-rule.json is missing");
    }

    @Test
    void aGuideThatListsADefinitionItDoesNotHoldIsRefused(@TempDir Path copy) throws IOException {
        copyOfTheSmallGuide(copy);
        Files.delete(copy.resolve("generated/Observation-note.json"));
        byte[] incomplete = GuidePackager.pack(copy);

        assertThatThrownBy(() -> Guide.read(CONTEXT, incomplete))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Observation/note");
    }

    @Test
    void aLibraryWithoutItsCqlStopsTheBuild(@TempDir Path copy) throws IOException {
        copyOfTheSmallGuide(copy);
        Files.delete(copy.resolve("rules/Rule.cql"));

        assertThatThrownBy(() -> GuidePackager.pack(copy)).hasMessageContaining("Rule.cql");
    }

    private static Guide guide() throws IOException {
        return Guide.read(CONTEXT, tgz);
    }

    private static int minimum(StructureDefinition profile, String path) {
        return profile.getSnapshot().getElement().stream()
                .filter(element -> element.getPath().equals(path))
                .mapToInt(ElementDefinition::getMin)
                .findFirst()
                .orElseThrow();
    }

    private static void copyOfTheSmallGuide(Path target) throws IOException {
        for (String folder : new String[] {"generated", "rules"}) {
            Files.createDirectories(target.resolve(folder));
            try (var files = Files.list(SMALL_GUIDE.resolve(folder))) {
                for (Path file : files.toList()) {
                    Files.copy(file, target.resolve(folder).resolve(Objects.requireNonNull(file.getFileName())));
                }
            }
        }
    }
}
