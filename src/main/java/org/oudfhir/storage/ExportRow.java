package org.oudfhir.storage;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.oudfhir.storage.ExportJob.Selection;

/** An export as a row of its table. */
final class ExportRow {

    static final String INSERT = """
        INSERT INTO oud_export (id, holder, request, at, expires, types, since, of_patients, patients, filters)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """;

    private ExportRow() {}

    static void fill(PreparedStatement row, ExportJob job, String holder) throws SQLException {
        Selection what = job.what();
        row.setObject(1, job.id());
        row.setString(2, holder);
        row.setString(3, job.request());
        row.setTimestamp(4, Timestamp.from(job.time()));
        row.setTimestamp(5, Timestamp.from(job.expires()));
        row.setArray(6, array(row, what.types().toArray()));
        row.setTimestamp(7, what.since().map(Timestamp::from).orElse(null));
        row.setBoolean(8, what.ofPatients());
        row.setArray(9, array(row, what.patients().map(Set::toArray).orElse(null)));
        row.setArray(10, array(row, what.filters().toArray()));
    }

    private static @Nullable Array array(PreparedStatement row, Object @Nullable [] texts) throws SQLException {
        return texts == null ? null : row.getConnection().createArrayOf("text", texts);
    }

    static ExportJob read(ResultSet row) throws SQLException {
        Timestamp since = row.getTimestamp("since");
        Array patients = row.getArray("patients");
        Selection what = new Selection(
                texts(row.getArray("types")),
                Optional.ofNullable(since).map(Timestamp::toInstant),
                row.getBoolean("of_patients"),
                patients == null ? Optional.empty() : Optional.of(Set.copyOf(texts(patients))),
                texts(row.getArray("filters")));
        return new ExportJob(
                row.getObject("id", UUID.class),
                row.getString("request"),
                row.getTimestamp("at").toInstant(),
                what,
                row.getInt("type_number"),
                row.getBoolean("complete"),
                row.getTimestamp("expires").toInstant());
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}
