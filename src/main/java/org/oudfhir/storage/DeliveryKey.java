package org.oudfhir.storage;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.subscription.model.ResourceDeliveryMessage;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Resource;

/**
 * One version of a resource for one Subscription.
 *
 * @param subscription logical id
 * @param resource type and logical id
 * @param version of the resource
 */
record DeliveryKey(String subscription, String resource, String version) {

    static DeliveryKey of(FhirContext fhir, ResourceDeliveryMessage message) {
        Resource resource = resource(fhir, message);
        return new DeliveryKey(
                message.getSubscription().getIdElement(fhir).getIdPart(),
                resource.fhirType() + "/" + resource.getIdElement().getIdPart(),
                resource.getMeta().getVersionId());
    }

    static Resource resource(FhirContext fhir, ResourceDeliveryMessage message) {
        return (Resource) message.getPayload(fhir);
    }

    /** The id of this very version. */
    IdType id() {
        return new IdType(resource + "/_history/" + version);
    }
}
