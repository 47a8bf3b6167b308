package org.oudfhir.safety.hooks;

import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.storage.PatientRecord;

/**
 * A call as the review sees it.
 *
 * @param record what the prefetch says; nothing else is known
 * @param drafts the orders that are being written, and what came with them
 * @param selected references of the drafts that are to be reviewed
 * @param missing prefetch keys that were not sent, or not in full
 */
record HookRequest(
        HookService service, PatientRecord record, List<Resource> drafts, Set<String> selected, List<String> missing) {

    HookRequest {
        drafts = List.copyOf(drafts);
        selected = Set.copyOf(selected);
        missing = List.copyOf(missing);
    }
}
