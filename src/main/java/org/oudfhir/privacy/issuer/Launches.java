package org.oudfhir.privacy.issuer;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** EHR launch: an EHR says which patient is open and gets a handle, for one use; the app that it opens brings the handle here. */
final class Launches {

    private static final Duration LIVES = Duration.ofMinutes(5);

    /**
     * What the user of the EHR has in view.
     *
     * @param organization whose EHR it is; none is this server's own organization
     */
    record Launch(
            String patient,
            @Nullable String encounter,
            @Nullable String organization) {}

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
                "insert into oud_launch (handle, patient, encounter, organization, expires_at) values (?, ?, ?, ?, ?)",
                handle,
                launch.patient(),
                launch.encounter(),
                launch.organization(),
                Timestamp.from(clock.instant().plus(LIVES)));
        return handle;
    }

    /** Whether a handle would count now. */
    boolean isOpen(String handle) {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "select exists (select 1 from oud_launch where handle = ? and expires_at > ?)",
                Boolean.class,
                handle,
                Timestamp.from(clock.instant())));
    }

    /** Uses a handle up; of two who bring it, one gets the launch. */
    Optional<Launch> take(String handle) {
        return jdbc
                .query(
                        "delete from oud_launch where handle = ? and expires_at > ?"
                                + " returning patient, encounter, organization",
                        (row, number) -> new Launch(row.getString(1), row.getString(2), row.getString(3)),
                        handle,
                        Timestamp.from(clock.instant()))
                .stream()
                .findFirst();
    }
}
