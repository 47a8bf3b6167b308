package org.oudfhir.safety;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The README's table of rules says what the rules say. */
class ReadmeRulesTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| (MR-\\d\\d) \\| ([^|]+) \\| ([^|]+) \\| ([^|]+) \\|$");

    @Test
    void theTableOfRulesIsThatOfTheGuide() throws Exception {
        Map<String, String> inReadme = new TreeMap<>();
        ROW.matcher(Files.readString(Path.of("README.md")))
                .results()
                .forEach(row -> inReadme.put(row.group(1), row.group(3) + " / " + row.group(4)));

        Map<String, String> inGuide = new TreeMap<>();
        IntStream.rangeClosed(1, 47)
                .mapToObj("MR-%02d"::formatted)
                .forEach(rule -> inGuide.put(
                        rule,
                        SafetyRulesTest.KNOWLEDGE.texts().message(rule) + " / "
                                + SafetyRulesTest.KNOWLEDGE.texts().source(rule)));

        assertThat(inReadme).isEqualTo(inGuide);
    }
}
