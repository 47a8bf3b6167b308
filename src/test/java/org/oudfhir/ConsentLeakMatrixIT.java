package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Consent;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.oudfhir.privacy.part2.Actor;
import org.oudfhir.privacy.part2.ConsentForms;

/**
 * Every type that can be about a patient, labelled as a Part 2 record, with a consent that is not there, in force, revoked or
 * expired: an outside hospital finds, counts and reads it in the second case and in no other.
 */
class ConsentLeakMatrixIT {

    /** Of no single patient: never disclosed to an outsider. */
    private static final Set<String> NOBODYS =
            Set.of("AuditEvent", "Binary", "Bundle", "Group", "Parameters", "Provenance", "Subscription");

    /** Consent on record, and whether it permits. */
    private static final Map<String, Boolean> STATES =
            Map.of("none", false, "tpo:hospital", true, "tpo:hospital:revoked", false, "tpo:hospital:expired", false);

    private static final Map<String, String> PATIENTS = Map.of(
            "none", "matrix-none",
            "tpo:hospital", "matrix-active",
            "tpo:hospital:revoked", "matrix-revoked",
            "tpo:hospital:expired", "matrix-expired");

    private static Api hospital;

    @BeforeAll
    static void seed() {
        Api admin = RunningServer.api();
        admin.put("Organization/hospital", "{\"resourceType\":\"Organization\",\"id\":\"hospital\"}");
        PATIENTS.forEach((state, patient) -> {
            Seeds.of(patient).forEach((type, resource) -> {
                if (!NOBODYS.contains(type)) {
                    Api.Answer answer = admin.put(type + "/" + Seeds.id(patient, type), resource);
                    assertThat(answer.status()).as(answer.text()).isIn(200, 201);
                }
            });
            for (Consent consent : ConsentForms.of(state, patient, Instant.now())) {
                assertThat(admin.put(consent).status()).isIn(200, 201);
            }
        });
        hospital = RunningServer.api()
                .with(Api.token(
                        RunningServer.data(), Actor.HOSPITAL.claims("", "TREAT", false), Duration.ofMinutes(30)));
    }

    @ParameterizedTest
    @MethodSource("types")
    void aRecordIsDisclosedWithAConsentInForceAndInNoOtherCase(String type) {
        List<String> wrong = new ArrayList<>();
        STATES.forEach((state, permits) -> {
            String patient = PATIENTS.getOrDefault(state, "");
            String id = Seeds.id(patient, type);
            for (String path : List.of(id, id + "/_history/1", id + "/_history")) {
                int status = hospital.get(type + "/" + path).status();
                if (status != (permits ? 200 : 404)) {
                    wrong.add(state + " " + path + " " + status);
                }
            }
            for (String query :
                    List.of("_id=" + id, "_id=" + id + "&_summary=count", "_id=" + id + "&_total=accurate")) {
                Api.Answer answer = hospital.get(type + "?" + query);
                if (answer.status() != 200 || answer.as(Bundle.class).getTotal() != (permits ? 1 : 0)) {
                    wrong.add(state + " " + query + " " + answer);
                }
            }
        });

        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("types")
    void aSearchThatNamesNobodyFindsNobodyElse(String type) {
        for (String query : List.of("_include=*&_revinclude=*&_revinclude:iterate=*", "_sort=-_lastUpdated")) {
            Api.Answer answer = hospital.get(type + "?_count=200&" + query);

            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(answer.as(Bundle.class).getEntry())
                    .noneMatch(entry -> entry.getResource().getIdElement().getIdPart() != null
                            && entry.getResource()
                                    .getIdElement()
                                    .getIdPart()
                                    .matches("matrix-(none|revoked|expired).*"));
        }
    }

    @Test
    void everythingIsEverythingThatIsDisclosed() {
        assertThat(hospital.get("Patient/matrix-active/$everything").status()).isEqualTo(200);
        for (String patient : List.of("matrix-none", "matrix-revoked", "matrix-expired")) {
            Api.Answer theirs = hospital.get("Patient/" + patient + "/$everything");
            assertThat(theirs.status()).isEqualTo(404);
            assertThat(theirs.text())
                    .isEqualTo(hospital.get("Patient/matrix-absent/$everything")
                            .text()
                            .replace("matrix-absent", patient));
        }
    }

    @ParameterizedTest
    @MethodSource("nobodys")
    void whatIsOfNoPatientIsNotDisclosed(String type) {
        if (type.equals("Subscription")) { // a caller's own, of which this one has none
            String others = RunningServer.api()
                    .post(type, Seeds.of("matrix-none", type))
                    .id();
            assertThat(hospital.get(type).as(Bundle.class).getTotal()).isZero();
            assertThat(hospital.get(type + "/" + others).status()).isEqualTo(404);
        } else {
            assertThat(hospital.get(type).status()).isIn(403, 404);
        }
    }

    static Stream<String> types() {
        return new TreeSet<>(Seeds.of("x").keySet()).stream().filter(type -> !NOBODYS.contains(type));
    }

    static Stream<String> nobodys() {
        return new TreeSet<>(NOBODYS).stream();
    }
}
