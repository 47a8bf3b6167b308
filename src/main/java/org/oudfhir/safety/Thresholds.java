package org.oudfhir.safety;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionComponent;
import org.hl7.fhir.r4.model.DecimalType;

/** The numbers of the rules, read from the guide's table; a site may make them stricter, never laxer. */
public final class Thresholds {

    /**
     * One number.
     *
     * @param code what the rules call it
     * @param meaning what it means
     * @param value the effective value
     * @param published the guide's value
     * @param unit UCUM
     * @param source who says so, with its evidence tag
     */
    public record Threshold(String code, String meaning, double value, double published, String unit, String source) {}

    private final Map<String, Threshold> thresholds = new LinkedHashMap<>();

    /**
     * Reads the table.
     *
     * @param table the code system {@code oud-safety-threshold}
     * @param site stricter values by code
     * @throws IllegalArgumentException for an unknown code or a laxer value, with a sentence for the operator
     */
    public Thresholds(CodeSystem table, Map<String, Double> site) {
        for (ConceptDefinitionComponent concept : table.getConcept()) {
            double published = Double.parseDouble(property(concept, "value"));
            Double own = site.get(concept.getCode());
            if (own != null) {
                requireStricter(concept, published, own);
            }
            thresholds.put(
                    concept.getCode(),
                    new Threshold(
                            concept.getCode(),
                            concept.getDisplay(),
                            own == null ? published : own,
                            published,
                            property(concept, "unit"),
                            property(concept, "source")));
        }
        for (String code : site.keySet()) {
            if (!thresholds.containsKey(code)) {
                throw new IllegalArgumentException("There is no safety threshold " + code);
            }
        }
    }

    /** The effective value. */
    double get(String code) {
        Threshold threshold = thresholds.get(code);
        if (threshold == null) {
            throw new IllegalStateException("The guide has no safety threshold " + code);
        }
        return threshold.value();
    }

    /** The effective table. */
    public List<Threshold> all() {
        return List.copyOf(thresholds.values());
    }

    /** A copy of the table that shows the site's own numbers too. */
    public CodeSystem effective(CodeSystem table) {
        CodeSystem copy = table.copy();
        copy.getConcept()
                .forEach(concept -> Optional.ofNullable(thresholds.get(concept.getCode()))
                        .filter(threshold -> threshold.value() != threshold.published())
                        .ifPresent(threshold -> concept.addProperty()
                                .setCode("site-value")
                                .setValue(new DecimalType(threshold.value()))));
        return copy;
    }

    private static void requireStricter(ConceptDefinitionComponent concept, double published, double own) {
        if (!Double.isFinite(own) || own < 0) {
            throw new IllegalArgumentException(
                    "The safety threshold " + concept.getCode() + " must be a number from 0");
        }
        boolean higher = property(concept, "stricter").equals("higher");
        if (higher ? own < published : own > published) {
            throw new IllegalArgumentException("The safety threshold " + concept.getCode()
                    + " may only be made stricter: " + (higher ? "at least " : "at most ") + published);
        }
    }

    private static String property(ConceptDefinitionComponent concept, String code) {
        return concept.getProperty().stream()
                .filter(property -> property.getCode().equals(code))
                .map(property -> property.getValue().primitiveValue())
                .findFirst()
                .orElse("");
    }
}
