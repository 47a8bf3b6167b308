package org.oudfhir.storage;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Walks through the resources of an export, type by type, in the state of its moment. */
final class ExportPages {

    private static final int ROWS = 500;
    private static final int MOST_RESOURCES = 5_000;

    /** A file is put together in memory when it is fetched. */
    private static final long MOST_TEXT = 8L << 20;

    private static final String SELECT = """
        SELECT r.res_id, r.res_type, r.fhir_id, v.res_ver, v.res_updated, v.source_uri, v.res_text_vc
          FROM hfj_resource r
          JOIN LATERAL (SELECT * FROM hfj_res_ver h
                         WHERE h.res_id = r.res_id AND h.res_updated <= ? ORDER BY h.res_ver DESC LIMIT 1) v
               ON v.res_deleted_at IS NULL
         WHERE r.res_type = ? AND r.res_id > ? AND r.res_deleted_at IS NULL
        """;

    private static final String SINCE = " AND r.res_updated > ? AND v.res_updated > ?";

    /** What is linked to a patient in any way that could make it the patient's. */
    private static final String OF_PATIENTS = """
         AND (r.res_id = ANY (?) OR EXISTS (
            SELECT 1 FROM hfj_res_link l WHERE l.src_resource_id = r.res_id AND l.target_resource_id = ANY (?)))
        """;

    private static final String ORDER = " ORDER BY r.res_id LIMIT " + ROWS;

    private static final String PATIENTS =
            "SELECT res_id FROM hfj_resource WHERE res_type = 'Patient' AND fhir_id = ANY (?) AND res_deleted_at IS NULL";

    /** One version of one resource. */
    record Key(long id, long version) {}

    /**
     * Resources for one file.
     *
     * @param lastId the last that was looked at
     * @param last whether there are no more of this type
     */
    record Page(List<Key> keys, long lastId, boolean last) {}

    /** A resource with its key and the length of its text. */
    private record Row(Key key, Resource resource, long length) {}

    private final JdbcTemplate jdbc;
    private final ExportJob job;
    private final IParser parser;
    private final Optional<Long[]> patients;

    ExportPages(FhirContext fhir, JdbcTemplate jdbc, ExportJob job) {
        this.jdbc = jdbc;
        this.job = job;
        this.parser = fhir.newJsonParser();
        this.patients = job.what()
                .patients()
                .map(ids -> jdbc.query(
                                PATIENTS,
                                statement -> statement.setArray(
                                        1, statement.getConnection().createArrayOf("text", ids.toArray())),
                                (row, number) -> row.getLong(1))
                        .toArray(Long[]::new));
    }

    /**
     * The next resources of a type, as many as make a file.
     *
     * @param isTimeUp whether to stop before that
     */
    Page after(String type, long lastId, UnaryOperator<List<Resource>> allowed, BooleanSupplier isTimeUp) {
        List<Key> keys = new ArrayList<>();
        long at = lastId;
        long length = 0;
        while (keys.size() < MOST_RESOURCES && length < MOST_TEXT && !isTimeUp.getAsBoolean()) {
            List<Row> rows = rows(type, at);
            IdentityHashMap<Resource, Row> byResource = new IdentityHashMap<>();
            rows.forEach(row -> byResource.put(row.resource(), row));
            for (Resource resource :
                    allowed.apply(rows.stream().map(Row::resource).toList())) {
                Row row = Objects.requireNonNull(byResource.get(resource));
                keys.add(row.key());
                length += row.length();
            }
            if (rows.size() < ROWS) {
                return new Page(keys, at, true);
            }
            at = rows.get(rows.size() - 1).key().id();
        }
        return new Page(keys, at, false);
    }

    private List<Row> rows(String type, long after) {
        boolean since = job.what().since().isPresent();
        String select = SELECT + (since ? SINCE : "") + (patients.isPresent() ? OF_PATIENTS : "") + ORDER;
        return jdbc.query(
                select,
                statement -> {
                    int next = 1;
                    statement.setTimestamp(next++, Timestamp.from(job.time()));
                    statement.setString(next++, type);
                    statement.setLong(next++, after);
                    if (since) {
                        Timestamp moment = Timestamp.from(job.what().since().get());
                        statement.setTimestamp(next++, moment);
                        statement.setTimestamp(next++, moment);
                    }
                    if (patients.isPresent()) {
                        var ids = statement.getConnection().createArrayOf("bigint", patients.get());
                        statement.setArray(next++, ids);
                        statement.setArray(next, ids);
                    }
                },
                (row, number) -> new Row(
                        new Key(row.getLong("res_id"), row.getLong("res_ver")),
                        parse(parser, row),
                        String.valueOf(row.getString("res_text_vc")).length()));
    }

    /** The resource in a row, as a read would give it. */
    static Resource parse(IParser parser, ResultSet row) throws SQLException {
        Resource resource = PatientRecords.parse(parser, row);
        resource.getMeta().setSource(row.getString("source_uri"));
        return resource;
    }
}
