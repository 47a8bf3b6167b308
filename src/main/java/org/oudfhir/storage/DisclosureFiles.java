package org.oudfhir.storage;

import ca.uhn.fhir.context.FhirContext;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import javax.sql.DataSource;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What decides about disclosures, looked up anew each time, so that a consent that is revoked has ended for the next request:
 * consents, care teams and coverages of patients, and who is named in them.
 */
public final class DisclosureFiles {

    /** What is made of a file takes a few bytes for a character of JSON; most for the members of large care teams. */
    private static final int MOST_OF_FILES = 8_000_000;

    /** What is parsed takes some ten bytes for a character of JSON. */
    private static final int MOST_OF_PARTIES = 1_000_000;

    private static final String CURRENT = """
        SELECT res_type, fhir_id, res_id, res_ver, %s
          FROM hfj_resource
         WHERE res_type = ? AND fhir_id = ? AND res_deleted_at IS NULL
        """.formatted(Version.IS_LASTING);

    /** A refusal, or an agreed restriction. The index has these alone, so that a search does not read all consents for them. */
    private static final String DENIES =
            "res_type = 'Consent' AND res_text_vc::jsonb -> 'provision' ->> 'type' = 'deny'";

    private static final String RESTRICTED = "SELECT DISTINCT p.fhir_id FROM hfj_res_ver v"
            + " JOIN hfj_resource r ON r.res_id = v.res_id AND r.res_ver = v.res_ver"
            + " JOIN hfj_res_link own ON own.src_resource_id = r.res_id + 0 AND own.src_path LIKE 'Consent.patient%'"
            + " JOIN hfj_resource p ON p.res_id = own.target_resource_id + 0"
            + " WHERE v." + DENIES.replace("res_text_vc", "v.res_text_vc")
            + " AND r.res_deleted_at IS NULL AND p.res_type = 'Patient' AND p.res_deleted_at IS NULL";

    private final JdbcTemplate jdbc;
    private final Texts texts;
    private final Readings<Resource> parties;
    private final Outlines outlines;
    private final Memberships memberships;

    DisclosureFiles(FhirContext fhir, DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.texts = new Texts(fhir, jdbc);
        this.parties =
                new Readings<>(MOST_OF_PARTIES, missing -> texts.read(missing, (of, resources) -> resources.get(0)));
        this.outlines = new Outlines(fhir, jdbc);
        this.memberships = new Memberships(jdbc);
        jdbc.execute("CREATE INDEX IF NOT EXISTS oud_denials ON hfj_res_ver (res_id) WHERE " + DENIES);
    }

    /**
     * The files of patients, as they are read.
     *
     * @param read what to make of a patient's file, by the logical id: of nothing else than it is given, because that is
     *     remembered as long as the file is the same; and nothing that can be changed
     */
    public <F> FileReadings<F> readBy(BiFunction<String, List<Resource>, F> read) {
        return new FileReadings<>(jdbc, new Readings<>(MOST_OF_FILES, missing -> texts.read(missing, read)));
    }

    /** What says now who asks, an organization or a related person; a copy that is the caller's own. */
    public Optional<Resource> party(String type, String id) {
        List<Version> current = jdbc.query(CURRENT, (row, number) -> Version.of(row), type, id);
        return current.isEmpty()
                ? Optional.empty()
                : parties.of(Map.of(type + "/" + id, current)).values().stream()
                        .findFirst()
                        .map(Resource::copy);
    }

    /** The patients of whom a Consent that denies something is on record. */
    public Set<String> restrictedPatients() {
        // With a setter, even for nothing, the statement is prepared: it takes longer to plan than to run.
        return new HashSet<>(jdbc.query(RESTRICTED, statement -> {}, (row, number) -> row.getString("fhir_id")));
    }

    /** The places that a person has in care teams: of a Practitioner, or a PractitionerRole, with this reference. */
    public List<Membership> memberships(String person) {
        return memberships.of(person);
    }

    /**
     * Of the resources with these references, those that are known here, each with no more than tells whether it may be
     * known: its patient, its labels, and the code of a finding.
     */
    public List<Resource> outlines(Collection<String> references) {
        return outlines.of(references);
    }
}
