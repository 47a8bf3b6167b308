package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Races, a database that fails, and Bundles that refer to themselves: nothing half done, and the server goes on. */
class HostileStateIT {

    private static final int CLIENTS = 16;
    private static final int REQUESTS = 100;
    private static final int STATEMENT_SECONDS = 2;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path data;

    @SuppressWarnings("NullAway.Init")
    private static CareServer server;

    @SuppressWarnings("NullAway.Init")
    private static Api api;

    @BeforeAll
    static void aServerThatWaitsTwoSecondsForItsDatabase() throws Exception {
        server = CareServer.start(Settings.read(
                Map.of("OUD_MAX_STATEMENT_SECONDS", String.valueOf(STATEMENT_SECONDS)),
                Map.of(Setting.PORT, "0", Setting.DATA, data.toString())));
        api = Api.of(server.baseUrl(), data);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    // races

    @Test
    void ofManyUpdatesOfOneVersionOneWins() throws Exception {
        String id = api.post(new Patient()).id();

        List<Integer> statuses =
                atOnce(number -> api.put("Patient/" + id, patient(id, "P" + number), "If-Match", "W/\"1\""));

        assertThat(statuses.stream().filter(status -> status == 200)).hasSize(1);
        assertThat(statuses).allMatch(status -> List.of(200, 409, 412).contains(status));
        assertThat(versions(id)).containsExactly(2, 1);
        assertThat(api.get("Patient/" + id).status()).isEqualTo(200);
    }

    @Test
    void updatesWithoutAVersionLeaveAHistoryWithoutGaps() throws Exception {
        String id = api.post(new Patient()).id();

        List<Integer> statuses = atOnce(number -> api.put("Patient/" + id, patient(id, "P" + number)));

        assertThat(statuses).allMatch(status -> status == 200 || status == 409);
        int stored = 1 + (int) statuses.stream().filter(status -> status == 200).count();
        assertThat(versions(id))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, stored).boxed().toList());
        assertThat(api.put("Patient/" + id, patient(id, "Last")).status()).isEqualTo(200);
    }

    @Test
    void ofManyConditionalCreatesOneCreates() throws Exception {
        List<Integer> statuses = atOnce(number -> api.post(
                "Patient",
                "{\"resourceType\":\"Patient\",\"identifier\":[{\"system\":\"urn:race\",\"value\":\"one\"}]}",
                "If-None-Exist",
                "identifier=urn:race|one"));

        assertThat(statuses).allMatch(status -> List.of(200, 201, 409, 412).contains(status));
        assertThat(api.count("Patient?identifier=urn:race%7Cone")).isEqualTo(1);
    }

    @Test
    void whatIsDeletedCanComeBackAndKeepsItsHistory() {
        String id = api.post(new Patient()).id();
        String observation =
                api.post("Observation", Seeds.of(id, "Observation")).id();
        assertThat(api.delete("Patient/" + id).status())
                .as("somebody refers to it")
                .isEqualTo(409);
        assertThat(api.delete("Observation/" + observation).status()).isEqualTo(200);
        assertThat(api.delete("Patient/" + id).status()).isEqualTo(200);
        assertThat(api.get("Patient/" + id).status()).isEqualTo(410);
        assertThat(api.get("Patient/" + id + "/_history/2").status()).isEqualTo(410);

        assertThat(api.put("Patient/" + id, patient(id, "Again")).status()).isIn(200, 201);

        assertThat(versions(id)).containsExactly(3, 2, 1);
        assertThat(api.get("Patient/" + id + "/_history/1").status()).isEqualTo(200);
    }

    // Bundles

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "two entries of one fullUrl; {'fullUrl':'urn:uuid:11111111-1111-4111-8111-111111111111','resource':{'resourceType':'Patient'},'request':{'method':'POST','url':'Patient'}},{'fullUrl':'urn:uuid:11111111-1111-4111-8111-111111111111','resource':{'resourceType':'Group','type':'person','actual':true},'request':{'method':'POST','url':'Group'}}",
                "one resource written twice; {'resource':{'resourceType':'Patient','id':'twice'},'request':{'method':'PUT','url':'Patient/twice'}},{'resource':{'resourceType':'Patient','id':'twice'},'request':{'method':'PUT','url':'Patient/twice'}}",
                "a reference to nowhere; {'resource':{'resourceType':'Observation','status':'final','code':{'text':'x'},'subject':{'reference':'urn:uuid:22222222-2222-4222-8222-222222222222'}},'request':{'method':'POST','url':'Observation'}}",
                "a condition that finds itself; {'resource':{'resourceType':'Observation','status':'final','code':{'text':'x'},'subject':{'reference':'Patient?identifier=urn:nobody|0'}},'request':{'method':'POST','url':'Observation'}}",
                "a transaction within; {'resource':{'resourceType':'Bundle','type':'transaction'},'request':{'method':'POST','url':''}}"
            })
    void aBundleThatContradictsItselfStoresNothing(String what, String entries) {
        String whole =
                "{'resourceType':'Bundle','type':'transaction','entry':[{'resource':{'resourceType':'Location','name':'"
                        + what + "'},'request':{'method':'POST','url':'Location'}}," + entries + "]}";

        Api.Answer answer = api.post("", whole.replace('\'', '"'));

        assertThat(answer.status()).as(answer.text()).isBetween(400, 499);
        assertThat(api.count("Location?name=" + what.replace(' ', '+'))).isZero();
    }

    @Test
    void resourcesThatReferToEachOtherAreStoredTogether() {
        String circle = "{'resourceType':'Bundle','type':'transaction','entry':["
                + "{'fullUrl':'urn:uuid:33333333-3333-4333-8333-333333333333','resource':{'resourceType':'Organization','name':'Circle','partOf':{'reference':'urn:uuid:44444444-4444-4444-8444-444444444444'}},'request':{'method':'POST','url':'Organization'}},"
                + "{'fullUrl':'urn:uuid:44444444-4444-4444-8444-444444444444','resource':{'resourceType':'Organization','name':'Circle','partOf':{'reference':'urn:uuid:33333333-3333-4333-8333-333333333333'}},'request':{'method':'POST','url':'Organization'}}]}";

        assertThat(api.post("", circle.replace('\'', '"')).status()).isEqualTo(200);

        assertThat(api.get("Organization?name=Circle&_include:iterate=Organization:partof")
                        .as(Bundle.class)
                        .getEntry())
                .as("an include that goes in circles ends")
                .hasSize(2);
    }

    @Test
    void bundlesWithinBundlesAreBounded() {
        String nested = "{\"resourceType\":\"Bundle\",\"type\":\"collection\"}";
        for (int i = 0; i < 50; i++) {
            nested = "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[{\"resource\":" + nested + "}]}";
        }
        Instant start = Instant.now();

        assertThat(api.post("Bundle", nested).status()).isEqualTo(400);

        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(2));
    }

    // the database

    @Test
    void aStatementThatTakesTooLongIsGivenUp() throws Exception {
        String id = api.post("Patient", "{\"resourceType\":\"Patient\",\"name\":[{\"family\":\"Slow\"}]}")
                .id();
        try (Connection other = database()) {
            other.setAutoCommit(false);
            other.createStatement().execute("LOCK TABLE hfj_resource, hfj_spidx_string IN ACCESS EXCLUSIVE MODE");
            Instant start = Instant.now();

            assertThat(api.get("Patient?family=slow").status()).isEqualTo(422);
            assertThat(api.get("Patient/" + id).status()).isIn(422, 503);
            assertThat(api.post(new Patient()).status()).isEqualTo(503);

            assertThat(Duration.between(start, Instant.now()))
                    .isBetween(Duration.ofSeconds(STATEMENT_SECONDS), Duration.ofSeconds(10L * STATEMENT_SECONDS));
            other.rollback();
        }

        assertThat(api.get("Patient/" + id).status()).isEqualTo(200);
    }

    @Test
    void connectionsThatAreCutAreReplaced() throws Exception {
        String id = api.post(new Patient()).id();
        try (Connection other = database()) {
            other.createStatement()
                    .execute(
                            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'oud-fhir-server'");
        }

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(api.get("Patient/" + id).status()).isEqualTo(200));
        assertThat(api.post(new Patient()).status()).isEqualTo(201);
    }

    // fixtures

    private static List<Integer> versions(String id) {
        return api.get("Patient/" + id + "/_history?_count=200").as(Bundle.class).getEntry().stream()
                .map(entry -> entry.getRequest().getMethod() == Bundle.HTTPVerb.DELETE
                        ? entry.getResponse().getEtag()
                        : "W/\"" + entry.getResource().getMeta().getVersionId() + "\"")
                .map(etag -> Integer.valueOf(etag.replaceAll("[^0-9]", "")))
                .toList();
    }

    private static String patient(String id, String family) {
        return "{\"resourceType\":\"Patient\",\"id\":\"" + id + "\",\"name\":[{\"family\":\"" + family + "\"}]}";
    }

    private static List<Integer> atOnce(IntFunction<Api.Answer> request) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<Integer>> statuses = new ArrayList<>();
            for (int i = 0; i < REQUESTS; i++) {
                int number = i;
                statuses.add(clients.submit(() -> {
                    start.await();
                    return request.apply(number).status();
                }));
            }
            start.countDown();
            List<Integer> got = new ArrayList<>();
            for (Future<Integer> status : statuses) {
                got.add(status.get());
            }
            return Collections.unmodifiableList(got);
        } finally {
            clients.shutdownNow();
        }
    }

    private static Connection database() throws SQLException, IOException {
        String port = Files.readAllLines(data.resolve("postgres").resolve("postmaster.pid"))
                .get(3);
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port.strip() + "/postgres",
                "postgres",
                Files.readString(data.resolve("database.password")).strip());
    }
}
