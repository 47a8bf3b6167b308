package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows 24, 43 to 45 and 51 to 53 of the list of attacks: no address and no expression of a client is followed. */
class OutboundIT {

    private static final AtomicInteger CALLS = new AtomicInteger();
    private static ServerSocket trap;
    private static String url;

    private final Attack attack = Attack.onTheServer();
    private final Api api = RunningServer.api();

    @BeforeAll
    static void setTheTrap() throws IOException {
        trap = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        url = "http://127.0.0.1:" + trap.getLocalPort() + "/x";
        Thread watch = new Thread(() -> {
            while (!trap.isClosed()) {
                try {
                    trap.accept().close();
                    CALLS.incrementAndGet();
                } catch (IOException closed) {
                    return;
                }
            }
        });
        watch.setDaemon(true);
        watch.start();
    }

    @AfterEach
    void nobodyCalled() {
        Awaitility.await()
                .during(Duration.ofMillis(200))
                .atMost(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(CALLS).hasValue(0));
    }

    @AfterAll
    static void takeTheTrapAway() throws IOException {
        trap.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ValueSet/$expand?url=$",
                "ValueSet/$validate-code?code=x&url=$",
                "CodeSystem/$lookup?code=x&system=$",
                "CodeSystem/$validate-code?code=x&url=$",
                "ConceptMap/$translate?code=x&system=a&url=$",
                "PlanDefinition/$apply?subject=Patient/1&canonical=$",
                "Questionnaire/$populate?subject=Patient/1&canonical=$",
                "Observation?code:in=$",
                "Observation?subject=$",
                "Patient?_profile=$"
            })
    void anAddressInAQuestionIsAName(String path) {
        assertThat(attack.get(path.replace("$", "\0").replace("/\0", "/$").replace("\0", url))
                        .status())
                .isLessThan(500)
                .isNotZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "Patient ~ {'resourceType':'Patient','meta':{'profile':['$']}}",
                "Patient/$validate ~ {'resourceType':'Patient','meta':{'profile':['$']}}",
                "Patient/$validate?profile=http://127.0.0.1:9/x ~ {'resourceType':'Patient'}",
                "Observation ~ {'resourceType':'Observation','status':'final','code':{'text':'x'},'subject':{'reference':'$/Patient/1'}}",
                "DocumentReference ~ {'resourceType':'DocumentReference','status':'current','content':[{'attachment':{'url':'$'}}]}",
                "Questionnaire ~ {'resourceType':'Questionnaire','status':'active','derivedFrom':['$'],'item':[{'linkId':'a','type':'choice','answerValueSet':'$'}]}",
                "QuestionnaireResponse ~ {'resourceType':'QuestionnaireResponse','status':'completed','questionnaire':'$'}",
                "ValueSet ~ {'resourceType':'ValueSet','url':'$','status':'active','compose':{'include':[{'valueSet':['$'],'system':'$'}]}}",
                "ValueSet/$expand ~ {'resourceType':'Parameters','parameter':[{'name':'valueSet','resource':{'resourceType':'ValueSet','status':'active','compose':{'include':[{'valueSet':['$']}]}}}]}",
                "Library ~ {'resourceType':'Library','status':'active','type':{'text':'x'},'relatedArtifact':[{'type':'depends-on','resource':'$'}],'content':[{'contentType':'text/cql','url':'$'}]}",
            })
    void anAddressInAResourceIsKeptAndNotFollowed(String path, String body) {
        String text = body.replace("'$", "'" + url).replace('\'', '"');

        assertThat(attack.post(path, text).status()).isLessThan(500).isNotZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"requested", "active"})
    void aSubscriptionIsNotDelivered(String status) {
        String subscription = "{\"resourceType\":\"Subscription\",\"status\":\"" + status
                + "\",\"reason\":\"x\",\"criteria\":\"Patient?\",\"channel\":{\"type\":\"rest-hook\",\"endpoint\":\""
                + url
                + "\",\"payload\":\"application/fhir+json\"}}";

        assertThat(attack.post("Subscription", subscription).status()).isLessThan(500);
        assertThat(api.post(new Patient()).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$import",
                "$export",
                "$graphql",
                "$cql",
                "$reindex",
                "$hfql-execute",
                "ImplementationGuide/$install",
                "CodeSystem/$upload-external-code-system",
                "$process-message",
                "StructureDefinition/$snapshot"
            })
    void whatWouldFetchOrRunIsNotOffered(String operation) {
        Attack.Reply reply = attack.post(operation, "{\"resourceType\":\"Parameters\"}");

        assertThat(reply.status()).as(reply.toString()).isIn(400, 403, 404, 405, 501);
    }

    /** Definitions of clients are data: the validator, the pathway and the forms go by those of the guide alone. */
    @Test
    void anExpressionInADefinitionIsNotEvaluated() {
        String name = "http://127.0.0.1/StructureDefinition/trap";
        String profile = "{\"resourceType\":\"StructureDefinition\",\"url\":\"" + name
                + "\",\"name\":\"x\",\"status\":\"active\",\"kind\":\"resource\",\"abstract\":false,\"type\":\"Patient\","
                + "\"baseDefinition\":\"http://hl7.org/fhir/StructureDefinition/Patient\",\"derivation\":\"constraint\","
                + "\"differential\":{\"element\":[{\"id\":\"Patient\",\"path\":\"Patient\",\"constraint\":[{\"key\":\"x-1\","
                + "\"severity\":\"error\",\"human\":\"x\",\"expression\":\"'" + "a".repeat(40)
                + "b'.matches('(a+)+$')\"}]}]}}";
        assertThat(attack.post("StructureDefinition", profile).status()).isLessThan(500);

        Attack.Reply reply = attack.post(
                "Patient/$validate", "{\"resourceType\":\"Patient\",\"meta\":{\"profile\":[\"" + name + "\"]}}");

        assertThat(reply.status()).as(reply.toString()).isLessThan(500);
        assertThat(reply.took()).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void aRegularExpressionInAValueSetDoesNotRunAway() {
        String system = "http://127.0.0.1/CodeSystem/trap";
        String code = "a".repeat(40) + "b";
        assertThat(attack.post(
                                "CodeSystem",
                                "{\"resourceType\":\"CodeSystem\",\"url\":\"" + system
                                        + "\",\"status\":\"active\",\"content\":\"complete\",\"concept\":[{\"code\":\""
                                        + code
                                        + "\",\"display\":\"" + code + "\"}]}")
                        .status())
                .isLessThan(500);
        for (String property : new String[] {"code", "display", "concept"}) {
            String valueSet =
                    "{\"resourceType\":\"ValueSet\",\"status\":\"active\",\"compose\":{\"include\":[{\"system\":\""
                            + system + "\",\"filter\":[{\"property\":\"" + property
                            + "\",\"op\":\"regex\",\"value\":\"(a+)+$\"}]}]}}";

            Attack.Reply reply = attack.post(
                    "ValueSet/$expand",
                    "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"valueSet\",\"resource\":" + valueSet
                            + "}]}");

            assertThat(reply.took()).as(reply.toString()).isLessThan(Duration.ofSeconds(2));
            assertThat(reply.status()).as(reply.toString()).isNotEqualTo(500);
        }
    }
}
