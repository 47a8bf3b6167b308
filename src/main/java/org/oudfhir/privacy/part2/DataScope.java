package org.oudfhir.privacy.part2;

import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Coding;
import org.oudfhir.fhir.Systems;

/** The labels by which a consent says which data it is about. */
final class DataScope {

    private static final String DATA_CLASS = Systems.BASE + "/CodeSystem/oud-data-class";
    private static final Set<String> LABELS = Set.of(Labels.CONFIDENTIALITY, Labels.ACT_CODE, Labels.OWN);

    /** Records of substance use, whichever of these codes they have: privacy E.2. */
    private static final Set<String> SUBSTANCE_USE = Set.of("ETH", "SUD", "OPIOIDUD", "ETHUD");

    /** Codes that hold those of substance use among others. */
    private static final Set<String> ABOVE = Set.of("ETH", "SUD", "SPI", "BH");

    private DataScope() {}

    /** Whether resources can be told apart by it. */
    static boolean isKnown(Coding label) {
        if (!label.hasSystem() || !label.hasCode()) {
            return false;
        }
        return DATA_CLASS.equals(label.getSystem())
                ? !DataClass.of(label.getCode()).isEmpty()
                : LABELS.contains(label.getSystem());
    }

    /** All codes that a denial means which names this one: also those below it, and what is more confidential. */
    static Set<String> atLeast(Coding label) {
        String code = label.getCode();
        int level = Labels.LEVELS.indexOf(code);
        if (Labels.CONFIDENTIALITY.equals(label.getSystem()) && level >= 0) {
            List<String> levels = Labels.LEVELS.subList(level, Labels.LEVELS.size());
            return Set.copyOf(levels);
        }
        if (ABOVE.contains(code)) {
            return SUBSTANCE_USE.contains(code) ? SUBSTANCE_USE : Set.of(code, "ETH", "SUD", "OPIOIDUD", "ETHUD");
        }
        return Set.of(code);
    }
}
