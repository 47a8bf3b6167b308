/** Keeps resources in PostgreSQL through HAPI's JPA server; the only package that knows JPA, HAPI's DAOs and Spring. */
@NullMarked
package org.oudfhir.storage;

import org.jspecify.annotations.NullMarked;
