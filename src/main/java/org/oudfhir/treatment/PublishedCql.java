package org.oudfhir.treatment;

import java.nio.charset.StandardCharsets;
import kotlinx.io.Source;
import org.cqframework.cql.cql2elm.LibrarySourceProvider;
import org.cqframework.cql.cql2elm.utils.SourceKt;
import org.hl7.elm.r1.VersionedIdentifier;
import org.hl7.fhir.r4.model.Library;
import org.jspecify.annotations.Nullable;

/** Gives the compiler the CQL that the published Library resources carry. */
final class PublishedCql implements LibrarySourceProvider {

    private final Definitions definitions;

    PublishedCql(Definitions definitions) {
        this.definitions = definitions;
    }

    @Override
    public @Nullable Source getLibrarySource(VersionedIdentifier wanted) {
        return definitions.list(Library.class).stream()
                .filter(library -> library.getName().equals(wanted.getId()))
                .filter(library ->
                        wanted.getVersion() == null || wanted.getVersion().equals(library.getVersion()))
                .flatMap(library -> library.getContent().stream())
                .filter(content -> "text/cql".equals(content.getContentType()) && content.hasData())
                .map(content -> SourceKt.asSource(new String(content.getData(), StandardCharsets.UTF_8)))
                .findFirst()
                .orElse(null);
    }
}
