/** Reviews orders against the medication safety rules, and tells the prescriber, on the write path and through CDS Hooks. */
@NullMarked
package org.oudfhir.safety;

import org.jspecify.annotations.NullMarked;
