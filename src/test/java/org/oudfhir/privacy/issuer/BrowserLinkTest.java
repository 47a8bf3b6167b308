package org.oudfhir.privacy.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BrowserLinkTest {

    private static final Instant START = Instant.parse("2026-11-24T08:00:00Z");

    private Instant now = START;
    private final BrowserLink link = new BrowserLink(() -> now);

    @Test
    void itWorksOnceAndLookingDoesNotUseItUp() {
        String code = link.open();

        assertThat(link.isOpen(code)).isTrue();
        assertThat(link.use(code)).isTrue();
        assertThat(link.isOpen(code)).isFalse();
        assertThat(link.use(code)).isFalse();
    }

    @Test
    void itEndsAfterTenMinutes() {
        String code = link.open();

        now = START.plus(Duration.ofMinutes(10)).minusMillis(1);
        assertThat(link.isOpen(code)).isTrue();
        now = START.plus(Duration.ofMinutes(10));
        assertThat(link.use(code)).isFalse();
    }

    @Test
    void anotherCodeDoesNotWorkNorUseItUp() {
        assertThat(link.use("")).isFalse();
        String first = link.open();
        String second = link.open();

        assertThat(first).hasSize(43).isNotEqualTo(second);
        assertThat(link.use(first)).isFalse();
        assertThat(link.use("")).isFalse();
        assertThat(link.use(second)).isTrue();
    }
}
