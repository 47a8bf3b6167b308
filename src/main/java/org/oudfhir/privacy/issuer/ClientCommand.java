package org.oudfhir.privacy.issuer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The apps and backend services that may ask for tokens. */
@Command(
        name = "client",
        mixinStandardHelpOptions = true,
        description = "Adds, lists and removes the apps and backend services of a running server.",
        subcommands = {ClientCommand.Add.class, ClientCommand.ListAll.class, ClientCommand.Remove.class})
public final class ClientCommand implements Runnable {

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
            description = "Registers an app (with --redirect) or a backend service (with keys, and system/ scopes"
                    + " or, for an EHR that opens apps, launch).")
    static final class Add extends AdministrationStep {

        @Parameters(paramLabel = "NAME", description = "what users are shown")
        private String name = "";

        @Option(names = "--redirect", paramLabel = "URI", description = "redirect address of an app; may be repeated")
        private List<String> redirects = List.of();

        @Option(names = "--scope", required = true, description = "SMART scopes that it may ask for, in one text")
        private String scope = "";

        @Option(names = "--secret", description = "a confidential app without keys: a secret is made and printed once")
        private boolean secret;

        @Option(names = "--jwks-url", paramLabel = "URL", description = "where its public keys are")
        private @Nullable String jwksUrl;

        @Option(names = "--jwks", paramLabel = "FILE", description = "its public keys (a JWKS)")
        private @Nullable Path jwks;

        @Option(names = "--own", description = "a backend service of the organization that keeps the records")
        private boolean own;

        @Option(names = "--organization", description = "reference of the other organization that runs it")
        private @Nullable String organization;

        @Option(names = "--hipaa-status", description = "covered, associate or other")
        private @Nullable String hipaaStatus;

        @Option(names = "--purpose", description = "purpose of use, such as HOPERAT (default: TREAT)")
        private @Nullable String purpose;

        @Override
        void run() throws AdministrationClient.Failed, IOException {
            ObjectMapper json = new ObjectMapper();
            ObjectNode body = json.createObjectNode();
            body.put("name", name).put("secret", secret).put("own", own);
            redirects.forEach(body.putArray("redirect_uris")::add);
            List.of(scope.strip().split("\\s+", -1)).forEach(body.putArray("scopes")::add);
            body.put("jwks_uri", jwksUrl)
                    .put("organization", organization)
                    .put("hipaa_status", hipaaStatus)
                    .put("purpose_of_use", purpose);
            if (jwks != null) {
                body.set("jwks", keys(json, jwks));
            }
            JsonNode added = server.post("clients", body);
            print("client_id     " + added.path("client_id").asText());
            if (added.has("client_secret")) {
                print("client_secret " + added.path("client_secret").asText() + "   (shown once)");
            }
        }

        /** What is in the file is not repeated: it may be a private key. */
        private static JsonNode keys(ObjectMapper json, Path file) throws AdministrationClient.Failed {
            try {
                JsonNode keys = json.readTree(Files.readString(file));
                if (keys.isObject()) {
                    return keys;
                }
                throw new AdministrationClient.Failed(
                        "--jwks " + file + ": must be a JWKS, a JSON object such as {\"keys\": [...]}");
            } catch (NoSuchFileException e) {
                throw new AdministrationClient.Failed("--jwks " + file + ": there is no such file");
            } catch (JsonProcessingException e) {
                throw new AdministrationClient.Failed("--jwks " + file + ": is no JSON; it must be a JWKS");
            } catch (IOException e) {
                throw new AdministrationClient.Failed("--jwks " + file + ": cannot be read as text");
            }
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists them.")
    static final class ListAll extends AdministrationStep {
        @Override
        void run() throws AdministrationClient.Failed {
            table(
                    server.get("clients"),
                    "clientId",
                    "name",
                    "authentication",
                    "own",
                    "organization",
                    "hipaaStatus",
                    "purpose",
                    "redirectUris",
                    "scopes");
        }
    }

    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description = "Removes one; its tokens end within a minute.")
    static final class Remove extends AdministrationStep {

        @Parameters(paramLabel = "CLIENT_ID")
        private String clientId = "";

        @Override
        void run() throws AdministrationClient.Failed {
            server.delete("clients/" + clientId);
        }
    }
}
