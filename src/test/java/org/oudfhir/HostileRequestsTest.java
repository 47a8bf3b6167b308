package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The list of hostile requests and the tests that stand for each; a row that cannot apply is skipped with its reason. */
class HostileRequestsTest {

    private static final int ROWS = 70;
    private static final String NOT_HERE = "no: ";

    record Row(int number, String request, String expected, String tests) {
        @Override
        public String toString() {
            return number + " " + request + ": " + expected;
        }
    }

    @Test
    void everyRowIsThereOnce() {
        assertThat(rows().map(Row::number))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, ROWS).boxed().toList());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aRowHasItsTestsOrTheReasonWhyItCannotApply(Row row) throws IOException {
        if (row.tests().startsWith(NOT_HERE)) {
            abort(row.tests().substring(NOT_HERE.length()));
        }
        for (String test : row.tests().split(" ", -1)) {
            String[] parts = test.split("#", -1);
            assertThat(source(parts[0])).as(test).contains("void " + parts[1] + "(");
        }
    }

    private static String source(String test) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            Path found = files.filter(file -> file.endsWith(test + ".java"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("There is no " + test));
            return Files.readString(found);
        }
    }

    static Stream<Row> rows() {
        try (InputStream table =
                Objects.requireNonNull(HostileRequestsTest.class.getResourceAsStream("hostile-requests.csv"))) {
            List<String> lines = new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.startsWith("row;"))
                    .toList();
            return lines.stream()
                    .map(line -> line.split(";", 4))
                    .map(cells -> new Row(Integer.parseInt(cells[0]), cells[1], cells[2], cells[3]));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
