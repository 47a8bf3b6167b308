package org.oudfhir.privacy.issuer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
    static final class Add implements Callable<Integer> {

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private CommandSpec spec;

        @Mixin
        private final AdministrationClient server = new AdministrationClient();

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

        @Override
        public Integer call() {
            ObjectNode body = new ObjectMapper().createObjectNode();
            body.put("name", name)
                    .put("fhirUser", fhirUser)
                    .put("organization", organization)
                    .put("hipaa_status", hipaaStatus);
            try {
                server.post("users", body.put("password", password()));
                spec.commandLine().getOut().println(name + " may sign in");
                return 0;
            } catch (AdministrationClient.Failed | IOException e) {
                spec.commandLine().getErr().println(e.getMessage());
                return 1;
            }
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
    static final class ListAll implements Callable<Integer> {

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private CommandSpec spec;

        @Mixin
        private final AdministrationClient server = new AdministrationClient();

        @Override
        public Integer call() {
            try {
                for (JsonNode user : server.get("users")) {
                    spec.commandLine()
                            .getOut()
                            .println(user.path("name").asText() + "  "
                                    + user.path("fhirUser").asText() + "  "
                                    + user.path("organization").asText(""));
                }
                return 0;
            } catch (AdministrationClient.Failed e) {
                spec.commandLine().getErr().println(e.getMessage());
                return 1;
            }
        }
    }

    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description = "Removes a person; what apps were granted in that name ends within a minute.")
    static final class Remove implements Callable<Integer> {

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private CommandSpec spec;

        @Mixin
        private final AdministrationClient server = new AdministrationClient();

        @Parameters(paramLabel = "NAME")
        private String name = "";

        @Override
        public Integer call() {
            try {
                server.delete("users/" + name);
                return 0;
            } catch (AdministrationClient.Failed e) {
                spec.commandLine().getErr().println(e.getMessage());
                return 1;
            }
        }
    }
}
