package org.oudfhir.assessment;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemAnswerOptionComponent;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.oudfhir.fhir.Systems;

/** A Questionnaire with its items by linkId. */
final class Form {

    static final String INTAKE = "oud-intake";

    /**
     * One item.
     *
     * @param parent linkId of the group around it; empty at the top
     * @param block the form that it belongs to: a group of the intake, or the Questionnaire itself
     */
    record Item(QuestionnaireItemComponent definition, String parent, String block, Map<String, BigDecimal> points) {}

    private final Questionnaire questionnaire;
    private final Map<String, Item> items = new LinkedHashMap<>();

    Form(Questionnaire questionnaire) {
        this.questionnaire = questionnaire;
        index(questionnaire.getItem(), "", INTAKE.equals(id()) ? "" : id());
    }

    private void index(List<QuestionnaireItemComponent> children, String parent, String block) {
        for (QuestionnaireItemComponent child : children) {
            String itsBlock = block.isEmpty() ? child.getLinkId() : block;
            items.put(child.getLinkId(), new Item(child, parent, itsBlock, points(child)));
            index(child.getItem(), child.getLinkId(), itsBlock);
        }
    }

    private static Map<String, BigDecimal> points(QuestionnaireItemComponent item) {
        Map<String, BigDecimal> points = new LinkedHashMap<>();
        for (QuestionnaireItemAnswerOptionComponent option : item.getAnswerOption()) {
            if (option.getValue() instanceof Coding coding) {
                Extension ordinal = option.hasExtension(Systems.ORDINAL_VALUE)
                        ? option.getExtensionByUrl(Systems.ORDINAL_VALUE)
                        : coding.getExtensionByUrl(Systems.ORDINAL_VALUE);
                if (ordinal != null) {
                    points.put(coding.getCode(), ((DecimalType) ordinal.getValue()).getValue());
                }
            }
        }
        return points;
    }

    /** The id of the form: the last part of its canonical. */
    String id() {
        return questionnaire.getUrl().substring(questionnaire.getUrl().lastIndexOf('/') + 1);
    }

    Questionnaire questionnaire() {
        return questionnaire;
    }

    Map<String, Item> items() {
        return items;
    }

    Optional<Item> item(String linkId) {
        return Optional.ofNullable(items.get(linkId));
    }

    boolean has(String linkId) {
        return items.containsKey(linkId);
    }

    /** The ordinal value of an answer; empty when it carries none. */
    Optional<BigDecimal> points(Answer answer) {
        return item(answer.linkId()).map(item -> item.points().get(answer.code()));
    }

    /** Whether a form (a group of the intake, or this questionnaire itself) has any answer. */
    boolean given(String block, Answers answers) {
        return answers.items().keySet().stream()
                .anyMatch(linkId ->
                        item(linkId).map(item -> item.block().equals(block)).orElse(false));
    }
}
