package org.oudfhir.privacy.issuer;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Slows down who guesses passwords: after some failures a name, and an address, must wait. */
final class LoginThrottle {

    private static final int FAILURES_OF_A_NAME = 5;
    private static final int FAILURES_OF_AN_ADDRESS = 20;
    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final int MOST_REMEMBERED = 10_000;

    private record Failures(int count, Instant since) {}

    private final Clock clock;
    private final Map<String, Failures> failures = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    LoginThrottle(Clock clock) {
        this.clock = clock;
    }

    synchronized boolean mustWait(String name, String address) {
        return count("name " + name) >= FAILURES_OF_A_NAME || count("address " + address) >= FAILURES_OF_AN_ADDRESS;
    }

    synchronized void failed(String name, String address) {
        add("name " + name);
        add("address " + address);
    }

    synchronized void succeeded(String name) {
        failures.remove("name " + name);
    }

    private int count(String key) {
        Failures known = failures.get(key);
        return known == null || isOver(known) ? 0 : known.count();
    }

    private void add(String key) {
        Failures known = failures.get(key);
        failures.put(
                key,
                known == null || isOver(known)
                        ? new Failures(1, clock.instant())
                        : new Failures(known.count() + 1, known.since()));
    }

    private boolean isOver(Failures known) {
        return known.since().plus(WINDOW).isBefore(clock.instant());
    }
}
