package org.oudfhir.assessment;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.hl7.fhir.r4.model.Type;

/**
 * Where the answer to another item is looked up: in the group at hand first, then in those around it, so that an item of a
 * repeating group looks at its own repetition.
 *
 * @param levels the items of the response around the place, the innermost first
 */
record Scope(List<List<QuestionnaireResponseItemComponent>> levels) {

    Scope inside(List<QuestionnaireResponseItemComponent> items) {
        List<List<QuestionnaireResponseItemComponent>> inner = new ArrayList<>();
        inner.add(items);
        inner.addAll(levels);
        return new Scope(inner);
    }

    List<Type> answers(String linkId) {
        for (List<QuestionnaireResponseItemComponent> level : levels) {
            List<Type> found = new ArrayList<>();
            collect(level, linkId, found);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    private static void collect(List<QuestionnaireResponseItemComponent> items, String linkId, List<Type> found) {
        for (QuestionnaireResponseItemComponent item : items) {
            item.getAnswer().forEach(answer -> {
                if (linkId.equals(item.getLinkId()) && answer.hasValue()) {
                    found.add(answer.getValue());
                }
                collect(answer.getItem(), linkId, found);
            });
            collect(item.getItem(), linkId, found);
        }
    }
}
