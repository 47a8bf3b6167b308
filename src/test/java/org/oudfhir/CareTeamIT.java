package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One of the program's own people who is to see the patients of the own care teams, and no other one. */
class CareTeamIT {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Api admin = RunningServer.api();
    private final String practitioner = "team-member-" + NUMBER.incrementAndGet();

    CareTeamIT() {
        store("Practitioner", practitioner, "");
    }

    @Test
    void theMemberReadsAndSearchesTheTeamsPatients() {
        String first = patient();
        String second = patient();
        String other = patient();
        team(first, member(practitioner, ""));
        team(second, member(practitioner, ""));
        Api member = member("care-team");

        assertThat(member.get("Patient/" + first).status()).isEqualTo(200);
        assertThat(member.get("Observation/" + other + "-Observation"))
                .hasToString(member.get("Observation/" + other + "-absent")
                        .toString()
                        .replace("absent", "Observation"));
        assertThat(ids(member.search(Observation.class, "")))
                .containsExactlyInAnyOrder(first + "-Observation", second + "-Observation");
        assertThat(ids(member.search(Observation.class, "patient=" + second))).containsExactly(second + "-Observation");
        assertThat(member.search(Observation.class, "patient=" + other)).isEmpty();
        assertThat(member.get("Observation?_summary=count").as(Bundle.class).getTotal())
                .isEqualTo(2);
        assertThat(member.get("Patient?_summary=count").as(Bundle.class).getTotal())
                .isEqualTo(2);
        assertThat(member.get("Patient/" + first + "/$everything").status()).isEqualTo(200);
        assertThat(member.get("Patient/" + other + "/$everything").status()).isEqualTo(404);
    }

    @Test
    void pagesGoOnAndTheirLinksNameNobody() {
        String first = patient();
        String second = patient();
        team(first, member(practitioner, ""));
        team(second, member(practitioner, ""));
        Api member = member("care-team");

        Bundle page = member.get("Observation?_count=1&_sort=_id").as(Bundle.class);
        Bundle next = member.get(page.getLink("next").getUrl()).as(Bundle.class);

        assertThat(page.getLink("self").getUrl()).doesNotContain("Patient").endsWith("Observation?_count=1&_sort=_id");
        assertThat(ids(List.of(
                        page.getEntryFirstRep().getResource(),
                        next.getEntryFirstRep().getResource())))
                .containsExactlyInAnyOrder(first + "-Observation", second + "-Observation");
        assertThat(next.getEntry()).hasSize(1);
    }

    @Test
    void theEntriesOfABatchAreOfTheTeamToo() {
        String ours = patient();
        String theirs = patient();
        team(ours, member(practitioner, ""));
        Api member = member("care-team");

        Bundle batch = member.post(
                        "",
                        batch(
                                "Observation/" + ours + "-Observation",
                                "Observation/" + theirs + "-Observation",
                                "Observation?_summary=count",
                                "Patient/" + theirs))
                .as(Bundle.class);

        assertThat(batch.getEntry())
                .extracting(entry -> entry.getResponse().getStatus().substring(0, 3))
                .containsExactly("200", "404", "200", "404");
        assertThat(((Bundle) batch.getEntry().get(2).getResource()).getTotal()).isEqualTo(1);
    }

    /** Of a team with one patient, a link would say who that is. */
    @Test
    void aLinkShowsWhatWasAskedAndNotWhoIsReached() {
        String only = patient();
        team(only, member(practitioner, ""));
        Api member = member("care-team");

        for (String query : List.of(
                "Observation",
                "Observation?_sort=_id",
                "Observation?patient=" + only,
                "Observation?patient=Patient%2F" + only,
                "Patient?_sort=_id")) {
            Bundle found = member.get(query).as(Bundle.class);
            assertThat(found.getLink("self").getUrl()).endsWith("/" + query);
        }
        Bundle spelt = member.get("Observation/_search?status=final").as(Bundle.class);
        assertThat(spelt.getEntry())
                .extracting(entry -> entry.getResource().getIdElement().getIdPart())
                .containsExactly(only + "-Observation");
        assertThat(spelt.getLink("self").getUrl()).endsWith("/Observation/_search");
        for (String spelling : List.of("Observation/?status=final", "Observatio%6E?status=final")) {
            assertThat(member.get(spelling).text()).doesNotContain("patient=").doesNotContain("segment");
        }
        Bundle batch = member.post("", batch("Observation?_sort=_id", "Observation?patient=Patient%2F" + only))
                .as(Bundle.class);
        assertThat(batch.getEntry())
                .extracting(
                        entry -> ((Bundle) entry.getResource()).getLink("self").getUrl())
                .allMatch(link -> link.endsWith("Observation?_sort=_id")
                        || link.endsWith("Observation?patient=Patient%2F" + only))
                .doesNotHaveDuplicates();
    }

    private static Bundle batch(String... urls) {
        Bundle batch = new Bundle().setType(Bundle.BundleType.BATCH);
        for (String url : urls) {
            batch.addEntry().getRequest().setMethod(Bundle.HTTPVerb.GET).setUrl(url);
        }
        return batch;
    }

    @Test
    void whoIsInNoTeamFindsNobody() {
        String patient = patient();
        Api member = member("care-team");

        assertThat(member.get("Observation?patient=Patient/" + patient)
                        .as(Bundle.class)
                        .getTotal())
                .isZero();
        assertThat(member.get("Patient?_summary=count").as(Bundle.class).getTotal())
                .isZero();
        assertThat(member.search(Observation.class, "")).isEmpty();
    }

    /** No id of a patient may be what a search for nobody is narrowed to. */
    @Test
    void aPatientWhoseIdSaysNothingIsNotFoundByIt() {
        for (String id : List.of("nothing", "none")) {
            store("Patient", id, "");
        }

        assertThat(member("care-team")
                        .get("Patient?_summary=count")
                        .as(Bundle.class)
                        .getTotal())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "active   , 0    , 0   , true",
        "inactive , 0    , 0   , false",
        "proposed , 0    , 0   , false",
        "active   , -9   , 9   , true",
        "active   , -9   , -1  , false",
        "active   , 1    , 9   , false"
    })
    void aPlaceInATeamHoldsWhileItIsHeld(String status, int start, int end, boolean reaches) {
        String patient = patient();
        String period =
                start == end ? "" : ",\"period\":{\"start\":\"" + day(start) + "\",\"end\":\"" + day(end) + "\"}";
        store(
                "CareTeam",
                patient + "-team",
                ",\"status\":\"" + status + "\",\"subject\":{\"reference\":\"Patient/" + patient
                        + "\"},\"participant\":[{\"member\":{\"reference\":\"Practitioner/" + practitioner + "\"}"
                        + period
                        + "}]");

        assertThat(member("care-team").get("Patient/" + patient).status()).isEqualTo(reaches ? 200 : 404);
    }

    /** Days from today: from when until when team, member and role last. */
    @ParameterizedTest
    @CsvSource({
        "-9 9  , -9 9  , -9 9  , true",
        "-9 0  , 0 9   , 0 0   , true",
        "-9 -1 , -9 9  , -9 9  , false",
        "1 9   , -9 9  , -9 9  , false",
        "-9 9  , -9 -1 , -9 9  , false",
        "-9 9  , 1 9   , -9 9  , false",
        "-9 9  , -9 9  , -9 -1 , false",
        "-9 9  , -9 9  , 1 9   , false"
    })
    void teamMemberAndRoleEachHaveTheirTime(String team, String member, String role, boolean reaches) {
        String patient = patient();
        String roleId = practitioner + "-role";
        store(
                "PractitionerRole",
                roleId,
                period(role) + ",\"practitioner\":{\"reference\":\"Practitioner/" + practitioner + "\"}");
        store(
                "CareTeam",
                patient + "-team",
                ",\"status\":\"active\"" + period(team) + ",\"subject\":{\"reference\":\"Patient/" + patient
                        + "\"},\"participant\":[{\"member\":{\"reference\":\"PractitionerRole/" + roleId + "\"}"
                        + period(member) + "}]");

        assertThat(member("care-team").get("Patient/" + patient).status()).isEqualTo(reaches ? 200 : 404);
        assertThat(ids(member("care-team").search(Observation.class, "patient=" + patient)))
                .isEqualTo(reaches ? List.of(patient + "-Observation") : List.of());
    }

    private static String period(String days) {
        String[] ends = days.split(" ", -1);
        return ",\"period\":{\"start\":\"" + day(Integer.parseInt(ends[0])) + "\",\"end\":\""
                + day(Integer.parseInt(ends[1])) + "\"}";
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"active\":false", ",\"period\":{\"end\":\"2020-01-01\"}"})
    void aRoleThatNamesNobodyIsAMemberItself(String lapsed) {
        String patient = patient();
        String other = patient();
        String role = practitioner + "-role";
        store("PractitionerRole", role, lapsed);
        team(patient, "{\"member\":{\"reference\":\"PractitionerRole/" + role + "\"}}");
        Api member = person("PractitionerRole/" + role, "care-team", "user/*.rs");

        assertThat(member.get("Patient/" + patient).status()).isEqualTo(lapsed.isEmpty() ? 200 : 404);
        assertThat(member.get("Patient/" + other).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://other.example/fhir/Practitioner/@", "urn:x/Practitioner/@", "Practitioner/@/_history/1"
            })
    void whoHasTheSameIdOnAnotherServerIsSomebodyElse(String person) {
        String patient = patient();
        team(patient, member(practitioner, ""));

        assertThat(person(person.replace("@", practitioner), "care-team", "system/*.rs")
                        .get("Patient/" + patient)
                        .status())
                .isEqualTo(404);
        assertThat(person("Practitioner/" + practitioner, "care-team", "system/*.rs")
                        .get("Patient/" + patient)
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"active\":false,", "\"period\":{\"end\":\"2020-01-01\"},"})
    void aTeamMayNameTheRoleOfAPerson(String lapsed) {
        String patient = patient();
        String role = practitioner + "-role";
        store(
                "PractitionerRole",
                role,
                "," + lapsed + "\"practitioner\":{\"reference\":\"Practitioner/" + practitioner + "\"}");
        team(patient, "{\"member\":{\"reference\":\"PractitionerRole/" + role + "\"}}");
        int expected = lapsed.isEmpty() ? 200 : 404;

        assertThat(member("care-team").get("Patient/" + patient).status()).isEqualTo(expected);
        assertThat(person("PractitionerRole/" + role, "care-team", "user/*.rs")
                        .get("Patient/" + patient)
                        .status())
                .isEqualTo(expected);
    }

    @Test
    void whoLeavesTheTeamIsOutWithTheNextRequest() {
        String patient = patient();
        String stays = patient();
        team(stays, member(practitioner, ""));
        team(patient, member(practitioner, ""));
        Api member = member("care-team");
        Bundle page = member.get("Observation?_count=1&_sort=-_id").as(Bundle.class);
        assertThat(page.getTotal()).isEqualTo(2);
        assertThat(page.getEntryFirstRep().getResource().getIdElement().getIdPart())
                .as("the other one is on the next page")
                .isEqualTo(stays + "-Observation");

        team(patient, member(practitioner, ",\"period\":{\"end\":\"" + day(-1) + "\"}"));

        assertThat(member.get("Observation/" + patient + "-Observation").status())
                .isEqualTo(404);
        assertThat(member.get(page.getLink("next").getUrl()).text()).doesNotContain(patient + "-Observation");
        assertThat(ids(member.search(Observation.class, ""))).containsExactly(stays + "-Observation");
    }

    @Test
    void theMemberTreatsTheTeamsPatientsAndAddsToNoOtherRecord() {
        Visit ours = Visit.of("SYN-0001").done();
        Visit theirs = Visit.of("SYN-0002").done();
        team(ours.patientId(), member(practitioner, ""));
        Api member = member("care-team");

        assertThat(member.post("Patient/" + ours.patientId() + "/$propose-care-plan", "")
                        .status())
                .isEqualTo(200);
        assertThat(member.get("Patient/" + ours.patientId() + "/$factor-profile")
                        .status())
                .isEqualTo(200);
        assertThat(member.search(CarePlan.class, ""))
                .isNotEmpty()
                .allSatisfy(
                        plan -> assertThat(plan.getSubject().getReference()).isEqualTo("Patient/" + ours.patientId()));
        assertThat(member.post("Patient/" + theirs.patientId() + "/$propose-care-plan", "")
                        .status())
                .isEqualTo(404);
        assertThat(member.post("Observation", observation(ours.patientId())).status())
                .isEqualTo(201);
        assertThat(member.post("Observation", observation(theirs.patientId())).status())
                .isEqualTo(400);
        assertThat(member.post("Subscription", Seeds.of(ours.patientId(), "Subscription"))
                        .status())
                .isEqualTo(403);
        assertThat(member.post("Patient", "{\"resourceType\":\"Patient\"}").status())
                .isEqualTo(403);
    }

    @Test
    void theMemberDoesNotSayWhoIsInATeam() {
        String ours = patient();
        String theirs = patient();
        team(ours, member(practitioner, ",\"period\":{\"end\":\"" + day(9) + "\"}"));
        String before = admin.get("CareTeam/" + ours + "-team").text();
        Map<String, Object> claims = claims("Practitioner/" + practitioner, "care-team", "patient/*.cruds");
        claims.put("patient", ours);

        for (Api member : List.of(member("care-team"), admin.with(Api.token(RunningServer.data(), claims)))) {
            assertThat(member.get("CareTeam/" + ours + "-team").status()).isEqualTo(200);
            for (String patient : List.of(ours, theirs)) {
                String team = "{\"resourceType\":\"CareTeam\",\"id\":\"" + patient
                        + "-team\",\"status\":\"active\",\"subject\":{\"reference\":\"Patient/" + patient
                        + "\"},\"participant\":[" + member(practitioner, "") + "]}";
                assertThat(List.of(
                                member.post("CareTeam", team),
                                member.put("CareTeam/" + patient + "-team", team),
                                member.patch(
                                        "CareTeam/" + patient + "-team",
                                        "[{\"op\":\"remove\",\"path\":\"/participant/0/period\"}]",
                                        "Content-Type",
                                        "application/json-patch+json"),
                                member.delete("CareTeam/" + patient + "-team"),
                                member.post(
                                        "",
                                        "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[{\"resource\":"
                                                + team + ",\"request\":{\"method\":\"PUT\",\"url\":\"CareTeam/"
                                                + patient
                                                + "-team\"}}]}"),
                                member.put(
                                        "PractitionerRole/" + practitioner + "-role",
                                        "{\"resourceType\":\"PractitionerRole\",\"id\":\"" + practitioner
                                                + "-role\"}")))
                        .extracting(Api.Answer::status)
                        .containsOnly(403);
            }
        }
        assertThat(admin.get("CareTeam/" + ours + "-team").text()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"care-team", "team", "organisation"})
    void aReachThatIsNotUnderstoodIsTheLeast(String reach) {
        String patient = patient();

        assertThat(member(reach).get("Patient/" + patient).status()).isEqualTo(404);
        assertThat(person("Practitioner/" + practitioner, reach, "system/*.cruds")
                        .get("Patient/" + patient)
                        .status())
                .isEqualTo(404);
        assertThat(member("organization").get("Patient/" + patient).status()).isEqualTo(200);
    }

    @Test
    void aPatientInContextIsOneOfTheTeam() {
        String ours = patient();
        String theirs = patient();
        team(ours, member(practitioner, ""));

        for (String patient : List.of(ours, theirs)) {
            Map<String, Object> claims = claims("Practitioner/" + practitioner, "care-team", "patient/*.rs");
            claims.put("patient", patient);
            Api app = admin.with(Api.token(RunningServer.data(), claims));

            assertThat(app.get("Patient/" + patient).status()).isEqualTo(patient.equals(ours) ? 200 : 404);
        }
    }

    @Test
    void anEmergencyReachesEachPatientButForNotesAndIsReviewed() {
        String patient = patient();
        store(
                "DocumentReference",
                patient + "-note",
                Seeds.of(patient, "DocumentReference")
                        .replaceFirst("^.*?\"id\":\"[^\"]+\"", "")
                        .replaceFirst("}$", "")
                        .concat(
                                ",\"category\":[{\"coding\":[{\"system\":\"https://oud-fhir.github.io/ig/CodeSystem/oud-security-label\","
                                        + "\"code\":\"sud-counseling-note\"}]}]"));
        Map<String, Object> claims = claims("Practitioner/" + practitioner, "care-team", "user/*.cruds");
        claims.put("purpose_of_use", "BTG");
        Api notAttested = admin.with(Api.token(RunningServer.data(), claims));
        claims.put("attestation", "Found unconscious");
        Api attested = admin.with(Api.token(RunningServer.data(), claims, Duration.ofMinutes(30)));

        for (String id : List.of(patient + "-Observation", "nowhere-" + patient)) {
            assertThat(notAttested.get("Observation/" + id).status())
                    .as("told what is missing, whatever is on record")
                    .isEqualTo(403);
        }
        assertThat(attested.get("Observation/" + patient + "-Observation").status())
                .isEqualTo(200);
        assertThat(ids(attested.search(Observation.class, "patient=" + patient)))
                .containsExactly(patient + "-Observation");
        assertThat(attested.get("DocumentReference/" + patient + "-note").status())
                .isEqualTo(403);
        assertThat(attested.get("DocumentReference?patient=" + patient + "&_summary=count")
                        .as(Bundle.class)
                        .getTotal())
                .isZero();

        assertThat(admin.search(Task.class, "patient=" + patient + "&code=emergency-access"))
                .singleElement()
                .satisfies(task -> assertThat(task.getDescription()).contains("Attested: Found unconscious"));
        assertThat(admin.search(AuditEvent.class, "patient=" + patient + "&action=R"))
                .anySatisfy(event -> assertThat(event.getOutcomeDesc()).isEqualTo("INTERNAL_EMERGENCY"));
        assertThat(admin.get("Patient/" + patient + "/$accounting-of-disclosures")
                        .as(Bundle.class)
                        .getEntry())
                .as("what stays within the program is no disclosure")
                .isEmpty();
    }

    private Api member(String reach) {
        return person("Practitioner/" + practitioner, reach, "user/*.cruds");
    }

    private Api person(String person, String reach, String scope) {
        return admin.with(Api.token(RunningServer.data(), claims(person, reach, scope)));
    }

    private static Map<String, Object> claims(String person, String reach, String scope) {
        return new LinkedHashMap<>(Map.of("scope", scope, "fhirUser", person, "reach", reach));
    }

    /** A patient with one observation. */
    private String patient() {
        String id = "team-patient-%04d".formatted(NUMBER.incrementAndGet());
        store("Patient", id, "");
        assertThat(admin.put("Observation/" + id + "-Observation", Seeds.of(id, "Observation"))
                        .status())
                .isEqualTo(201);
        return id;
    }

    private void team(String patient, String participant) {
        store(
                "CareTeam",
                patient + "-team",
                ",\"status\":\"active\",\"subject\":{\"reference\":\"Patient/" + patient + "\"},\"participant\":["
                        + participant + "]");
    }

    private static String member(String practitioner, String period) {
        return "{\"member\":{\"reference\":\"Practitioner/" + practitioner + "\"}" + period + "}";
    }

    private void store(String type, String id, String elements) {
        Api.Answer answer =
                admin.put(type + "/" + id, "{\"resourceType\":\"" + type + "\",\"id\":\"" + id + "\"" + elements + "}");
        assertThat(answer.status()).as(answer.text()).isIn(200, 201);
    }

    private static String observation(String patient) {
        return "{\"resourceType\":\"Observation\",\"status\":\"final\",\"code\":{\"text\":\"x\"},\"valueString\":\"v\","
                + "\"subject\":{\"reference\":\"Patient/" + patient + "\"}}";
    }

    private static String day(int fromToday) {
        return LocalDate.now(ZoneOffset.UTC).plusDays(fromToday).toString();
    }

    private static List<String> ids(List<? extends Resource> resources) {
        return resources.stream()
                .map(resource -> resource.getIdElement().getIdPart())
                .toList();
    }
}
