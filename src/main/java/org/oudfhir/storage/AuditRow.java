package org.oudfhir.storage;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.oudfhir.storage.AuditRecord.About;
import org.oudfhir.storage.AuditRecord.Act;
import org.oudfhir.storage.AuditRecord.Who;

/** A record of the audit trail as a row of its table. */
final class AuditRow {

    static final String INSERT = """
        INSERT INTO oud_audit (recorded, kind, action, outcome, reason, request, query, subject, client, person,
            organization, purpose, attestation, patients, resources, consents, content)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """;

    private AuditRow() {}

    /** Sets the values; a NUL, which the database does not take, is replaced: no text may keep others from being recorded. */
    static void fill(PreparedStatement statement, AuditRecord entry) throws SQLException {
        Connection connection = statement.getConnection();
        Act act = entry.act();
        Who who = entry.who();
        About about = entry.about();
        statement.setObject(1, entry.recorded().atOffset(ZoneOffset.UTC));
        List<String> texts = List.of(
                act.kind(),
                act.action(),
                act.outcome(),
                act.reason(),
                act.request(),
                act.query(),
                who.subject(),
                who.client(),
                who.person(),
                who.organization(),
                who.purpose(),
                who.attestation());
        for (int i = 0; i < texts.size(); i++) {
            statement.setString(i + 2, texts.get(i).replace('\0', '\uFFFD'));
        }
        statement.setArray(14, connection.createArrayOf("text", about.patients().toArray()));
        statement.setArray(
                15, connection.createArrayOf("text", about.resources().toArray()));
        statement.setArray(16, connection.createArrayOf("text", about.consents().toArray()));
        statement.setString(17, entry.content().orElse(null));
    }

    static AuditRecord read(ResultSet row) throws SQLException {
        return new AuditRecord(
                row.getTimestamp("recorded").toInstant(),
                new Act(
                        row.getString("kind"),
                        row.getString("action"),
                        row.getString("outcome"),
                        row.getString("reason"),
                        row.getString("request"),
                        row.getString("query")),
                new Who(
                        row.getString("subject"),
                        row.getString("client"),
                        row.getString("person"),
                        row.getString("organization"),
                        row.getString("purpose"),
                        row.getString("attestation")),
                new About(list(row, "patients"), list(row, "resources"), list(row, "consents")),
                Optional.ofNullable(row.getString("content")));
    }

    private static List<String> list(ResultSet row, String column) throws SQLException {
        @Nullable Array array = row.getArray(column);
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }
}
