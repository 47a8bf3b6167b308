package org.oudfhir.storage;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.storage.Readings.Reading;
import org.springframework.jdbc.core.JdbcTemplate;

/** Resources with no more than tells whether they may be known: patient, labels, and the code of a finding. */
final class Outlines {

    /** What is parsed of a character of JSON takes some ten bytes. */
    private static final int MOST_REMEMBERED = 4_000_000;

    private static final String CURRENT = """
        SELECT r.res_type, r.fhir_id, r.res_id, r.res_ver, %s
          FROM unnest(?::text[], ?::text[]) AS wanted(res_type, fhir_id)
          JOIN hfj_resource r ON r.res_type = wanted.res_type AND r.fhir_id = wanted.fhir_id
         WHERE r.res_deleted_at IS NULL
        """.formatted(Version.IS_LASTING);

    /** {@code OFFSET 0} has each text parsed once, and not for each thing that is asked of it. */
    private static final String OUTLINES = """
        SELECT v.res_id,
               jsonb_strip_nulls(jsonb_build_object(
                   'resourceType', v.res_type,
                   'meta', jsonb_build_object('security', j.body -> 'meta' -> 'security'),
                   'code', CASE WHEN v.res_type IN ('Condition', 'Observation') THEN j.body -> 'code' END,
                   'participant', CASE WHEN v.res_type = 'Appointment' THEN j.body -> 'participant' END,
                   'subject', j.body -> 'subject', 'patient', j.body -> 'patient', 'for', j.body -> 'for',
                   'beneficiary', j.body -> 'beneficiary'))::text AS outline
          FROM unnest(?::bigint[], ?::bigint[]) AS wanted(res_id, res_ver)
          JOIN hfj_res_ver v ON v.res_id = wanted.res_id AND v.res_ver = wanted.res_ver
         CROSS JOIN LATERAL (SELECT coalesce(v.res_text_vc, '{}')::jsonb AS body OFFSET 0) j
        """;

    private final FhirContext fhir;
    private final JdbcTemplate jdbc;
    private final Readings<Resource> outlines = new Readings<>(MOST_REMEMBERED, this::read);

    Outlines(FhirContext fhir, JdbcTemplate jdbc) {
        this.fhir = fhir;
        this.jdbc = jdbc;
    }

    /** Of the resources with these references, those that are here; each a copy that is the caller's own. */
    List<Resource> of(Collection<String> references) {
        List<IdType> ids = references.stream().distinct().map(IdType::new).toList();
        List<Object[]> typesAndIds = List.of(
                ids.stream().map(IdType::getResourceType).toArray(),
                ids.stream().map(IdType::getIdPart).toArray());
        Map<String, List<Version>> current = new HashMap<>();
        jdbc.query(CURRENT, new ArrayParameters("text", typesAndIds), row -> {
            Version version = Version.of(row);
            current.put(version.id().getValue(), List.of(version));
        });
        List<Resource> copies = new ArrayList<>();
        outlines.of(current).values().forEach(outline -> copies.add(outline.copy()));
        return copies;
    }

    private Map<String, Reading<Resource>> read(Map<String, List<Version>> wanted) {
        List<Version> versions = wanted.values().stream().flatMap(List::stream).toList();
        Map<Long, IdType> ids = versions.stream().collect(Collectors.toMap(Version::key, Version::id));
        IParser parser = fhir.newJsonParser();
        Map<String, Reading<Resource>> read = new HashMap<>();
        jdbc.query(OUTLINES, ArrayParameters.of(versions), row -> {
            String text = row.getString("outline");
            IdType id = Objects.requireNonNull(ids.get(row.getLong("res_id")));
            Resource outline = (Resource) parser.parseResource(text);
            outline.setId(id);
            read.put(id.getValue(), new Reading<>(outline, text.length()));
        });
        return read;
    }
}
