package org.oudfhir.treatment;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import kotlinx.io.Source;
import org.cqframework.cql.cql2elm.LibraryContentType;
import org.cqframework.cql.cql2elm.LibrarySourceProvider;
import org.cqframework.cql.cql2elm.utils.SourceKt;
import org.hl7.elm.r1.VersionedIdentifier;
import org.hl7.fhir.r4.model.Library;
import org.jspecify.annotations.Nullable;

/** Gives the compiler the CQL, or the ELM compiled ahead of time, that the published Library resources carry. */
final class PublishedCql implements LibrarySourceProvider {

    private final Definitions definitions;

    PublishedCql(Definitions definitions) {
        this.definitions = definitions;
    }

    @Override
    public @Nullable Source getLibrarySource(VersionedIdentifier library) {
        return content(library, "text/cql").orElse(null);
    }

    @Override
    public @Nullable Source getLibraryContent(VersionedIdentifier library, LibraryContentType type) {
        return content(library, type.mimeType()).orElse(null);
    }

    private Optional<Source> content(VersionedIdentifier wanted, String contentType) {
        return definitions.list(Library.class).stream()
                .filter(library -> library.getName().equals(wanted.getId()))
                .filter(library ->
                        wanted.getVersion() == null || wanted.getVersion().equals(library.getVersion()))
                .flatMap(library -> library.getContent().stream())
                .filter(content -> contentType.equals(content.getContentType()) && content.hasData())
                .map(content -> SourceKt.asSource(new String(content.getData(), StandardCharsets.UTF_8)))
                .findFirst();
    }
}
