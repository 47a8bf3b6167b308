package org.oudfhir.privacy.issuer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The code in the link for the browser of whoever started the server: it works once, for ten minutes. */
final class BrowserLink {

    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final SecureRandom RANDOM = new SecureRandom();

    private record Code(String text, Instant until) {}

    private final Clock clock;
    private @Nullable Code code;

    BrowserLink(Clock clock) {
        this.clock = clock;
    }

    /** A new code; an earlier one ends. */
    synchronized String open() {
        byte[] secret = new byte[32];
        RANDOM.nextBytes(secret);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
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
