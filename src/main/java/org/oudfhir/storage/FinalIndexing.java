package org.oudfhir.storage;

import ca.uhn.fhir.interceptor.model.RequestPartitionId;
import ca.uhn.fhir.jpa.dao.index.SearchParamWithInlineReferencesExtractor;
import ca.uhn.fhir.jpa.model.entity.ResourceTable;
import ca.uhn.fhir.jpa.searchparam.extractor.ResourceIndexedSearchParams;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.storage.TransactionDetails;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;

/**
 * Works out by what a resource is found once, when it is stored as it stays, and gives labels and words of segments their place
 * in the index, see {@link LabelSet} and {@link SegmentIndex}. HAPI does it for each new resource of a transaction a first time,
 * before references to other entries are resolved, and uses of that only which of its index tables have rows; that is a tenth of
 * what a transaction costs. A resource that refers to no other entry is inserted and updated therefore, as the others are anyway.
 */
final class FinalIndexing extends SearchParamWithInlineReferencesExtractor {

    private static final String PUT_OFF = FinalIndexing.class.getName();

    private final LabelSet labels;

    FinalIndexing(LabelSet labels) {
        this.labels = labels;
    }

    @Override
    public void populateFromResource(
            RequestPartitionId partition,
            ResourceIndexedSearchParams found,
            TransactionDetails transaction,
            ResourceTable entity,
            IBaseResource resource,
            ResourceIndexedSearchParams existing,
            RequestDetails request,
            boolean isFinal) {
        Set<ResourceTable> putOff =
                transaction.getOrCreateUserData(PUT_OFF, () -> Collections.newSetFromMap(new IdentityHashMap<>()));
        if (!isFinal) {
            putOff.add(entity);
            return;
        }
        super.populateFromResource(partition, found, transaction, entity, resource, existing, request, true);
        labels.fold(found.myTokenParams);
        SegmentIndex.arrange(found.myTokenParams);
        if (putOff.remove(entity)) {
            // HAPI sets them itself only if the resource is not the same as in the first round; without them a later
            // version would leave the old rows where they are.
            found.populateResourceTableSearchParamsPresentFlags(entity);
        }
    }
}
