/** Decides whether a record protected by 42 CFR Part 2 may be disclosed: labels, consents, who asks and what for; pure. */
@NullMarked
package org.oudfhir.privacy.part2;

import org.jspecify.annotations.NullMarked;
