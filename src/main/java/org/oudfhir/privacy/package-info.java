/** Decides who may see what. Today: the local key and the tokens made from it. */
@NullMarked
package org.oudfhir.privacy;

import org.jspecify.annotations.NullMarked;
