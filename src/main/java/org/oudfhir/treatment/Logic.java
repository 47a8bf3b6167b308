package org.oudfhir.treatment;

import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.Expression;
import org.oudfhir.storage.PatientRecord;

/** What the libraries of a pathway say about one patient at one time; each library is evaluated at most once. */
final class Logic {

    private final CqlLibraries libraries;
    private final PatientRecord record;
    private final ZonedDateTime now;
    private final Map<String, CqlResults> results = new HashMap<>();

    Logic(CqlLibraries libraries, PatientRecord record, ZonedDateTime now) {
        this.libraries = libraries;
        this.record = record;
        this.now = now;
    }

    PatientRecord record() {
        return record;
    }

    ZonedDateTime now() {
        return now;
    }

    /** The results of the one library that a definition declares. */
    CqlResults of(List<CanonicalType> declared) {
        if (declared.size() != 1) {
            throw new PathwayFault("A definition with logic must declare one library, not " + declared.size() + ".");
        }
        return of(declared.get(0).getValue());
    }

    /** The results that an expression, which must be the name of a define, is to be looked up in. */
    CqlResults of(Expression expression, List<CanonicalType> declared) {
        String language = expression.getLanguage();
        if (!"text/cql-identifier".equals(language) && !"text/cql.identifier".equals(language)) {
            throw new PathwayFault("Expression \"" + expression.getExpression() + "\" is in " + language
                    + "; only the name of a define (text/cql-identifier) is supported.");
        }
        return expression.hasReference() ? of(expression.getReference()) : of(declared);
    }

    private CqlResults of(String library) {
        return results.computeIfAbsent(
                library, canonical -> libraries.get(canonical).evaluate(record, now));
    }
}
