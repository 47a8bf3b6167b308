/** Decides who may see what: the caller by the token, and what its scopes allow. */
@NullMarked
package org.oudfhir.privacy;

import org.jspecify.annotations.NullMarked;
