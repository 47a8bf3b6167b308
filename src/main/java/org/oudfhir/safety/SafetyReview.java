package org.oudfhir.safety;

import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.List;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.storage.PatientRecord;

/**
 * The one review of orders. Rules are pure: the same orders, record and time give the same alerts, whoever asks: the write path,
 * the pathway or CDS Hooks.
 */
public final class SafetyReview {

    /**
     * Reviews orders that are to be placed together.
     *
     * @param orders MedicationRequests and ServiceRequests; other resources are facts of the same transaction
     * @param record what is on record, with the Organizations, Locations and Medications that the orders refer to
     * @return alerts in the order of the orders and the rules
     */
    public List<SafetyAlert> review(Collection<? extends Resource> orders, PatientRecord record, ZonedDateTime now) {
        throw new UnsupportedOperationException();
    }
}
