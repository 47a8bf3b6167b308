package org.oudfhir.storage;

import ca.uhn.fhir.context.FhirContext;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Versions of resources as they were parsed. Which version is current is asked each time; what a version says never changes, so
 * that it is read and parsed once, as long as it is remembered.
 */
final class ParsedVersions {

    /** Characters of JSON; what is parsed of them takes some ten times as many bytes. */
    private static final int MOST_REMEMBERED = 4_000_000;

    private static final String TEXTS = """
        SELECT v.res_id, v.res_ver, v.res_text_vc
          FROM unnest(?::bigint[], ?::bigint[]) AS wanted(res_id, res_ver)
          JOIN hfj_res_ver v ON v.res_id = wanted.res_id AND v.res_ver = wanted.res_ver
        """;

    /**
     * One version.
     *
     * @param id of its logical id, without the version
     * @param key of the resource in the database
     */
    record Version(IdType id, long key, long number) {}

    private record Key(long resource, long number) {}

    private record Parsed(Resource resource, int length) {}

    private final FhirContext fhir;
    private final JdbcTemplate jdbc;
    private final Cache<Key, Parsed> remembered = Caffeine.newBuilder()
            .maximumWeight(MOST_REMEMBERED)
            .weigher((Key key, Parsed parsed) -> parsed.length())
            .build();

    ParsedVersions(FhirContext fhir, JdbcTemplate jdbc) {
        this.fhir = fhir;
        this.jdbc = jdbc;
    }

    /**
     * What these versions say, in their order; each a copy that is the caller's own.
     *
     * @throws IllegalStateException when a version is not there: nothing may be decided without it
     */
    List<Resource> of(Collection<Version> versions) {
        Map<Key, Parsed> found = new HashMap<>();
        List<Version> missing = new ArrayList<>();
        for (Version version : versions) {
            Key key = new Key(version.key(), version.number());
            Parsed known = remembered.getIfPresent(key);
            if (known == null) {
                missing.add(version);
            } else {
                found.put(key, known);
            }
        }
        if (!missing.isEmpty()) {
            found.putAll(read(missing));
        }
        return versions.stream().map(version -> copy(version, found)).toList();
    }

    private static Resource copy(Version version, Map<Key, Parsed> found) {
        Parsed parsed = found.get(new Key(version.key(), version.number()));
        if (parsed == null) {
            throw new IllegalStateException("A version that is current cannot be read");
        }
        Resource copy = parsed.resource().copy();
        copy.setId(version.id());
        return copy;
    }

    private Map<Key, Parsed> read(List<Version> versions) {
        Map<Key, Parsed> found = new HashMap<>();
        Long[] keys = versions.stream().map(Version::key).toArray(Long[]::new);
        Long[] numbers = versions.stream().map(Version::number).toArray(Long[]::new);
        jdbc.query(
                TEXTS,
                statement -> {
                    statement.setArray(1, statement.getConnection().createArrayOf("bigint", keys));
                    statement.setArray(2, statement.getConnection().createArrayOf("bigint", numbers));
                },
                row -> {
                    String text = row.getString("res_text_vc");
                    Resource resource = (Resource) fhir.newJsonParser().parseResource(text);
                    found.put(
                            new Key(row.getLong("res_id"), row.getLong("res_ver")),
                            new Parsed(resource, text.length()));
                });
        remembered.putAll(found);
        return found;
    }
}
