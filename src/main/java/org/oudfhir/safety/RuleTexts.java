package org.oudfhir.safety;

import java.util.HashMap;
import java.util.Map;
import org.hl7.fhir.r4.model.CodeSystem;

/** The published words of the rules: message, source and kind, from the code system {@code oud-safety-rule}. */
public final class RuleTexts {

    private static final String SOURCE = "Source: ";

    private record Text(String message, String source, boolean process) {}

    private final Map<String, Text> texts = new HashMap<>();

    public RuleTexts(CodeSystem rules) {
        for (var concept : rules.getConcept()) {
            String definition = concept.getDefinition();
            int source = definition.lastIndexOf(SOURCE);
            texts.put(
                    concept.getCode(),
                    new Text(
                            concept.getDisplay(),
                            trimmed(source < 0 ? definition : definition.substring(source + SOURCE.length())),
                            concept.getProperty().stream()
                                    .anyMatch(property ->
                                            "process".equals(property.getValue().primitiveValue()))));
        }
    }

    private static String trimmed(String source) {
        return source.endsWith(".") ? source.substring(0, source.length() - 1) : source;
    }

    String message(String rule) {
        return text(rule).message();
    }

    String source(String rule) {
        return text(rule).source();
    }

    /** A process rule annotates proposals and blocks active orders only; the others rule a drug out. */
    boolean isProcess(String rule) {
        return text(rule).process();
    }

    private Text text(String rule) {
        Text text = texts.get(rule);
        if (text == null) {
            throw new IllegalStateException("The guide has no words for rule " + rule);
        }
        return text;
    }
}
