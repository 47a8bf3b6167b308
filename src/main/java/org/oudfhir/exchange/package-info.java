/** Hands records on to other systems: in bulk. */
@NullMarked
package org.oudfhir.exchange;

import org.jspecify.annotations.NullMarked;
