package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventOutcome;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Consent;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oudfhir.privacy.part2.Actor;
import org.oudfhir.privacy.part2.ConsentForms;

/** Who did what is on record, before it goes out and for good. */
class AuditIT {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static Api admin;
    private static Api hospital;

    @BeforeAll
    static void hospital() {
        admin = RunningServer.api();
        admin.put("Organization/hospital", "{\"resourceType\":\"Organization\",\"id\":\"hospital\"}");
        hospital = RunningServer.api()
                .with(Api.token(
                        RunningServer.data(), Actor.HOSPITAL.claims("", "TREAT", false), Duration.ofMinutes(30)));
    }

    @Test
    void aReadIsOnRecordWithWhoAndWhatFor() {
        String patient = patient();
        admin.get("Patient/" + patient);

        AuditEvent event = events("patient=" + patient + "&subtype=read").get(0);

        assertThat(event.getMeta().getProfile().get(0).getValue())
                .isEqualTo("https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.PatientRead");
        assertThat(event.getAction()).isEqualTo(AuditEvent.AuditEventAction.R);
        assertThat(event.getOutcome()).isEqualTo(AuditEventOutcome._0);
        assertThat(event.getPurposeOfEventFirstRep().getCodingFirstRep().getCode())
                .isEqualTo("TREAT");
        assertThat(event.getAgent())
                .anyMatch(agent ->
                        agent.getRequestor() && agent.getWho().getDisplay().equals("local"));
        assertThat(entities(event)).contains("Patient/" + patient);
        assertThat(admin.read(AuditEvent.class, event.getIdElement().getIdPart())
                        .getRecorded())
                .isEqualTo(event.getRecorded());
    }

    @Test
    void aSearchIsOnRecordWithItsQuestion() {
        String patient = patient();
        admin.get("Patient?_id=" + patient);

        AuditEvent event = events("patient=" + patient + "&subtype=search-type").get(0);

        assertThat(event.getEntity())
                .filteredOn(entity -> entity.hasQuery())
                .singleElement()
                .satisfies(entity -> assertThat(new String(entity.getQuery(), StandardCharsets.UTF_8))
                        .isEqualTo("Patient?_id=" + patient));
    }

    @Test
    void aSearchByWhatIsNotThereIsToldWhatThereIs() {
        for (String query : List.of("foo=1", "patient=x&foo:exact=1", "_id=1")) {
            Api.Answer answer = admin.get("AuditEvent?" + query);

            assertThat(answer.status()).as(answer.text()).isEqualTo(400);
            assertThat(answer.fault())
                    .contains("Unknown search parameter", "[action, agent, date, outcome, patient, subtype]");
        }
        assertThat(admin.get("AuditEvent?subtype=read&_count=1&_sort=-date&_format=json")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aWriteIsOnRecordWithItsTransaction() {
        String patient = patient();

        assertThat(events("patient=" + patient + "&action=C")).hasSize(1);

        Api.Answer refused = admin.transaction(new Bundle()
                .setType(Bundle.BundleType.TRANSACTION)
                .addEntry(entry("Observation", Seeds.of(patient, "Observation")))
                .addEntry(entry("Observation", "{\"resourceType\":\"Observation\"}")));
        assertThat(refused.status()).isGreaterThanOrEqualTo(400);
        assertThat(events("patient=" + patient + "&action=C")).hasSize(1);
    }

    @Test
    void whatABatchReadsAndWhatItIsRefusedIsOnRecord() {
        String patient = patient();
        String batch = patient + "-batch";
        hospital.post(
                "",
                batch("Patient/" + patient, "Observation?patient=" + patient, "Patient/" + patient + "-x"),
                "X-Request-ID",
                batch);
        List<AuditEvent> refused = requests(events("agent=Organization/hospital&subtype=batch"), batch);
        String empty = patient + "-empty";
        admin.post("", batch("Observation?patient=" + patient), "X-Request-ID", empty);
        List<AuditEvent> nothing = requests(events("subtype=batch"), empty);

        assertThat(refused)
                .filteredOn(event -> event.getOutcome() == AuditEvent.AuditEventOutcome._4)
                .singleElement()
                .satisfies(event -> {
                    assertThat(entities(event)).contains("Patient/" + patient, "Patient/" + patient + "-x");
                    assertThat(event.getOutcomeDesc()).contains("NO_CONSENT");
                });
        assertThat(nothing)
                .singleElement()
                .satisfies(event -> assertThat(event.getEntity())
                        .filteredOn(entity -> entity.hasQuery())
                        .singleElement()
                        .satisfies(entity -> assertThat(new String(entity.getQuery(), StandardCharsets.UTF_8))
                                .isEqualTo("Observation?patient=" + patient)));
    }

    /** The trail is kept apart from the records: what looks at these as they leave does not see it. */
    @ParameterizedTest
    @ValueSource(strings = {"batch", "transaction"})
    void theTrailIsNotReadInABundleByWhomItIsKeptFrom(String kind) {
        String patient = patient();
        String id = events("patient=" + patient).get(0).getIdElement().getIdPart();
        Api research = admin.with(
                Api.token(RunningServer.data(), Map.of("scope", "system/*.cruds", "purpose_of_use", "HRESCH")));
        Api searches = admin.with(Api.token(
                RunningServer.data(),
                Map.of("scope", "system/AuditEvent.rs?subtype=search-type", "purpose_of_use", "TREAT")));

        for (Api api : List.of(hospital, research, searches)) {
            assertThat(api.get("AuditEvent/" + id).status()).isEqualTo(404);
            String answer = inBundle(api, kind, id);
            assertThat(answer).contains("404 Not Found").doesNotContain(patient);
            assertThat(answer).isEqualTo(inBundle(api, kind, "999999999999").replace("999999999999", id));
        }
        assertThat(inBundle(admin, kind, id)).contains("Patient/" + patient);
    }

    private static String inBundle(Api api, String kind, String id) {
        Bundle asked = batch("AuditEvent/" + id);
        asked.setType(Bundle.BundleType.fromCode(kind));
        Bundle answer = api.post("", asked).as(Bundle.class);
        answer.setId("");
        answer.setMeta(null);
        return Api.text(answer);
    }

    @Test
    void whoHasTheCurrentVersionIsNotRefused() {
        String patient = patient();
        Api.Answer unchanged = admin.get("Patient/" + patient, "If-None-Match", "W/\"1\"");

        assertThat(unchanged.status()).isEqualTo(304);
        assertThat(events("patient=" + patient + "&subtype=read"))
                .singleElement()
                .satisfies(event -> assertThat(event.getOutcome()).isEqualTo(AuditEvent.AuditEventOutcome._0));
        assertThat(events("subtype=read&outcome=4"))
                .noneMatch(event -> entities(event).contains("Patient/" + patient));
    }

    @Test
    void aRefusalIsOnRecordWithItsReasonWhichIsNotTold() {
        String patient = patient();
        Api.Answer refused = hospital.get("Patient/" + patient);

        AuditEvent event = events("agent=Organization/hospital&outcome=4").get(0);

        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.text()).doesNotContain("NO_CONSENT");
        assertThat(event.getOutcomeDesc()).isEqualTo("NO_CONSENT");
        assertThat(entities(event)).contains("Patient/" + patient);
    }

    @Test
    void aNewTokenIsOnRecord() {
        Map<String, Object> claims = Map.of(
                "scope",
                "system/*.rs",
                "fhirUser",
                "Practitioner/new-" + Instant.now().toEpochMilli());
        RunningServer.api().with(Api.token(RunningServer.data(), claims)).get("Patient?_count=1");

        assertThat(events("subtype=login&agent=" + claims.get("fhirUser"))).hasSize(1);
    }

    @Test
    void aCharacterThatTheDatabaseDoesNotTakeKeepsNothingFromTheRecord() {
        String patient = patient();
        Api strange = admin.with(
                Api.token(RunningServer.data(), Map.of("scope", "system/*.rs", "attestation", "before\u0000after")));

        assertThat(strange.get("Patient/" + patient).status()).isEqualTo(200);

        assertThat(events("patient=" + patient + "&subtype=read")).hasSize(1);
    }

    @Test
    void nothingIsChangedOrDeleted() throws SQLException, IOException {
        String id = admin.post(
                        "AuditEvent",
                        "{\"resourceType\":\"AuditEvent\",\"type\":{\"code\":\"rest\"},\"recorded\":\"2026-01-01T00:00:00Z\",\"agent\":[{\"requestor\":true}],\"source\":{\"observer\":{\"display\":\"x\"}}}")
                .id();

        assertThat(admin.get("AuditEvent/" + id).status()).isEqualTo(200);
        assertThat(admin.put("AuditEvent/" + id, "{\"resourceType\":\"AuditEvent\",\"id\":\"" + id + "\"}")
                        .status())
                .isBetween(400, 499);
        assertThat(admin.delete("AuditEvent/" + id).status()).isBetween(400, 499);
        try (Connection database = database()) {
            for (String change :
                    List.of("DELETE FROM oud_audit", "UPDATE oud_audit SET kind = ''", "TRUNCATE oud_audit")) {
                assertThatThrownBy(() -> database.createStatement().execute(change))
                        .hasMessageContaining("only added to");
            }
        }
    }

    @Test
    void withoutARecordNothingGoesOutAndNothingIsStored() throws SQLException, IOException {
        String patient = patient();
        try (Connection database = database()) {
            database.createStatement().execute("ALTER TABLE oud_audit RENAME TO oud_audit_away");
            try {
                assertThat(admin.get("Patient/" + patient).status()).isEqualTo(503);
                assertThat(admin.get("Patient?_id=" + patient).status()).isEqualTo(503);
                assertThat(admin.get("Patient/" + patient).text()).doesNotContain("birthDate");
                assertThat(admin.post("Observation", Seeds.of(patient, "Observation"))
                                .status())
                        .isEqualTo(503);
            } finally {
                database.createStatement().execute("ALTER TABLE oud_audit_away RENAME TO oud_audit");
            }
        }

        assertThat(admin.get("Patient/" + patient).status()).isEqualTo(200);
        assertThat(admin.count("Observation?patient=" + patient)).isZero();
    }

    /**
     * What is committed without waiting lies behind the end of what is on disk, if but for a moment; the database also writes
     * for itself now and then, so that one try of some tells.
     */
    @Test
    void aDisclosureIsOnDiskBeforeItGoesOutAndUseWithinTheHouseNeedNotBe() throws SQLException, IOException {
        String patient = patient();
        admin.put(
                ConsentForms.of("named:hospital:TREAT", patient, Instant.now()).get(0));
        try (Connection database = database()) {
            assertThat(tries(() -> isAllOnDisk(database, hospital, patient))).contains(true);
            assertThat(tries(() -> isAllOnDisk(database, admin, patient))).contains(false);
        }
    }

    private static List<Boolean> tries(Callable<Boolean> question) {
        return Stream.generate(() -> question).limit(10).map(AuditIT::ask).toList();
    }

    private static boolean ask(Callable<Boolean> question) {
        try {
            return question.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isAllOnDisk(Connection database, Api reader, String patient) throws SQLException {
        assertThat(reader.get("Patient/" + patient).status()).isEqualTo(200);
        try (Statement statement = database.createStatement();
                ResultSet answer =
                        statement.executeQuery("SELECT pg_current_wal_flush_lsn() >= pg_current_wal_insert_lsn()")) {
            answer.next();
            return answer.getBoolean(1);
        }
    }

    @Test
    void thePatientGetsAnAccountOfDisclosures() {
        String patient = patient();
        String other = patient();
        for (String each : List.of(patient, other)) {
            Consent consent =
                    ConsentForms.of("named:hospital:TREAT", each, Instant.now()).get(0);
            admin.put(consent);
        }
        admin.get("Patient/" + patient);
        hospital.get("Patient/" + patient);
        hospital.get("Patient?_id=" + patient + "," + other);
        Api app = ScopeIT.patientApp(patient, "patient/*.rs");

        Bundle account =
                app.get("Patient/" + patient + "/$accounting-of-disclosures").as(Bundle.class);

        assertThat(account.getEntry()).hasSize(2).allSatisfy(entry -> {
            AuditEvent event = (AuditEvent) entry.getResource();
            assertThat(event.getOutcomeDesc()).isEqualTo("CONSENT");
            assertThat(event.getAgent())
                    .anyMatch(agent ->
                            "Organization/hospital".equals(agent.getWho().getReference()));
            assertThat(entities(event)).contains("Consent/" + patient + "-named-hospital-TREAT");
            assertThat(Api.text(event)).doesNotContain(other);
        });
        assertThat(app.get("Patient/" + other + "/$accounting-of-disclosures").status())
                .isEqualTo(404);
        assertThat(hospital.get("Patient/" + patient + "/$accounting-of-disclosures")
                        .status())
                .isEqualTo(403);
        assertThat(admin.get("Patient/" + patient + "/$accounting-of-disclosures")
                        .as(Bundle.class)
                        .getTotal())
                .isEqualTo(2);
    }

    /** The answer to a write is a disclosure too, if something is given with it on a basis; a write alone is none. */
    @Test
    void whatIsGivenInAnswerToAWriteIsAccountedFor() throws SQLException, IOException {
        String patient = patient();
        String line =
                "INSERT INTO oud_audit (recorded, kind, action, outcome, reason, request, query, subject, client, person,"
                        + " organization, purpose, attestation, patients, resources, consents) VALUES (now(), 'update', 'U', '%s', '%s',"
                        + " '', '', 'x', '', '', 'Organization/hospital', 'TREAT', '', ARRAY['" + patient
                        + "'], ARRAY['Observation/1'],"
                        + " '{}')";
        try (Connection database = database()) {
            for (List<String> each : List.of(
                    List.of("0", "CONSENT"), List.of("0", ""), List.of("0", "INTERNAL"), List.of("4", "CONSENT"))) {
                database.createStatement().execute(line.formatted(each.toArray()));
            }
        }

        assertThat(admin.get("Patient/" + patient + "/$accounting-of-disclosures")
                        .as(Bundle.class)
                        .getEntry())
                .singleElement()
                .satisfies(entry -> assertThat(((AuditEvent) entry.getResource()).getAction())
                        .isEqualTo(AuditEvent.AuditEventAction.U));
    }

    private static Bundle.BundleEntryComponent entry(String type, String resource) {
        Bundle.BundleEntryComponent entry = new Bundle.BundleEntryComponent();
        entry.setResource((org.hl7.fhir.r4.model.Resource)
                ca.uhn.fhir.context.FhirContext.forR4Cached().newJsonParser().parseResource(resource));
        entry.getRequest().setMethod(Bundle.HTTPVerb.POST).setUrl(type);
        return entry;
    }

    private static Bundle batch(String... urls) {
        Bundle batch = new Bundle().setType(Bundle.BundleType.BATCH);
        for (String url : urls) {
            batch.addEntry().getRequest().setMethod(Bundle.HTTPVerb.GET).setUrl(url);
        }
        return batch;
    }

    private static List<AuditEvent> requests(List<AuditEvent> events, String id) {
        return events.stream()
                .filter(event -> event.getEntity().stream()
                        .anyMatch(entity ->
                                id.equals(entity.getWhat().getIdentifier().getValue())))
                .toList();
    }

    private static List<String> entities(AuditEvent event) {
        return event.getEntity().stream()
                .map(entity -> String.valueOf(entity.getWhat().getReference()))
                .toList();
    }

    private static String patient() {
        String id = "audit-" + NUMBER.incrementAndGet();
        assertThat(admin.put(
                                "Patient/" + id,
                                "{\"resourceType\":\"Patient\",\"id\":\"" + id + "\",\"birthDate\":\"1990-01-01\"}")
                        .status())
                .isEqualTo(201);
        return id;
    }

    private static List<AuditEvent> events(String query) {
        return admin.get("AuditEvent?" + query).as(Bundle.class).getEntry().stream()
                .map(entry -> (AuditEvent) entry.getResource())
                .toList();
    }

    static Connection database() throws SQLException, IOException {
        return database(RunningServer.data());
    }

    /** The database of a server with this folder. */
    static Connection database(Path data) throws SQLException, IOException {
        String port = Files.readAllLines(data.resolve("postgres").resolve("postmaster.pid"))
                .get(3);
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port.strip() + "/postgres",
                "postgres",
                Files.readString(data.resolve("database.password")).strip());
    }
}
