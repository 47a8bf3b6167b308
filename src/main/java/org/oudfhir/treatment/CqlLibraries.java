package org.oudfhir.treatment;

import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.cqframework.cql.cql2elm.CqlCompilerException;
import org.cqframework.cql.cql2elm.CqlCompilerOptions;
import org.cqframework.cql.cql2elm.LibraryManager;
import org.cqframework.cql.cql2elm.ModelManager;
import org.cqframework.cql.cql2elm.quick.FhirLibrarySourceProvider;
import org.hl7.elm.r1.ExpressionDef;
import org.hl7.elm.r1.FunctionDef;
import org.hl7.elm.r1.VersionedIdentifier;
import org.hl7.fhir.r4.model.Library;
import org.opencds.cqf.cql.engine.fhir.model.R4FhirModelResolver;

/** The published CQL libraries, each compiled when it is first asked for and then kept. */
final class CqlLibraries {

    private final Definitions definitions;
    private final LibraryManager manager;
    private final R4FhirModelResolver model;
    private final Terminology terminology;
    private final Map<String, CqlLibrary> compiled = new ConcurrentHashMap<>();

    CqlLibraries(Definitions definitions, FhirContext context) {
        this.definitions = definitions;
        terminology = new Terminology(definitions);
        model = new R4FhirModelResolver(context);
        manager = new LibraryManager(
                new ModelManager(new ConcurrentHashMap<>()),
                CqlCompilerOptions.defaultOptions(),
                new ConcurrentHashMap<>());
        manager.getLibrarySourceLoader().registerProvider(new PublishedCql(definitions));
        manager.getLibrarySourceLoader().registerProvider(new FhirLibrarySourceProvider());
    }

    /** The compiled library with this canonical. */
    CqlLibrary get(String canonical) {
        CqlLibrary known = compiled.get(canonical);
        return known == null ? compile(canonical) : known;
    }

    /** One at a time: the compiler's model and library managers are not made for concurrent compilation. */
    private synchronized CqlLibrary compile(String canonical) {
        return compiled.computeIfAbsent(canonical, key -> compile(definitions.get(Library.class, key)));
    }

    private CqlLibrary compile(Library library) {
        VersionedIdentifier identifier =
                new VersionedIdentifier().withId(library.getName()).withVersion(library.getVersion());
        List<CqlCompilerException> errors = new ArrayList<>();
        var elm = manager.resolveLibrary(identifier, errors).getLibrary();
        if (elm == null || CqlCompilerException.hasErrors(errors)) {
            throw new PathwayFault("Library " + library.getName() + " does not compile: " + describe(errors));
        }
        var statements = elm.getStatements();
        List<ExpressionDef> defines = statements == null ? List.of() : statements.getDef();
        List<String> names = defines.stream()
                .filter(define -> !(define instanceof FunctionDef))
                .map(define -> String.valueOf(define.getName()))
                .toList();
        return new CqlLibrary(identifier, names, manager, model, terminology);
    }

    private static String describe(List<CqlCompilerException> errors) {
        return errors.stream()
                .map(error -> error.getMessage() + " " + error.getLocator())
                .toList()
                .toString();
    }
}
