package org.oudfhir.assessment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemAnswerComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;

/** The answers of a response by linkId, in the order given. */
final class Answers {

    private final Map<String, List<Answer>> byItem = new LinkedHashMap<>();
    private final Map<String, List<Answers>> groups = new LinkedHashMap<>();

    private Answers() {}

    static Answers of(QuestionnaireResponse response) {
        return of(response.getItem());
    }

    private static Answers of(List<QuestionnaireResponseItemComponent> items) {
        Answers answers = new Answers();
        answers.read(items);
        return answers;
    }

    private void read(List<QuestionnaireResponseItemComponent> items) {
        for (QuestionnaireResponseItemComponent item : items) {
            for (QuestionnaireResponseItemAnswerComponent answer : item.getAnswer()) {
                if (answer.hasValue()) {
                    byItem.computeIfAbsent(item.getLinkId(), id -> new ArrayList<>())
                            .add(new Answer(item.getLinkId(), answer.getValue()));
                }
                read(answer.getItem());
            }
            if (item.hasItem()) {
                groups.computeIfAbsent(item.getLinkId(), id -> new ArrayList<>())
                        .add(of(item.getItem()));
                read(item.getItem());
            }
        }
    }

    List<Answer> all(String linkId) {
        return byItem.getOrDefault(linkId, List.of());
    }

    Optional<Answer> first(String linkId) {
        return all(linkId).stream().findFirst();
    }

    boolean has(String linkId) {
        return byItem.containsKey(linkId);
    }

    boolean yes(String linkId) {
        return first(linkId).map(Answer::yes).orElse(false);
    }

    /** Every answered item with its answers. */
    Map<String, List<Answer>> items() {
        return byItem;
    }

    /** The repetitions of a group, each with its own answers. */
    List<Answers> repetitions(String group) {
        return groups.getOrDefault(group, List.of()).stream()
                .filter(answers -> !answers.byItem.isEmpty())
                .toList();
    }
}
