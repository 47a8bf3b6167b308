package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client was told is stored stays stored, however the server ends; and a server that cannot run says why. */
class RestartIT {

    private static final String VIGNETTE = "SYN-0004";
    private static final List<String> DERIVED = List.of(
            "Observation",
            "Condition",
            "Flag",
            "Goal",
            "CarePlan",
            "MedicationRequest",
            "ServiceRequest",
            "RequestGroup",
            "Task");
    private static final int STREAM = 8;
    private static final int CLIENTS = 3;
    private static final int ANSWERED_BEFORE_THE_KILL = 3;

    /** One intake on its way: what was sent for whom, and whether the server said that it is stored. */
    private record Sent(Visit visit, QuestionnaireResponse intake, AtomicBoolean accepted) {

        static Sent of(Visit visit) {
            return new Sent(visit, visit.intake(), new AtomicBoolean());
        }

        Api.Answer send(Api api) {
            Api.Answer answer = api.post(intake);
            accepted.set(answer.status() == 201);
            return answer;
        }

        /** How many resources of each derived type the patient has. */
        Map<String, Integer> derived(Api api) {
            Map<String, Integer> derived = new LinkedHashMap<>();
            DERIVED.forEach(type -> derived.put(type, api.count(type + "?patient=" + visit.patientId())));
            return derived;
        }

        int responses(Api api) {
            return api.count("QuestionnaireResponse?patient=" + visit.patientId());
        }
    }

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path data;

    @AfterEach
    void leaveNoDatabaseBehind() throws IOException {
        ServerProcess.database(data).ifPresent(orphan -> {
            orphan.destroy();
            orphan.onExit().join();
        });
    }

    @Test
    void whatWasAnsweredOutlivesAStopAndAKillAndWhatWasNotIsWholeOrAbsent() throws Exception {
        Sent first;
        Map<String, Integer> nothing;
        Map<String, Integer> whole;
        String export;
        try (ServerProcess server = ServerProcess.start(data)) {
            Api api = server.api();
            first = Sent.of(Visit.of(api, VIGNETTE));
            nothing = first.derived(api);
            assertThat(first.send(api).status()).isEqualTo(201);
            whole = first.derived(api);
            assertThat(whole.get("CarePlan")).isEqualTo(7);
            export = BulkExport.begin(api, "$export?_type=CarePlan").state();

            assertThat(server.stop()).isZero();
            assertThat(ServerProcess.database(data)).isEmpty();
        }

        List<Sent> stream = new ArrayList<>();
        try (ServerProcess server = ServerProcess.start(data)) {
            Api api = server.api();
            assertThat(first.derived(api)).isEqualTo(whole);
            assertThat(first.responses(api)).isEqualTo(1);
            assertThat(new BulkExport(api, "$export-poll-status" + export.replaceFirst(".*[?]", "?")).references())
                    .as("an export goes on after a restart")
                    .hasSize(7);
            aSecondServerOnTheFolderIsRefused();
            for (int i = 0; i < STREAM; i++) {
                stream.add(Sent.of(Visit.of(api, VIGNETTE)));
            }

            killInTheMiddle(server, stream);
        }

        try (ServerProcess server = ServerProcess.start(data)) {
            Api api = server.api();
            assertThat(stream)
                    .anyMatch(sent -> sent.accepted().get())
                    .anyMatch(sent -> !sent.accepted().get());
            for (Sent sent : stream) {
                if (sent.accepted().get()) {
                    assertThat(sent.responses(api)).isEqualTo(1);
                    assertThat(sent.derived(api)).isEqualTo(whole);
                } else {
                    assertThat(sent.derived(api)).isIn(nothing, whole);
                    assertThat(sent.responses(api)).isLessThanOrEqualTo(1);
                }

                assertThat(sent.send(api).status()).isIn(200, 201);
                assertThat(sent.responses(api)).isEqualTo(1);
                assertThat(sent.derived(api)).isEqualTo(whole);
            }
        }
    }

    @Test
    void aTakenPortIsRefusedWithOneLine() throws Exception {
        int taken = URI.create(RunningServer.api().baseUrl()).getPort();

        try (ServerProcess second = ServerProcess.begin(data, taken, Map.of())) {
            assertThat(second.exit()).isEqualTo(1);
            assertThat(second.complaint())
                    .isEqualTo("Cannot listen on 127.0.0.1:" + taken + ": the port is taken or not permitted");
        }
    }

    @Test
    void anUnknownSettingIsWrongUsage() throws Exception {
        try (ServerProcess server = ServerProcess.begin(data, 0, Map.of("OUD_PROT", "8081"))) {
            assertThat(server.exit()).isEqualTo(2);
            assertThat(server.complaint()).hasLineCount(1).startsWith("OUD_PROT is not a setting; there are OUD_PORT");
        }
    }

    private void aSecondServerOnTheFolderIsRefused() throws IOException, InterruptedException {
        try (ServerProcess second = ServerProcess.begin(data, 0, Map.of())) {
            assertThat(second.exit()).isEqualTo(1);
            assertThat(second.complaint()).isEqualTo("Another server is using the data folder " + data);
        }
    }

    /** Several clients send; the server is killed as soon as some have their answer. */
    private void killInTheMiddle(ServerProcess server, List<Sent> stream) throws IOException, InterruptedException {
        Api api = server.api();
        CountDownLatch answered = new CountDownLatch(ANSWERED_BEFORE_THE_KILL);
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        stream.forEach(sent -> clients.execute(() -> {
            try {
                sent.send(api);
                answered.countDown();
            } catch (IllegalStateException killed) {
                // no answer: nobody promised anything
            }
        }));
        assertThat(answered.await(60, TimeUnit.SECONDS)).isTrue();
        server.kill();
        assertThat(ServerProcess.database(data)).isPresent();
        clients.shutdown();
        assertThat(clients.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }
}
