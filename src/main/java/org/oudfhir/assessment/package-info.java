/** Turns a completed questionnaire into scores, findings on the four groups of factors, and the FHIR resources that say so; pure. */
@NullMarked
package org.oudfhir.assessment;

import org.jspecify.annotations.NullMarked;
