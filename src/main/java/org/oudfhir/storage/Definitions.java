package org.oudfhir.storage;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.dao.IFhirSystemDao;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.server.exceptions.ResourceGoneException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.ImplementationGuide;
import org.hl7.fhir.r4.model.Resource;

/** Keeps the published definitions among the stored resources, so that clients can search and read them. */
public final class Definitions {

    private final DaoRegistry daos;
    private final IFhirSystemDao<Bundle, ?> system;
    private final ISearchParamRegistry searchParameters;

    Definitions(DaoRegistry daos, IFhirSystemDao<Bundle, ?> system, ISearchParamRegistry searchParameters) {
        this.daos = daos;
        this.system = system;
        this.searchParameters = searchParameters;
    }

    /**
     * Stores the definitions of a guide unless this very package is stored already.
     *
     * @param fingerprint names the package's content; kept as {@code meta.source} of the guide resource, which is written in
     *     the same transaction as all the others
     * @param definitions each with its logical id, one ImplementationGuide among them
     * @return whether anything was written
     */
    public boolean install(String fingerprint, List<? extends Resource> definitions) {
        ImplementationGuide guide = definitions.stream()
                .filter(ImplementationGuide.class::isInstance)
                .map(ImplementationGuide.class::cast)
                .findFirst()
                .orElseThrow();
        if (isInstalled(fingerprint, guide)) {
            return false;
        }
        guide.getMeta().setSource(fingerprint);
        listOnlyWhatIsInstalled(guide, definitions);
        Bundle transaction = new Bundle().setType(BundleType.TRANSACTION);
        for (Resource definition : definitions) {
            put(transaction, definition);
        }
        system.transaction(new SystemRequestDetails(), transaction);
        searchParameters.forceRefresh();
        return true;
    }

    /** The guide also lists its examples; they are in the package, but no data of this server. */
    private static void listOnlyWhatIsInstalled(ImplementationGuide guide, List<? extends Resource> definitions) {
        Set<String> installed = definitions.stream()
                .map(definition ->
                        definition.fhirType() + "/" + definition.getIdElement().getIdPart())
                .collect(Collectors.toSet());
        guide.getDefinition()
                .getResource()
                .removeIf(listed -> !installed.contains(listed.getReference().getReference()));
    }

    private boolean isInstalled(String fingerprint, ImplementationGuide guide) {
        try {
            ImplementationGuide stored = daos.getResourceDao(ImplementationGuide.class)
                    .read(
                            new IdType(
                                    "ImplementationGuide", guide.getIdElement().getIdPart()),
                            new SystemRequestDetails());
            return fingerprint.equals(stored.getMeta().getSource());
        } catch (ResourceNotFoundException | ResourceGoneException notThere) {
            return false;
        }
    }

    private static void put(Bundle transaction, Resource resource) {
        String target = resource.fhirType() + "/" + resource.getIdElement().getIdPart();
        transaction
                .addEntry()
                .setResource(resource)
                .setFullUrl(target)
                .getRequest()
                .setMethod(HTTPVerb.PUT)
                .setUrl(target);
    }
}
