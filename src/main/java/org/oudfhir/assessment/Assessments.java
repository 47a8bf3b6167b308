package org.oudfhir.assessment;

import ca.uhn.fhir.context.FhirContext;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.oudfhir.fhir.Problem;
import org.oudfhir.fhir.Systems;
import org.oudfhir.storage.PatientRecord;

/**
 * The door: checks a response to one of our questionnaires, scores it, judges the factors that it feeds, and gives the FHIR
 * resources to write. Everything is computed from the response and the record; time is the response's {@code authored}.
 */
public final class Assessments {

    static final String FORMS = Systems.BASE + "/Questionnaire/";

    private final FhirContext context;
    private final Function<String, Optional<Questionnaire>> definitions;
    private final Thresholds thresholds;
    private final Map<String, Form> forms = new ConcurrentHashMap<>();

    /**
     * @param definitions finds a Questionnaire of our guide by canonical with version
     */
    public Assessments(FhirContext context, Function<String, Optional<Questionnaire>> definitions) {
        this(context, definitions, Map.of());
    }

    /**
     * @param site the clinical parameters that this site sets otherwise than {@code thresholds.csv}, such as
     *     {@code pc-ptsd-5.present}
     */
    public Assessments(
            FhirContext context, Function<String, Optional<Questionnaire>> definitions, Map<String, BigDecimal> site) {
        this.context = context;
        this.definitions = definitions;
        this.thresholds = new Thresholds(site);
    }

    /** What is wrong with a response as an answer to its questionnaire; empty when nothing is. */
    public List<Problem.Issue> check(QuestionnaireResponse response) {
        return new ResponseCheck(response, form(response)).issues();
    }

    /**
     * What follows from a completed or amended response.
     *
     * @param stored the response as stored, with its id
     * @param record what is on record, including what an earlier run derived
     */
    public Assessment assess(QuestionnaireResponse stored, PatientRecord record) {
        Optional<Form> form = form(stored);
        Ledger ledger = new Ledger(stored, record);
        if (form.isEmpty() || !isFinished(stored)) {
            return new Assessment(ledger.responseKey(), List.of());
        }
        derive(form.get(), ledger);
        return new Assessment(ledger.responseKey(), Changes.of(ledger));
    }

    /** SDC {@code $extract}: the transaction that would store what follows from the response; it is not posted. */
    public Bundle extract(QuestionnaireResponse response, PatientRecord record) {
        if (!isFinished(response)) {
            throw new Problem.Invalid(
                    "response-unfinished",
                    "QuestionnaireResponse.status",
                    "Nothing is extracted from a response before it is completed: set status to completed or amended.");
        }
        List<Problem.Issue> issues = check(response);
        if (!issues.isEmpty()) {
            throw new Problem.Invalid(issues);
        }
        Ledger ledger = new Ledger(response, record);
        form(response).ifPresent(form -> derive(form, ledger));
        return Extraction.transaction(ledger);
    }

    /** SDC {@code $populate}: a response in progress with the newest matching Observation per question. */
    public QuestionnaireResponse populate(Questionnaire questionnaire, PatientRecord record) {
        return new Population(context, record).fill(questionnaire);
    }

    /**
     * The questionnaire with this canonical URL.
     *
     * @throws Problem.NotFound when the guide has none
     */
    Questionnaire questionnaire(String canonical) {
        return definitions
                .apply(canonical)
                .orElseThrow(() -> new Problem.NotFound("not-found", "There is no questionnaire " + canonical));
    }

    /**
     * The stored response that this one repeats (decisions 1.1).
     *
     * @throws Problem.Conflict when it has the identifier of a stored one but other content
     */
    public static Optional<QuestionnaireResponse> repeated(
            QuestionnaireResponse response, List<QuestionnaireResponse> stored) {
        String key = responseKey(response);
        Optional<QuestionnaireResponse> twin = stored.stream()
                .filter(candidate -> responseKey(candidate).equals(key))
                .findFirst();
        twin.filter(candidate -> !sameContent(candidate, response)).ifPresent(candidate -> {
            throw new Problem.Conflict(
                    "identifier-in-use",
                    "Another response with this identifier is stored, with other content: send a new identifier, or"
                            + " update that one (PUT, status amended)");
        });
        return twin;
    }

    private static boolean sameContent(QuestionnaireResponse one, QuestionnaireResponse other) {
        return Objects.equals(one.getQuestionnaire(), other.getQuestionnaire())
                && Base.compareDeep(one.getItem(), other.getItem(), false);
    }

    /** The latest finding per factor and the roll-up per category (decisions 1.8). */
    public Parameters factorProfile(PatientRecord record) {
        return FactorProfile.of(record);
    }

    /** The key of a response: the same for the same response sent again (decisions 1.1). */
    public static String responseKey(QuestionnaireResponse response) {
        return ResponseKey.of(response);
    }

    private void derive(Form form, Ledger ledger) {
        Answers answers = Answers.of(ledger.response());
        List<Score> scores = Scoring.all(form, answers);
        Observations observations = new Observations(ledger, form, answers, thresholds);
        observations.write(scores);
        new FamilyMembers(ledger).write(FamilyGrid.of(answers));
        Past past = new Past(
                ledger.record(),
                ledger.responseKey(),
                ledger.response().getAuthored().toInstant(),
                Duration.ofDays(thresholds.whole("evidence.days")));
        Evidence evidence = new Evidence(form, answers, scores, past);
        Optional<Condition> diagnosis = new Diagnoses(ledger, observations, evidence, thresholds).write();
        new Findings(ledger, observations, evidence, past, thresholds).write(form, diagnosis);
        new Dangers(ledger, observations, evidence, thresholds).write();
        new FollowUps(ledger).write(observations, evidence);
    }

    private static boolean isFinished(QuestionnaireResponse response) {
        return response.getStatus() == QuestionnaireResponseStatus.COMPLETED
                || response.getStatus() == QuestionnaireResponseStatus.AMENDED;
    }

    private Optional<Form> form(QuestionnaireResponse response) {
        String canonical = response.getQuestionnaire();
        if (canonical == null || !canonical.startsWith(FORMS) || !canonical.contains("|")) {
            return Optional.empty();
        }
        Form known = forms.get(canonical);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Form> found = definitions.apply(canonical).map(Form::new);
        found.ifPresent(form -> forms.put(canonical, form));
        return found;
    }
}
