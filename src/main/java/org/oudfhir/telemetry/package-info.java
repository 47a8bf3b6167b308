/** Tells operators how the server is: health and metrics. */
@NullMarked
package org.oudfhir.telemetry;

import org.jspecify.annotations.NullMarked;
