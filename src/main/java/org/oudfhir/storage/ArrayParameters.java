package org.oudfhir.storage;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.PreparedStatementSetter;

/**
 * The parameters of a statement, all of which are arrays.
 *
 * @param type of the elements, as PostgreSQL names it
 */
record ArrayParameters(String type, List<Object[]> arrays) implements PreparedStatementSetter {

    /** Keys and numbers of versions. */
    static ArrayParameters of(Collection<Version> versions) {
        return new ArrayParameters(
                "bigint",
                List.of(
                        versions.stream().map(Version::key).toArray(),
                        versions.stream().map(Version::number).toArray()));
    }

    @Override
    public void setValues(PreparedStatement statement) throws SQLException {
        for (int i = 0; i < arrays.size(); i++) {
            statement.setArray(i + 1, statement.getConnection().createArrayOf(type, arrays.get(i)));
        }
    }
}
