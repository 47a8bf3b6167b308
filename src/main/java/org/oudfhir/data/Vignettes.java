package org.oudfhir.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The persons written down in {@value #FILE}: sections of {@code key = value} lines, the first one true for all of them. */
public final class Vignettes {

    private static final String FILE = "vignettes.txt";
    private static final List<String> DEMOGRAPHICS = List.of("family", "given", "gender", "age", "about");

    private Vignettes() {}

    public static List<SyntheticPerson> list() {
        try (InputStream stream = Objects.requireNonNull(Vignettes.class.getResourceAsStream(FILE), FILE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            Map<String, Map<String, String>> sections = sections(lines.lines().toList());
            Map<String, String> everybody = sections.remove("everybody");
            List<SyntheticPerson> persons = new ArrayList<>();
            sections.forEach((id, section) -> persons.add(person(id, Objects.requireNonNull(everybody), section)));
            return persons;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Map<String, String>> sections(List<String> lines) {
        Map<String, Map<String, String>> sections = new LinkedHashMap<>();
        Map<String, String> current = new LinkedHashMap<>();
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("[")) {
                current = new LinkedHashMap<>();
                sections.put(line.substring(1, line.indexOf(']')), current);
            } else {
                String[] keyAndValue = line.split("=", 2);
                current.put(keyAndValue[0].strip(), keyAndValue[1].strip());
            }
        }
        return sections;
    }

    private static SyntheticPerson person(String id, Map<String, String> everybody, Map<String, String> section) {
        Map<String, String> answers = new LinkedHashMap<>(everybody);
        answers.putAll(section);
        DEMOGRAPHICS.forEach(answers::remove);
        return new SyntheticPerson(
                id,
                get(section, "family"),
                get(section, "given"),
                get(section, "gender"),
                Integer.parseInt(get(section, "age")),
                get(section, "about"),
                new Answers(answers));
    }

    private static String get(Map<String, String> section, String key) {
        return Objects.requireNonNull(section.get(key), key);
    }
}
