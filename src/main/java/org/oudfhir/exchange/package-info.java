/** Hands records on to others: bulk exports and subscriptions. */
@NullMarked
package org.oudfhir.exchange;

import org.jspecify.annotations.NullMarked;
