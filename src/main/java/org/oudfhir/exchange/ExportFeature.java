package org.oudfhir.exchange;

import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.privacy.Release;
import org.oudfhir.server.Feature;
import org.oudfhir.storage.Exports;

/**
 * Bulk Data Access (FHIR bulk data export): {@code $export} of all, of the patients, of a group, in the background, as NDJSON.
 * Every resource is released anew when its file is fetched; a file that holds something that may not leave any more is gone.
 */
public final class ExportFeature implements Feature {

    private final ExportProvider provider;

    /**
     * Makes the feature.
     *
     * @param types the resource types that are kept
     * @param isFilter whether a search can be decided for each resource by itself
     * @param matches whether a resource matches such a search
     */
    public ExportFeature(
            FhirContext fhir,
            Exports exports,
            Release release,
            List<String> types,
            Predicate<String> isFilter,
            BiPredicate<Resource, String> matches) {
        this.provider = new ExportProvider(
                exports, new ExportReader(types, isFilter), new ExportFiles(fhir, exports, release, matches), release);
    }

    @Override
    public List<Object> providers() {
        return List.of(provider);
    }
}
