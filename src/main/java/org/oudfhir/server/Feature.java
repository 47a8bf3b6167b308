package org.oudfhir.server;

import java.util.List;

/** What a feature adds to the FHIR endpoint. */
public interface Feature {

    /** Providers of operations and interactions, as HAPI knows them. */
    default List<Object> providers() {
        return List.of();
    }

    /** Interceptors; their order is that of {@link InterceptorOrder}. */
    default List<Object> interceptors() {
        return List.of();
    }
}
