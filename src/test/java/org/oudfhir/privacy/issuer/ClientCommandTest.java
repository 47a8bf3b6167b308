package org.oudfhir.privacy.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What {@code client add} says of a file of keys before it asks the server. */
class ClientCommandTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @Test
    void aFileThatIsNotThereIsNamedWithItsOption() {
        Path file = folder.resolve("missing.jwks");

        assertThat(refusal(file)).isEqualTo("--jwks " + file + ": there is no such file");
    }

    @ParameterizedTest
    @CsvSource({"secret-key-material, is no JSON", "'', must be a JWKS", "'[1]', must be a JWKS"})
    void aFileThatIsNoKeySetIsNamedAndNotRepeated(String content, String fault) throws IOException {
        Path file = Files.writeString(folder.resolve("keys.jwks"), content);

        assertThat(refusal(file)).startsWith("--jwks " + file + ": " + fault).doesNotContain("secret", "REDACTED");
    }

    private String refusal(Path file) {
        StringWriter err = new StringWriter();
        int code = new CommandLine(new ClientCommand())
                .setErr(new PrintWriter(err, true))
                .execute("add", "x", "--scope", "system/*.rs", "--own", "--jwks", file.toString());
        assertThat(code).isEqualTo(1);
        return err.toString().strip();
    }
}
