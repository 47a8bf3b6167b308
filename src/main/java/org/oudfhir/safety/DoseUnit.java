package org.oudfhir.safety;

import java.util.Set;
import org.hl7.fhir.r4.model.Quantity;

/** What a quantity of a drug is in milligrams, by its UCUM unit or by the strength of the product. */
final class DoseUnit {

    private static final String UCUM = "http://unitsofmeasure.org";

    private static final Set<String> PIECES = Set.of(
            "1",
            "{tablet}",
            "{tablets}",
            "{tbl}",
            "{capsule}",
            "{film}",
            "{strip}",
            "{lozenge}",
            "{suppository}",
            "{spray}",
            "{actuat}",
            "{injection}",
            "{syringe}",
            "{dose}",
            "{unit}",
            "tablet",
            "tablets",
            "capsule",
            "capsules",
            "film",
            "films",
            "spray",
            "sprays",
            "injection",
            "syringe",
            "TAB",
            "CAP",
            "FILM");

    /** Forms that are counted, so that a piece has the strength of the code. */
    private static final Set<String> COUNTED = Set.of(
            "tablet",
            "sublingual-tablet",
            "tablet-for-suspension",
            "extended-release",
            "capsule",
            "sublingual-film",
            "buccal",
            "lozenge",
            "suppository",
            "nasal-spray",
            "injection-weekly",
            "injection-monthly");

    /** Forms that are measured, so that a millilitre has the strength of the code. */
    private static final Set<String> MEASURED = Set.of("oral-solution");

    private DoseUnit() {}

    static double milligrams(Quantity quantity, Drug drug) throws UnreadableDose {
        if (!quantity.hasValue() || quantity.getValue().signum() < 0) {
            throw new UnreadableDose("A dose has no value or upper bound, or a negative one.");
        }
        if (quantity.hasComparator()) {
            throw new UnreadableDose("A dose says less or more than a number.");
        }
        double value = quantity.getValue().doubleValue();
        String unit = unit(quantity);
        return switch (unit) {
            case "mg" -> value;
            case "ug", "mcg" -> value / 1000;
            case "g" -> value * 1000;
            case "mL", "ml" -> value * strength(unit, drug, MEASURED);
            default -> {
                if (!PIECES.contains(unit)) {
                    throw new UnreadableDose("The dose unit '" + unit + "' is not one that can be turned into mg.");
                }
                yield value * strength(unit, drug, COUNTED);
            }
        };
    }

    /** The code, or the text where the code is of another system than UCUM or is absent. */
    private static String unit(Quantity quantity) {
        String code = String.valueOf(quantity.getCode());
        boolean ucum = !quantity.hasSystem() || UCUM.equals(quantity.getSystem());
        return quantity.hasCode() && (ucum || PIECES.contains(code) || !quantity.hasUnit())
                ? code
                : String.valueOf(quantity.getUnit());
    }

    private static double strength(String unit, Drug drug, Set<String> forms) throws UnreadableDose {
        if (drug.strengthMg() <= 0 || !forms.contains(drug.form())) {
            throw new UnreadableDose("The code of the drug does not say how many mg are in one '" + unit + "'.");
        }
        return drug.strengthMg();
    }
}
