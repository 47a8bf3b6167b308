package org.oudfhir.privacy.issuer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The people who may sign in. */
@Command(
        name = "user",
        mixinStandardHelpOptions = true,
        description = "Adds, lists and removes the people who may sign in to a running server.",
        subcommands = {UserCommand.Add.class, UserCommand.ListAll.class, UserCommand.Remove.class})
public final class UserCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "add, list or remove?");
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Adds a person, or gives one a new password. The password is asked for, or read from standard"
                    + " input: never from an argument.")
    static final class Add extends AdministrationStep {

        @Parameters(paramLabel = "NAME", description = "name to sign in with")
        private String name = "";

        @Option(
                names = "--fhir-user",
                required = true,
                paramLabel = "REFERENCE",
                description = "the person: Practitioner/12, Patient/34, RelatedPerson/56")
        private String fhirUser = "";

        @Option(names = "--organization", description = "whom the person works for, if not this server's organization")
        private @Nullable String organization;

        @Option(names = "--hipaa-status", description = "covered, associate or other")
        private @Nullable String hipaaStatus;

        @Option(
                names = "--reach",
                description = "organization: all its patients, as far as the scopes of the app go (default);"
                        + " care-team: the patients in whose active care team the person is")
        private @Nullable String reach;

        @Option(
                names = "--emergency",
                description = "a Practitioner who may attest an emergency, and then reaches records without consent")
        private boolean emergency;

        @Override
        void run() throws AdministrationClient.Failed, IOException {
            ObjectNode body = new ObjectMapper().createObjectNode();
            body.put("name", name)
                    .put("fhirUser", fhirUser)
                    .put("organization", organization)
                    .put("hipaa_status", hipaaStatus)
                    .put("reach", reach)
                    .put("emergency", emergency);
            server.post("users", body.put("password", password()));
            print(name + " may sign in");
        }

        @SuppressWarnings(
                "SystemConsoleNull") // a newer Java has a console here too, and reads the same line without an echo
        private static String password() throws IOException {
            Console console = System.console();
            if (console != null) {
                char[] typed = console.readPassword("Password: ");
                return typed == null ? "" : new String(typed);
            }
            String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            return line == null ? "" : line;
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists them.")
    static final class ListAll extends AdministrationStep {
        @Override
        void run() throws AdministrationClient.Failed {
            table(server.get("users"), "name", "fhirUser", "organization", "hipaaStatus", "reach", "emergency");
        }
    }

    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description = "Removes a person; what apps were granted in that name ends within a minute.")
    static final class Remove extends AdministrationStep {

        @Parameters(paramLabel = "NAME")
        private String name = "";

        @Override
        void run() throws AdministrationClient.Failed {
            server.delete("users/" + name);
        }
    }
}
