package org.oudfhir.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Period;
import org.springframework.jdbc.core.JdbcTemplate;

/** Who has which places in care teams. */
final class Memberships {

    /**
     * A team may name the person, or a role of the person that is active; a person may be known by such a role, also by one that
     * names no practitioner. A role whose text is not here is not known to be active. {@code OFFSET 0} has each text parsed once,
     * and not for each thing that is asked of it.
     */
    private static final String MEMBERSHIPS = """
        WITH person AS (
          SELECT res_id, res_type FROM hfj_resource
           WHERE res_type IN ('Practitioner', 'PractitionerRole') AND res_type = ? AND fhir_id = ?
             AND res_deleted_at IS NULL
        ), role AS (
          SELECT r.res_id, named.practitioner, j.body -> 'period' AS period
            FROM (SELECT res_id, NULL::bigint AS practitioner FROM person WHERE res_type = 'PractitionerRole'
                   UNION
                  SELECT l.src_resource_id, l.target_resource_id
                    FROM person
                    JOIN hfj_res_link l ON person.res_id IN (l.src_resource_id, l.target_resource_id)
                     AND l.src_path = 'PractitionerRole.practitioner') named
            JOIN hfj_resource r ON r.res_id = named.res_id AND r.res_deleted_at IS NULL
            JOIN hfj_res_ver v ON v.res_id = r.res_id AND v.res_ver = r.res_ver
           CROSS JOIN LATERAL (SELECT v.res_text_vc::jsonb AS body OFFSET 0) j
           WHERE v.res_text_vc IS NOT NULL AND coalesce(j.body ->> 'active', 'true') = 'true'
        ), party AS (
          SELECT res_id, NULL::jsonb AS period FROM person WHERE res_type = 'Practitioner'
           UNION ALL SELECT res_id, period FROM role
           UNION ALL SELECT role.practitioner, role.period FROM role JOIN person ON person.res_id = role.res_id
        )
        SELECT p.fhir_id AS patient,
               j.body -> 'period' ->> 'start' AS team_start, j.body -> 'period' ->> 'end' AS team_end,
               member -> 'period' ->> 'start' AS member_start, member -> 'period' ->> 'end' AS member_end,
               party.period ->> 'start' AS role_start, party.period ->> 'end' AS role_end
          FROM party
          JOIN hfj_resource them ON them.res_id = party.res_id
          JOIN hfj_res_link l ON l.target_resource_id = party.res_id AND l.src_path = 'CareTeam.participant.member'
          JOIN hfj_resource t ON t.res_id = l.src_resource_id AND t.res_deleted_at IS NULL
          JOIN hfj_res_link own ON own.src_resource_id = t.res_id AND own.src_path LIKE 'CareTeam.subject%'
          JOIN hfj_resource p ON p.res_id = own.target_resource_id
          JOIN hfj_res_ver v ON v.res_id = t.res_id AND v.res_ver = t.res_ver
         CROSS JOIN LATERAL (SELECT v.res_text_vc::jsonb AS body OFFSET 0) j
         CROSS JOIN LATERAL jsonb_array_elements(j.body -> 'participant') member
         WHERE p.res_type = 'Patient' AND j.body ->> 'status' = 'active'
           AND member -> 'member' ->> 'reference' = them.res_type || '/' || them.fhir_id
        """;

    private final JdbcTemplate jdbc;

    Memberships(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The places that a person has in care teams: of a Practitioner, or a PractitionerRole, with this reference. */
    List<Membership> of(String person) {
        IdType id = new IdType(person);
        return jdbc.query(
                MEMBERSHIPS,
                (row, number) -> new Membership(
                        row.getString("patient"),
                        List.of(period(row, "team"), period(row, "member"), period(row, "role"))),
                id.getResourceType(),
                id.getIdPart());
    }

    private static Period period(ResultSet row, String of) throws SQLException {
        String start = row.getString(of + "_start");
        String end = row.getString(of + "_end");
        return new Period()
                .setStartElement(start == null ? null : new DateTimeType(start))
                .setEndElement(end == null ? null : new DateTimeType(end));
    }
}
