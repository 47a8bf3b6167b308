package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.hl7.fhir.r4.model.Subscription;
import org.hl7.fhir.r4.model.Subscription.SubscriptionChannelType;
import org.hl7.fhir.r4.model.Subscription.SubscriptionStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row 60 of the list of attacks: what was stored and not delivered when the server was killed is delivered afterwards. */
class SubscriptionRestartIT {

    private static final int CHANGES = 12;

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
    void whatWasNotDeliveredWhenTheServerWasKilledIsDeliveredAfterwards() throws Exception {
        try (HookReceiver hooks = HookReceiver.start()) {
            Map<String, String> settings = Map.of("OUD_SUBSCRIPTION_ENDPOINTS", hooks.url("/hooks"));
            Set<String> stored = new HashSet<>();
            hooks.answer("/hooks/a", 503);
            try (ServerProcess server = ServerProcess.start(data, settings)) {
                Api api = server.api();
                subscribe(api, hooks.url("/hooks/a"));
                for (int i = 0; i < CHANGES; i++) {
                    stored.add("/hooks/a/Patient/" + patient(api));
                    if (i == CHANGES / 2) {
                        hooks.next("/hooks/a"); // the first are on their way, the last not even matched
                    }
                }
                server.kill();
            }

            hooks.answer("/hooks/a", 200);
            hooks.rest("/hooks/a");
            try (ServerProcess server = ServerProcess.start(data, settings)) {
                List<String> came = new ArrayList<>();
                Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                    hooks.rest("/hooks/a").forEach(call -> came.add(call.path()));
                    assertThat(came).containsAll(stored);
                });
                assertThat(stored).containsAll(came);
                assertThat(server.stop()).isZero();
            }
        }
    }

    private static void subscribe(Api api, String endpoint) {
        Subscription subscription = new Subscription();
        subscription.setStatus(SubscriptionStatus.REQUESTED).setReason("x").setCriteria("Patient?active=true");
        subscription
                .getChannel()
                .setType(SubscriptionChannelType.RESTHOOK)
                .setEndpoint(endpoint)
                .setPayload("application/fhir+json");
        String id = api.post(subscription).id();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(api.read(Subscription.class, id).getStatus()).isEqualTo(SubscriptionStatus.ACTIVE));
    }

    private static String patient(Api api) {
        return api.post("Patient", "{\"resourceType\":\"Patient\",\"active\":true}")
                .id();
    }
}
