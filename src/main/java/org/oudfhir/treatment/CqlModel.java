package org.oudfhir.treatment;

import ca.uhn.fhir.context.FhirContext;
import java.util.concurrent.ConcurrentHashMap;
import org.cqframework.cql.cql2elm.ModelManager;
import org.opencds.cqf.cql.engine.fhir.model.R4FhirModelResolver;

/** FHIR R4 as CQL knows it, for the compiler and for the engine; a second of work, done once. */
record CqlModel(ModelManager manager, R4FhirModelResolver resolver) {

    static CqlModel of(FhirContext context) {
        return new CqlModel(new ModelManager(new ConcurrentHashMap<>()), new R4FhirModelResolver(context));
    }
}
