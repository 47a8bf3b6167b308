package org.oudfhir.assessment;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Age;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.FamilyMemberHistory;
import org.hl7.fhir.r4.model.FamilyMemberHistory.FamilyHistoryStatus;
import org.hl7.fhir.r4.model.FamilyMemberHistory.FamilyMemberHistoryConditionComponent;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Systems;

/** Writes one FamilyMemberHistory per relative of the family grid. */
final class FamilyMembers {

    private final Ledger ledger;

    FamilyMembers(Ledger ledger) {
        this.ledger = ledger;
    }

    void write(FamilyGrid grid) {
        int n = 0;
        for (Relative relative : grid.relatives()) {
            n++;
            if (!relative.relationship().isEmpty()) {
                ledger.addByRule("relative." + n, "oud-family-history", member(relative));
            }
        }
    }

    private FamilyMemberHistory member(Relative relative) {
        Answers answers = relative.answers();
        FamilyMemberHistory member = new FamilyMemberHistory();
        member.setStatus(answers.has("relative-problem") ? FamilyHistoryStatus.COMPLETED : FamilyHistoryStatus.PARTIAL);
        member.setPatient(ledger.subject());
        member.setDateElement(ledger.response().getAuthoredElement().copy());
        answers.first("relative-relationship")
                .ifPresent(answer -> member.setRelationship(new CodeableConcept(coding(answer))));
        answers.first("relative-biological")
                .ifPresent(answer -> member.addExtension(Systems.BIOLOGICAL_RELATION, new CodeType(answer.code())));
        answers.first("relative-overdose-death")
                .filter(Answer::yes)
                .ifPresent(died -> member.setDeceased(new BooleanType(true)));
        problems(answers).forEach(problem -> member.addCondition(condition(answers, problem)));
        return member;
    }

    private static Coding coding(Answer answer) {
        Coding coding = (Coding) answer.value();
        return new Coding(coding.getSystem(), coding.getCode(), coding.getDisplay());
    }

    private static List<Answer> problems(Answers answers) {
        return answers.all("relative-problem").stream()
                .filter(problem -> problem.usable() && !problem.is("none"))
                .toList();
    }

    private static FamilyMemberHistoryConditionComponent condition(Answers answers, Answer problem) {
        FamilyMemberHistoryConditionComponent condition = new FamilyMemberHistoryConditionComponent();
        condition.setCode(disorder(problem));
        Optional<Answer> onset = answers.first("relative-onset-age");
        onset.flatMap(Answer::number).ifPresent(years -> {
            Age age = new Age();
            age.setValue(years).setUnit("a").setSystem(Systems.UCUM).setCode("a");
            condition.setOnset(age);
        });
        if (answers.yes("relative-overdose-death") && !problem.is("mental-illness")) {
            condition.setContributedToDeath(true);
        }
        return condition;
    }

    private static CodeableConcept disorder(Answer problem) {
        return switch (problem.code()) {
            case "opioids" -> Concept.of(Systems.SNOMED, "75544000", "Opioid dependence");
            case "alcohol" -> Concept.of(Systems.ANSWER, "alcohol").setText("Alcohol use disorder");
            case "other-drugs" -> Concept.of(Systems.ANSWER, "other-drugs").setText("Other drug use disorder");
            default -> Concept.of(Systems.ANSWER, problem.code()).setText("Mental illness");
        };
    }
}
