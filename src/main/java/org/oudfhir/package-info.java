/** The command line, the settings, and the one place where the server is put together. */
@NullMarked
package org.oudfhir;

import org.jspecify.annotations.NullMarked;
