package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Subscription;
import org.hl7.fhir.r4.model.Subscription.SubscriptionChannelType;
import org.hl7.fhir.r4.model.Subscription.SubscriptionStatus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.oudfhir.privacy.part2.Actor;
import org.oudfhir.privacy.part2.ConsentForms;
import org.oudfhir.privacy.part2.DecisionTable;
import org.oudfhir.privacy.part2.DecisionTable.Line;
import org.slf4j.LoggerFactory;

/** Subscriptions by REST hook, on a server that may deliver to one address and some below others. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SubscriptionIT {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Duration TO_GIVE_UP = Duration.ofSeconds(90);

    private static HookReceiver hooks;
    private static Path data;
    private static CareServer server;
    private static Api owner;
    private static DecisionRecords records;
    private static String refused = "";
    private static String broken = "";
    private static String redirecting = "";

    @BeforeAll
    static void start() throws Exception {
        hooks = HookReceiver.start();
        data = Files.createTempDirectory("oud-subscription");
        server = CareServer.start(Settings.read(
                Map.of(),
                Map.of(
                        Setting.PORT,
                        "0",
                        Setting.DATA,
                        data.toString(),
                        Setting.SUBSCRIPTION_ENDPOINTS,
                        hooks.url("/hooks") + ", https://trusted.example.com/in/")));
        owner = Api.of(server.baseUrl(), data);
        records = new DecisionRecords(owner, data);
        records.organisations();
        endpointsThatDoNotTakeIt();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        hooks.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("subscription-") || name.equals("deliveries"));
        RunningServer.delete(data);
    }

    // what is delivered

    @Test
    void aChangeIsDeliveredWithItsContentAndTheHeadersOfTheSubscriber() {
        String patient = patient("none");
        Subscription wanted = subscription("/hooks/content", "Observation?subject=Patient/" + patient);
        wanted.getChannel().addHeader("Authorization: Bearer of-the-receiver");
        activate(owner, wanted);

        String id = observe(patient);

        HookReceiver.Call call = hooks.next("/hooks/content");
        assertThat(call.method()).isEqualTo("PUT");
        assertThat(call.path()).isEqualTo("/hooks/content/Observation/" + id);
        assertThat(call.header("Authorization")).containsExactly("Bearer of-the-receiver");
        assertThat(call.body()).contains("\"id\":\"" + id + "\"", "42CFRPart2");
        assertThat(call.header("Link")).isEmpty();
    }

    @Test
    void withoutPayloadANotificationComesWithoutContent() {
        String patient = patient("none");
        Subscription wanted = subscription("/hooks/ping", "Observation?subject=Patient/" + patient);
        wanted.getChannel().getPayloadElement().setValue("");
        activate(owner, wanted);

        observe(patient);

        HookReceiver.Call call = hooks.next("/hooks/ping");
        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.body()).isEmpty();
    }

    @Test
    void xmlIsDeliveredToWhoWantsIt() {
        String patient = patient("none");
        Subscription wanted = subscription("/hooks/xml", "Observation?subject=Patient/" + patient);
        wanted.getChannel().setPayload("application/fhir+xml");
        activate(owner, wanted);

        observe(patient);

        assertThat(hooks.next("/hooks/xml").body()).contains("<Observation xmlns=\"http://hl7.org/fhir\"");
    }

    @Test
    void eachDeliveryIsALineOfTheAuditTrail() {
        String patient = patient("none");
        String subscription = activate(owner, subscription("/hooks/audit", "Observation?subject=Patient/" + patient));

        String id = observe(patient);
        hooks.next("/hooks/audit");

        assertThat(owner.search(AuditEvent.class, "patient=" + patient + "&subtype=subscription&outcome=0"))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.getType().getCode()).isEqualTo("110106");
                    assertThat(event.getOutcomeDesc()).isEqualTo("INTERNAL");
                    assertThat(Api.text(event))
                            .contains("Observation/" + id, "Subscription/" + subscription, "\"display\":\"local\"");
                });
    }

    @Test
    void aChangeIsDeliveredAnewAndADeletionIsNot() {
        String patient = patient("none");
        activate(owner, subscription("/hooks/again", "Observation?subject=Patient/" + patient));
        String id = observe(patient);
        hooks.next("/hooks/again");

        Observation changed = owner.read(Observation.class, id);
        changed.addNote().setText("changed");
        assertThat(owner.put(changed).status()).isEqualTo(200);

        assertThat(hooks.next("/hooks/again").body()).contains("\"versionId\":\"2\"");
        assertThat(owner.delete("Observation/" + id).status()).isEqualTo(200);
        observe(patient);
        assertThat(hooks.next("/hooks/again").path()).doesNotContain(id);
        assertThat(hooks.rest("/hooks/again")).isEmpty();
    }

    // to whom

    /** Row 34 of the specification's table, as lines: that somebody is a patient is not told either. */
    private static final List<Line> ABOUT_PATIENTS = List.of(
            new Line(34, "program", "hospital", "TREAT", "none", "P2 Patient", "absent", "NO_CONSENT"),
            new Line(34, "program", "hospital", "TREAT", "tpo:class", "P2 Patient", "200", "CONSENT"));

    @Test
    void theDecisionTableHoldsForWhatIsDelivered() {
        List<Line> lines = Stream.concat(
                        DecisionTable.lines().stream()
                                .filter(line -> line.server().equals("program")),
                        ABOUT_PATIENTS.stream())
                .toList();

        Map<String, Map<String, String>> faults = new DeliveryPath(owner, hooks)
                .faults(lines.stream().map(records::subscribed).toList());

        assertThat(faults)
                .hasSameSizeAs(lines)
                .allSatisfy((line, wrong) -> assertThat(wrong).as(line).isEmpty());
        assertThat(DecisionTable.withoutSubscription())
                .as("each speaks of a line")
                .allMatch(none -> DecisionTable.lines().stream().anyMatch(none::isOf));
    }

    @Test
    void whatTheScopesDoNotReachIsNotDelivered() {
        String own = patient("none");
        String other = patient("none");
        Api narrow = caller(Map.of(
                "scope",
                "user/Subscription.crus patient/Observation.rs user/Patient.rs",
                "fhirUser",
                "Practitioner/somebody",
                "patient",
                own));
        activate(narrow, subscription("/hooks/narrow", "Observation?status=final"));

        String hidden = observe(other);
        String shown = observe(own);

        assertThat(hooks.next("/hooks/narrow").path()).endsWith(shown);
        observe(other);
        String next = observe(own);
        assertThat(hooks.next("/hooks/narrow").path()).endsWith(next);
        assertThat(hooks.rest("/hooks/narrow")).isEmpty();
        assertThat(owner.search(AuditEvent.class, "patient=" + other + "&subtype=subscription"))
                .as(hidden)
                .noneMatch(event -> Api.text(event).contains("Practitioner/somebody"));
    }

    @Test
    void outsideOnlyWhatTheConsentAtThatMomentPermitsIsDelivered() {
        String patient = patient("none");
        String consented = patient("tpo:class");
        activate(hospital("hospital"), subscription("/hooks/hospital", "Observation?status=final"));

        String without = observe(patient);
        assertThat(untilDelivered("/hooks/hospital", consented))
                .noneMatch(call -> call.path().endsWith(without));
        assertThat(owner.search(AuditEvent.class, "patient=" + patient + "&subtype=subscription&outcome=4"))
                .anySatisfy(event -> {
                    assertThat(event.getOutcomeDesc()).isEqualTo("NO_CONSENT");
                    assertThat(Api.text(event)).contains("Observation/" + without, "Organization/hospital");
                });

        Consent consent = ConsentForms.of("tpo:class", patient, Instant.now()).get(0);
        store("Consent/" + consent.getIdElement().getIdPart(), Api.text(consent));
        String with = observe(patient);
        HookReceiver.Call call = hooks.next("/hooks/hospital");
        assertThat(call.path()).endsWith(with);
        assertThat(call.header("Link"))
                .anyMatch(link -> link.contains(server.baseUrl() + "/CodeSystem/oud-privacy-notice"))
                .anyMatch(link -> link.contains(server.baseUrl() + "/Consent/" + patient + "-tpo-class"));
        assertThat(owner.get("Patient/" + patient + "/$accounting-of-disclosures")
                        .text())
                .contains("Observation/" + with, "Organization/hospital", "Consent/" + patient + "-tpo-class");

        consent = owner.read(Consent.class, patient + "-tpo-class");
        consent.setStatus(Consent.ConsentState.INACTIVE);
        assertThat(owner.put(consent).status()).isEqualTo(200);
        String revoked = observe(patient);
        assertThat(untilDelivered("/hooks/hospital", consented))
                .noneMatch(each -> each.path().endsWith(revoked));
    }

    /** What comes to a hook until a new observation of this patient has, and a little longer: two go out at a time. */
    private static List<HookReceiver.Call> untilDelivered(String hook, String patient) {
        String last = observe(patient);
        List<HookReceiver.Call> calls = new ArrayList<>();
        do {
            calls.add(hooks.next(hook));
        } while (!calls.get(calls.size() - 1).path().endsWith(last));
        Awaitility.await()
                .during(Duration.ofMillis(300))
                .until(() -> calls.addAll(hooks.rest(hook)) || !calls.isEmpty());
        return calls;
    }

    @Test
    void aCounsellingNoteAndAPlanWithOneAreNotDelivered() {
        String patient = patient("tpo:class");
        Api hospital = hospital("hospital");
        activate(hospital, subscription("/hooks/plans", "CarePlan?subject=Patient/" + patient));
        activate(hospital, subscription("/hooks/notes", "DocumentReference?subject=Patient/" + patient));
        String category = "\"category\":[{\"coding\":[{\"system\":\"https://oud-fhir.github.io/ig/CodeSystem/"
                + "oud-security-label\",\"code\":\"sud-counseling-note\"}]}],";
        String note = owner.post(
                        "DocumentReference",
                        seed(patient, "DocumentReference").replace("\"status\"", category + "\"status\""))
                .id();

        String mixed = owner.post(
                        "CarePlan",
                        seed(patient, "CarePlan")
                                .replace(
                                        "\"status\"",
                                        "\"supportingInfo\":[{\"reference\":\"DocumentReference/" + note
                                                + "\"}],\"status\""))
                .id();
        String plain = owner.post("CarePlan", seed(patient, "CarePlan")).id();

        assertThat(hospital.get("CarePlan/" + mixed).text()).contains("REDACTED");
        assertThat(hooks.next("/hooks/plans").path()).endsWith(plain);
        String document = owner.post("DocumentReference", seed(patient, "DocumentReference"))
                .id();
        assertThat(hooks.next("/hooks/notes").path()).endsWith(document);
        assertThat(hooks.rest("/hooks/plans")).isEmpty();
        assertThat(hooks.rest("/hooks/notes")).isEmpty();
    }

    @Test
    void whoWasRemovedGetsNothingMore() {
        String patient = patient("none");
        String client = client();
        Api system = caller(Map.of("sub", client, "client_id", client, "scope", "system/*.cruds"));
        String id = activate(system, subscription("/hooks/removed", "Observation?subject=Patient/" + patient));
        observe(patient);
        hooks.next("/hooks/removed");

        assertThat(owner.delete(origin() + "/auth/admin/clients/" + client).status())
                .isEqualTo(200);
        observe(patient);

        awaitStatus(id, SubscriptionStatus.ERROR);
        assertThat(owner.read(Subscription.class, id).getError()).contains("was removed");
        assertThat(hooks.rest("/hooks/removed")).isEmpty();
    }

    /** Row 35: as at each download, the consent is looked at again at each attempt. */
    @Test
    void aConsentThatIsRevokedBetweenTwoAttemptsEndsTheAttempts() {
        String patient = patient("tpo:class");
        String consented = patient("tpo:class");
        hooks.answer("/hooks/late", 503);
        activate(
                hospital("hospital"),
                subscription("/hooks/late", "Observation?subject=Patient/" + patient + ",Patient/" + consented));
        String id = observe(patient);
        assertThat(hooks.next("/hooks/late").path()).endsWith(id);

        Consent consent = owner.read(Consent.class, patient + "-tpo-class");
        consent.setStatus(Consent.ConsentState.INACTIVE);
        assertThat(owner.put(consent).status()).isEqualTo(200);
        Awaitility.await()
                .atMost(TO_GIVE_UP)
                .until(() -> owner.count("AuditEvent?patient=" + patient + "&subtype=subscription&outcome=4") == 1);
        hooks.rest("/hooks/late");
        hooks.answer("/hooks/late", 200);

        String next = observe(consented);
        assertThat(hooks.next("/hooks/late").path()).endsWith(next);
        assertThat(hooks.rest("/hooks/late")).isEmpty();
    }

    /** Row 40: it is made up for once it can be recorded, with the marks of one disclosure, however often it was tried. */
    @Test
    void withoutARecordNothingIsDelivered() throws SQLException, IOException {
        String patient = patient("tpo:class");
        hooks.answer("/hooks/unrecorded", 503);
        String subscription = activate(
                hospital("hospital"), subscription("/hooks/unrecorded", "Observation?subject=Patient/" + patient));
        String id = observe(patient);
        hooks.next("/hooks/unrecorded");
        try (Complaints complaints = Complaints.listen();
                Connection database = AuditIT.database(data);
                Statement change = database.createStatement()) {
            change.execute("ALTER TABLE oud_audit ADD CONSTRAINT full_disk CHECK (NOT resources @> ARRAY['Subscription/"
                    + subscription + "']) NOT VALID");
            try {
                hooks.rest("/hooks/unrecorded");
                hooks.answer("/hooks/unrecorded", 200);
                Awaitility.await()
                        .atMost(TO_GIVE_UP)
                        .until(() -> complaints.texts.stream()
                                .anyMatch(text -> text.matches("Subscription/" + subscription
                                        + ": attempt . to deliver failed: it could not be recorded.*")));
                assertThat(hooks.rest("/hooks/unrecorded")).isEmpty();
            } finally {
                change.execute("ALTER TABLE oud_audit DROP CONSTRAINT full_disk");
            }
        }

        HookReceiver.Call call = hooks.next("/hooks/unrecorded");
        assertThat(call.path()).endsWith(id);
        assertThat(call.body()).containsOnlyOnce("extension-display");
        assertThat(call.body()).containsOnlyOnce("extension-sec-label-related-artifact");
    }

    // who may subscribe

    @ParameterizedTest
    @CsvSource({
        "system/Subscription.cruds system/Patient.rs, TREAT, Observation?status=final, 403",
        "system/Observation.rs, TREAT, Observation?status=final, 403",
        "patient/*.cruds, TREAT, Observation?status=final, 403",
        "system/*.cruds, BTG, Observation?status=final, 403",
        "system/*.cruds, HLEGAL, Observation?status=final, 403",
        "system/*.cruds, TREAT, Subscription?status=active, 422",
        "system/*.cruds, TREAT, AuditEvent?action=R, 422",
        "system/*.cruds, TREAT, [*], 422",
        "system/*.cruds, TREAT, Observation, 422",
        "system/*.cruds, TREAT, Observation?subject.name=x, 422",
        "system/*.cruds, TREAT, Patient?_has:Observation:patient:code=x, 422",
        "system/Subscription.c system/Observation.r, TREAT, Observation?status=final, 201",
    })
    void onlyWhatTheCallerMayReadIsSubscribedTo(String scope, String purpose, String criteria, int status) {
        Api caller = caller(Map.of("scope", scope, "purpose_of_use", purpose, "patient", "x"));

        Api.Answer answer = caller.post(subscription("/hooks/may", criteria));

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    }

    @Test
    void anotherCallerNeitherChangesASubscriptionNorSeesItsHeaders() {
        Subscription wanted = subscription("/hooks/mine", "Observation?status=final");
        wanted.getChannel().addHeader("X-Key: the-secret");
        Api mine = caller(Map.of("sub", "mine", "scope", "system/Subscription.cruds system/Observation.rs"));
        Api another = caller(Map.of("sub", "another", "scope", "system/Subscription.cruds system/Observation.rs"));
        String id = mine.post(wanted).id();

        Subscription seen = another.read(Subscription.class, id);
        seen.getChannel().setEndpoint(hooks.url("/hooks/theirs"));

        assertThat(another.put(seen).status()).isEqualTo(403);
        assertThat(another.patch(
                                "Subscription/" + id,
                                "[{\"op\":\"replace\",\"path\":\"/criteria\",\"value\":\"Observation?status=amended\"}]",
                                "Content-Type",
                                "application/json-patch+json")
                        .status())
                .isEqualTo(403);
        for (String path : List.of("/" + id, "/" + id + "/_history/1", "/" + id + "/_history", "?_id=" + id)) {
            assertThat(another.get("Subscription" + path).text())
                    .contains("/hooks/mine")
                    .doesNotContain("the-secret");
            assertThat(mine.get("Subscription" + path).text()).contains("the-secret");
            assertThat(owner.get("Subscription" + path).text()).contains("the-secret");
        }
        assertThat(another.delete("Subscription/" + id).status()).isEqualTo(200);
        wanted.setId(id);
        assertThat(another.put(wanted).status()).isEqualTo(403);
    }

    @Test
    void outsideSubscriptionsOfOthersDoNotExist() {
        Api hospital = hospital("hospital");
        Api other = hospital("other-hospital");
        Api.Answer created = hospital.post(subscription("/hooks/own", "Observation?status=final"));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        String id = created.id();

        assertThat(hospital.get("Subscription/" + id).status()).isEqualTo(200);
        assertThat(hospital.get("Subscription?_id=" + id).as(Bundle.class).getTotal())
                .isEqualTo(1);
        for (String path : List.of("/" + id, "/" + id + "/_history", "/" + id + "/_history/1")) {
            assertThat(other.get("Subscription" + path).status()).isEqualTo(404);
        }
        assertThat(other.get("Subscription?_id=" + id).as(Bundle.class).getTotal())
                .isZero();
        assertThat(other.get("Subscription").text()).doesNotContain(id);
        Subscription taken = hospital.read(Subscription.class, id);
        assertThat(other.put(taken).status()).isEqualTo(404);
        assertThat(other.delete("Subscription/" + id).status()).isEqualTo(404);
        taken.setReason("still mine");
        assertThat(hospital.put(taken).status()).isEqualTo(200);
        assertThat(hospital.delete("Subscription/" + id).status()).isEqualTo(200);
    }

    // where to

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://trusted.example.com.attacker.net/in/x",
                "https://trusted.example.com@attacker.net/in/x",
                "https://trusted.example.com/in/../out",
                "http://169.254.169.254/latest/meta-data",
                "http://127.0.0.1:1/hooks/x",
                "http://[::1]/hooks/x",
                "http://localhost/hooks/x",
                "http://2130706433/hooks/x",
                "file:///etc/passwd",
                "channel:x",
                ""
            })
    void anEndpointThatIsNotAllowedIsRefused(String endpoint) {
        Subscription wanted = subscription("/hooks/x", "Observation?status=final");
        wanted.getChannel().getEndpointElement().setValue(endpoint);

        Api.Answer answer = owner.post(wanted);

        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.fault()).contains("Subscription.channel.endpoint", "OUD_SUBSCRIPTION_ENDPOINTS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://trusted.example.com/in", "https://TRUSTED.example.com:443/in/x/y/"})
    void anEndpointThatIsAllowedIsTaken(String endpoint) {
        Subscription wanted = subscription("/hooks/x", "Observation?code=nobody-has-this");
        wanted.getChannel().setEndpoint(endpoint);

        assertThat(owner.post(wanted).status()).isEqualTo(201);
    }

    /** Two at once: an endpoint that redirects, and one that does not take it. */
    private static void endpointsThatDoNotTakeIt() {
        String patient = patient("none");
        hooks.answer("/hooks/redirecting", 307);
        hooks.answer("/hooks/broken", 503);
        Subscription ping = subscription("/hooks/redirecting", "Observation?subject=Patient/" + patient);
        ping.getChannel().getPayloadElement().setValue("");
        redirecting = activate(owner, ping);
        broken = activate(owner, subscription("/hooks/broken", "Observation?subject=Patient/" + patient));
        refused = observe(patient);
    }

    /** Comes last, as the attempts take a while: they began with the class. */
    @Test
    @Order(Integer.MAX_VALUE)
    void anEndpointThatDoesNotTakeItIsTriedAgainAndThenTheSubscriptionEndsWithAnError() {
        awaitStatus(broken, SubscriptionStatus.ERROR);
        awaitStatus(redirecting, SubscriptionStatus.ERROR);
        assertThat(owner.read(Subscription.class, broken).getError()).contains("5 attempts", "status 503");
        assertThat(owner.read(Subscription.class, redirecting).getError()).contains("status 307");
        assertThat(hooks.rest("/hooks/broken")).hasSize(5);
        assertThat(hooks.rest("/elsewhere/x")).isEmpty();

        hooks.answer("/hooks/broken", 200);
        assertThat(owner.patch(
                                "Subscription/" + broken,
                                "[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"requested\"}]",
                                "Content-Type",
                                "application/json-patch+json")
                        .status())
                .isEqualTo(200);
        assertThat(hooks.next("/hooks/broken").path()).endsWith(refused);
        assertThat(owner.read(Subscription.class, broken).hasError()).isFalse();
    }

    // what is refused

    @ParameterizedTest
    @EnumSource(
            value = SubscriptionChannelType.class,
            names = {"RESTHOOK", "NULL"},
            mode = EnumSource.Mode.EXCLUDE)
    void otherChannelsAreRefused(SubscriptionChannelType type) {
        Subscription wanted = subscription("/hooks/x", "Observation?status=final");
        wanted.getChannel().setType(type);

        Api.Answer answer = owner.post(wanted);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.fault()).contains("Only channels of type rest-hook");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: elsewhere",
                "Content-Length: 0",
                "Link: <x>",
                "no colon",
                "X-A: b\r\nX-C: d",
                "X-A: \u00e4",
                "X A: b"
            })
    void aHeaderThatWouldSteerTheConnectionIsRefused(String header) {
        Subscription wanted = subscription("/hooks/x", "Observation?status=final");
        wanted.getChannel().addHeader(header);

        assertThat(owner.post(wanted).fault()).contains("Subscription.channel.header");
    }

    @Test
    void extensionsThatWouldFetchMoreAreRefused() {
        Subscription wanted = subscription("/hooks/x", "Observation?status=final");
        wanted.addExtension(
                "http://hapifhir.io/fhir/StructureDefinition/subscription-payload-search-criteria",
                new org.hl7.fhir.r4.model.StringType("Patient?_include=*"));

        assertThat(owner.post(wanted).fault()).contains("Subscription.extension");
    }

    @Test
    void theSameHoldsInABundleAndByPutAndByPatch() {
        Subscription wrong = subscription("/hooks/x", "Observation?status=final");
        wrong.getChannel().setEndpoint("https://attacker.net/");
        Bundle bundle = new Bundle().setType(Bundle.BundleType.TRANSACTION);
        bundle.addEntry()
                .setResource(wrong)
                .getRequest()
                .setMethod(Bundle.HTTPVerb.POST)
                .setUrl("Subscription");
        assertThat(owner.transaction(bundle).status()).isEqualTo(422);

        wrong.setId("by-put-" + NUMBER.incrementAndGet());
        assertThat(owner.put(wrong).status()).isEqualTo(422);

        String good = owner.post(subscription("/hooks/x", "Observation?code=nobody-has-this"))
                .id();
        assertThat(owner.patch(
                                "Subscription/" + good,
                                "[{\"op\":\"replace\",\"path\":\"/channel/endpoint\",\"value\":\"https://attacker.net/\"}]",
                                "Content-Type",
                                "application/json-patch+json")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void inABundleAndByPutItIsDeliveredToo() {
        String patient = patient("none");
        Subscription put = subscription("/hooks/put", "Observation?subject=Patient/" + patient);
        put.setId("put-" + NUMBER.incrementAndGet());
        Bundle bundle = new Bundle().setType(Bundle.BundleType.TRANSACTION);
        bundle.addEntry()
                .setResource(subscription("/hooks/bundle", "Observation?subject=Patient/" + patient))
                .getRequest()
                .setMethod(Bundle.HTTPVerb.POST)
                .setUrl("Subscription");
        Api.Answer created = owner.transaction(bundle);
        assertThat(created.status()).isEqualTo(200);
        String id = created.as(Bundle.class)
                .getEntryFirstRep()
                .getResponse()
                .getLocation()
                .replaceFirst("^.*Subscription/([^/]+).*", "$1");
        assertThat(owner.put(put).status()).isEqualTo(201);
        awaitStatus(id, SubscriptionStatus.ACTIVE);
        awaitStatus(put.getIdElement().getIdPart(), SubscriptionStatus.ACTIVE);

        observe(patient);

        hooks.next("/hooks/put");
        hooks.next("/hooks/bundle");
    }

    // fixtures

    /** What the log says. */
    private static final class Complaints extends AppenderBase<ILoggingEvent> implements AutoCloseable {
        private final List<String> texts = new CopyOnWriteArrayList<>();
        private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

        static Complaints listen() {
            Complaints complaints = new Complaints();
            complaints.start();
            complaints.root.addAppender(complaints);
            return complaints;
        }

        @Override
        protected void append(ILoggingEvent event) {
            texts.add(event.getFormattedMessage());
        }

        @Override
        public void close() {
            root.detachAppender(this);
        }
    }

    private static Subscription subscription(String hook, String criteria) {
        Subscription subscription = new Subscription();
        subscription.setStatus(SubscriptionStatus.REQUESTED).setReason("x").setCriteria(criteria);
        subscription
                .getChannel()
                .setType(SubscriptionChannelType.RESTHOOK)
                .setEndpoint(hooks.url(hook))
                .setPayload("application/fhir+json");
        return subscription;
    }

    /** Stores it and waits until it is active. */
    private static String activate(Api caller, Subscription subscription) {
        Api.Answer created = caller.post(subscription);
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        awaitStatus(created.id(), SubscriptionStatus.ACTIVE);
        return created.id();
    }

    private static void awaitStatus(String id, SubscriptionStatus status) {
        Awaitility.await()
                .atMost(TO_GIVE_UP)
                .untilAsserted(
                        () -> assertThat(owner.read(Subscription.class, id).getStatus())
                                .isEqualTo(status));
    }

    private static Api caller(Map<String, Object> claims) {
        Map<String, Object> all = new LinkedHashMap<>(Map.of("purpose_of_use", "TREAT"));
        all.putAll(claims);
        return owner.with(Api.token(data, all));
    }

    private static Api hospital(String id) {
        return records.as(Actor.named(id), "", "TREAT", false);
    }

    private static String client() {
        Api.Answer answer = owner.post(
                origin() + "/auth/admin/clients",
                "{\"name\":\"Receiver\",\"own\":true,\"redirect_uris\":[\"http://127.0.0.1:9/callback\"],"
                        + "\"scopes\":[\"user/*.cruds\"]}",
                "Content-Type",
                "application/json");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonNode added = SmartServer.json(answer.text());
        return added.path("client_id").asText();
    }

    private static String origin() {
        return server.baseUrl().replaceFirst("/fhir$", "");
    }

    private static String patient(String consents) {
        return records.patient(consents);
    }

    private static String observe(String patient) {
        Api.Answer answer = owner.post(
                "Observation", Seeds.of(patient, "Observation").replace("\"id\":\"" + patient + "-Observation\",", ""));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.id();
    }

    /** One that the server gives an id. */
    private static String seed(String patient, String type) {
        return Seeds.of(patient, type).replace("\"id\":\"" + Seeds.id(patient, type) + "\",", "");
    }

    private static void store(String path, String resource) {
        records.store(path, resource);
    }
}
