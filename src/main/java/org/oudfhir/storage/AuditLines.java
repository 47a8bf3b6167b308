package org.oudfhir.storage;

import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.oudfhir.fhir.Problem;
import org.oudfhir.storage.AuditTrail.Kept;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Stores the lines of the audit trail: with the transaction that runs, or at once. */
final class AuditLines {

    private static final Logger LOG = LoggerFactory.getLogger(AuditLines.class);

    /**
     * Sets how the transaction is committed by the statement itself, so that the setting needs none of its own; as a boolean,
     * since the driver sends nothing together with a statement whose answer may be of any length.
     */
    private static final String WITHOUT_WAITING = "RETURNING set_config('synchronous_commit', 'off', true) = 'off'";

    private static final String COMMIT = "; COMMIT";

    private final JdbcTemplate jdbc;

    AuditLines(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void append(List<AuditRecord> entries, Kept kept) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            ofTransaction().add(entries);
        } else if (entries.size() == 1) {
            insertAlone(entries.get(0), kept, "");
        } else {
            insert(entries);
        }
    }

    void appendToReading(List<AuditRecord> entries, Kept kept) {
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
            TransactionSynchronizationManager.bindResource(AuditLines.this, this);
        }

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResourceIfPossible(AuditLines.this);
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
}
