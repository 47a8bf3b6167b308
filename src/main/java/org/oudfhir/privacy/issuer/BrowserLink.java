package org.oudfhir.privacy.issuer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The code in the link for the browser of whoever started the server: it works once, for ten minutes. */
final class BrowserLink {

    private static final Duration LIFETIME = Duration.ofMinutes(10);

    private record Code(String text, Instant until) {}

    private final InstantSource clock;
    private @Nullable Code code;

    BrowserLink(InstantSource clock) {
        this.clock = clock;
    }

    /** A new code; an earlier one ends. */
    synchronized String open() {
        String text = Secrets.make();
        code = new Code(text, clock.instant().plus(LIFETIME));
        return text;
    }

    /** Whether a code would work now. */
    synchronized boolean isOpen(String text) {
        return code != null
                && clock.instant().isBefore(code.until())
                && MessageDigest.isEqual(bytes(code.text()), bytes(text));
    }

    /** Uses a code up; whether it worked. */
    synchronized boolean use(String text) {
        boolean works = isOpen(text);
        if (works) {
            code = null;
        }
        return works;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
