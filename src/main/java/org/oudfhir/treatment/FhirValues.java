package org.oudfhir.treatment;

import java.util.List;
import java.util.stream.StreamSupport;
import org.hl7.fhir.r4.model.Base;
import org.opencds.cqf.cql.engine.fhir.converter.R4FhirTypeConverter;

/** Turns what CQL calculated into FHIR elements. */
final class FhirValues {

    private FhirValues() {}

    /** The FHIR form of a value; a list becomes its elements. */
    static List<Base> of(Object value) {
        if (value instanceof Iterable<?> elements) {
            return StreamSupport.stream(elements.spliterator(), false)
                    .flatMap(element -> of(element).stream())
                    .toList();
        }
        return List.of(value instanceof Base base ? base : (Base) new R4FhirTypeConverter().toFhirType(value));
    }
}
