package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import org.hl7.fhir.r4.model.Narrative;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows 35, 36, 43, 44 and 48 of the list of attacks: what can hide in a body of ordinary size. */
class HostileContentIT {

    private static final String XML = "application/fhir+xml";

    private final Attack attack = Attack.onTheServer();
    private final Api api = RunningServer.api();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE Patient>$",
                "<!DOCTYPE Patient [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>$",
                "<!DOCTYPE Patient SYSTEM \"http://127.0.0.1:9/x.dtd\">$",
                "<!DOCTYPE Patient [<!ENTITY % x SYSTEM \"http://127.0.0.1:9/x\"> %x;]>$",
                "<!DOCTYPE p [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]>$",
                "<?xml-stylesheet href=\"http://127.0.0.1:9/x\"?>$",
                "<?xml version=\"1.0\" encoding=\"UTF-7\"?>+ADwAIQ-DOCTYPE x+AD4-$",
                "<Patient xmlns=\"http://hl7.org/fhir\"><name><family value=\"&x;\"/></name></Patient>",
                "<Patient xmlns=\"http://hl7.org/fhir\"><name><family value=\"&#0;\"/></name></Patient>",
                "<Patient xmlns=\"http://hl7.org/fhir\" xmlns:xi=\"http://www.w3.org/2001/XInclude\">"
                        + "<xi:include href=\"file:///etc/passwd\" parse=\"text\"/></Patient>",
                "<Patient xmlns=\"http://hl7.org/fhir\"><active value=\"true\" value=\"false\"/></Patient>",
                "<<<>>>"
            })
    void xmlThatIsMoreThanAResourceIsRefused(String xml) {
        String body = xml.replace("$", "<Patient xmlns=\"http://hl7.org/fhir\"><active value=\"true\"/></Patient>");
        for (String path : new String[] {"Patient", "Patient/$validate", "Binary"}) {
            Attack.Reply reply = attack.post(path, body, "Content-Type", XML);

            assertThat(reply.status()).as(path + " " + reply).isEqualTo(400);
            assertThat(reply.took()).isLessThan(Duration.ofSeconds(1));
            assertThat(reply.body()).doesNotContain("root:");
        }
    }

    @Test
    void xmlInAnotherEncodingThanUtf8IsRefused() {
        byte[] utf16 = "<Patient xmlns=\"http://hl7.org/fhir\"/>".getBytes(StandardCharsets.UTF_16);

        assertThat(attack.send("POST", "Patient", utf16, "Content-Type", XML).status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 10_000, 200_000})
    void depthIsBounded(int depth) {
        String json = "{\"resourceType\":\"Patient\",\"extension\":" + "[{\"extension\":".repeat(depth / 2) + "[]"
                + "}]".repeat(depth / 2) + "}";
        String xml = "<Patient xmlns=\"http://hl7.org/fhir\">" + "<extension url=\"x\">".repeat(depth)
                + "</extension>".repeat(depth) + "</Patient>";

        for (Attack.Reply reply :
                new Attack.Reply[] {attack.post("Patient", json), attack.post("Patient", xml, "Content-Type", XML)}) {
            assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
            assertThat(reply.took()).isLessThan(Duration.ofSeconds(1));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "\"gender\":\"male\",\"gender\":\"female\" ~ Duplicate",
                "\"name\":[{\"family\":\"a\\u0000b\"}] ~ NUL",
                "\"name\":[{\"family\":\"a\\ud800b\"}] ~ surrogate",
                "\"multipleBirthInteger\":1e400 ~ number",
                "\"multipleBirthInteger\":1e999999999 ~ number",
                "\"multipleBirthInteger\":NaN ~ not JSON",
                "\"birthDate\":\"99999-01-01\" ~ date",
                "\"name\":null}{ ~ trailing",
                "\"__proto__\":{\"a\":1} ~ Unknown element"
            })
    void jsonThatReadersUnderstandDifferentlyIsRefused(String members, String reason) {
        Attack.Reply reply = attack.post("Patient", "{\"resourceType\":\"Patient\"," + members + "}");

        assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
        assertThat(reply.refusal()).containsIgnoringCase(reason);
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() {
        byte[] overlong =
                "{\"resourceType\":\"Patient\",\"name\":[{\"family\":\"aXY\"}]}".getBytes(StandardCharsets.US_ASCII);
        int at = new String(overlong, StandardCharsets.US_ASCII).indexOf("XY");
        overlong[at] = (byte) 0xC0;
        overlong[at + 1] = (byte) 0xAF;

        assertThat(attack.send("POST", "Patient", overlong).status()).isEqualTo(400);
    }

    @Test
    void hugePartsAreRefusedQuickly() {
        String name = "{\"resourceType\":\"Patient\",\"name\":[%s]}";
        for (String names : new String[] {
            "{\"family\":\"" + "a".repeat(20_000_000) + "\"}",
            String.join(",", Collections.nCopies(1_000_000, "{}")),
            String.join(",", Collections.nCopies(100, "{\"given\":[" + "\"a\",".repeat(9_000) + "\"a\"]}"))
        }) {
            Attack.Reply reply = attack.post("Patient", name.formatted(names));

            assertThat(reply.status()).as(reply.toString()).isEqualTo(413);
            assertThat(reply.took()).isLessThan(Duration.ofSeconds(3));
        }
    }

    @Test
    void aNumberInXmlIsBoundedToo() {
        Attack.Reply reply = attack.post(
                "Observation",
                "<Observation xmlns=\"http://hl7.org/fhir\"><status value=\"final\"/><code><text value=\"x\"/></code>"
                        + "<valueQuantity><value value=\"1e9999999\"/></valueQuantity></Observation>",
                "Content-Type",
                XML);

        assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<img src=\"x\" onerror=\"alert(1)\"/>",
                "<a href=\"javascript:alert(1)\">x</a>",
                "<a href=\" java&#115;cript:alert(1)\">x</a>",
                "<a href=\"data:text/html;base64,PHNjcmlwdD4=\">x</a>",
                "<iframe src=\"https://example.org\"></iframe>",
                "<p style=\"background:url(https://example.org/x)\">x</p>",
                "<svg onload=\"x\"></svg>",
                "<form action=\"https://example.org\"><input name=\"x\"/></form>",
                "<object data=\"x\"></object>",
                "<meta http-equiv=\"refresh\" content=\"0\"/>",
                "<base href=\"https://example.org/\"/>"
            })
    void aNarrativeThatDoesSomethingIsNotStored(String content) {
        String contained =
                "{\"resourceType\":\"Observation\",\"status\":\"final\",\"code\":{\"text\":\"x\"},\"contained\":[%s]}"
                        .formatted(patient(content).replace("\"Patient\"", "\"Patient\",\"id\":\"p\""));

        for (Attack.Reply reply :
                new Attack.Reply[] {attack.post("Patient", patient(content)), attack.post("Observation", contained)}) {
            assertThat(reply.status()).as(content + " " + reply).isIn(400, 422);
        }
    }

    @Test
    void aNarrativeOfFormattedTextIsStored() {
        Patient patient = new Patient();
        patient.getText().setStatus(Narrative.NarrativeStatus.GENERATED);
        patient.getText()
                .setDivAsString(
                        "<div xmlns=\"http://www.w3.org/1999/xhtml\" xml:lang=\"en\" lang=\"en\"><p class=\"a\" style=\"color:"
                                + " red\">Hello&nbsp;<b>b</b><br/></p><table border=\"1\"><tr><td rowspan=\"2\">&lt;script&gt;</td></tr>"
                                + "</table><img src=\"data:image/png;base64,AAAA\" alt=\"x\"/><a href=\"https://example.org\">x</a><a"
                                + " name=\"y\"/></div>");

        Api.Answer answer = api.post(patient);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab'.matches('(a+)+$')",
                "Patient.name.where(family.matches('(a+)+$'))",
                "Patient.repeat($this)",
                "Patient.descendants().descendants()",
                "'a'.replaceMatches('(a*)*b','x')",
                "Patient.trace('x')",
                "%resource",
                "'http://127.0.0.1:9/x'.resolve()",
                "Patient.name[99999999999]",
                "((((((((((((((((((((((1))))))))))))))))))))))"
            })
    void aFhirPathPatchComputesNothing(String path) {
        String id = api.post(new Patient()).id();
        String patch = "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"operation\",\"part\":["
                + "{\"name\":\"type\",\"valueCode\":\"replace\"},{\"name\":\"path\",\"valueString\":\"" + path + "\"},"
                + "{\"name\":\"value\",\"valueString\":\"x\"}]}]}";

        Attack.Reply alone = attack.send("PATCH", "Patient/" + id, patch.getBytes(StandardCharsets.UTF_8));
        Attack.Reply inABundle = attack.post(
                "",
                "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[{\"resource\":" + patch
                        + ",\"request\":{\"method\":\"PATCH\",\"url\":\"Patient/" + id + "\"}}]}");

        assertThat(alone.status()).as(alone.toString()).isEqualTo(400);
        assertThat(inABundle.status()).as(inABundle.toString()).isEqualTo(400);
        assertThat(alone.took()).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void aJsonPatchDoesNotDoubleItselfWithoutEnd() {
        String id = api.post(new Patient().setActive(true)).id();
        String copies = ",{\"op\":\"copy\",\"from\":\"/extension\",\"path\":\"/extension/0/extension\"}".repeat(30);
        String patch = "[{\"op\":\"add\",\"path\":\"/extension\",\"value\":[{\"url\":\"a\"}]}" + copies + "]";

        Attack.Reply reply = attack.send(
                "PATCH",
                "Patient/" + id,
                patch.getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                "application/json-patch+json");

        assertThat(reply.status()).as(reply.toString()).isEqualTo(413);
        assertThat(reply.took()).isLessThan(Duration.ofSeconds(1));
    }

    private static String patient(String content) {
        String div = "<div xmlns=\\\"http://www.w3.org/1999/xhtml\\\">" + content.replace("\"", "\\\"") + "</div>";
        return "{\"resourceType\":\"Patient\",\"text\":{\"status\":\"generated\",\"div\":\"" + div + "\"}}";
    }
}
