package org.oudfhir.storage;

import java.sql.PreparedStatement;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Who did what to whose records: a table that is only added to, which the database itself sees to. What a transaction does is
 * recorded in that transaction, be it only read; what has none is recorded before it goes out.
 */
public final class AuditTrail {

    private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);

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

    /**
     * Sets how the transaction is committed by the statement itself, so that the setting needs none of its own; as a boolean,
     * since the driver sends nothing together with a statement whose answer may be of any length.
     */
    private static final String WITHOUT_WAITING = "RETURNING set_config('synchronous_commit', 'off', true) = 'off'";

    private static final String COMMIT = "; COMMIT";

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

    AuditTrail(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
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
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            ofTransaction().add(entries);
        } else if (entries.size() == 1) {
            insertAlone(entries.get(0), kept, "");
        } else {
            insert(entries);
        }
    }

    /**
     * Records what is read with the end of the running transaction, which only reads: its commit goes with the line, which
     * saves a way to the database.
     *
     * @throws Problem.Unavailable when it cannot be recorded
     */
    public void appendToReading(List<AuditRecord> entries, Kept kept) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            ofTransaction().addRead(entries, kept);
        } else {
            append(entries, kept);
        }
    }

    /** Records at the end of the running transaction, all in one insert. */
    private AtCommit ofTransaction() {
        // Not looked for among the synchronizations: these are sorted for each who looks.
        if (TransactionSynchronizationManager.getResource(this) instanceof AtCommit known) {
            return known;
        }
        AtCommit atCommit = new AtCommit();
        TransactionSynchronizationManager.registerSynchronization(atCommit);
        atCommit.resume();
        return atCommit;
    }

    private final class AtCommit implements TransactionSynchronization {
        private final List<AuditRecord> entries = new ArrayList<>();
        private Optional<Kept> read = Optional.empty();
        private boolean inserted;

        /** The one line of a transaction that does nothing else may be its end. */
        void addRead(List<AuditRecord> all, Kept kept) {
            boolean isAlone = entries.isEmpty() && all.size() == 1;
            add(all);
            read = isAlone ? Optional.of(kept) : Optional.empty();
        }

        /** What comes when the rest is in has to be stored by itself: nothing is left to wait for. */
        void add(List<AuditRecord> more) {
            read = Optional.empty();
            if (inserted) {
                insert(more);
            } else {
                entries.addAll(more);
            }
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(AuditTrail.this, this);
        }

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResourceIfPossible(AuditTrail.this);
        }

        /** Committed or undone: nothing will be stored with it any more. */
        @Override
        public void beforeCompletion() {
            inserted = true;
        }

        @Override
        public void afterCompletion(int status) {
            suspend();
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            read.ifPresentOrElse(kept -> insertAlone(entries.get(0), kept, COMMIT), () -> insert(entries));
            inserted = true;
        }
    }

    private void insert(List<AuditRecord> entries) {
        try {
            jdbc.batchUpdate(AuditRow.INSERT, entries, entries.size(), AuditRow::fill);
        } catch (DataAccessException e) {
            throw unavailable(e);
        }
    }

    private void insertAlone(AuditRecord entry, Kept kept, String end) {
        String insert = kept == Kept.SOON ? AuditRow.INSERT + WITHOUT_WAITING : AuditRow.INSERT;
        try {
            jdbc.execute(insert + end, (PreparedStatement statement) -> {
                AuditRow.fill(statement, entry);
                return statement.execute();
            });
        } catch (DataAccessException e) {
            throw unavailable(e);
        }
    }

    private static Problem unavailable(DataAccessException cause) {
        LOG.error("The audit trail cannot be written", cause);
        return new Problem.Unavailable(
                "audit-unavailable",
                "Access cannot be recorded at the moment, and is not given without; try again later");
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
