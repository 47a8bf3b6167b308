package org.oudfhir.storage;

import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How many of a column's most common values PostgreSQL keeps. HAPI's migrations ask for ten thousand of the ends of a reference
 * and of what is searched for by a hash. To plan a join the planner compares each value of one side with each of the other: a
 * chained search or a search by two references then takes ten times longer to plan than to answer, and ANALYZE reads three
 * million rows at a time. What an operator has set is left.
 */
final class Statistics {

    private static final Logger LOG = LoggerFactory.getLogger(Statistics.class);

    private static final int OF_HAPI = 10_000;

    /** As many as HAPI has kept of the hashed names of search parameters. */
    private static final int MOST_VALUES = 1_000;

    private static final String OF_HAPI_ONLY = """
        SELECT a.attrelid::regclass::text, bool_or(c.reltuples > 0),
               string_agg('ALTER COLUMN ' || quote_ident(a.attname) || ' SET STATISTICS %d', ', ')
          FROM pg_attribute a
          JOIN pg_class c ON c.oid = a.attrelid
          JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE n.nspname = current_schema() AND c.relkind = 'r' AND c.relname LIKE 'hfj\\_%%'
           AND a.attstattarget = %d AND NOT a.attisdropped
         GROUP BY a.attrelid
        """.formatted(MOST_VALUES, OF_HAPI);

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;

    private Statistics(DataSource database) {
        this.jdbc = new JdbcTemplate(database);
        this.transactions = new TransactionTemplate(new DataSourceTransactionManager(database));
    }

    private record Table(String name, boolean isCounted, String changes) {}

    /** Counts a table anew that has been counted before; where nothing is to change, it asks once. */
    static void limit(DataSource database) {
        Statistics statistics = new Statistics(database);
        List<Table> tables = statistics.jdbc.query(
                OF_HAPI_ONLY, (row, number) -> new Table(row.getString(1), row.getBoolean(2), row.getString(3)));
        tables.forEach(statistics::limit);
    }

    /** A table that somebody else holds is left for the next start: it makes searches slower, and not wrong. */
    private void limit(Table table) {
        try {
            transactions.executeWithoutResult(status -> {
                jdbc.execute("SET LOCAL lock_timeout = '5s'");
                jdbc.execute("ALTER TABLE " + table.name() + " " + table.changes());
                if (table.isCounted()) {
                    jdbc.execute("ANALYZE " + table.name());
                }
            });
        } catch (DataAccessException e) {
            LOG.warn("The statistics of table {} are left as they are; chained searches will be slow", table.name(), e);
        }
    }
}
