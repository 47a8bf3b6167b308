/** Speaks to a running server from outside, over FHIR REST only: loads files, and makes and demonstrates synthetic patients. */
@NullMarked
package org.oudfhir.data;

import org.jspecify.annotations.NullMarked;
