package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.oudfhir.data.Intakes;
import org.oudfhir.data.SyntheticPerson;

/** A person who is new on the server, and the clinician who takes the intake. */
record Visit(Api api, SyntheticPerson person, String patientId, String practitionerId) {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** Stores a patient made after a vignette, {@code SYN-0001} and so on, who answers otherwise where the lines say so. */
    static Visit of(String vignette, String... lines) {
        return of(RunningServer.api(), vignette, lines);
    }

    /** The same on another server. */
    static Visit of(Api api, String vignette, String... lines) {
        SyntheticPerson model = Intakes.vignette(vignette);
        SyntheticPerson person = new SyntheticPerson(
                vignette + "-" + NUMBER.incrementAndGet(),
                model.familyName(),
                model.givenName(),
                model.gender(),
                model.age(),
                model.about(),
                model.answers().with(lines));
        Api.Answer answer = api.transaction(person.record(Instant.now()));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        Bundle stored = answer.as(Bundle.class);
        return new Visit(api, person, id(stored, 0), id(stored, 1));
    }

    private static String id(Bundle stored, int entry) {
        return new IdType(stored.getEntry().get(entry).getResponse().getLocation()).getIdPart();
    }

    /** The intake of today, not yet sent. */
    QuestionnaireResponse intake() {
        return intake(Instant.now());
    }

    QuestionnaireResponse intake(Instant authored) {
        return person.intake(Intakes.form(), authored, "Patient/" + patientId, "Practitioner/" + practitionerId);
    }

    /** The intake of today under the same identifier, answered otherwise where the lines say so. */
    QuestionnaireResponse intake(String... lines) {
        return new Visit(api, person.with(person.answers().with(lines)), patientId, practitionerId).intake();
    }

    /** A response of this patient to one form; nothing is sent. */
    QuestionnaireResponse response(String form, String... lines) {
        QuestionnaireResponse response = Intakes.response(form, lines);
        response.setId((String) null);
        response.getSubject().setReference("Patient/" + patientId);
        response.getSource().setReference("Patient/" + patientId);
        response.getAuthor().setReference("Practitioner/" + practitionerId);
        return response;
    }

    /** Sends the intake of today; it has to be accepted. */
    Visit done() {
        Api.Answer answer = api.post(intake());
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return this;
    }

    /** The parent plans in this state. */
    List<CarePlan> plans(String status) {
        return api.search(CarePlan.class, "patient=" + patientId + "&status=" + status).stream()
                .filter(plan -> !plan.hasPartOf())
                .toList();
    }

    /** The one draft plan. */
    CarePlan draft() {
        List<CarePlan> drafts = plans("draft");
        assertThat(drafts).hasSize(1);
        return drafts.get(0);
    }

    List<CarePlan> phasesOf(CarePlan plan) {
        return api.search(
                CarePlan.class, "part-of=CarePlan/" + plan.getIdElement().getIdPart());
    }
}
