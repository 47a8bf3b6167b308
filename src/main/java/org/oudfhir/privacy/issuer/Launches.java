package org.oudfhir.privacy.issuer;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** EHR launch: an EHR says which patient is open and gets a handle; the app that it opens brings the handle here. */
final class Launches {

    private static final Duration LIVES = Duration.ofMinutes(5);

    /** The patient, and perhaps the encounter, that the user of the EHR has before him. */
    record Launch(String patient, @Nullable String encounter) {}

    private final JdbcTemplate jdbc;
    private final Clock clock;

    Launches(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    String open(Launch launch) {
        String handle = Secrets.make();
        jdbc.update("delete from oud_launch where expires_at < ?", Timestamp.from(clock.instant()));
        jdbc.update(
                "insert into oud_launch (handle, patient, encounter, expires_at) values (?, ?, ?, ?)",
                handle,
                launch.patient(),
                launch.encounter(),
                Timestamp.from(clock.instant().plus(LIVES)));
        return handle;
    }

    Optional<Launch> find(String handle) {
        return jdbc
                .query(
                        "select patient, encounter from oud_launch where handle = ? and expires_at > ?",
                        (row, number) -> new Launch(row.getString(1), row.getString(2)),
                        handle,
                        Timestamp.from(clock.instant()))
                .stream()
                .findFirst();
    }
}
