package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows 40, 42, 46 and 47 of the list of attacks: searches, ids and paths that are malformed, endless, or meant as SQL. */
class HostileSearchIT {

    private static final String FORM = "application/x-www-form-urlencoded";

    private final Attack attack = Attack.onTheServer();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Patient?birthdate=abc",
                "Patient?birthdate=999999-01-01",
                "Patient?birthdate=2020-13-45",
                "Patient?_lastUpdated=2020-01-01T00:00:00%2B99:99",
                "Observation?date=ge",
                "Observation?date=eqeq2020",
                "Observation?date=0000-00-00",
                "Observation?value-quantity=abc",
                "Observation?value-quantity=%7C%7C%7C",
                "Observation?value-quantity=1e400",
                "Observation?value-quantity=ge1e9999999",
                "Observation?code-value-quantity=a$1e400",
                "Observation?combo-code-value-quantity=a$b",
                "RiskAssessment?probability=1e400",
                "RiskAssessment?probability=gegt5",
                "Location?near=abc",
                "Patient?_count=abc",
                "Patient?_count=-1",
                "Patient?_count=99999999999",
                "Patient?_offset=-1",
                "Patient?_offset=2000000000",
                "Patient?_has:::=1",
                "Patient?_has:abc=1",
                "Patient?name=%00",
                "Patient?_id=%00",
                "Patient?_source=%00",
                "ValueSet?url:below=%00",
                "Patient?_sort=;drop",
                "Patient?_filter=name%20eq%20x",
                "Patient?_content=x",
                "Patient/_history?_since=foo",
                "Patient/_history?_count=-5",
                "ValueSet/$expand?count=abc&url=http://hl7.org/fhir/ValueSet/administrative-gender",
                "CodeSystem/$lookup?system=%00&code=%00",
                "Questionnaire/phq-9/$populate?subject=Patient/%00",
                "PlanDefinition/oud-pathway/$apply?subject=%00",
            })
    void aMalformedQuestionIsRefusedWithAReason(String path) {
        Attack.Reply reply = attack.get(path);

        assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
        assertThat(reply.refusal()).isNotBlank();
        assertThat(reply.took()).isLessThan(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Patient/%00",
                "Patient/..%2f..",
                "Patient/%2e%2e/metadata",
                "..%2f..%2fetc%2fpasswd",
                "Patient//1",
                "Patient/%c0%ae",
                "Patient/%0d%0aX:y",
                "?_getpages=../../x",
                "?_getpages=1&_getpagesoffset=99999999",
                "Patient/a;b=c",
                "Patient/%EF%BC%A1",
                "Patient/1%20or%201=1",
                "Patient/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "Patient/1/_history/",
                "Patient/1/_history/99999999999999",
            })
    void aPathThatLeadsNowhereLeadsNowhere(String path) {
        Attack.Reply reply = attack.get(path);

        assertThat(reply.status()).as(reply.toString()).isIn(400, 404);
        assertThat(reply.refusal()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a%20b", "%D0%B0", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "a_b"})
    void anIdThatIsNoneIsNotGiven(String id) {
        Attack.Reply reply =
                attack.send("PUT", "Patient/" + id, "{\"resourceType\":\"Patient\"}".getBytes(StandardCharsets.UTF_8));

        assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
    }

    /** Each fragment in each place: the answer is the same as for any other text, and comes as fast. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "'",
                "';select pg_sleep(9)--",
                "' or '1'='1",
                "1) or pg_sleep(9) is null--",
                "\\'; drop table users;--",
                "$$;select pg_sleep(9);$$",
                "?::text",
                "%' and 1=cast((select version()) as int)--"
            })
    void sqlIsATextLikeAnyOther(String fragment) {
        String text = URLEncoder.encode(fragment, StandardCharsets.UTF_8);
        for (String place : new String[] {
            "Patient?name=",
            "Patient?name:exact=",
            "Patient?identifier=a|",
            "Patient?_id=",
            "Patient?_sort=",
            "Patient?_tag=",
            "Patient?_profile=",
            "Patient?_source=",
            "Observation?subject=",
            "Observation?code:text=",
            "Patient?_has:Observation:patient:code=",
            "Observation?patient.name=",
            "Patient?_include=",
            "Patient?",
            "Patient/",
            "Patient/1/_history/",
            "Questionnaire?url:below=",
            "Observation?value-quantity=5|a|",
            "Patient?_elements=",
            "Patient?_security="
        }) {
            Attack.Reply reply = attack.get(place + text);

            assertThat(reply.status())
                    .as(place + text + " " + reply)
                    .isLessThan(500)
                    .isNotZero();
            assertThat(reply.took()).as(place).isLessThan(Duration.ofSeconds(3));
            assertThat(reply.body()).doesNotContain("PSQLException", "hfj_resource", "PostgreSQL");
        }
    }

    @Test
    void headersAreNoWayToTheDatabaseEither() {
        for (String header :
                new String[] {"If-None-Match", "If-Modified-Since", "X-Request-ID", "Prefer", "Cache-Control"}) {
            Attack.Reply reply = attack.get("Patient?name=x", header, "';select pg_sleep(9)--");

            assertThat(reply.status()).as(header + " " + reply).isEqualTo(200);
            assertThat(reply.took()).isLessThan(Duration.ofSeconds(3));
        }
        assertThat(attack.get("Patient/nobody", "If-Modified-Since", "yesterday")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aPageIsBoundedWhateverCountSays() {
        Attack.Reply reply = attack.get("Observation?_count=2147483647");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().split("\"fullUrl\"", -1)).hasSizeLessThanOrEqualTo(501);
    }

    @Test
    void aListOfAlternativesIsBounded() {
        String thousand = IntStream.range(0, 1_000).mapToObj(i -> "c" + i).collect(Collectors.joining(","));

        Attack.Reply taken = attack.post("Observation/_search", "code=" + thousand, "Content-Type", FORM);
        Attack.Reply refused = attack.post("Observation/_search", "code=" + thousand + ",c1000", "Content-Type", FORM);

        assertThat(taken.status()).as(taken.toString()).isEqualTo(200);
        assertThat(refused.status()).as(refused.toString()).isEqualTo(400);
        assertThat(refused.refusal()).contains("1000 values");
        assertThat(refused.took()).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void aListOfConditionsIsBounded() {
        Attack.Reply taken = attack.get("Observation?" + String.join("&", Collections.nCopies(40, "code=x")));
        Attack.Reply refused = attack.get("Observation?" + String.join("&", Collections.nCopies(41, "code=x")));

        assertThat(taken.status()).as(taken.toString()).isEqualTo(200);
        assertThat(refused.status()).as(refused.toString()).isEqualTo(400);
        assertThat(refused.refusal()).contains("40 parameters");
    }

    @Test
    void aUrlIsBounded() {
        Attack.Reply reply = attack.get("Patient?name=" + "a".repeat(64 * 1024));

        assertThat(reply.status()).as(reply.toString()).isEqualTo(414);
        assertThat(reply.refusal()).contains("too long");
    }

    @Test
    void aFormIsBounded() {
        Attack.Reply reply = attack.post("Patient/_search", "name=" + "a".repeat(10_000_000), "Content-Type", FORM);

        assertThat(reply.status()).as(reply.toString()).isIn(400, 413);
        assertThat(reply.took()).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void theConditionOfAWriteIsHeldToTheSame() {
        String patient = "{\"resourceType\":\"Patient\"}";

        assertThat(attack.post("Patient", patient, "If-None-Exist", "birthdate=abc")
                        .status())
                .isEqualTo(400);
        assertThat(attack.post("Patient", patient, "If-None-Exist", "identifier=%00")
                        .status())
                .isEqualTo(400);
        assertThat(attack.send("PUT", "Patient?birthdate=abc", patient.getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(400);
        assertThat(attack.send("DELETE", "Patient?birthdate=abc", new byte[0]).status())
                .isEqualTo(400);
        assertThat(attack.send(
                                "PUT",
                                "Patient/if-match",
                                patient.getBytes(StandardCharsets.UTF_8),
                                "If-Match",
                                "W/\"99999999999999999999\"")
                        .status())
                .isEqualTo(400);
    }
}
