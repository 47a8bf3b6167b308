package org.oudfhir.assessment;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemAnswerOptionComponent;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemType;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemAnswerComponent;
import org.hl7.fhir.r4.model.Type;

/** One answer against its question: type, option, range. */
final class AnswerCheck {

    /** What is wrong with an answer. */
    record Fault(String code, String text) {}

    private static final String EXTENSION = "http://hl7.org/fhir/StructureDefinition/";

    private static final Map<QuestionnaireItemType, Set<String>> TYPES = Map.ofEntries(
            Map.entry(QuestionnaireItemType.BOOLEAN, Set.of("boolean")),
            Map.entry(QuestionnaireItemType.DECIMAL, Set.of("decimal")),
            Map.entry(QuestionnaireItemType.INTEGER, Set.of("integer")),
            Map.entry(QuestionnaireItemType.DATE, Set.of("date")),
            Map.entry(QuestionnaireItemType.DATETIME, Set.of("dateTime")),
            Map.entry(QuestionnaireItemType.TIME, Set.of("time")),
            Map.entry(QuestionnaireItemType.STRING, Set.of("string")),
            Map.entry(QuestionnaireItemType.TEXT, Set.of("string")),
            Map.entry(QuestionnaireItemType.URL, Set.of("uri")),
            Map.entry(QuestionnaireItemType.CHOICE, Set.of("Coding", "string", "integer", "date", "time", "Reference")),
            Map.entry(QuestionnaireItemType.OPENCHOICE, Set.of("Coding", "string")),
            Map.entry(QuestionnaireItemType.ATTACHMENT, Set.of("Attachment")),
            Map.entry(QuestionnaireItemType.REFERENCE, Set.of("Reference")),
            Map.entry(QuestionnaireItemType.QUANTITY, Set.of("Quantity")));

    private final QuestionnaireItemComponent question;

    AnswerCheck(QuestionnaireItemComponent question) {
        this.question = question;
    }

    Optional<Fault> fault(QuestionnaireResponseItemAnswerComponent answer, int ofAnswers) {
        if (!answer.hasValue()) {
            return fault("answer-empty", " has an answer without a value: leave the answer out.");
        }
        Type value = answer.getValue();
        Set<String> types = types();
        if (!types.contains(value.fhirType())) {
            return fault("answer-type", " takes an answer of type " + expected() + ", not " + value.fhirType() + ".");
        }
        return option(value, ofAnswers).or(() -> range(value)).or(() -> length(value));
    }

    private Set<String> types() {
        return question.getType() == QuestionnaireItemType.CHOICE && question.hasAnswerOption()
                ? question.getAnswerOption().stream()
                        .map(option -> option.getValue().fhirType())
                        .collect(Collectors.toSet())
                : TYPES.getOrDefault(question.getType(), Set.of());
    }

    private String expected() {
        return types().stream().sorted().collect(Collectors.joining(" or "));
    }

    private Optional<Fault> fault(String code, String text) {
        return Optional.of(new Fault(code, "Item " + question.getLinkId() + text));
    }

    private Optional<Fault> option(Type value, int ofAnswers) {
        boolean free = question.getType() == QuestionnaireItemType.OPENCHOICE && "string".equals(value.fhirType());
        if (!question.hasAnswerOption() || free) {
            return Optional.empty();
        }
        Optional<QuestionnaireItemAnswerOptionComponent> chosen = question.getAnswerOption().stream()
                .filter(option -> same(option.getValue(), value))
                .findFirst();
        if (chosen.isEmpty()) {
            return fault("answer-option", " does not allow " + words(value) + ": choose one of " + options() + ".");
        }
        boolean exclusive = chosen.get().hasExtension(EXTENSION + "questionnaire-optionExclusive");
        return exclusive && ofAnswers > 1
                ? fault("answer-exclusive", " cannot have " + words(value) + " beside other answers.")
                : Optional.empty();
    }

    private static boolean same(Type option, Type value) {
        if (option instanceof Coding allowed && value instanceof Coding given) {
            return allowed.getCode().equals(given.getCode())
                    && String.valueOf(allowed.getSystem()).equals(String.valueOf(given.getSystem()));
        }
        return option.equalsDeep(value);
    }

    private String options() {
        List<String> all = question.getAnswerOption().stream()
                .map(option -> words(option.getValue()))
                .toList();
        boolean oneSystem = question.getAnswerOption().stream()
                        .map(option -> option.getValue() instanceof Coding coding ? coding.getSystem() : "")
                        .distinct()
                        .count()
                == 1;
        String system = oneSystem && question.getAnswerOptionFirstRep().getValue() instanceof Coding coding
                ? " (system " + coding.getSystem() + ")"
                : "";
        return all.stream().collect(Collectors.joining(", ")) + system;
    }

    private static String words(Type value) {
        return value instanceof Coding coding ? String.valueOf(coding.getCode()) : value.primitiveValue();
    }

    private Optional<Fault> range(Type value) {
        Optional<BigDecimal> number = new Answer(question.getLinkId(), value).number();
        if (number.isEmpty()) {
            return Optional.empty();
        }
        Optional<BigDecimal> low = limit("minValue");
        if (low.filter(limit -> number.get().compareTo(limit) < 0).isPresent()) {
            return fault("answer-range", " has to be " + low.get().toPlainString() + " or more.");
        }
        Optional<BigDecimal> high = limit("maxValue");
        if (high.filter(limit -> number.get().compareTo(limit) > 0).isPresent()) {
            return fault("answer-range", " has to be " + high.get().toPlainString() + " or less.");
        }
        return Optional.empty();
    }

    private Optional<BigDecimal> limit(String name) {
        Extension extension = question.getExtensionByUrl(EXTENSION + name);
        return extension == null ? Optional.empty() : new Answer(question.getLinkId(), extension.getValue()).number();
    }

    private Optional<Fault> length(Type value) {
        return question.hasMaxLength()
                        && value.isPrimitive()
                        && value.primitiveValue().length() > question.getMaxLength()
                ? fault("answer-range", " takes " + question.getMaxLength() + " characters at most.")
                : Optional.empty();
    }
}
