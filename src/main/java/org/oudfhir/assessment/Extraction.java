package org.oudfhir.assessment;

import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.fhir.Keys;
import org.oudfhir.fhir.Systems;

/** The answer of {@code $extract}: a transaction that may be posted any number of times with one result. */
final class Extraction {

    private Extraction() {}

    static Bundle transaction(Ledger ledger) {
        Bundle bundle = new Bundle();
        bundle.setType(BundleType.TRANSACTION);
        for (Resource resource : Changes.ours(ledger)) {
            BundleEntryComponent entry = bundle.addEntry().setResource(resource);
            String target = Keys.target(resource);
            if (target.startsWith("urn:uuid:")) {
                entry.setFullUrl(target);
                entry.getRequest().setMethod(HTTPVerb.POST).setUrl(resource.fhirType());
                Keys.find(resource)
                        .ifPresent(key -> entry.getRequest().setIfNoneExist("identifier=" + Systems.KEY + "|" + key));
            } else {
                entry.getRequest().setMethod(HTTPVerb.PUT).setUrl(target);
            }
        }
        return bundle;
    }
}
