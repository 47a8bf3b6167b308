package org.oudfhir.safety.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hl7.fhir.r4.model.ActivityDefinition;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.ValueSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.oudfhir.fhir.Systems;
import org.oudfhir.profiles.Guide;
import org.oudfhir.safety.Knowledge;
import org.oudfhir.server.HttpServer;
import org.oudfhir.server.Limits;
import org.oudfhir.server.Listener;
import org.oudfhir.storage.AuditRecord.Who;

/** What an EHR gets, over HTTP, with the published rules and without any database. */
class CdsHooksTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final List<AuditEvent> AUDIT = new CopyOnWriteArrayList<>();
    private static final String NALTREXONE = order("nx1", "7243", "p1");

    private static HttpServer server;
    private static String base;

    @BeforeAll
    static void start() throws HttpServer.NotListening {
        FhirContext fhir = FhirContext.forR4Cached();
        Guide guide = Guide.load(fhir);
        List<CodeSystem> codeSystems = guide.list(CodeSystem.class);
        Knowledge knowledge = Knowledge.of(codeSystems, guide.list(ValueSet.class), Map.of());
        CodeSystem reasons = codeSystems.stream()
                .filter(each -> each.getUrl().equals(Systems.OVERRIDE_REASON))
                .findFirst()
                .orElseThrow();
        CdsHooks hooks = new CdsHooks(knowledge, reasons, guide.list(ActivityDefinition.class));
        int port = HttpServer.freePort("127.0.0.1", 0);
        server = new HttpServer(
                Listener.plain("127.0.0.1", port),
                new Limits(32, 2_000),
                Map.of(
                        "/cds-services/*",
                        new CdsHooksServlet(
                                fhir,
                                hooks,
                                AUDIT::add,
                                request -> new Who("ehr", "", "", "", "", ""),
                                Clock.systemUTC())));
        server.start();
        base = "http://127.0.0.1:" + port + "/cds-services";
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void discoveryListsThreeServicesWithTheirPrefetch() throws Exception {
        HttpResponse<String> answer =
                HTTP.send(HttpRequest.newBuilder(URI.create(base)).build(), HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode services = JSON.readTree(answer.body()).path("services");
        assertThat(services.findValuesAsText("hook")).containsExactly("patient-view", "order-select", "order-sign");
        assertThat(services.get(2).path("prefetch").path("patient").asText())
                .isEqualTo("Patient/{{context.patientId}}");
        assertThat(answer.headers().map()).doesNotContainKey("Access-Control-Allow-Origin");
    }

    @Test
    void naltrexoneOnMethadoneIsACriticalCardThatCancelsTheDraft() throws Exception {
        JsonNode card = card(sign(NALTREXONE, methadone()), "MR-01");

        assertThat(card.path("indicator").asText()).isEqualTo("critical");
        assertThat(card.path("summary").asText()).hasSizeLessThan(140);
        assertThat(card.path("source").path("url").asText()).endsWith("/PlanDefinition/MR-01");
        assertThat(card.path("selectionBehavior").asText()).isEqualTo("at-most-one");
        JsonNode action = card.path("suggestions").get(0).path("actions").get(0);
        assertThat(action.path("type").asText()).isEqualTo("delete");
        assertThat(action.path("resourceId").asText()).isEqualTo("MedicationRequest/nx1");
        assertThat(card.path("overrideReasons"))
                .isNotEmpty()
                .allSatisfy(
                        reason -> assertThat(reason.path("display").asText()).isNotEmpty());
    }

    @Test
    void anOrderWithoutNaloxoneOffersADraftOfIt() throws Exception {
        JsonNode card = card(sign(order("b1", "1819", "p1"), ""), "MR-37");

        JsonNode order = card.path("suggestions").get(0).path("actions").get(0).path("resource");
        assertThat(order.path("medicationCodeableConcept")
                        .path("coding")
                        .get(0)
                        .path("code")
                        .asText())
                .isEqualTo("1725059");
        assertThat(order.path("status").asText()).isEqualTo("draft");
        assertThat(order.path("subject").path("reference").asText()).isEqualTo("Patient/p1");
    }

    @Test
    void whatWasNotSentIsSaidToBeUnknown() throws Exception {
        JsonNode cards = sign(NALTREXONE, "").path("cards");

        assertThat(cards)
                .anySatisfy(card -> assertThat(card.path("detail").asText())
                        .startsWith("Not sent")
                        .contains("observations"));
    }

    @Test
    void aDraftWithoutACodeIsSaidToBeUnchecked() throws Exception {
        String draft =
                "{\"resourceType\":\"MedicationRequest\",\"id\":\"x\",\"medicationCodeableConcept\":{\"text\":\"drug\"}}";

        assertThat(sign(draft, "").path("cards"))
                .anySatisfy(card -> assertThat(card.path("summary").asText()).contains("not checked"));
    }

    @Test
    void onlySelectedDraftsAreReviewedAndTheOthersAreSeen() throws Exception {
        String both = NALTREXONE + "},{\"resource\":" + order("m1", "6813", "p1");
        String context = "\"selections\":[\"MedicationRequest/nx1\"],";
        JsonNode cards = JSON.readTree(post("/oud-order-select", call("order-select", context, both, ""))
                        .body())
                .path("cards");

        assertThat(cards.toString()).contains("MR-01").doesNotContain("Order: MedicationRequest/m1");
    }

    @Test
    void aDisorderWithoutNaloxoneIsAGapOfThePatientView() throws Exception {
        String prefetch = "\"conditions\":"
                + bundle("{\"resourceType\":\"Condition\",\"id\":\"c\",\"subject\":"
                        + "{\"reference\":\"Patient/p1\"},\"code\":{\"coding\":[{\"system\":\"http://snomed.info/sct\","
                        + "\"code\":\"75544000\"}]}}");
        String body = call("patient-view", "", NALTREXONE, prefetch);

        JsonNode card = card(JSON.readTree(post("/oud-patient-view", body).body()), "MR-37");

        assertThat(card.path("indicator").asText()).isEqualTo("warning");
        assertThat(card.path("suggestions")).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "/nothing; 404; {}",
                "/oud-order-sign/other; 404; {}",
                "/oud-order-sign; 400; not json",
                "/oud-order-sign; 400; []",
                "/oud-order-sign; 400; {\"hook\":\"patient-view\"}",
                "/oud-order-sign; 400; {\"hook\":\"order-sign\",\"hookInstance\":\"a\",\"context\":{}}",
                "/oud-order-sign; 400; {\"hook\":\"order-sign\",\"hookInstance\":\"a\",\"context\":{\"patientId\":\"p1\"}}",
                "/oud-order-sign/feedback; 400; {}",
                "/oud-order-sign/feedback; 400; {\"feedback\":[{\"card\":\"x\",\"outcome\":\"accepted\"}]}",
                "/nothing/feedback; 404; {\"feedback\":[]}"
            })
    void aCallThatCannotBeAnsweredIsRefused(String path, int status, String body) throws Exception {
        HttpResponse<String> answer = post(path, body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains("OperationOutcome");
    }

    @Test
    void anotherPatientsDataAreRefusedWithoutRepeatingThem() throws Exception {
        HttpResponse<String> draft = post("/oud-order-sign", call("order-sign", "", order("o", "6813", "p2"), ""));
        HttpResponse<String> fact = post(
                "/oud-order-sign",
                call("order-sign", "", NALTREXONE, "\"medicationRequests\":" + bundle(order("o", "6813", "p2"))));

        assertThat(draft.statusCode()).isEqualTo(400);
        assertThat(fact.statusCode()).isEqualTo(400);
        assertThat(fact.body()).contains("another patient").doesNotContain("p2");
    }

    @Test
    void selectionsAreRequiredAndMustBeDrafts() throws Exception {
        assertThat(post("/oud-order-select", call("order-select", "", NALTREXONE, ""))
                        .statusCode())
                .isEqualTo(400);
        String unknown = "\"selections\":[\"MedicationRequest/other\"],";
        assertThat(post("/oud-order-select", call("order-select", unknown, NALTREXONE, ""))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() throws Exception {
        assertThat(post("/oud-order-sign", " ".repeat(9 * 1024 * 1024)).statusCode())
                .isEqualTo(413);
    }

    @Test
    void anOverrideIsKeptWithItsRuleAndReason() throws Exception {
        String card = card(sign(NALTREXONE, methadone()), "MR-01").path("uuid").asText();
        int before = AUDIT.size();

        HttpResponse<String> answer = post(
                "/oud-order-sign/feedback",
                "{\"feedback\":[{\"card\":\"" + card + "\",\"outcome\":\"overridden\",\"overrideReason\":{\"reason\":"
                        + "{\"system\":\"" + Systems.OVERRIDE_REASON + "\",\"code\":\"emergency\"}},"
                        + "\"outcomeTimestamp\":\"2026-11-24T10:00:00Z\"}]}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        AuditEvent event = AUDIT.get(before);
        assertThat(event.getEntityFirstRep().getDetail())
                .extracting(detail -> detail.getType() + "=" + detail.getValue().primitiveValue())
                .contains(
                        "rule=MR-01",
                        "outcome=overridden",
                        "override-reason=" + Systems.OVERRIDE_REASON + "|emergency");
    }

    private static JsonNode sign(String drafts, String prefetch) throws IOException, InterruptedException {
        HttpResponse<String> answer = post("/oud-order-sign", call("order-sign", "", drafts, prefetch));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static JsonNode card(JsonNode answer, String rule) {
        for (JsonNode card : answer.path("cards")) {
            if (card.path("source").path("label").asText().equals("OUD rule " + rule)) {
                return card;
            }
        }
        throw new AssertionError("no card of " + rule + " in " + answer);
    }

    private static String methadone() {
        String active = order("m1", "6813", "p1").replace("\"draft\"", "\"active\"");
        return "\"medicationRequests\":" + bundle(active);
    }

    private static String call(String hook, String context, String drafts, String prefetch) {
        return "{\"hook\":\"" + hook + "\",\"hookInstance\":\"d1577c69-dfbe-44ad-ba6d-3e05e953b2ea\",\"context\":{"
                + context
                + "\"userId\":\"Practitioner/1\",\"patientId\":\"p1\",\"draftOrders\":" + bundle(drafts)
                + "},\"prefetch\":{" + prefetch + "}}";
    }

    private static String bundle(String resource) {
        return "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[{\"resource\":" + resource + "}]}";
    }

    private static String order(String id, String rxnorm, String patient) {
        return "{\"resourceType\":\"MedicationRequest\",\"id\":\"" + id
                + "\",\"status\":\"draft\",\"intent\":\"order\","
                + "\"subject\":{\"reference\":\"Patient/" + patient + "\"},\"medicationCodeableConcept\":{\"coding\":"
                + "[{\"system\":\"" + Systems.RXNORM + "\",\"code\":\"" + rxnorm + "\"}]}}";
    }

    private static HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(base + path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
