package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.oudfhir.server.PemFiles;

/** Where the server listens, and what it refuses to begin with. */
class ListenerSettingsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @Test
    void plainHttpIsForThisMachineOnly() throws Settings.Faulty {
        assertThat(read(Map.of()).bind()).isEqualTo("127.0.0.1");
        assertThat(read(Map.of("OUD_BIND", "::1")).tls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", "fhir.example.org", "127.0.0.1.example.org"})
    void theNetworkIsOfferedNoPlainHttp(String bind) throws Settings.Faulty {
        assertThatThrownBy(() -> read(Map.of("OUD_BIND", bind)))
                .isInstanceOf(Settings.Faulty.class)
                .hasMessageContaining("OUD_TLS_CERT");
        assertThat(read(Map.of("OUD_BIND", bind, "OUD_BEHIND_PROXY", "true")).behindProxy())
                .isTrue();
    }

    @Test
    void aCertificateOpensTheNetwork() throws Exception {
        PemFiles pem = PemFiles.make(folder, "server", "EC");

        ListenerSettings listener = read(Map.of(
                "OUD_BIND",
                "0.0.0.0",
                "OUD_TLS_CERT",
                pem.chain().toString(),
                "OUD_TLS_KEY",
                pem.key().toString()));

        assertThat(listener.tls()).isPresent();
        assertThat(listener.origin(8443)).isEqualTo("https://127.0.0.1:8443");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "OUD_TLS_CERT ~ /nowhere.pem ~ need each other",
                "OUD_BEHIND_PROXY ~ perhaps ~ true or false",
                "OUD_CORS_ORIGINS ~ * ~ must be origins",
                "OUD_CORS_ORIGINS ~ https://app.example.org/path ~ must be origins",
                "OUD_CORS_ORIGINS ~ app.example.org ~ must be origins",
                "OUD_CORS_ORIGINS ~ null ~ must be origins",
                "OUD_MAX_BODY_MB ~ 0 ~ from 1 to",
                "OUD_MAX_ENTRIES ~ many ~ whole number",
                "OUD_MAX_STATEMENT_SECONDS ~ 0 ~ from 1 to"
            })
    void aSettingThatCannotBeMeantIsRefused(String variable, String value, String sentence) {
        assertThatThrownBy(() -> read(Map.of(variable, value)))
                .isInstanceOf(Settings.Faulty.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void originsAreTakenAsTheyAre() throws Settings.Faulty {
        assertThat(read(Map.of("OUD_CORS_ORIGINS", "https://app.example.org, http://127.0.0.1:3000"))
                        .corsOrigins())
                .containsExactly("https://app.example.org", "http://127.0.0.1:3000");
    }

    private static ListenerSettings read(Map<String, String> environment) throws Settings.Faulty {
        return Settings.read(environment, Map.of()).listener();
    }
}
