package org.oudfhir.profiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The committed JSON of the guide is what its FSH sources say. */
class GeneratedDefinitionsTest {

    private static final Path PROFILES = Path.of("profiles");
    private static final Path GENERATED = PROFILES.resolve("generated");
    private static final String HASHES = "SOURCES.sha256";
    private static final int TOOLS_CANNOT_BE_INSTALLED = 3;

    @Test
    void everySourceAndDefinitionHasTheHashThatTheGeneratorRecorded() throws IOException {
        Map<String, String> recorded = recordedHashes();

        Map<String, String> present = new TreeMap<>();
        present.putAll(hashes(PROFILES.resolve("sushi-config.yaml")::equals));
        present.putAll(hashes(file -> hasEnding(file, ".fsh") || hasEnding(file, ".cql")));
        present.putAll(hashes(file -> file.startsWith(GENERATED) && hasEnding(file, ".json")));

        assertThat(present)
                .as("sources and definitions of profiles/: run profiles/generate after a change")
                .containsExactlyEntriesOf(recorded);
    }

    @Test
    void theGeneratorMakesTheCommittedDefinitionsByteForByte() throws Exception {
        assumeTrue(runs("node", "--version") && runs("npm", "--version"), "Node is not installed");
        Path again = Path.of("target", "guide", "generated");

        Process generator = new ProcessBuilder(
                        "node", PROFILES.resolve("generate").toString(), again.toString())
                .redirectErrorStream(true)
                .redirectOutput(Files.createDirectories(Path.of("target", "guide"))
                        .resolve("generate.log")
                        .toFile())
                .start();
        assertThat(generator.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assumeTrue(generator.exitValue() != TOOLS_CANNOT_BE_INSTALLED, "SUSHI cannot be installed");

        assertThat(generator.exitValue())
                .as(() -> read(Path.of("target", "guide", "generate.log")))
                .isZero();
        assertThat(contents(again)).containsExactlyEntriesOf(contents(GENERATED));
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    private static Map<String, String> recordedHashes() throws IOException {
        return Files.readAllLines(GENERATED.resolve(HASHES)).stream()
                .map(line -> line.split("  ", 2))
                .collect(Collectors.toMap(line -> line[1], line -> line[0], (one, other) -> one, TreeMap::new));
    }

    private static Map<String, String> hashes(Predicate<Path> wanted) throws IOException {
        try (Stream<Path> files = Files.walk(PROFILES)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains("node_modules"))
                    .filter(wanted)
                    .collect(Collectors.toMap(
                            file -> PROFILES.relativize(file).toString().replace('\\', '/'),
                            GeneratedDefinitionsTest::sha256,
                            (one, other) -> one,
                            TreeMap::new));
        }
    }

    private static Map<String, String> contents(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .collect(Collectors.toMap(
                            file -> folder.relativize(file).toString(),
                            GeneratedDefinitionsTest::read,
                            (one, other) -> one,
                            TreeMap::new));
        }
    }

    private static boolean hasEnding(Path file, String ending) {
        return file.toString().endsWith(ending);
    }

    private static String sha256(Path file) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(read(file).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(file.toString(), e);
        }
    }
}
