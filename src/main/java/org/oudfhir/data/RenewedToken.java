package org.oudfhir.data;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.oudfhir.privacy.LocalTokens;

/** A token of a local key, made anew well before the last one ends: a load may take longer than a token lasts. */
final class RenewedToken implements Supplier<Optional<String>> {

    private static final Duration USED_FOR = Duration.ofMinutes(5);

    private final LocalTokens key;
    private final Clock clock;
    private String token = "";
    private Instant renewal = Instant.MIN;

    RenewedToken(LocalTokens key, Clock clock) {
        this.key = key;
        this.clock = clock;
    }

    @Override
    public synchronized Optional<String> get() {
        Instant now = clock.instant();
        if (!now.isBefore(renewal)) {
            token = key.mintForEverything();
            renewal = now.plus(USED_FOR);
        }
        return Optional.of(token);
    }
}
