package org.oudfhir.assessment;

import java.util.List;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Questionnaire.EnableWhenBehavior;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemEnableWhenComponent;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemOperator;
import org.hl7.fhir.r4.model.Type;

/** FHIR's {@code enableWhen}. */
final class Enablement {

    private Enablement() {}

    static boolean of(QuestionnaireItemComponent question, Scope scope) {
        List<QuestionnaireItemEnableWhenComponent> conditions = question.getEnableWhen();
        if (conditions.isEmpty()) {
            return true;
        }
        return question.getEnableBehavior() == EnableWhenBehavior.ANY
                ? conditions.stream().anyMatch(condition -> holds(condition, scope))
                : conditions.stream().allMatch(condition -> holds(condition, scope));
    }

    private static boolean holds(QuestionnaireItemEnableWhenComponent condition, Scope scope) {
        List<Type> answers = scope.answers(condition.getQuestion());
        if (condition.getOperator() == QuestionnaireItemOperator.EXISTS) {
            return !answers.isEmpty() == ((BooleanType) condition.getAnswer()).booleanValue();
        }
        return answers.stream().anyMatch(answer -> holds(condition, answer));
    }

    private static boolean holds(QuestionnaireItemEnableWhenComponent condition, Type answer) {
        Type expected = condition.getAnswer();
        return switch (condition.getOperator()) {
            case EQUAL -> same(answer, expected);
            case NOT_EQUAL -> !same(answer, expected);
            case GREATER_THAN -> order(answer, expected) > 0;
            case LESS_THAN -> order(answer, expected) < 0;
            case GREATER_OR_EQUAL -> order(answer, expected) >= 0;
            case LESS_OR_EQUAL -> order(answer, expected) <= 0;
            default -> false;
        };
    }

    private static boolean same(Type answer, Type expected) {
        if (answer instanceof Coding given && expected instanceof Coding wanted) {
            return wanted.getCode().equals(given.getCode())
                    && (!wanted.hasSystem() || wanted.getSystem().equals(given.getSystem()));
        }
        return answer.equalsDeep(expected);
    }

    private static int order(Type answer, Type expected) {
        return new Answer("", answer)
                .number()
                .flatMap(number -> new Answer("", expected).number().map(number::compareTo))
                .orElseGet(() -> String.valueOf(answer.primitiveValue()).compareTo(expected.primitiveValue()));
    }

    /** The condition in words. */
    static String condition(QuestionnaireItemComponent question) {
        if (!question.hasEnableWhen()) {
            return "the group around it is disabled";
        }
        return "it is asked only when "
                + question.getEnableWhen().stream().map(Enablement::words).collect(Collectors.joining(" and "));
    }

    private static String words(QuestionnaireItemEnableWhenComponent condition) {
        Type answer = condition.getAnswer();
        String value = answer instanceof Coding coding
                ? (coding.hasDisplay() ? coding.getCode() + " (" + coding.getDisplay() + ")" : coding.getCode())
                : ((PrimitiveType<?>) answer).getValueAsString();
        return condition.getQuestion() + " " + condition.getOperator().toCode() + " " + value;
    }
}
