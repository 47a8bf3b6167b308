package org.oudfhir.storage;

import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * How many of a column's most common values PostgreSQL keeps. HAPI's migrations ask for ten thousand of the ends of a reference
 * and of what is searched for by a hash. To plan a join the planner compares each value of one side with each of the other: a
 * chained search or a search by two references then takes ten times longer to plan than to answer, and ANALYZE reads three
 * million rows at a time.
 */
final class Statistics {

    /** PostgreSQL's own default is 100; HAPI's next step below its ten thousand is this. */
    private static final int MOST_VALUES = 1_000;

    private static final String BEYOND = """
        SELECT a.attrelid::regclass::text, quote_ident(a.attname), c.reltuples > 0
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        WHERE c.relnamespace = current_schema()::regnamespace AND a.attstattarget > %d AND NOT a.attisdropped
        """.formatted(MOST_VALUES);

    private Statistics() {}

    private record Column(String table, String name, boolean isCounted) {}

    /** Counts a table anew that has been counted before; where nothing is to change, it asks once. */
    static void limit(DataSource database) {
        JdbcTemplate jdbc = new JdbcTemplate(database);
        List<Column> columns =
                jdbc.query(BEYOND, (row, number) -> new Column(row.getString(1), row.getString(2), row.getBoolean(3)));
        for (Column column : columns) {
            jdbc.execute("ALTER TABLE " + column.table() + " ALTER COLUMN " + column.name() + " SET STATISTICS "
                    + MOST_VALUES);
        }
        columns.stream()
                .filter(Column::isCounted)
                .map(Column::table)
                .distinct()
                .forEach(table -> jdbc.execute("ANALYZE " + table));
    }
}
