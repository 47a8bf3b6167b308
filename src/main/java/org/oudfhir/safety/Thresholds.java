package org.oudfhir.safety;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
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
    public record Threshold(String code, String meaning, double value, double published, String unit, String source) {

        /** Whether the site has set it otherwise than the guide. */
        public boolean isOfTheSite() {
            return value != published;
        }
    }

    /** A site's number that the rules do not take. */
    public static final class Refused extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        private final String sentence;

        Refused(String sentence) {
            super(sentence);
            this.sentence = sentence;
        }

        /** What is wrong, for the operator. */
        public String sentence() {
            return sentence;
        }
    }

    private final String url;
    private final Map<String, Threshold> thresholds = new LinkedHashMap<>();

    /**
     * Reads the table.
     *
     * @param table the code system {@code oud-safety-threshold}
     * @param site stricter values by code
     * @throws Refused for an unknown code or a laxer value
     */
    public Thresholds(CodeSystem table, Map<String, Double> site) {
        this.url = table.getUrl();
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
                throw new Refused("There is no safety threshold " + code);
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

    /** Whether it is the table that was read. */
    public boolean isTable(CodeSystem candidate) {
        return candidate.getUrl().equals(url);
    }

    /** Names the site's own numbers; empty when it has none. */
    public String fingerprint() {
        String own = thresholds.values().stream()
                .filter(Threshold::isOfTheSite)
                .map(threshold -> threshold.code() + "=" + threshold.value())
                .collect(Collectors.joining(","));
        return own.isEmpty() ? "" : "-site-" + UUID.nameUUIDFromBytes(own.getBytes(StandardCharsets.UTF_8));
    }

    /** A copy of the table that shows the site's own numbers too. */
    public CodeSystem effective(CodeSystem table) {
        CodeSystem copy = table.copy();
        copy.getConcept()
                .forEach(concept -> Optional.ofNullable(thresholds.get(concept.getCode()))
                        .filter(Threshold::isOfTheSite)
                        .ifPresent(threshold -> concept.addProperty()
                                .setCode("site-value")
                                .setValue(new DecimalType(plain(threshold.value())))));
        return copy;
    }

    private static void requireStricter(ConceptDefinitionComponent concept, double published, double own) {
        if (!Double.isFinite(own) || own < 0) {
            throw new Refused("The safety threshold " + concept.getCode() + " must be a number from 0");
        }
        String limit = plain(published);
        String refusal = switch (property(concept, "stricter")) {
            case "higher" -> own < published ? "may only be made stricter: at least " + limit : "";
            case "lower" -> own > published ? "may only be made stricter: at most " + limit : "";
            default -> own != published ? "cannot be changed: it is " + limit : "";
        };
        if (!refusal.isEmpty()) {
            throw new Refused("The safety threshold " + concept.getCode() + " " + refusal);
        }
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    private static String property(ConceptDefinitionComponent concept, String code) {
        return concept.getProperty().stream()
                .filter(property -> property.getCode().equals(code))
                .map(property -> property.getValue().primitiveValue())
                .findFirst()
                .orElse("");
    }
}
