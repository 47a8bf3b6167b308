/** The hosting kernel: an HTTP server, one FHIR endpoint made of features, and the answer to every error. */
@NullMarked
package org.oudfhir.server;

import org.jspecify.annotations.NullMarked;
