package org.oudfhir.assessment;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemType;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemAnswerComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.oudfhir.fhir.Problem;

/** Walks a response beside its questionnaire: structure, enablement, required and repeated answers. */
final class ItemCheck {

    private final Form form;
    private final QuestionnaireResponse response;
    private final List<Problem.Issue> issues = new ArrayList<>();

    ItemCheck(Form form, QuestionnaireResponse response) {
        this.form = form;
        this.response = response;
    }

    List<Problem.Issue> issues() {
        walk(
                form.questionnaire().getItem(),
                "",
                new Scope(List.of(response.getItem())),
                response.getItem(),
                "QuestionnaireResponse",
                true);
        return issues;
    }

    /** One level: the items of the form beside those of the response. */
    private void walk(
            List<QuestionnaireItemComponent> defined,
            String parent,
            Scope scope,
            List<QuestionnaireResponseItemComponent> given,
            String path,
            boolean enabled) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < given.size(); i++) {
            QuestionnaireResponseItemComponent item = given.get(i);
            String itemPath = path + ".item[" + i + "]";
            Optional<Form.Item> definition = placed(item, parent, itemPath);
            if (definition.isPresent()) {
                QuestionnaireItemComponent question = definition.get().definition();
                boolean group = question.getType() == QuestionnaireItemType.GROUP;
                if (!seen.add(item.getLinkId()) && !(group && question.getRepeats())) {
                    add(
                            "item-repeated",
                            itemPath,
                            "Item " + item.getLinkId() + " stands here twice: send it once"
                                    + (question.getRepeats() ? " with several answers." : "."));
                }
                item(question, item, scope, itemPath, enabled);
            }
        }
        if (enabled && finished()) {
            required(defined, scope, seen, path);
        }
    }

    private boolean finished() {
        return response.getStatus() == QuestionnaireResponseStatus.COMPLETED
                || response.getStatus() == QuestionnaireResponseStatus.AMENDED;
    }

    private Optional<Form.Item> placed(QuestionnaireResponseItemComponent item, String parent, String path) {
        Optional<Form.Item> definition = item.hasLinkId() ? form.item(item.getLinkId()) : Optional.empty();
        if (definition.isEmpty()) {
            add(
                    "item-unknown",
                    path + ".linkId",
                    "The questionnaire " + form.id() + " has no item " + item.getLinkId() + ".");
        } else if (!definition.get().parent().equals(parent)) {
            String where = definition.get().parent();
            add(
                    "item-misplaced",
                    path + ".linkId",
                    "Item " + item.getLinkId() + " belongs "
                            + (where.isEmpty() ? "at the top of the response." : "inside the item " + where + "."));
            return Optional.empty();
        }
        return definition;
    }

    private void item(
            QuestionnaireItemComponent question,
            QuestionnaireResponseItemComponent item,
            Scope scope,
            String path,
            boolean parentEnabled) {
        boolean enabled = parentEnabled && Enablement.of(question, scope);
        if (!enabled && item.hasAnswer()) {
            add(
                    "answer-disabled",
                    path + ".answer[0]",
                    "Item " + item.getLinkId() + " is not to be answered here: " + Enablement.condition(question)
                            + ". Leave it out.");
            return;
        }
        if (item.hasAnswer()) {
            answers(question, item, path);
        }
        if (item.hasItem() && question.getType() != QuestionnaireItemType.GROUP) {
            add(
                    "item-misplaced",
                    path + ".item[0]",
                    "Item " + item.getLinkId()
                            + " is a question: items below it stand inside its answer (answer.item).");
            return;
        }
        if (item.hasItem()) {
            walk(question.getItem(), item.getLinkId(), scope.inside(item.getItem()), item.getItem(), path, enabled);
        }
        for (int a = 0; a < item.getAnswer().size(); a++) {
            QuestionnaireResponseItemAnswerComponent answer = item.getAnswer().get(a);
            if (answer.hasItem()) {
                walk(
                        question.getItem(),
                        item.getLinkId(),
                        scope.inside(answer.getItem()),
                        answer.getItem(),
                        path + ".answer[" + a + "]",
                        enabled);
            }
        }
    }

    private void answers(QuestionnaireItemComponent question, QuestionnaireResponseItemComponent item, String path) {
        QuestionnaireItemType type = question.getType();
        if (type == QuestionnaireItemType.GROUP || type == QuestionnaireItemType.DISPLAY) {
            add(
                    "answer-type",
                    path + ".answer[0]",
                    "Item " + item.getLinkId() + " is a " + type.toCode() + " and takes no answer.");
            return;
        }
        if (item.getAnswer().size() > 1 && !question.getRepeats()) {
            add("answer-repeated", path + ".answer[1]", "Item " + item.getLinkId() + " takes one answer.");
        }
        AnswerCheck check = new AnswerCheck(question);
        for (int a = 0; a < item.getAnswer().size(); a++) {
            String at = path + ".answer[" + a + "]";
            check.fault(item.getAnswer().get(a), item.getAnswer().size())
                    .ifPresent(fault -> issues.add(new Problem.Issue(fault.code(), at + ".value", fault.text())));
        }
    }

    private void required(List<QuestionnaireItemComponent> defined, Scope scope, Set<String> seen, String path) {
        for (QuestionnaireItemComponent question : defined) {
            if (question.getRequired() && !seen.contains(question.getLinkId()) && Enablement.of(question, scope)) {
                add("answer-required", path, "Item " + question.getLinkId() + " has to be answered.");
            }
        }
    }

    private void add(String code, String expression, String text) {
        issues.add(new Problem.Issue(code, expression, text));
    }

    /** The FHIRPath of the first answer to an item. */
    static String answerPath(QuestionnaireResponse response, String linkId) {
        return path(response.getItem(), linkId, "QuestionnaireResponse").orElse("QuestionnaireResponse.item");
    }

    private static Optional<String> path(List<QuestionnaireResponseItemComponent> items, String linkId, String above) {
        for (int i = 0; i < items.size(); i++) {
            QuestionnaireResponseItemComponent item = items.get(i);
            String path = above + ".item[" + i + "]";
            if (linkId.equals(item.getLinkId()) && item.hasAnswer()) {
                return Optional.of(path + ".answer[0].value");
            }
            Optional<String> below = path(item.getItem(), linkId, path);
            if (below.isPresent()) {
                return below;
            }
        }
        return Optional.empty();
    }
}
