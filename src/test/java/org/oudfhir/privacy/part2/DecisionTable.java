package org.oudfhir.privacy.part2;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The decision table, as tests read it. */
public final class DecisionTable {

    private static final Path FILE = Path.of("src/test/resources/org/oudfhir/privacy/part2/decisions.csv");

    private DecisionTable() {}

    /** One line. */
    public record Line(
            int row,
            String server,
            String actor,
            String purpose,
            String consents,
            String data,
            String outcome,
            String why) {

        public boolean attested() {
            return actor.endsWith(" attested");
        }

        public Actor who() {
            return Actor.named(actor.replace(" attested", ""));
        }

        public String type() {
            return data.substring(data.indexOf(' ') + 1);
        }

        /** Whether it is about one question, and not about a resource. */
        public boolean isQuestion() {
            return is("enrolment");
        }

        public boolean is(String label) {
            return data.startsWith(label + " ");
        }
    }

    public static List<Line> lines() {
        try {
            return Files.readAllLines(FILE).stream()
                    .filter(line -> !line.startsWith("#") && !line.startsWith("row;"))
                    .map(line -> line.split(";", -1))
                    .map(cells -> new Line(
                            Integer.parseInt(cells[0]),
                            cells[1],
                            cells[2],
                            cells[3],
                            cells[4],
                            cells[5],
                            cells[6],
                            cells[7]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
