package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first clients of a server that has just started on an empty folder. */
class FirstWritesIT {

    private static final int CLIENTS = 16;

    /** Types of which a new server stores nothing itself. */
    private static final List<IntFunction<Resource>> TYPES = List.of(
            number -> new Patient().addName(new HumanName().setFamily("First" + number)),
            number -> new Practitioner().addName(new HumanName().setFamily("First" + number)),
            number -> new Organization().setName("First" + number),
            number -> new Location().setName("First" + number));

    @Test
    void theFirstWritesOfManyClientsAtOnceAreAllTaken(@TempDir Path data) throws Exception {
        Settings settings = Settings.read(Map.of(), Map.of(Setting.PORT, "0", Setting.DATA, data.toString()));
        try (CareServer server = CareServer.start(settings)) {
            Api api = Api.of(server.baseUrl(), data);

            List<Api.Answer> answers = atOnce(api);

            assertThat(answers)
                    .hasSize(CLIENTS)
                    .allSatisfy(answer ->
                            assertThat(answer.status()).as(answer.text()).isEqualTo(201));
            assertThat(api.count("Patient")).isEqualTo(CLIENTS / TYPES.size());
        }
    }

    private static List<Api.Answer> atOnce(Api api) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<Api.Answer>> answers = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                Resource resource = TYPES.get(i % TYPES.size()).apply(i);
                answers.add(clients.submit(() -> {
                    start.await();
                    return api.post(resource);
                }));
            }
            start.countDown();
            List<Api.Answer> got = new ArrayList<>();
            for (Future<Api.Answer> answer : answers) {
                got.add(answer.get());
            }
            return got;
        } finally {
            clients.shutdownNow();
        }
    }
}
