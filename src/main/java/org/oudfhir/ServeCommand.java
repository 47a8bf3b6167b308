package org.oudfhir;

import java.io.Console;
import java.io.File;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.oudfhir.safety.Thresholds;
import org.oudfhir.server.FhirEndpoint;
import org.oudfhir.server.HttpServer;
import org.oudfhir.storage.Database;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Runs the server until it is told to stop (SIGTERM, Ctrl-C).")
final class ServeCommand implements Callable<Integer> {

    private static final int FIRST_JAVA_THAT_TELLS = 22;
    private static final Pattern JAR = Pattern.compile("[^" + Pattern.quote(File.pathSeparator) + "]+\\.jar");

    /** What a shell takes as it is. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=@%+,-]+");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--port", description = "TCP port (OUD_PORT, default 8080)")
    private @Nullable String port;

    @Option(names = "--data", description = "data folder (OUD_DATA, default ./data)")
    private @Nullable String data;

    @Option(names = "--bind", description = "address to listen on (OUD_BIND, default 127.0.0.1)")
    private @Nullable String bind;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try {
            Settings settings = Settings.read(System.getenv(), options());
            out.println("OUD FHIR Server " + FhirEndpoint.version() + " is starting");
            out.flush();
            CareServer server = CareServer.start(settings);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "shutdown"));
            announce(server, settings, out);
            new CountDownLatch(1).await();
            return 0;
        } catch (Thresholds.Refused e) {
            err.println(Setting.SAFETY_THRESHOLDS.variable() + ": " + e.sentence());
            return 2;
        } catch (Settings.Faulty e) {
            e.faults().forEach(err::println);
            return 2;
        } catch (Database.Unusable | HttpServer.NotListening e) {
            err.println(e.getMessage());
            return 1;
        } catch (RuntimeException e) {
            LoggerFactory.getLogger(ServeCommand.class).error("The server does not start", e);
            err.println("The server does not start; the log above has the cause: " + e.getMessage());
            return 1;
        }
    }

    /** Java itself would end with 143, which a service manager takes for a failure. */
    private static void stop(CareServer server) {
        server.close();
        Runtime.getRuntime().halt(0);
    }

    private Map<Setting, String> options() {
        Map<Setting, String> options = new EnumMap<>(Setting.class);
        put(options, Setting.PORT, port);
        put(options, Setting.DATA, data);
        put(options, Setting.BIND, bind);
        return options;
    }

    private static void put(Map<Setting, String> options, Setting setting, @Nullable String value) {
        if (value != null) {
            options.put(setting, value);
        }
    }

    private static void announce(CareServer server, Settings settings, PrintWriter out) {
        double seconds = ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0;
        out.println("FHIR base    " + server.baseUrl());
        out.println("Database     " + server.databaseDescription());
        out.println("Definitions  " + server.guide().size() + " of "
                + server.guide().name() + " " + server.guide().version());
        out.println(
                "Access       by token: " + tokenCommand(System.getProperty("java.class.path", ""), settings.data()));
        if (server.isProgramAssumed()) {
            out.println(
                    "Part 2       assumed: OUD_ORGANIZATION names no Organization that has the extension part2-program");
        }
        if (isTerminal() && !settings.listener().behindProxy()) {
            server.openInBrowser()
                    .ifPresent(link -> out.println("Browser      " + link + " (once, within 10 minutes)"));
        }
        out.println(String.format(Locale.ROOT, "Ready        after %.1f s", seconds));
        out.flush();
    }

    /**
     * The command that mints a token, to be pasted where the server was started.
     *
     * @param classPath of this program: the path of its jar, unless it was started otherwise
     */
    static String tokenCommand(String classPath, Path data) {
        String jar = JAR.matcher(classPath).matches() ? classPath : "oud-fhir-server.jar";
        return "java -jar " + quoted(jar) + " token --data " + quoted(data.toString());
    }

    private static String quoted(String path) {
        return PLAIN.matcher(path).matches() ? path : "'" + path.replace("'", "'\\''") + "'";
    }

    /** Whether somebody reads along: what opens the server does not belong in a log. A newer Java has a console also without. */
    @SuppressWarnings("SystemConsoleNull") // the newer Java is asked further
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null || Runtime.version().feature() < FIRST_JAVA_THAT_TELLS) {
            return console != null;
        }
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
