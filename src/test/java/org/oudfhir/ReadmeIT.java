package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.SearchEntryMode;
import org.hl7.fhir.r4.model.CarePlan;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.oudfhir.data.DemoCommand;
import picocli.CommandLine;

/** What the README tells a newcomer to type works, and answers what the README says. */
class ReadmeIT {

    private static final Path README = Path.of("README.md");
    private static final LocalDate WRITTEN = LocalDate.of(2026, 11, 24);
    private static final Pattern SHELL = Pattern.compile("(?ms)^```sh\\n(.*?)^```$");
    private static final Pattern QUERY = Pattern.compile("`GET ([^`{}]+)`");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final String BASE_IN_README = "http://127.0.0.1:8080/fhir";

    private static final String TOKEN_IN_README = "java -jar target/oud-fhir-server.jar token";

    private static Api api;

    /** A query of the README. */
    record Query(String path, int atLeast) {
        @Override
        public String toString() {
            return path;
        }
    }

    @BeforeAll
    static void doWhatTheReadmeSays() throws IOException, InterruptedException {
        api = RunningServer.api();
        int demo = new CommandLine(new DemoCommand())
                .execute(
                        "--base-url",
                        api.baseUrl(),
                        "--data",
                        RunningServer.data().toString(),
                        "--count",
                        "0");
        assertThat(demo).isZero();

        String script = SHELL.matcher(Files.readString(README))
                .results()
                .map(block -> block.group(1))
                .collect(Collectors.joining("\n"))
                .replace(BASE_IN_README, api.baseUrl())
                .replace(TOKEN_IN_README, "echo " + api.token());
        assumeTrue(failure("command -v curl").isEmpty(), "needs curl");
        assertThat(script).contains("$accept");
        assertThat(failure("set -euo pipefail\n" + script)).isEmpty();
    }

    @Test
    void theFirstAssessmentEndsInAnActivePlanWithAnOrder() {
        List<CarePlan> plans = api.search(CarePlan.class, "patient=maria&status=active&category=treatment-plan");

        assertThat(plans).hasSize(1);
        assertThat(plans.get(0).getActivity()).isNotEmpty();
        assertThat(api.count("MedicationRequest?patient=maria&status=active&intent=order"))
                .isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("queries")
    void eachQueryAnswersAtLeastWhatTheReadmeSays(Query query) {
        Api.Answer answer = api.get(query.path());

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        if (query.atLeast() > 0) {
            assertThat(matches(answer.as(Bundle.class))).isGreaterThanOrEqualTo(query.atLeast());
        }
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void eachSettingHasItsRow(Setting setting) throws IOException {
        String fallback = setting.fallback().isEmpty() ? "" : "`" + setting.fallback() + "`";

        assertThat(Files.readAllLines(README))
                .anySatisfy(line -> assertThat(Stream.of(line.split("\\|", -1)).map(String::strip))
                        .contains("`" + setting.variable() + "`", fallback, setting.meaning()));
    }

    @Test
    void theMapOfPackagesIsWhatThePackagesSay() throws IOException {
        String readme = Files.readString(README);
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    files.filter(file -> file.endsWith("package-info.java")).toList()) {
                String text = Files.readString(file);
                String sentence = text.substring(text.indexOf("/**") + 3, text.indexOf("*/"))
                        .replaceAll("\\s*\\n \\* ?", " ")
                        .strip();
                assertThat(readme).contains(sentence);
            }
        }
    }

    static Stream<Query> queries() throws IOException {
        return Files.readAllLines(README).stream().flatMap(ReadmeIT::queries);
    }

    private static Stream<Query> queries(String line) {
        return QUERY.matcher(line)
                .results()
                .map(query -> new Query(today(query.group(1)), promised(line.substring(query.end()))));
    }

    /** The number with which the cell after the query begins. */
    private static int promised(String rest) {
        String cell = rest.startsWith(" | ") ? rest.substring(3) : "";
        return NUMBER.matcher(cell)
                .results()
                .filter(number -> number.start() == 0)
                .mapToInt(number -> Integer.parseInt(number.group()))
                .findFirst()
                .orElse(0);
    }

    /** The README's dates, as if it had been written today. */
    private static String today(String query) {
        long age = ChronoUnit.DAYS.between(WRITTEN, LocalDate.now(ZoneOffset.UTC));
        return DATE.matcher(query)
                .replaceAll((MatchResult date) ->
                        LocalDate.parse(date.group()).plusDays(age).toString());
    }

    private static long matches(Bundle bundle) {
        return bundle.hasTotal()
                ? bundle.getTotal()
                : bundle.getEntry().stream()
                        .filter(entry -> entry.getSearch().getMode() != SearchEntryMode.INCLUDE)
                        .count();
    }

    /** What the script printed when it failed; empty when it succeeded. */
    private static String failure(String script) throws IOException, InterruptedException {
        Path log = Files.createTempFile("readme", ".log");
        try {
            Process shell = new ProcessBuilder("bash", "-c", script)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            int code = shell.waitFor();
            return code == 0 ? "" : code + ": " + Files.readString(log);
        } finally {
            Files.delete(log);
        }
    }
}
