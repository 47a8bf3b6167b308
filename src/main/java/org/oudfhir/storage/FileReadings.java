package org.oudfhir.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.IdType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;

/**
 * The files of patients as somebody reads them.
 *
 * @param <F> what is made of a file: given to all who ask for it, so that nobody may change it
 */
public final class FileReadings<F> {

    private static final String LINKS = "('Consent.patient', 'CareTeam.subject', 'Coverage.beneficiary')";

    /**
     * By the exact paths of the search parameters, so that the index of links finds these and passes by all others. {@code + 0}
     * keeps the planner from weighing the ten thousand most common values that HAPI has it keep of a link's ends: that takes far
     * longer than the query, which is to go from row to row by the indexes anyway.
     */
    private static final String FILES = """
        SELECT p.fhir_id AS patient, r.res_type, r.fhir_id, r.res_id, r.res_ver, %4$s
          FROM %1$s
          JOIN hfj_res_link l ON l.target_resource_id = p.res_id + 0
          JOIN hfj_resource r ON r.res_id = l.src_resource_id + 0
         WHERE p.res_type = 'Patient' AND %2$s AND p.res_deleted_at IS NULL
           AND l.src_path IN %3$s
           AND r.res_deleted_at IS NULL
        UNION ALL
        SELECT p.fhir_id AS patient, p.res_type, p.fhir_id, p.res_id, p.res_ver, %4$s
          FROM %1$s
         WHERE p.res_type = 'Patient' AND %2$s AND p.res_deleted_at IS NULL
        """;

    /** Apart, because the database plans a statement for an array anew each time, which takes longer than to run it. */
    private static final String OF_ONE = FILES.formatted("hfj_resource p", "p.fhir_id = ?", LINKS, Version.IS_LASTING);

    private static final String OF_MANY =
            FILES.formatted("hfj_resource p", "p.fhir_id = ANY (?)", LINKS, Version.IS_LASTING);

    private static final String NAMING = """
        WITH named AS MATERIALIZED (
          SELECT DISTINCT patient.res_id
            FROM hfj_resource party
            JOIN hfj_res_link l ON l.target_resource_id = party.res_id + 0
            JOIN hfj_resource r ON r.res_id = l.src_resource_id + 0
            JOIN hfj_res_link own ON own.src_resource_id = r.res_id + 0
            JOIN hfj_resource patient ON patient.res_id = own.target_resource_id + 0
           WHERE party.res_type = ? AND party.fhir_id = ?
             AND l.src_path IN ('Consent.provision.actor.reference', 'CareTeam.participant.member', 'Coverage.payor')
             AND r.res_deleted_at IS NULL
             AND own.src_path IN %s
             AND patient.res_type = 'Patient' AND patient.res_deleted_at IS NULL
           LIMIT ?)
        """.formatted(LINKS)
            + FILES.formatted(
                    "named JOIN hfj_resource p ON p.res_id = named.res_id + 0", "true", LINKS, Version.IS_LASTING);

    private final JdbcTemplate jdbc;
    private final Readings<F> readings;

    FileReadings(JdbcTemplate jdbc, Readings<F> readings) {
        this.jdbc = jdbc;
        this.readings = readings;
    }

    /** The file of each of these patients: themselves, consents, care teams and coverages. Unknown patients are left out. */
    public Map<String, F> of(Collection<String> patientIds) {
        Files files = new Files();
        if (patientIds.size() == 1) {
            String id = patientIds.iterator().next();
            jdbc.query(OF_ONE, files, id, id);
        } else {
            Object[] ids = patientIds.toArray();
            jdbc.query(OF_MANY, new ArrayParameters("text", List.of(ids, ids)), files);
        }
        return read(files);
    }

    /**
     * The files of the patients in whose consents, care teams or coverages one of these is named.
     *
     * @param most of whom to read the files, for each of these
     */
    public Map<String, F> naming(Collection<String> references, int most) {
        Map<String, F> found = new HashMap<>();
        for (String reference : references) {
            IdType id = new IdType(reference);
            Files files = new Files();
            jdbc.query(NAMING, files, id.getResourceType(), id.getIdPart(), most);
            found.putAll(read(files));
        }
        return found;
    }

    private Map<String, F> read(Files files) {
        files.versions.values().forEach(file -> file.sort(Comparator.comparingLong(Version::key)));
        return readings.of(files.versions);
    }

    private static final class Files implements RowCallbackHandler {

        private final Map<String, List<Version>> versions = new HashMap<>();

        @Override
        public void processRow(ResultSet row) throws SQLException {
            versions.computeIfAbsent(row.getString("patient"), patient -> new ArrayList<>())
                    .add(Version.of(row));
        }
    }
}
