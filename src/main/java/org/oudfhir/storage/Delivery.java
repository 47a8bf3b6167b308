package org.oudfhir.storage;

import org.hl7.fhir.r4.model.Resource;

/**
 * A resource that is about to be delivered for a Subscription.
 *
 * @param subscription logical id
 * @param endpoint where it would go
 * @param resource as it was when it met the criteria
 */
public record Delivery(String subscription, String endpoint, Resource resource) {}
