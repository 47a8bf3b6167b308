package org.oudfhir;

import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.oudfhir.storage.Database;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Prints the effective settings and tests the database.")
final class CheckCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Map<String, String> environment = System.getenv();
        for (Setting setting : Setting.values()) {
            String given = environment.get(setting.variable());
            String value = given == null ? setting.fallback() : setting.isSecret() ? "(set)" : given;
            out.printf("%-16s %-24s %s%n", setting.variable(), value.isEmpty() ? "-" : value, setting.meaning());
        }
        out.flush();
        try {
            Settings settings = Settings.read(environment, Map.of());
            try (Database database = Database.open(settings.database(), 2)) {
                out.println("Database answers: " + database.description());
            }
            return 0;
        } catch (Settings.Faulty e) {
            e.faults().forEach(err::println);
            return 2;
        } catch (Database.Unusable e) {
            err.println(e.getMessage());
            return 1;
        }
    }
}
