package org.oudfhir.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.junit.jupiter.api.Test;

class IntakeFormTest {

    @Test
    void anAnswerTakesItsSystemAndDisplayFromTheForm() {
        QuestionnaireResponse intake = Intakes.intake("sei-1 = yes");

        Coding answer =
                intake.getItemFirstRep().getItemFirstRep().getAnswerFirstRep().getValueCoding();
        assertThat(answer.getSystem()).isEqualTo("https://oud-fhir.github.io/ig/CodeSystem/oud-answer");
        assertThat(answer.getDisplay()).isEqualTo("Yes");
    }

    @Test
    void aSeriesOfScoresAnswersTheItemsOfAFormInOrderAndASingleAnswerWins() {
        QuestionnaireResponse intake = Intakes.intake("phq-9 = 3,-,1,0,0,0,0,0,0", "44260-8 = #2");

        assertThat(intake.getItemFirstRep().getItem())
                .extracting(item -> item.getLinkId() + " "
                        + item.getAnswerFirstRep().getValueCoding().getCode())
                .containsExactly(
                        "44250-9 LA6571-9",
                        "44259-0 LA6569-3",
                        "44254-1 LA6568-5",
                        "44251-7 LA6568-5",
                        "44258-2 LA6568-5",
                        "44252-5 LA6568-5",
                        "44253-3 LA6568-5",
                        "44260-8 LA6570-1");
    }

    @Test
    void relativesAreRepetitionsOfTheirGroup() {
        QuestionnaireResponse intake = Intakes.intake(
                "relative = relative-relationship:NMTH relative-problem:alcohol,opioids; relative-relationship:NBRO");

        assertThat(intake.getItemFirstRep().getItem()).hasSize(2);
        assertThat(intake.getItemFirstRep().getItem().get(0).getItem().get(1).getAnswer())
                .hasSize(2);
    }

    @Test
    void timesAreCountedBackFromTheResponse() {
        QuestionnaireResponse intake = Intakes.intake("last-opioid-at = -16h");

        assertThat(intake.getItemFirstRep()
                        .getItemFirstRep()
                        .getAnswerFirstRep()
                        .getValueDateTimeType()
                        .getValueAsString())
                .isEqualTo("2026-03-01T20:00:00Z");
    }

    @Test
    void aSingleFormTakesItsScoresUnderItsOwnName() {
        QuestionnaireResponse peg = Intakes.response("peg", "peg = 1,2,3");

        assertThat(peg.getQuestionnaire()).isEqualTo("https://oud-fhir.github.io/ig/Questionnaire/peg|1.0.0");
        assertThat(peg.getItem()).hasSize(3);
    }

    @Test
    void whatTheFormDoesNotOfferIsRefused() {
        assertThatThrownBy(() -> Intakes.intake("sei-9 = yes")).hasMessageContaining("no item [sei-9]");
        assertThatThrownBy(() -> Intakes.intake("cows-03 = cows-03-2")).hasMessageContaining("does not offer");
        assertThatThrownBy(() -> Intakes.intake("phq-9 = 1,2")).hasMessageContaining("9 scored items");
        assertThatThrownBy(() -> Intakes.intake("sei-1 = yes,no")).hasMessageContaining("one answer");
    }
}
