package org.oudfhir.storage;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.storage.Readings.Reading;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is read out of whole resources. */
final class Texts {

    private static final String TEXTS = """
        SELECT v.res_id, v.res_text_vc
          FROM unnest(?::bigint[], ?::bigint[]) AS wanted(res_id, res_ver)
          JOIN hfj_res_ver v ON v.res_id = wanted.res_id AND v.res_ver = wanted.res_ver
        """;

    private final FhirContext fhir;
    private final JdbcTemplate jdbc;

    Texts(FhirContext fhir, JdbcTemplate jdbc) {
        this.fhir = fhir;
        this.jdbc = jdbc;
    }

    /**
     * Reads groups of versions together.
     *
     * @param make what to make of the resources of a group, whatever the group is about
     */
    <T> Map<String, Reading<T>> read(Map<String, List<Version>> groups, BiFunction<String, List<Resource>, T> make) {
        Map<Long, String> texts =
                texts(groups.values().stream().flatMap(List::stream).toList());
        IParser parser = fhir.newJsonParser();
        Map<String, Reading<T>> read = new HashMap<>();
        groups.forEach((of, versions) -> {
            List<Resource> resources = new ArrayList<>();
            int length = 0;
            for (Version version : versions) {
                String text = texts.get(version.key());
                if (text == null) {
                    throw new IllegalStateException("A version that is current cannot be read");
                }
                Resource resource = (Resource) parser.parseResource(text);
                resource.setId(version.id());
                resources.add(resource);
                length += text.length();
            }
            read.put(of, new Reading<>(make.apply(of, resources), length));
        });
        return read;
    }

    /** By the key of the resource. */
    private Map<Long, String> texts(Collection<Version> versions) {
        Map<Long, String> texts = new HashMap<>();
        jdbc.query(TEXTS, ArrayParameters.of(versions), row -> {
            texts.put(row.getLong("res_id"), row.getString("res_text_vc"));
        });
        return texts;
    }
}
