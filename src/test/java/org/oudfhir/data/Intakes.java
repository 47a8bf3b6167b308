package org.oudfhir.data;

import ca.uhn.fhir.context.FhirContext;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.oudfhir.fhir.Systems;
import org.oudfhir.profiles.Guide;

/** Responses for tests from a few {@code linkId = answer} lines; see {@link Answers} for what a line can say. */
public final class Intakes {

    /** When responses of tests are authored, unless they say otherwise. */
    public static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    public static final String PATIENT = "Patient/p1";
    public static final String CLINICIAN = "Practitioner/c1";

    private static final Guide GUIDE = Guide.load(FhirContext.forR4Cached());

    private Intakes() {}

    public static Questionnaire questionnaire() {
        return GUIDE.find(Questionnaire.class, Systems.questionnaire("oud-intake"))
                .orElseThrow();
    }

    /** The form that test responses are made with. */
    public static IntakeForm form() {
        return IntakeForm.of(GUIDE, "oud-intake");
    }

    /** The score that the intake form gives to an answer; empty for an answer without one. */
    public static Optional<BigDecimal> score(String linkId, String code) {
        return form().score(linkId, code);
    }

    /** An intake of Patient/p1 by Practitioner/c1 with these answers only. */
    public static QuestionnaireResponse intake(String... lines) {
        return response("oud-intake", lines);
    }

    /** A response to a single form, {@code phq-9} and so on, or to the intake. */
    public static QuestionnaireResponse response(String form, String... lines) {
        QuestionnaireResponse response = IntakeForm.of(GUIDE, form).fill(Answers.of(lines), NOON);
        response.setId("QuestionnaireResponse/" + form + "-1");
        response.getSubject().setReference(PATIENT);
        response.getSource().setReference(PATIENT);
        response.getAuthor().setReference(CLINICIAN);
        return response;
    }

    /** The vignette with this identifier, {@code SYN-0001} and so on. */
    public static SyntheticPerson vignette(String id) {
        return Vignettes.list().stream()
                .filter(person -> person.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** The intake of a vignette, authored at {@link #NOON}, changed by the lines. */
    public static QuestionnaireResponse vignetteIntake(String id, String... lines) {
        SyntheticPerson person = vignette(id);
        QuestionnaireResponse response =
                person.with(person.answers().with(lines)).intake(form(), NOON, PATIENT, CLINICIAN);
        response.setId("QuestionnaireResponse/" + id.toLowerCase(Locale.ROOT) + "-intake");
        return response;
    }
}
