package org.oudfhir.privacy.part2;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The decision table, as tests read it. */
public final class DecisionTable {

    private static final Path FOLDER = Path.of("src/test/resources/org/oudfhir/privacy/part2");

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

    /** What somebody is answered who has no Subscription and asks for one. */
    public record NoSubscription(
            int row, String actor, String purpose, String data, int status, String code, String why) {

        public boolean isOf(Line line) {
            return row == line.row()
                    && actor.equals(line.actor())
                    && purpose.equals(line.purpose())
                    && (data.equals("any") || line.is(data));
        }
    }

    public static List<Line> lines() {
        return cells("decisions.csv").stream()
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
    }

    public static List<NoSubscription> withoutSubscription() {
        return cells("no-subscription.csv").stream()
                .map(cells -> new NoSubscription(
                        Integer.parseInt(cells[0]),
                        cells[1],
                        cells[2],
                        cells[3],
                        Integer.parseInt(cells[4]),
                        cells[5],
                        cells[6]))
                .toList();
    }

    /** Why there is no Subscription for a line, if so. */
    public static Optional<NoSubscription> withoutSubscription(Line line) {
        return withoutSubscription().stream().filter(each -> each.isOf(line)).findFirst();
    }

    private static List<String[]> cells(String file) {
        try {
            return Files.readAllLines(FOLDER.resolve(file)).stream()
                    .filter(line -> !line.startsWith("#") && !line.startsWith("row;"))
                    .map(line -> line.split(";", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
