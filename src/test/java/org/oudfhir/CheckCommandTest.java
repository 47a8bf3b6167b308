package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CheckCommandTest {

    @Test
    void theColumnsAreAlignedHoweverLongANameOrAValueIs() {
        StringWriter out = new StringWriter();

        CheckCommand.printSettings(
                Map.of("OUD_BASE_URL", "https://a-rather-long-name.example.org/fhir"), new PrintWriter(out, true));

        List<String> lines = out.toString().lines().toList();
        int start = lines.get(0).indexOf(Setting.PORT.meaning());
        assertThat(lines).hasSameSizeAs(Setting.values());
        for (Setting setting : Setting.values()) {
            assertThat(lines)
                    .anySatisfy(line -> assertThat(line)
                            .startsWith(setting.variable() + " ")
                            .satisfies(whole ->
                                    assertThat(whole.substring(start - 2)).isEqualTo("  " + setting.meaning())));
        }
    }
}
