package org.oudfhir.storage;

import java.util.List;
import org.hl7.fhir.r4.model.Period;

/**
 * A place in a patient's care team that is active.
 *
 * @param patient logical id of the patient
 * @param periods in all of which it has to be for the place to be held: that of the team, of the member, of the member's role
 */
public record Membership(String patient, List<Period> periods) {

    public Membership {
        periods = List.copyOf(periods);
    }
}
