/** Turns a patient's record into a proposed plan of treatment by evaluating the published pathway. */
@NullMarked
package org.oudfhir.treatment;

import org.jspecify.annotations.NullMarked;
