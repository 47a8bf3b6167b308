package org.oudfhir.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.junit.jupiter.api.Test;
import org.oudfhir.fhir.Concept;

class PatientGeneratorTest {

    private static final int MANY = 300;

    @Test
    void everyPersonGivesOnlyAnswersThatTheFormOffersAndAsksFor() {
        IntakeForm form = Intakes.form();

        for (SyntheticPerson person : new PatientGenerator(7).list(MANY)) {
            QuestionnaireResponse intake = person.intake(form, Intakes.NOON, "Patient/1", "Practitioner/1");

            assertThat(answeredUnasked(intake)).as(person.toString()).isEmpty();
        }
    }

    @Test
    void theSameSeedGivesTheSamePeopleHoweverManyAreMade() {
        List<SyntheticPerson> few = new PatientGenerator(7).list(5);
        List<SyntheticPerson> more = new PatientGenerator(7).list(50);

        assertThat(more).startsWith(few.toArray(new SyntheticPerson[0]));
        assertThat(new PatientGenerator(8).list(5)).doesNotContainAnyElementsOf(few);
    }

    @Test
    void thePeopleDiffer() {
        List<SyntheticPerson> people = new PatientGenerator(1).list(MANY);

        assertThat(values(people, "setting")).hasSize(6);
        assertThat(values(people, "preference")).hasSize(6);
        assertThat(values(people, "82810-3")).contains("77386006", "60001007");
        assertThat(values(people, "last-opioid-type")).contains("fentanyl", "short-full-agonist", "methadone");
        assertThat(people).anyMatch(person -> person.age() < 18).anyMatch(person -> person.age() > 50);
        assertThat(people).anyMatch(person -> !person.answers().byLinkId().containsKey("cows"));
        assertThat(values(people, "82141-3")).contains("prefer-not", "yes", "no");
    }

    private static Set<String> values(List<SyntheticPerson> people, String linkId) {
        return people.stream()
                .map(person -> person.answers().byLinkId().getOrDefault(linkId, ""))
                .filter(value -> !value.isEmpty())
                .collect(Collectors.toSet());
    }

    /** The questions that are answered although the form does not ask them, given the other answers. */
    private static List<String> answeredUnasked(QuestionnaireResponse intake) {
        Map<String, Coding> given = new HashMap<>();
        intake.getItem().forEach(item -> collect(item, given));
        List<String> unasked = new ArrayList<>();
        Intakes.questionnaire().getItem().forEach(item -> check(item, given, unasked));
        return unasked;
    }

    private static void collect(QuestionnaireResponseItemComponent item, Map<String, Coding> given) {
        if (item.hasAnswer()) {
            boolean coded = item.getAnswerFirstRep().getValue() instanceof Coding;
            given.put(item.getLinkId(), coded ? item.getAnswerFirstRep().getValueCoding() : new Coding());
        }
        item.getItem().forEach(child -> collect(child, given));
    }

    private static void check(QuestionnaireItemComponent item, Map<String, Coding> given, List<String> unasked) {
        boolean asked = item.getEnableWhen().stream()
                .allMatch(condition -> Concept.is(
                        given.getOrDefault(condition.getQuestion(), new Coding()),
                        condition.getAnswerCoding().getSystem(),
                        condition.getAnswerCoding().getCode()));
        if (!asked && given.containsKey(item.getLinkId())) {
            unasked.add(item.getLinkId());
        }
        item.getItem().forEach(child -> check(child, given, unasked));
    }
}
