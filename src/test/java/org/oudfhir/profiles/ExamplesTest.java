package org.oudfhir.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.StructureDefinition.StructureDefinitionKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.oudfhir.fhir.Problem;

/** The examples of the guide: the valid ones are accepted, the invalid ones are refused where and why the guide says. */
class ExamplesTest {

    private static final FhirContext CONTEXT = FhirContext.forR4Cached();
    private static final Guide GUIDE = Guide.load(CONTEXT);
    private static final WriteValidation VALIDATION = new WriteValidation(CONTEXT, GUIDE, response -> List.of());
    private static final Path INVALID = Path.of("profiles/examples/invalid");

    @ParameterizedTest
    @MethodSource("validExamples")
    void aValidExampleIsAccepted(Resource example) {
        assertThat(VALIDATION.check(example)).isEmpty();
    }

    @ParameterizedTest
    @CsvFileSource(files = "profiles/examples/invalid/expectations.csv", useHeadersInDisplayName = true)
    void anInvalidExampleIsRefusedAtTheElementAtFault(String file, String expression, String message)
            throws IOException {
        List<Problem.Issue> issues = VALIDATION.check(parse(Files.readString(INVALID.resolve(file))));

        assertThat(issues).anySatisfy(issue -> {
            assertThat(issue.expression()).isEqualTo(expression);
            assertThat(issue.text()).contains(message);
        });
    }

    @Test
    void everyInvalidExampleHasAnExpectation() throws IOException {
        List<String> expected = Files.readAllLines(INVALID.resolve("expectations.csv")).stream()
                .skip(1)
                .map(line -> line.substring(0, line.indexOf(',')))
                .toList();

        assertThat(expected).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(invalidExamples());
    }

    @Test
    void everyProfileHasAValidAndAnInvalidExample() throws IOException {
        List<String> claimed = validExamples()
                .flatMap(example -> example.getMeta().getProfile().stream())
                .map(CanonicalType::getValue)
                .toList();
        List<String> invalid = invalidExamples();

        assertThat(GUIDE.list(StructureDefinition.class))
                .filteredOn(profile -> profile.getKind() == StructureDefinitionKind.RESOURCE)
                .allSatisfy(profile -> {
                    assertThat(claimed).contains(profile.getUrl());
                    assertThat(invalid)
                            .anyMatch(file ->
                                    file.startsWith(profile.getIdElement().getIdPart() + "--"));
                });
    }

    private static List<String> invalidExamples() throws IOException {
        try (Stream<Path> files = Files.list(INVALID)) {
            return files.map(file -> Objects.requireNonNull(file.getFileName()).toString())
                    .filter(name -> name.endsWith(".json"))
                    .toList();
        }
    }

    private static Stream<Resource> validExamples() throws IOException {
        return Examples.valid().stream();
    }

    private static Resource parse(String json) {
        return (Resource) CONTEXT.newJsonParser().parseResource(json);
    }
}
