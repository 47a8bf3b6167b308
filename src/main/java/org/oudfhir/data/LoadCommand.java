package org.oudfhir.data;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code load}: files into a running server. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        description = {
            "Loads FHIR R4 JSON into a running server: Bundles (transaction, batch, collection, searchset), single resources"
                    + " and NDJSON, each also as .gz. A load can be interrupted and repeated: it goes on where it stopped,"
                    + " doubles nothing, and overwrites nothing that was changed since. Entries that the server refuses are"
                    + " listed with file, place and reason; all others are loaded."
        },
        footer = {
            "",
            "Each loaded resource gets an identifier that names its source. What is done is remembered in the file",
            LoadedBefore.FILE
                    + " beside the data. Exit code: 0 all loaded, 1 something was refused or no server answered, 2 usage."
        })
public final class LoadCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    @Parameters(arity = "1..*", paramLabel = "FILE-OR-FOLDER", description = "What to load.")
    @SuppressWarnings("NullAway.Init")
    private List<Path> paths;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            defaultValue = "2",
            description = "Requests in flight (default: ${DEFAULT-VALUE}).")
    private int parallel;

    @Option(
            names = "--source",
            paramLabel = "NAME",
            description = {
                "Where the data come from. Resources of one source with the same id are the same resource"
                        + " (default: the folder; give a name to load later versions from elsewhere)."
            })
    private @Nullable String source;

    @Override
    public Integer call() {
        if (parallel < 1 || parallel > 64) {
            throw new ParameterException(spec.commandLine(), "--parallel is a number from 1 to 64");
        }
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try {
            List<SourceFile> files = SourceFile.find(paths);
            LoadReport report = new LoadReport(out, Help.Ansi.AUTO.enabled(), size(files));
            new Loader(server.connect(), parallel, source, report).load(files);
            report.end();
            return report.isComplete() ? 0 : 1;
        } catch (Unreachable e) {
            err.println("load stopped: " + e.getMessage());
            err.println("Run the same command again to go on where it stopped.");
        } catch (IOException e) {
            err.println("load stopped: " + e.getMessage());
        }
        err.flush();
        return 1;
    }

    private static long size(List<SourceFile> files) throws IOException {
        long size = 0;
        for (SourceFile file : files) {
            size += Files.size(file.path());
        }
        return size;
    }
}
