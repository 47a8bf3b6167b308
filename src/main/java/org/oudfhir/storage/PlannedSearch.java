package org.oudfhir.storage;

import ca.uhn.fhir.jpa.model.dao.JpaPid;
import ca.uhn.fhir.jpa.search.builder.sql.GeneratedSql;
import ca.uhn.fhir.jpa.search.builder.sql.SearchQueryExecutor;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Objects;
import java.util.function.Supplier;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * A search that the database plans for what is looked for. Of a statement that it has prepared PostgreSQL goes over to one plan
 * for all values after a few times, made for a value of average rarity and a page of unknown size; for one that each tenth
 * resource has, that plan took 600 ms and more where its own takes 16.
 */
final class PlannedSearch extends SearchQueryExecutor {

    /** The driver never prepares on the server. */
    private static final int NEVER = 0;

    @PersistenceContext
    private @Nullable EntityManager entities;

    private boolean isSent;

    PlannedSearch(GeneratedSql sql, @Nullable Integer most) {
        super(sql, most);
    }

    @Override
    public boolean hasNext() {
        return sent(super::hasNext);
    }

    @Override
    public JpaPid next() {
        return sent(super::next);
    }

    private <T> T sent(Supplier<T> call) {
        if (isSent) {
            return call.get();
        }
        isSent = true;
        return Objects.requireNonNull(entities).unwrap(Session.class).doReturningWork(connection -> {
            PGConnection database = connection.unwrap(PGConnection.class);
            int others = database.getPrepareThreshold();
            database.setPrepareThreshold(NEVER);
            try {
                return call.get();
            } finally {
                database.setPrepareThreshold(others);
            }
        });
    }
}
