package org.oudfhir;

import ca.uhn.fhir.context.FhirContext;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeSystem;
import org.oudfhir.profiles.Guide;
import org.oudfhir.safety.Knowledge;
import org.oudfhir.safety.Thresholds;
import org.oudfhir.safety.Thresholds.Threshold;
import org.oudfhir.storage.Database;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Prints the effective settings and safety thresholds and tests the database.")
final class CheckCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Map<String, String> environment = System.getenv();
        printSettings(environment, out);
        out.flush();
        try {
            Settings settings = Settings.read(environment, Map.of());
            printThresholds(settings, out);
            try (Database database = Database.open(settings.database(), new Database.Pool(2, 30))) {
                out.println("Database answers: " + database.description());
            }
            return 0;
        } catch (Thresholds.Refused e) {
            err.println(Setting.SAFETY_THRESHOLDS.variable() + ": " + e.sentence());
            return 2;
        } catch (Settings.Faulty e) {
            e.faults().forEach(err::println);
            return 2;
        } catch (Database.Unusable e) {
            err.println(e.getMessage());
            return 1;
        }
    }

    static void printSettings(Map<String, String> environment, PrintWriter out) {
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            String given = environment.get(setting.variable());
            String value = given == null ? setting.fallback() : setting.shown(given);
            values.put(setting, value.isEmpty() ? "-" : value);
        }
        String line = "%-" + widest(values.keySet().stream().map(Setting::variable)) + "s  %-"
                + widest(values.values().stream()) + "s  %s%n";
        values.forEach((setting, value) -> out.printf(line, setting.variable(), value, setting.meaning()));
    }

    private static int widest(Stream<String> cells) {
        return cells.mapToInt(String::length).max().orElse(1);
    }

    /** What the safety rules go by here. */
    private static void printThresholds(Settings settings, PrintWriter out) {
        Guide guide = Guide.load(FhirContext.forR4Cached());
        out.println("Safety thresholds");
        List<Threshold> thresholds =
                List.copyOf(new Thresholds(Knowledge.table(guide.list(CodeSystem.class)), settings.thresholds()).all());
        String line = "  %-" + widest(thresholds.stream().map(Threshold::code)) + "s  %8s %-"
                + widest(thresholds.stream().map(Threshold::unit)) + "s  %s; %s%n";
        for (Threshold threshold : thresholds) {
            out.printf(
                    Locale.ROOT,
                    line,
                    threshold.code(),
                    number(threshold.value()),
                    threshold.unit(),
                    threshold.isOfTheSite()
                            ? "set by this site, published " + number(threshold.published())
                            : threshold.meaning(),
                    threshold.source());
        }
        out.flush();
    }

    private static String number(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
