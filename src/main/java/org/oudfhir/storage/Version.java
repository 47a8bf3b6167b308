package org.oudfhir.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.hl7.fhir.r4.model.IdType;

/**
 * A version of a resource that is current.
 *
 * @param id type and logical id, without the version
 * @param key of the resource in the database
 */
record Version(IdType id, long key, long number) {

    /** That of a row with the columns {@code res_type}, {@code fhir_id}, {@code res_id} and {@code res_ver}. */
    static Version of(ResultSet row) throws SQLException {
        return new Version(
                new IdType(row.getString("res_type"), row.getString("fhir_id")),
                row.getLong("res_id"),
                row.getLong("res_ver"));
    }
}
