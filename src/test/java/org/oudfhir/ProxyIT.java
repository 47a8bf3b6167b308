package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oudfhir.privacy.part2.ConsentForms;

/** Somebody who acts for a patient signs in (privacy E.6, rows 26 and 27). */
class ProxyIT {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Api api = RunningServer.api();
    private final SmartServer smart = new SmartServer();
    private final String patient = "proxied-" + NUMBER.incrementAndGet();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "patient/Appointment.rs patient/MedicationRequest.rs",
                "user/Appointment.rs user/MedicationRequest.rs"
            })
    void theSisterSeesWhatTheConsentNamesHerFor(String scope) {
        patient("named:sister:FAMRQT:appointments", "");
        String client = smart.app("patient/*.rs user/*.rs");

        JsonNode token = SmartServer.grant(client, smart.user("RelatedPerson/" + patient + "-sister"), scope);

        assertThat(token.path("patient").asText()).isEqualTo(patient);
        Api sister = api.with(token.path("access_token").asText());
        assertThat(sister.search(Appointment.class, "patient=" + patient)).hasSize(1);
        assertThat(sister.get("Appointment/" + Seeds.id(patient, "Appointment")).status())
                .isEqualTo(200);
        assertThat(sister.search(MedicationRequest.class, "patient=" + patient)).isEmpty();
        assertThat(sister.get("MedicationRequest/" + Seeds.id(patient, "MedicationRequest"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aParentWithoutAConsentSeesNothingOfTheProgram() {
        patient("none", "");
        String client = smart.app("patient/*.rs");

        JsonNode token =
                SmartServer.grant(client, smart.user("RelatedPerson/" + patient + "-sister"), "patient/Appointment.rs");

        assertThat(api.with(token.path("access_token").asText()).search(Appointment.class, "patient=" + patient))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"active\":false,", "\"period\":{\"end\":\"2020-01-01\"},"})
    void whoDoesNotActForThePatientAnyMoreIsShownNothing(String ended) {
        patient("named:sister:FAMRQT:appointments", ended);
        String client = smart.app("user/*.rs");

        HttpResponse<String> page = smart.signIn(
                smart.request(client, "user/Appointment.rs"), smart.user("RelatedPerson/" + patient + "-sister"));

        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.body()).contains("acts for no patient");
    }

    @Test
    void whoStopsActingBeforeTheAppHasItsTokenGetsNone() {
        patient("named:sister:FAMRQT:appointments", "");
        String client = smart.app("patient/*.rs");
        String scope = "patient/Appointment.rs";
        HttpResponse<String> page =
                smart.signIn(smart.request(client, scope), smart.user("RelatedPerson/" + patient + "-sister"));
        String code = SmartServer.code(smart.approve(page, client, scope));

        store("RelatedPerson", patient + "-sister", "\"active\":false,\"patient\":" + reference());

        HttpResponse<String> answer = smart.post("/auth/token", SmartServer.exchange(client, code));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(SmartServer.json(answer.body()).path("error").asText()).isEqualTo("invalid_grant");
    }

    private void patient(String consents, String more) {
        store("Patient", patient, "\"birthDate\":\"1990-01-01\"");
        store("RelatedPerson", patient + "-sister", more + "\"patient\":" + reference());
        for (String type : new String[] {"Appointment", "MedicationRequest"}) {
            put(type + "/" + Seeds.id(patient, type), Seeds.of(patient, type));
        }
        for (Consent consent : ConsentForms.of(consents, patient, Instant.now())) {
            put("Consent/" + consent.getIdElement().getIdPart(), Api.text(consent));
        }
    }

    private String reference() {
        return "{\"reference\":\"Patient/" + patient + "\"}";
    }

    private void store(String type, String id, String rest) {
        put(type + "/" + id, "{\"resourceType\":\"" + type + "\",\"id\":\"" + id + "\"," + rest + "}");
    }

    private void put(String path, String resource) {
        Api.Answer answer = api.put(path, resource);
        assertThat(answer.status()).as(answer.text()).isIn(200, 201);
    }
}
