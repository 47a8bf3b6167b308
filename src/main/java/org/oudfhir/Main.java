package org.oudfhir;

import org.oudfhir.data.DemoCommand;
import org.oudfhir.data.LoadCommand;
import org.oudfhir.privacy.issuer.ClientCommand;
import org.oudfhir.privacy.issuer.UserCommand;
import org.oudfhir.server.FhirEndpoint;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command line. Exit codes: 0 done, 1 failed, 2 wrong usage. */
@Command(
        name = "oud-fhir-server",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = "The FHIR R4 server for opioid use disorder treatment.",
        subcommands = {
            ServeCommand.class,
            LoadCommand.class,
            DemoCommand.class,
            TokenCommand.class,
            ClientCommand.class,
            UserCommand.class,
            CheckCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:failed; one line on standard error says why", "2:wrong usage or settings"})
public final class Main implements Runnable {

    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandLine.Model.CommandSpec spec;

    /** Runs one command. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    /** No command: show what there is. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Which command?");
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"oud-fhir-server " + FhirEndpoint.version()};
        }
    }
}
