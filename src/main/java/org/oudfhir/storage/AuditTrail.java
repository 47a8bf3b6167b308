package org.oudfhir.storage;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.oudfhir.fhir.Problem;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Who did what to whose records: a table that is only added to, which the database itself sees to. What a transaction does is
 * recorded in that transaction, be it only read; what has none is recorded before it goes out.
 */
public final class AuditTrail {

    private static final String[] TABLE = {
        """
        CREATE TABLE IF NOT EXISTS oud_audit (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, recorded timestamptz NOT NULL,
            kind text NOT NULL, action text NOT NULL, outcome text NOT NULL, reason text NOT NULL, request text NOT NULL,
            query text NOT NULL, subject text NOT NULL, client text NOT NULL, person text NOT NULL,
            organization text NOT NULL, purpose text NOT NULL, attestation text NOT NULL,
            patients text[] NOT NULL, resources text[] NOT NULL, consents text[] NOT NULL, content text)
        """,
        "DROP INDEX IF EXISTS oud_audit_recorded",
        "CREATE INDEX IF NOT EXISTS oud_audit_times ON oud_audit USING brin (recorded)",
        "CREATE INDEX IF NOT EXISTS oud_audit_patients ON oud_audit USING gin (patients)",
        """
        CREATE OR REPLACE FUNCTION oud_audit_is_append_only() RETURNS trigger AS
        'BEGIN RAISE EXCEPTION ''the audit trail is only added to''; END' LANGUAGE plpgsql
        """,
        """
        CREATE OR REPLACE TRIGGER oud_audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON oud_audit
            FOR EACH STATEMENT EXECUTE FUNCTION oud_audit_is_append_only()
        """
    };

    private static final String ADD = """
        INSERT INTO oud_audit (recorded, kind, action, outcome, reason, request, query, subject, client, person,
            organization, purpose, attestation, patients, resources, consents, content)
        VALUES (?, 'sent', 'E', '0', '', '', '', '', '', '', '', '', '', '{}', '{}', '{}', ?) RETURNING id
        """;

    /** When a line is on disk. */
    public enum Kept {
        /** Before what it tells of goes out. */
        FIRST,
        /**
         * Soon after it is committed, which is before what it tells of goes out: a crash of the database, though not one of this
         * server, can lose the lines of the last moments (three times {@code wal_writer_delay}).
         */
        SOON
    }

    private final JdbcTemplate jdbc;
    private final AuditLines lines;

    AuditTrail(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.lines = new AuditLines(jdbc);
        Arrays.stream(TABLE).forEach(jdbc::execute);
    }

    /**
     * Records something: with the running transaction, or at once.
     *
     * @throws Problem.Unavailable when it cannot be recorded
     */
    public void append(List<AuditRecord> entries) {
        append(entries, Kept.FIRST);
    }

    /**
     * The same, of which one line that no transaction does may be kept otherwise.
     *
     * @throws Problem.Unavailable when it cannot be recorded
     */
    public void append(List<AuditRecord> entries, Kept kept) {
        lines.append(entries, kept);
    }

    /**
     * Records what is read with the end of the running transaction, which only reads: its commit goes with the line, which
     * saves a way to the database.
     *
     * @throws Problem.Unavailable when it cannot be recorded
     */
    public void appendToReading(List<AuditRecord> entries, Kept kept) {
        lines.appendToReading(entries, kept);
    }

    /**
     * Adds an AuditEvent that was made elsewhere.
     *
     * @return its id
     */
    public long add(Instant recorded, String content) {
        Long id = jdbc.queryForObject(ADD, Long.class, Timestamp.from(recorded), content);
        return Objects.requireNonNull(id);
    }

    /** The number of records. */
    public int count(AuditQuestion question) {
        List<Object> values = new ArrayList<>();
        Integer count = jdbc.queryForObject(
                "SELECT count(*) FROM oud_audit" + question.where(values), Integer.class, values.toArray());
        return count == null ? 0 : count;
    }

    /** Records with their ids, newest first. */
    public Map<Long, AuditRecord> find(AuditQuestion question, int skip, int most) {
        List<Object> values = new ArrayList<>();
        String where = question.where(values);
        values.add(most);
        values.add(skip);
        return rows("SELECT * FROM oud_audit" + where + " ORDER BY id DESC LIMIT ? OFFSET ?", values);
    }

    /** One record. */
    public Optional<AuditRecord> find(long id) {
        return rows("SELECT * FROM oud_audit WHERE id = ?", List.of(id)).values().stream()
                .findFirst();
    }

    private Map<Long, AuditRecord> rows(String select, List<Object> values) {
        Map<Long, AuditRecord> found = new LinkedHashMap<>();
        jdbc.query(
                select,
                row -> {
                    found.put(row.getLong("id"), AuditRow.read(row));
                },
                values.toArray());
        return found;
    }
}
