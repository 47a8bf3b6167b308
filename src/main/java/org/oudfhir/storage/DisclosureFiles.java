package org.oudfhir.storage;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.storage.ParsedVersions.Version;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;

/**
 * What decides about disclosures, read anew each time, so that a consent that is revoked has ended for the next request:
 * consents, care teams and coverages of patients, and who is named in them.
 */
public final class DisclosureFiles {

    /** By the exact paths of the search parameters, so that the index of links finds these and passes by all others. */
    private static final String FILES = """
        SELECT p.fhir_id AS patient, r.res_type, r.fhir_id, r.res_id, r.res_ver
          FROM hfj_resource p
          JOIN hfj_res_link l ON l.target_resource_id = p.res_id
          JOIN hfj_resource r ON r.res_id = l.src_resource_id
         WHERE p.res_type = 'Patient' AND p.fhir_id %1$s AND p.res_deleted_at IS NULL
           AND l.src_path IN ('Consent.patient', 'CareTeam.subject', 'Coverage.beneficiary')
           AND r.res_deleted_at IS NULL
        UNION ALL
        SELECT p.fhir_id AS patient, p.res_type, p.fhir_id, p.res_id, p.res_ver
          FROM hfj_resource p
         WHERE p.res_type = 'Patient' AND p.fhir_id %1$s AND p.res_deleted_at IS NULL
        """;

    /** Apart, because the database plans a statement for an array anew each time, which takes longer than to run it. */
    private static final String FILES_OF_ONE = FILES.formatted("= ?");

    private static final String FILES_OF_MANY = FILES.formatted("= ANY (?)");

    private static final String CURRENT = """
        SELECT res_type, fhir_id, res_id, res_ver
          FROM hfj_resource
         WHERE res_type = ? AND fhir_id = ? AND res_deleted_at IS NULL
        """;

    private static final String NAMED = """
        SELECT DISTINCT p.fhir_id
          FROM hfj_resource party
          JOIN hfj_res_link l ON l.target_resource_id = party.res_id
          JOIN hfj_resource r ON r.res_id = l.src_resource_id
          JOIN hfj_res_link own ON own.src_resource_id = r.res_id
          JOIN hfj_resource p ON p.res_id = own.target_resource_id
         WHERE party.res_type = ? AND party.fhir_id = ?
           AND r.res_type IN ('Consent', 'CareTeam', 'Coverage') AND r.res_deleted_at IS NULL
           AND l.src_path ~ '^(Consent[.]provision[.]actor|CareTeam[.]participant|Coverage[.]payor)'
           AND own.src_path ~ '^(Consent[.]patient|CareTeam[.]subject|Coverage[.]beneficiary)'
           AND p.res_type = 'Patient' AND p.res_deleted_at IS NULL
        """;

    /** A refusal, or an agreed restriction. The index has these alone, so that a search does not read all consents for them. */
    private static final String DENIES =
            "res_type = 'Consent' AND res_text_vc::jsonb -> 'provision' ->> 'type' = 'deny'";

    private static final String RESTRICTED = "SELECT DISTINCT p.fhir_id FROM hfj_res_ver v"
            + " JOIN hfj_resource r ON r.res_id = v.res_id AND r.res_ver = v.res_ver"
            + " JOIN hfj_res_link own ON own.src_resource_id = r.res_id AND own.src_path LIKE 'Consent.patient%'"
            + " JOIN hfj_resource p ON p.res_id = own.target_resource_id"
            + " WHERE v." + DENIES.replace("res_text_vc", "v.res_text_vc")
            + " AND r.res_deleted_at IS NULL AND p.res_type = 'Patient' AND p.res_deleted_at IS NULL";

    /**
     * A team may name the person, or a role of the person that is active; a person may be known by such a role, also by one that
     * names no practitioner. A role whose text is not here is not known to be active.
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
           CROSS JOIN LATERAL (SELECT v.res_text_vc::jsonb AS body) j
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
         CROSS JOIN LATERAL (SELECT v.res_text_vc::jsonb AS body) j
         CROSS JOIN LATERAL jsonb_array_elements(j.body -> 'participant') member
         WHERE p.res_type = 'Patient' AND j.body ->> 'status' = 'active'
           AND member -> 'member' ->> 'reference' = them.res_type || '/' || them.fhir_id
        """;

    private static final String OUTLINES = """
        SELECT r.res_type, r.fhir_id,
               jsonb_strip_nulls(jsonb_build_object(
                   'resourceType', r.res_type,
                   'meta', jsonb_build_object('security', j.body -> 'meta' -> 'security'),
                   'code', CASE WHEN r.res_type IN ('Condition', 'Observation') THEN j.body -> 'code' END,
                   'participant', CASE WHEN r.res_type = 'Appointment' THEN j.body -> 'participant' END,
                   'subject', j.body -> 'subject', 'patient', j.body -> 'patient', 'for', j.body -> 'for',
                   'beneficiary', j.body -> 'beneficiary'))::text AS outline
          FROM unnest(?::text[], ?::text[]) AS wanted(res_type, fhir_id)
          JOIN hfj_resource r ON r.res_type = wanted.res_type AND r.fhir_id = wanted.fhir_id
          JOIN hfj_res_ver v ON v.res_id = r.res_id AND v.res_ver = r.res_ver
         CROSS JOIN LATERAL (SELECT coalesce(v.res_text_vc, '{}')::jsonb AS body) j
         WHERE r.res_deleted_at IS NULL
        """;

    private final FhirContext fhir;
    private final JdbcTemplate jdbc;
    private final ParsedVersions parsed;

    DisclosureFiles(FhirContext fhir, DataSource dataSource) {
        this.fhir = fhir;
        this.jdbc = new JdbcTemplate(dataSource);
        this.parsed = new ParsedVersions(fhir, jdbc);
        jdbc.execute("CREATE INDEX IF NOT EXISTS oud_denials ON hfj_res_ver (res_id) WHERE " + DENIES);
    }

    /** The patient, consents, care teams and coverages of each of these patients; unknown patients are left out. */
    public Map<String, List<Resource>> of(Collection<String> patientIds) {
        List<String> patients = new ArrayList<>();
        List<Version> versions = new ArrayList<>();
        RowCallbackHandler collect = row -> {
            patients.add(row.getString("patient"));
            versions.add(version(row));
        };
        if (patientIds.size() == 1) {
            String id = patientIds.iterator().next();
            jdbc.query(FILES_OF_ONE, collect, id, id);
        } else {
            String[] ids = patientIds.toArray(String[]::new);
            jdbc.query(
                    FILES_OF_MANY,
                    statement -> {
                        var array = statement.getConnection().createArrayOf("text", ids);
                        statement.setArray(1, array);
                        statement.setArray(2, array);
                    },
                    collect);
        }
        List<Resource> resources = parsed.of(versions);
        Map<String, List<Resource>> files = new HashMap<>();
        for (int i = 0; i < patients.size(); i++) {
            files.computeIfAbsent(patients.get(i), patient -> new ArrayList<>()).add(resources.get(i));
        }
        return files;
    }

    /** The current version of what says who asks: an organization, a related person. */
    public Optional<Resource> party(String type, String id) {
        return parsed.of(jdbc.query(CURRENT, (row, number) -> version(row), type, id)).stream()
                .findFirst();
    }

    private static Version version(ResultSet row) throws SQLException {
        return new Version(
                new IdType(row.getString("res_type"), row.getString("fhir_id")),
                row.getLong("res_id"),
                row.getLong("res_ver"));
    }

    /** The patients in whose consents, care teams or coverages one of these is named. */
    public Set<String> patientsOf(Collection<String> references) {
        Set<String> patients = new HashSet<>();
        for (String reference : references) {
            IdType id = new IdType(reference);
            patients.addAll(jdbc.queryForList(NAMED, String.class, id.getResourceType(), id.getIdPart()));
        }
        return patients;
    }

    /** The patients of whom a Consent that denies something is on record. */
    public Set<String> restrictedPatients() {
        return new HashSet<>(jdbc.queryForList(RESTRICTED, String.class));
    }

    /** The places that a person has in care teams: of a Practitioner, or a PractitionerRole, with this reference. */
    public List<Membership> memberships(String person) {
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

    /**
     * Of the resources with these references, those that are known here, each with no more than tells whether it may be
     * known: its patient, its labels, and the code of a finding.
     */
    public List<Resource> outlines(Collection<String> references) {
        List<IdType> ids = references.stream().distinct().map(IdType::new).toList();
        String[] types = ids.stream().map(IdType::getResourceType).toArray(String[]::new);
        String[] parts = ids.stream().map(IdType::getIdPart).toArray(String[]::new);
        IParser parser = fhir.newJsonParser();
        return jdbc.query(
                OUTLINES,
                statement -> {
                    statement.setArray(1, statement.getConnection().createArrayOf("text", types));
                    statement.setArray(2, statement.getConnection().createArrayOf("text", parts));
                },
                (row, number) -> {
                    Resource outline = (Resource) parser.parseResource(row.getString("outline"));
                    outline.setId(new IdType(row.getString("res_type"), row.getString("fhir_id")));
                    return outline;
                });
    }
}
