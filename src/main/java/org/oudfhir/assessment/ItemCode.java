package org.oudfhir.assessment;

import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Coding;
import org.oudfhir.fhir.Systems;

/** The code of an item's Observation: LOINC where there is one, else a DSM-5 criterion, else a local item (decisions 3.2). */
final class ItemCode {

    private static final Pattern LOINC = Pattern.compile("\\d{1,7}-\\d");
    private static final Pattern CRITERION = Pattern.compile("dsm5-\\d\\d");

    private ItemCode() {}

    static Coding of(String linkId) {
        if (LOINC.matcher(linkId).matches()) {
            return new Coding().setSystem(Systems.LOINC).setCode(linkId);
        }
        String system = CRITERION.matcher(linkId).matches() ? Systems.CRITERION : Systems.ITEM;
        return new Coding().setSystem(system).setCode(linkId);
    }
}
