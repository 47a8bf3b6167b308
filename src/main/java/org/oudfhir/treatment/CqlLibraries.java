package org.oudfhir.treatment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.cqframework.cql.cql2elm.CqlCompilerException;
import org.cqframework.cql.cql2elm.CqlCompilerOptions;
import org.cqframework.cql.cql2elm.LibraryManager;
import org.cqframework.cql.cql2elm.quick.FhirLibrarySourceProvider;
import org.hl7.elm.r1.ExpressionDef;
import org.hl7.elm.r1.FunctionDef;
import org.hl7.elm.r1.VersionedIdentifier;
import org.hl7.fhir.r4.model.Library;

/** The published CQL libraries, each compiled when it is first asked for and then kept. */
final class CqlLibraries {

    private final Definitions definitions;
    private final LibraryManager manager;
    private final CqlModel model;
    private final Terminology terminology;
    private final Map<String, CqlLibrary> compiled = new ConcurrentHashMap<>();

    CqlLibraries(Definitions definitions, CqlModel model) {
        this.definitions = definitions;
        terminology = new Terminology(definitions);
        this.model = model;
        manager = new LibraryManager(model.manager(), CqlCompilerOptions.defaultOptions(), new ConcurrentHashMap<>());
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
        org.hl7.elm.r1.Library elm = elm(identifier);
        var statements = elm.getStatements();
        List<ExpressionDef> defines = statements == null ? List.of() : statements.getDef();
        List<String> names = defines.stream()
                .filter(define -> !(define instanceof FunctionDef))
                .map(define -> String.valueOf(define.getName()))
                .toList();
        return new CqlLibrary(identifier, names, manager, model.resolver(), terminology);
    }

    private org.hl7.elm.r1.Library elm(VersionedIdentifier identifier) {
        List<CqlCompilerException> errors = new ArrayList<>();
        org.hl7.elm.r1.Library elm = null;
        try {
            elm = manager.resolveLibrary(identifier, errors).getLibrary();
        } catch (CqlCompilerException e) {
            errors.add(e);
        }
        if (elm == null || CqlCompilerException.hasErrors(errors)) {
            throw new PathwayFault("Library " + identifier.getId() + " does not compile: " + describe(errors));
        }
        return elm;
    }

    private static String describe(List<CqlCompilerException> errors) {
        return errors.stream()
                .map(error -> error.getMessage() + " " + error.getLocator())
                .toList()
                .toString();
    }
}
