package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.oudfhir.privacy.issuer.ClientCommand;
import org.oudfhir.privacy.issuer.UserCommand;
import picocli.CommandLine;

/** The lists that {@code client} and {@code user} print: every column has a name, and shows what was said when it was added. */
class AdministrationCommandsIT {

    private final SmartServer smart = new SmartServer();

    @Test
    void theListOfClientsSaysWhoseTheyAreAndWhatFor() {
        smart.administer("clients", """
                {"name": "Warehouse of another", "scopes": ["system/*.rs"], "jwks_uri": "https://warehouse.example.org/jwks",
                 "organization": "Organization/elsewhere", "hipaa_status": "covered", "purpose_of_use": "HOPERAT"}""");
        smart.administer("clients", """
                {"name": "Own reports", "scopes": ["system/*.rs"], "jwks_uri": "https://reports.example.org/jwks",
                 "own": true}""");

        smart.administer("clients", """
                {"name": "Own EHR", "scopes": ["launch"], "jwks_uri": "https://ehr.example.org/jwks", "own": true}""");

        List<String> lines = list(new ClientCommand());

        assertThat(columns(lines.get(0)))
                .containsExactly(
                        "clientId",
                        "name",
                        "authentication",
                        "own",
                        "organization",
                        "hipaaStatus",
                        "purpose",
                        "redirectUris",
                        "scopes");
        assertThat(columns(line(lines, "Warehouse of another")))
                .containsSequence(
                        "private_key_jwt", "no", "Organization/elsewhere", "covered", "HOPERAT", "-", "system/*.rs");
        assertThat(columns(line(lines, "Own reports")))
                .containsSequence("private_key_jwt", "yes", "-", "-", "-", "-", "system/*.rs");
        assertThat(columns(line(lines, "Own EHR")))
                .containsSequence("private_key_jwt", "yes", "-", "-", "-", "-", "launch");
        assertThat(line(lines, "Own reports").indexOf("private_key_jwt"))
                .isEqualTo(lines.get(0).indexOf("authentication"));
    }

    @Test
    void theListOfUsersSaysWhoTheyAre() {
        String user = smart.user(
                "Practitioner/somebody",
                ", \"organization\": \"Organization/elsewhere\", \"reach\": \"care-team\", \"emergency\": true");

        List<String> lines = list(new UserCommand());

        assertThat(columns(lines.get(0)))
                .containsExactly("name", "fhirUser", "organization", "hipaaStatus", "reach", "emergency");
        assertThat(columns(line(lines, user)))
                .containsExactly(user, "Practitioner/somebody", "Organization/elsewhere", "-", "care-team", "yes");
    }

    private static List<String> list(Object command) {
        StringWriter out = new StringWriter();
        int code = new CommandLine(command)
                .setOut(new PrintWriter(out, true))
                .execute(
                        "list",
                        "--base-url",
                        RunningServer.api().baseUrl(),
                        "--data",
                        RunningServer.data().toString());
        assertThat(code).isZero();
        return new ArrayList<>(out.toString().lines().toList());
    }

    private static String line(List<String> lines, String part) {
        return lines.stream().filter(line -> line.contains(part)).findFirst().orElseThrow();
    }

    private static List<String> columns(String line) {
        return List.of(line.split(" {2,}", -1));
    }
}
