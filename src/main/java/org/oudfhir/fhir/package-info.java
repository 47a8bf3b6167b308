/** The words every feature shares: system URIs, coded concepts, resource keys, and the problems we answer with. */
@NullMarked
package org.oudfhir.fhir;

import org.jspecify.annotations.NullMarked;
