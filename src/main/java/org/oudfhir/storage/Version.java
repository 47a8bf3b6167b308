package org.oudfhir.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.hl7.fhir.r4.model.IdType;

/**
 * A version of a resource that is current.
 *
 * @param id type and logical id, without the version
 * @param key of the resource in the database
 * @param isLasting whether it is the same for everybody and for good: a transaction that has written sees what it wrote itself,
 *     which may still be changed, or undone, and then the next one gets its number
 */
record Version(IdType id, long key, long number, boolean isLasting) {

    /** Tells it in a statement: nothing was written by its transaction, so that all that it sees is committed. */
    static final String IS_LASTING = "pg_current_xact_id_if_assigned() IS NULL AS lasting";

    /**
     * That of a row with the columns {@code res_type}, {@code fhir_id}, {@code res_id}, {@code res_ver}, and
     * {@link #IS_LASTING}.
     */
    static Version of(ResultSet row) throws SQLException {
        return new Version(
                new IdType(row.getString("res_type"), row.getString("fhir_id")),
                row.getLong("res_id"),
                row.getLong("res_ver"),
                row.getBoolean("lasting"));
    }
}
