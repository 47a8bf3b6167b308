package org.oudfhir.assessment;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.oudfhir.fhir.Problem;

/** Everything that a response to one of our questionnaires has to keep to. */
final class ResponseCheck {

    private final QuestionnaireResponse response;
    private final Optional<Form> form;
    private final List<Problem.Issue> issues = new ArrayList<>();

    ResponseCheck(QuestionnaireResponse response, Optional<Form> form) {
        this.response = response;
        this.form = form;
    }

    List<Problem.Issue> issues() {
        author();
        if (isOurs()) {
            if (form.isEmpty()) {
                unknownForm();
            } else {
                envelope();
                issues.addAll(new ItemCheck(form.get(), response).issues());
                totals(form.get());
            }
        }
        return List.copyOf(issues);
    }

    private boolean isOurs() {
        return response.hasQuestionnaire() && response.getQuestionnaire().startsWith(Assessments.FORMS);
    }

    private void unknownForm() {
        String canonical = response.getQuestionnaire();
        boolean versioned = canonical.contains("|");
        add(
                versioned ? "questionnaire-unknown" : "questionnaire-version",
                "QuestionnaireResponse.questionnaire",
                versioned
                        ? "This server has no questionnaire " + canonical
                                + ". GET /fhir/Questionnaire lists the ones it has, with their versions."
                        : "The questionnaire is named without its version: send " + canonical + "|1.0.0.");
    }

    /** COWS and DSM-5 criteria are clinicians' observations, whatever the form (decisions 2.5). */
    private void author() {
        if (!Clinician.is(response.getAuthor()) && hasClinicianItem(response.getItem())) {
            add(
                    "author-not-clinician",
                    "QuestionnaireResponse.author",
                    "COWS and DSM-5 items are answered by a clinician: author has to be a reference to a Practitioner or"
                            + " PractitionerRole.");
        }
    }

    private static boolean hasClinicianItem(List<QuestionnaireResponseItemComponent> items) {
        return items.stream()
                .anyMatch(item -> (item.hasAnswer() && isClinicianItem(String.valueOf(item.getLinkId())))
                        || hasClinicianItem(item.getItem())
                        || item.getAnswer().stream().anyMatch(answer -> hasClinicianItem(answer.getItem())));
    }

    private static boolean isClinicianItem(String linkId) {
        return linkId.startsWith("cows-") || linkId.startsWith("dsm5-");
    }

    private void envelope() {
        if (!response.hasSubject()) {
            add(
                    "subject-missing",
                    "QuestionnaireResponse.subject",
                    "The response needs its patient: subject = Patient/<id>.");
        }
        if (!response.hasAuthored() && finished()) {
            add(
                    "authored-missing",
                    "QuestionnaireResponse.authored",
                    "The response needs the time when the answers were given: findings are dated by it.");
        }
    }

    private boolean finished() {
        return response.getStatus() == QuestionnaireResponseStatus.COMPLETED
                || response.getStatus() == QuestionnaireResponseStatus.AMENDED;
    }

    /** A total that the client sends has to be the one we compute. */
    private void totals(Form ofForm) {
        Answers answers = Answers.of(response);
        Scoring scoring = new Scoring(ofForm, answers);
        for (Instrument instrument : Instrument.all()) {
            Optional<Answer> sent =
                    ofForm.has(instrument.totalItem()) ? answers.first(instrument.totalItem()) : Optional.empty();
            sent.ifPresent(total -> compare(total, scoring.score(instrument)));
        }
    }

    private void compare(Answer sent, Score ours) {
        String expression = ItemCheck.answerPath(response, sent.linkId());
        if (!ours.complete()) {
            String why = ours.given()
                    ? ours.missing() + " of its items have no answer that counts"
                    : "none of its items is answered";
            add(
                    "total-differs",
                    expression,
                    ours.instrument().name() + " has no value because " + why + ": leave it out.");
            return;
        }
        String expected = shown(ours);
        if (!expected.equals(sent.number().map(number -> plain(number)).orElse(sent.code()))) {
            add(
                    "total-differs",
                    expression,
                    ours.instrument().name() + " computed from the answers is " + expected
                            + ": send that value or leave the item out.");
        }
    }

    private static String shown(Score score) {
        return "c-ssrs".equals(score.instrument().id())
                ? score.band()
                        .map(band -> band.concept().getCodingFirstRep().getCode())
                        .orElse("")
                : plain(score.atLeast());
    }

    /** Half up to one decimal. */
    private static String plain(BigDecimal number) {
        BigDecimal rounded = number.setScale(1, RoundingMode.HALF_UP).stripTrailingZeros();
        return rounded.signum() == 0 ? "0" : rounded.toPlainString();
    }

    private void add(String code, String expression, String text) {
        issues.add(new Problem.Issue(code, expression, text));
    }
}
