package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.oudfhir.privacy.LocalTokens;
import picocli.CommandLine;

/** The command {@code token}: what it mints, and what it refuses rather than mint a token that opens nothing. */
class TokenCommandTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path data;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aFolderWithoutAKeyIsNotTheServersAndGetsNone() {
        Path wrong = data.resolve("wrong");

        int code = run(wrong);

        assertThat(code).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines())
                .containsExactly("There is no key in " + wrong + ": name the server's folder by --data");
        assertThat(wrong).doesNotExist();
    }

    @Test
    void whatIsSaidStandsInTheToken() throws Exception {
        key();

        int code = run(
                data,
                "--scope",
                "launch patient/Observation.rs?category=survey",
                "--patient",
                "maria",
                "--fhir-user",
                "RelatedPerson/7",
                "--organization",
                "Organization/hospital",
                "--purpose",
                "ETREAT",
                "--hipaa-status",
                "covered");

        assertThat(code).as(err.toString()).isZero();
        assertThat(SignedJWT.parse(out.toString().strip()).getJWTClaimsSet().getClaims())
                .containsEntry("scope", "launch patient/Observation.rs?category=survey")
                .containsEntry("patient", "maria")
                .containsEntry("fhirUser", "RelatedPerson/7")
                .containsEntry("organization", "Organization/hospital")
                .containsEntry("purpose_of_use", "ETREAT")
                .containsEntry("hipaa_status", "covered");
    }

    @ParameterizedTest
    @CsvSource({
        "--scope, nonsense, patient/*.rs",
        "--scope, patient/*.rs nonsense, patient/*.rs",
        "--scope, '', patient/*.rs",
        "--patient, a/b, the id of a patient",
        "--fhir-user, foo, RelatedPerson/56",
        "--fhir-user, Device/1, RelatedPerson/56",
        "--organization, foo, Organization/7",
        "--purpose, FOO, 'TREAT, ETREAT, BTG'",
        "--purpose, OTHER, 'TREAT, ETREAT, BTG'",
        "--hipaa-status, none, 'covered, associate or other'",
        "--reach, everybody, organization or care-team",
        "--ttl, 0, 1 to 1440 minutes"
    })
    void aValueThatWouldOpenNothingIsRefusedInOneLine(String option, String value, String allowed) throws IOException {
        key();

        int code = run(data, option, value);

        assertThat(code).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .startsWith(option + " " + value + ": must be ")
                .contains(allowed);
    }

    private void key() throws IOException {
        LocalTokens.of(data, Clock.systemUTC());
    }

    private int run(Path folder, String... options) {
        List<String> arguments = new ArrayList<>(List.of("token", "--data", folder.toString()));
        arguments.addAll(List.of(options));
        return new CommandLine(new Main())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments.toArray(String[]::new));
    }
}
