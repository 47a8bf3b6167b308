/** Reads the guide of this product (the FHIR package made from /profiles) and holds what clients write against it. */
@NullMarked
package org.oudfhir.profiles;

import org.jspecify.annotations.NullMarked;
