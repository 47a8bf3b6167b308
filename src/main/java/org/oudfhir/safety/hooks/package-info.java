/** Answers CDS Hooks: an EHR sends what it has, the same review looks at it, cards go back; nothing that is sent is kept. */
@NullMarked
package org.oudfhir.safety.hooks;

import org.jspecify.annotations.NullMarked;
