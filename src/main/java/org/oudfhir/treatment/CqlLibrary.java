package org.oudfhir.treatment;

import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kotlin.Pair;
import org.cqframework.cql.cql2elm.LibraryManager;
import org.hl7.elm.r1.VersionedIdentifier;
import org.jspecify.annotations.Nullable;
import org.opencds.cqf.cql.engine.data.CompositeDataProvider;
import org.opencds.cqf.cql.engine.data.DataProvider;
import org.opencds.cqf.cql.engine.execution.CqlEngine;
import org.opencds.cqf.cql.engine.execution.Environment;
import org.opencds.cqf.cql.engine.execution.EvaluationExpressionRef;
import org.opencds.cqf.cql.engine.execution.EvaluationParams;
import org.opencds.cqf.cql.engine.execution.EvaluationResults;
import org.opencds.cqf.cql.engine.model.ModelResolver;
import org.oudfhir.storage.PatientRecord;

/** A compiled CQL library; evaluates all its defines for a patient. Safe for use by many threads at once. */
final class CqlLibrary {

    private static final String FHIR = "http://hl7.org/fhir";

    private final VersionedIdentifier identifier;
    private final List<String> defines;
    private final LibraryManager libraries;
    private final ModelResolver model;
    private final Terminology terminology;

    CqlLibrary(
            VersionedIdentifier identifier,
            List<String> defines,
            LibraryManager libraries,
            ModelResolver model,
            Terminology terminology) {
        this.identifier = identifier;
        this.defines = List.copyOf(defines);
        this.libraries = libraries;
        this.model = model;
        this.terminology = terminology;
    }

    String name() {
        return String.valueOf(identifier.getId());
    }

    /** The value of every define for this patient at this time. A define that fails is a {@link PathwayFault} naming it. */
    CqlResults evaluate(PatientRecord record, ZonedDateTime now) {
        EvaluationResults results = run(defines, record, now);
        if (results.hasExceptions()) {
            throw fault(results, record, now);
        }
        Map<String, @Nullable Object> values = new HashMap<>();
        results.getOnlyResultOrThrow()
                .getExpressionResults()
                .forEach((define, result) -> values.put(define, result.getValue()));
        return new CqlResults(name(), values);
    }

    /** The engine stops at the first failure and does not say in which define; evaluating one by one finds the names. */
    private PathwayFault fault(EvaluationResults results, PatientRecord record, ZonedDateTime now) {
        List<String> failing = defines.stream()
                .filter(define -> run(List.of(define), record, now).hasExceptions())
                .toList();
        RuntimeException cause = results.getExceptions().values().iterator().next();
        return new PathwayFault("Library " + name() + " cannot be evaluated; failing defines: " + failing, cause);
    }

    private EvaluationResults run(List<String> expressions, PatientRecord record, ZonedDateTime now) {
        Map<String, DataProvider> data = new HashMap<>();
        data.put(FHIR, new CompositeDataProvider(model, new RecordRetrieve(record, terminology)));
        CqlEngine engine = new CqlEngine(
                new Environment(libraries, data, terminology), EnumSet.of(CqlEngine.Options.EnableExpressionCaching));
        List<EvaluationExpressionRef> references =
                expressions.stream().map(EvaluationExpressionRef::new).toList();
        Pair<String, Object> patient =
                new Pair<>("Patient", record.patient().getIdElement().getIdPart());
        return engine.evaluate(new EvaluationParams(Map.of(identifier, references), patient, Map.of(), null, now));
    }
}
