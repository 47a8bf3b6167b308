package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentDataMeaning;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oudfhir.privacy.part2.Actor;
import org.oudfhir.privacy.part2.ConsentForms;

/** {@code $factor-profile} is a disclosure: of the findings that it is made of. */
class FactorProfileIT {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String ACT_CODE = "http://terminology.hl7.org/CodeSystem/v3-ActCode";

    private static Api admin;

    @BeforeAll
    static void hospital() {
        admin = RunningServer.api();
        store("Organization/hospital", "{\"resourceType\":\"Organization\",\"id\":\"hospital\",\"name\":\"hospital\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"by label", "by reference"})
    void whatAConsentExceptsIsLeftOutAsIfItWereNotOnRecord(String how) {
        String patient = patient("depression");
        finding(patient, "adult-abuse", "present");
        String other = patient("depression");
        for (String each : List.of(patient, other)) {
            consent(each, "tpo:class", consent -> except(consent, how, each + "-adult-abuse"));
        }
        Api hospital = as(Actor.HOSPITAL, patient, "TREAT");

        Parameters profile = profile(hospital, patient);

        assertThat(hospital.get("Observation/" + patient + "-adult-abuse").status())
                .isEqualTo(404);
        assertThat(values(profile, "factor")).containsExactly(Map.entry("depression", "present"));
        assertThat(values(profile, "category"))
                .containsEntry("mental-health", "present")
                .containsEntry("social-environmental", "unknown");
        assertThat(Api.text(profile).replace(patient, other)).isEqualTo(Api.text(profile(hospital, other)));
        assertThat(values(profile(admin, patient), "factor")).containsEntry("adult-abuse", "present");
    }

    private static void except(Consent consent, String how, String observation) {
        Consent.ProvisionComponent exception =
                consent.getProvision().addProvision().setType(ConsentProvisionType.DENY);
        if (how.equals("by label")) {
            exception.addSecurityLabel(new Coding(ACT_CODE, "SDV", null));
        } else {
            exception
                    .addData()
                    .setMeaning(ConsentDataMeaning.INSTANCE)
                    .setReference(new Reference("Observation/" + observation));
        }
    }

    @Test
    void whatIsGivenCarriesNoticeAndConsentAndIsAccountedFor() {
        String patient = patient("depression");
        consent(patient, "tpo:class", consent -> {});
        String consent = "Consent/" + patient + "-tpo-class";
        Api hospital = as(Actor.HOSPITAL, patient, "TREAT");

        Api.Answer answer = hospital.get("Patient/" + patient + "/$factor-profile");

        assertThat(answer.links())
                .anyMatch(link -> link.contains("CodeSystem/oud-privacy-notice"))
                .anyMatch(link -> link.startsWith("<" + consent + ">"));
        assertThat(hospital.get(consent).status()).isEqualTo(200);
        assertThat(admin.get("Patient/" + patient + "/$accounting-of-disclosures")
                        .as(Bundle.class)
                        .getEntry())
                .map(entry -> (AuditEvent) entry.getResource())
                .filteredOn(event -> event.getSubtypeFirstRep().getCode().equals("operation"))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.getOutcomeDesc()).isEqualTo("CONSENT");
                    assertThat(Api.text(event))
                            .contains(
                                    "\"Patient/" + patient + "\"", "\"" + consent + "\"", "\"Organization/hospital\"");
                });
    }

    @Test
    void aProfileWithinTheProgramIsOnRecordWithThePatientAndIsNoDisclosure() {
        String patient = patient("depression");
        profile(admin, patient);

        assertThat(admin.search(AuditEvent.class, "patient=" + patient + "&subtype=operation"))
                .singleElement()
                .satisfies(event -> assertThat(event.getOutcomeDesc()).isEqualTo("INTERNAL"));
        assertThat(admin.get("Patient/" + patient + "/$accounting-of-disclosures")
                        .as(Bundle.class)
                        .getEntry())
                .isEmpty();
    }

    @Test
    void whoActsForThePatientIsNotToldOfViolence() {
        String patient = patient("depression");
        finding(patient, "adult-abuse", "present");
        store(
                "RelatedPerson/" + patient + "-sister",
                "{\"resourceType\":\"RelatedPerson\",\"id\":\"" + patient
                        + "-sister\",\"patient\":{\"reference\":\"Patient/" + patient + "\"}}");
        consent(patient, "named:sister:FAMRQT", consent -> {});

        assertThat(values(profile(as(Actor.SISTER, patient, "FAMRQT"), patient), "factor"))
                .containsExactly(Map.entry("depression", "present"));
    }

    @Test
    void whoMayNotKnowThePatientIsAnsweredAsForNobody() {
        String none = patient("depression");
        String refused = patient("depression");
        consent(refused, "tpo:class", consent -> {});
        consent(refused, "refusal:TREAT", consent -> {});
        Api hospital = as(Actor.HOSPITAL, none, "TREAT");

        for (String patient : List.of(none, refused)) {
            Api.Answer theirs = hospital.get("Patient/" + patient + "/$factor-profile");
            Api.Answer absent = hospital.get("Patient/nobody-at-all/$factor-profile");
            assertThat(theirs.status()).isEqualTo(404);
            assertThat(theirs.text()).isEqualTo(absent.text().replace("nobody-at-all", patient));
        }
    }

    /** No emergency needs findings, and a profile of unknown factors would mislead. */
    @Test
    void itIsNotOfferedInAnEmergency() {
        String patient = patient("depression");
        Api emergency = admin.with(Api.token(
                RunningServer.data(), Actor.HOSPITAL.claims(patient, "ETREAT", true), Duration.ofMinutes(30)));

        assertThat(emergency.get("Patient/" + patient).status()).isEqualTo(200);
        assertThat(emergency.get("Patient/" + patient + "/$factor-profile").status())
                .isEqualTo(403);
    }

    private static Parameters profile(Api api, String patient) {
        Api.Answer answer = api.get("Patient/" + patient + "/$factor-profile");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.as(Parameters.class);
    }

    /** The value of each factor, or category. */
    private static Map<String, String> values(Parameters profile, String name) {
        Map<String, String> values = new LinkedHashMap<>();
        profile.getParameter().stream()
                .filter(each -> each.getName().equals(name))
                .forEach(each -> values.put(
                        ((Coding) part(each, name).getValue()).getCode(),
                        part(each, "value").getValue().primitiveValue()));
        return values;
    }

    private static ParametersParameterComponent part(ParametersParameterComponent parameter, String name) {
        return parameter.getPart().stream()
                .filter(part -> part.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Api as(Actor actor, String patient, String purpose) {
        return admin.with(
                Api.token(RunningServer.data(), actor.claims(patient, purpose, false), Duration.ofMinutes(30)));
    }

    /** A patient of the hospital with one finding. */
    private static String patient(String factor) {
        String id = "profile-" + NUMBER.incrementAndGet();
        store("Patient/" + id, "{\"resourceType\":\"Patient\",\"id\":\"" + id + "\"}");
        store(
                "CareTeam/" + id + "-team",
                "{\"resourceType\":\"CareTeam\",\"id\":\"" + id
                        + "-team\",\"status\":\"active\",\"subject\":{\"reference\":\"Patient/" + id
                        + "\"},\"participant\":[{\"member\":{\"reference\":\"Organization/hospital\"}}]}");
        finding(id, factor, "present");
        return id;
    }

    private static void finding(String patient, String factor, String value) {
        String id = patient + "-" + factor;
        store(
                "Observation/" + id,
                "{\"resourceType\":\"Observation\",\"id\":\"" + id
                        + "\",\"status\":\"final\",\"code\":{\"coding\":[{\"system\":\"https://oud-fhir.github.io/ig/CodeSystem/oud-factor\",\"code\":\""
                        + factor
                        + "\"}]},\"effectiveDateTime\":\"2026-01-01T10:00:00Z\",\"subject\":{\"reference\":\"Patient/"
                        + patient
                        + "\"},\"valueCodeableConcept\":{\"coding\":[{\"system\":\"https://oud-fhir.github.io/ig/CodeSystem/oud-finding-value\",\"code\":\""
                        + value + "\"}]}}");
    }

    private static void consent(String patient, String cell, Consumer<Consent> change) {
        for (Consent consent : ConsentForms.of(cell, patient, Instant.now())) {
            change.accept(consent);
            store("Consent/" + consent.getIdElement().getIdPart(), Api.text(consent));
        }
    }

    private static void store(String path, String resource) {
        Api.Answer answer = admin.put(path, resource);
        assertThat(answer.status()).as(path + answer.text()).isIn(200, 201);
    }
}
