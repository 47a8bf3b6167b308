/**
 * The authorization server: who may use which app with whose record. SMART App Launch and Backend Services on Spring
 * Authorization Server; clients and users are kept in the database.
 */
@NullMarked
package org.oudfhir.privacy.issuer;

import org.jspecify.annotations.NullMarked;
