package org.oudfhir.profiles;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The file {@code .index.json} of a FHIR package: what is in it, without reading it. */
record PackageIndex(@JsonProperty("index-version") int indexVersion, List<Entry> files) {

    static final int VERSION = 2;

    /** The name of the index in its folder. */
    static final String FILE = ".index.json";

    /** One resource. {@code type}, {@code kind} and {@code derivation} are those of a StructureDefinition. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entry(
            String filename,
            String resourceType,
            String id,
            @Nullable String url,
            @Nullable String version,
            @Nullable String kind,
            @Nullable String type,
            @Nullable String derivation) {

        String reference() {
            return resourceType + "/" + id;
        }
    }
}
