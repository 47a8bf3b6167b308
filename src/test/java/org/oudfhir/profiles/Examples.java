package org.oudfhir.profiles;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hl7.fhir.r4.model.Resource;

/** The valid examples that come with the guide. */
public final class Examples {

    private Examples() {}

    public static List<Resource> valid() throws IOException {
        try (InputStream stream = Objects.requireNonNull(Guide.class.getResourceAsStream(Guide.FILE))) {
            return Tgz.read(stream).entrySet().stream()
                    .filter(file -> file.getKey().matches(Guide.EXAMPLES + "[^.].*"))
                    .map(Map.Entry::getValue)
                    .map(bytes -> (Resource) FhirContext.forR4Cached()
                            .newJsonParser()
                            .parseResource(new String(bytes, StandardCharsets.UTF_8)))
                    .toList();
        }
    }
}
