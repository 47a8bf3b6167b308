package org.oudfhir.storage;

import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** What met the criteria of a Subscription and has not been delivered: outlives a stop, and a failure of the endpoint. */
final class PendingDeliveries {

    private static final String TABLE = """
        CREATE TABLE IF NOT EXISTS oud_delivery (
            subscription text NOT NULL, resource text NOT NULL, version text NOT NULL,
            matched timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (subscription, resource, version))
        """;

    private final JdbcTemplate jdbc;

    PendingDeliveries(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
        jdbc.execute(TABLE);
    }

    void add(DeliveryKey delivery) {
        jdbc.update(
                "INSERT INTO oud_delivery (subscription, resource, version) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                delivery.subscription(),
                delivery.resource(),
                delivery.version());
    }

    void remove(DeliveryKey delivery) {
        jdbc.update(
                "DELETE FROM oud_delivery WHERE subscription = ? AND resource = ? AND version = ?",
                delivery.subscription(),
                delivery.resource(),
                delivery.version());
    }

    void removeAll(String subscription) {
        jdbc.update("DELETE FROM oud_delivery WHERE subscription = ?", subscription);
    }

    /** In the order in which they met the criteria. */
    List<DeliveryKey> list(String subscription) {
        return jdbc.query(
                "SELECT resource, version FROM oud_delivery WHERE subscription = ? ORDER BY matched",
                (row, number) -> new DeliveryKey(subscription, row.getString(1), row.getString(2)),
                subscription);
    }
}
