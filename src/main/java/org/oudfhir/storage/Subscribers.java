package org.oudfhir.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Whose each Subscription is: a table of our own, because nothing in the resource can say so. A row outlives the Subscription, so
 * that nobody takes over the id of another's and with it the versions of before.
 */
public final class Subscribers {

    private static final String TABLE = """
        CREATE TABLE IF NOT EXISTS oud_subscriber (
            subscription text PRIMARY KEY, subject text NOT NULL, client text NOT NULL, person text NOT NULL,
            organization text NOT NULL, patient text NOT NULL, scopes text NOT NULL, purpose text NOT NULL,
            hipaa_status text NOT NULL, registered boolean NOT NULL, written timestamptz NOT NULL)
        """;

    private static final String KEEP = """
        INSERT INTO oud_subscriber (subscription, subject, client, person, organization, patient, scopes, purpose,
            hipaa_status, registered, written)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (subscription) DO UPDATE SET subject = excluded.subject, client = excluded.client,
            person = excluded.person, organization = excluded.organization, patient = excluded.patient,
            scopes = excluded.scopes, purpose = excluded.purpose, hipaa_status = excluded.hipaa_status,
            registered = excluded.registered, written = excluded.written
        """;

    private static final String OWN = """
        SELECT subscription FROM oud_subscriber
         WHERE subject = ? AND client = ? AND person = ? AND organization = ? ORDER BY written DESC LIMIT ?
        """;

    private final JdbcTemplate jdbc;

    Subscribers(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
        jdbc.execute(TABLE);
    }

    /** Remembers who wrote a Subscription, in the transaction that stores it. */
    public void keep(String subscription, Subscriber subscriber) {
        jdbc.update(
                KEEP,
                subscription,
                subscriber.subject(),
                subscriber.client(),
                subscriber.person(),
                subscriber.organization(),
                subscriber.patient(),
                String.join(" ", subscriber.scopes()),
                subscriber.purpose(),
                subscriber.hipaaStatus(),
                subscriber.registered(),
                Timestamp.from(subscriber.written()));
    }

    public Optional<Subscriber> find(String subscription) {
        return jdbc
                .query(
                        "SELECT * FROM oud_subscriber WHERE subscription = ?",
                        (row, number) -> subscriber(row),
                        subscription)
                .stream()
                .findFirst();
    }

    /** The ids of a caller's Subscriptions, deleted ones among them, the latest first. */
    public List<String> listOwn(Subscriber caller, int most) {
        return jdbc.queryForList(
                OWN, String.class, caller.subject(), caller.client(), caller.person(), caller.organization(), most);
    }

    private static Subscriber subscriber(ResultSet row) throws SQLException {
        return new Subscriber(
                row.getString("subject"),
                row.getString("client"),
                row.getString("person"),
                row.getString("organization"),
                row.getString("patient"),
                Arrays.stream(row.getString("scopes").split(" ", -1))
                        .filter(scope -> !scope.isEmpty())
                        .toList(),
                row.getString("purpose"),
                row.getString("hipaa_status"),
                row.getBoolean("registered"),
                row.getTimestamp("written").toInstant());
    }
}
