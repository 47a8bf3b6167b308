package org.oudfhir.privacy.issuer;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** One thing that an operator has a running server do: exit code 0, or 1 and a line that says why not. */
abstract class AdministrationStep implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Mixin
    final AdministrationClient server = new AdministrationClient();

    @Override
    public final Integer call() {
        try {
            run();
            return 0;
        } catch (AdministrationClient.Failed | IOException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return 1;
        }
    }

    abstract void run() throws AdministrationClient.Failed, IOException;

    void print(String line) {
        spec.commandLine().getOut().println(line);
    }

    /** Prints one line for each row under a line that names the columns; {@code -} where nothing was said. */
    void table(JsonNode rows, String... columns) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of(columns));
        rows.forEach(row -> lines.add(
                Arrays.stream(columns).map(column -> cell(row.path(column))).toList()));
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < columns.length; i++) {
                int column = i;
                int width = lines.stream()
                        .mapToInt(each -> each.get(column).length())
                        .max()
                        .orElse(0);
                text.append(line.get(i)).append(" ".repeat(width - line.get(i).length() + 2));
            }
            print(text.toString().stripTrailing());
        }
    }

    private static String cell(JsonNode value) {
        String text = value.isBoolean() ? (value.asBoolean() ? "yes" : "no") : value.asText("");
        return value.isNull() || text.isEmpty() ? "-" : text;
    }
}
