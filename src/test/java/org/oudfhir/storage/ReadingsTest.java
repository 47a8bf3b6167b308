package org.oudfhir.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.IdType;
import org.junit.jupiter.api.Test;
import org.oudfhir.storage.Readings.Reading;

class ReadingsTest {

    private final List<String> read = new ArrayList<>();
    private final Readings<String> readings = new Readings<>(1_000, this::read);

    @Test
    void aVersionIsReadOnce() {
        assertThat(readings.of(Map.of("ana", List.of(version(1, 1), version(2, 1)))))
                .containsExactly(Map.entry("ana", "ana 1/1 2/1"));
        assertThat(readings.of(Map.of("ana", List.of(version(1, 1), version(2, 1)))))
                .containsExactly(Map.entry("ana", "ana 1/1 2/1"));

        assertThat(read).containsExactly("ana 1/1 2/1");
    }

    @Test
    void whatChangedIsReadAnew() {
        readings.of(Map.of("ana", List.of(version(1, 1), version(2, 1))));

        assertThat(readings.of(Map.of("ana", List.of(version(1, 1), version(2, 2)))))
                .as("another version of one of them")
                .containsEntry("ana", "ana 1/1 2/2");
        assertThat(readings.of(Map.of("ana", List.of(version(1, 1)))))
                .as("one of them less")
                .containsEntry("ana", "ana 1/1");
        assertThat(readings.of(Map.of("ben", List.of(version(1, 1)))))
                .as("the same for somebody else")
                .containsEntry("ben", "ben 1/1");
    }

    @Test
    void whatIsMissingIsReadTogether() {
        readings.of(Map.of("ana", List.of(version(1, 1))));

        assertThat(readings.of(Map.of("ana", List.of(version(1, 1)), "ben", List.of(version(3, 1)))))
                .containsOnly(Map.entry("ana", "ana 1/1"), Map.entry("ben", "ben 3/1"));
        assertThat(read).containsExactly("ana 1/1", "ben 3/1");
    }

    @Test
    void whatATransactionWroteItselfIsReadAnewAndForgotten() {
        Version written = new Version(new IdType("Consent", "c1"), 1, 2, false);

        readings.of(Map.of("ana", List.of(written)));
        readings.of(Map.of("ana", List.of(written)));
        assertThat(read).containsExactly("ana 1/2", "ana 1/2");

        readings.of(Map.of("ana", List.of(version(1, 2))));
        assertThat(read)
                .as("it may have been undone, and another one have its number")
                .hasSize(3);
        readings.of(Map.of("ana", List.of(written)));
        assertThat(read).as("nor is it taken for what others see").hasSize(4);
    }

    @Test
    void whatCannotBeReadDecidesNothing() {
        assertThatIllegalStateException().isThrownBy(() -> readings.of(Map.of("nobody", List.of(version(1, 1)))));
    }

    private Map<String, Reading<String>> read(Map<String, List<Version>> missing) {
        Map<String, Reading<String>> found = new HashMap<>();
        missing.forEach((of, versions) -> {
            StringBuilder text = new StringBuilder(of);
            versions.forEach(version ->
                    text.append(' ').append(version.key()).append('/').append(version.number()));
            if (!of.equals("nobody")) {
                read.add(text.toString());
                found.put(of, new Reading<>(text.toString(), text.length()));
            }
        });
        return found;
    }

    private static Version version(long key, long number) {
        return new Version(new IdType("Consent", "c" + key), key, number, true);
    }
}
