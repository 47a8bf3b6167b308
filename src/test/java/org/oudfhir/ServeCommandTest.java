package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServeCommandTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "target/oud-fhir-server.jar, /srv/oud, java -jar target/oud-fhir-server.jar token --data /srv/oud",
                "/opt/our server/it's.jar, /srv/oud, java -jar '/opt/our server/it'\\''s.jar' token --data /srv/oud",
                "target/classes:lib/a.jar, /srv/o d, java -jar oud-fhir-server.jar token --data '/srv/o d'"
            })
    void theCommandForATokenCanBePastedWhereTheServerWasStarted(String classPath, Path data, String command) {
        assertThat(ServeCommand.tokenCommand(classPath, data)).isEqualTo(command);
    }
}
