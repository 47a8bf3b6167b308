package org.oudfhir.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * HL7's official validator, in a version and a JVM of its own, judges what this server publishes and produces: the package with
 * its examples, and every file that other tests have left in {@code target/official-validation}.
 */
class OfficialValidatorIT {

    private static final Path TARGET = Path.of("target");

    /** Files that other tests leave here are judged too. */
    private static final Path PRODUCED = TARGET.resolve("official-validation");

    /**
     * What it cannot know: definitions of guides that no Maven repository serves, and a value that R4's own definition of
     * Consent.identifier gives as an example.
     */
    private static final List<Pattern> NOT_OURS = List.of(
            Pattern.compile("No definition could be found for URL value 'http://hl7.org/fhir/(uv/sdc|us/core)/.*"),
            Pattern.compile("Unknown Code System 'http://hl7.org/fhir/(uv/sdc|us/core)/.*"),
            Pattern.compile(".*, not 'Local eCMS identifier'"),
            Pattern.compile("The code '\\d+' is not declared in the base CodeSystem http://snomed.info/sct .*"));

    @Test
    void findsNoErrorInTheGuideItsExamplesAndWhatTheServerProduces() throws IOException, InterruptedException {
        List<String> report = validate();

        assertThat(report).last().asString().matches("\\d{3,} resources");
        assertThat(report.subList(0, report.size() - 1))
                .filteredOn(OfficialValidatorIT::isOurs)
                .isEmpty();
    }

    private static boolean isOurs(String line) {
        String message = line.substring(line.lastIndexOf(" | ") + 3);
        return NOT_OURS.stream().noneMatch(pattern -> pattern.matcher(message).matches());
    }

    private static List<String> validate() throws IOException, InterruptedException {
        Path report = TARGET.resolve("official-validator.report");
        Path log = TARGET.resolve("official-validator.log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx3g",
                "-Duser.home=" + TARGET.resolve("official-validator").toAbsolutePath(),
                "-cp",
                Files.readString(TARGET.resolve("official-validator.classpath")).strip(),
                "src/validator/OfficialValidation.java",
                TARGET.resolve("classes/org/oudfhir/profiles")
                        .resolve(Guide.FILE)
                        .toString()));
        command.addAll(produced());
        Process validator = new ProcessBuilder(command)
                .redirectOutput(report.toFile())
                .redirectError(log.toFile())
                .start();
        try {
            assertThat(validator.waitFor(10, TimeUnit.MINUTES)).isTrue();
        } finally {
            validator.destroyForcibly();
        }
        assertThat(validator.exitValue()).as("see %s", log).isZero();
        return Files.readAllLines(report);
    }

    private static List<String> produced() throws IOException {
        if (!Files.isDirectory(PRODUCED)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(PRODUCED)) {
            return files.map(Path::toFile)
                    .map(File::toString)
                    .filter(name -> name.endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }
}
