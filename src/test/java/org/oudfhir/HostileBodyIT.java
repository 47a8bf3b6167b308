package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Rows 36 to 38 of the list of attacks: bodies that are large, compressed, or many in one. */
class HostileBodyIT {

    private static final String PATIENT = "{\"resourceType\":\"Patient\",\"name\":[{\"family\":\"Gzip\"}]}";

    private final Attack attack = Attack.onTheServer();

    @Test
    void aCompressedBodyIsTaken() throws IOException {
        Attack.Reply reply = attack.send(
                "POST", "Patient", gzip(PATIENT.getBytes(StandardCharsets.UTF_8)), "Content-Encoding", "gzip");

        assertThat(reply.status()).as(reply.toString()).isEqualTo(201);
        assertThat(reply.body()).contains("Gzip");
    }

    @Test
    void aCompressedBombIsRefusedWhenItHasGrownToTheLimit() throws IOException {
        byte[] bomb = gzip(new byte[200 * 1024 * 1024]);
        assertThat(bomb).hasSizeLessThan(300 * 1024);

        Attack.Reply reply = attack.send("POST", "Patient", bomb, "Content-Encoding", "gzip");

        assertThat(reply.status()).as(reply.toString()).isEqualTo(413);
        assertThat(reply.refusal()).contains("larger than this server takes");
        assertThat(reply.took()).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void aBombInABombIsNotOpened() throws IOException {
        byte[] twice = gzip(gzip(new byte[50 * 1024 * 1024]));

        Attack.Reply reply = attack.send("POST", "Patient", twice, "Content-Encoding", "gzip, gzip");

        assertThat(reply.status()).as(reply.toString()).isEqualTo(415);
    }

    @Test
    void aBodyThatIsNotWhatItSaysIsRefused() {
        assertThat(attack.post("Patient", PATIENT, "Content-Encoding", "gzip").status())
                .isEqualTo(400);
        assertThat(attack.post("Patient", PATIENT, "Content-Encoding", "br").status())
                .isEqualTo(415);
        assertThat(attack.post("Patient", PATIENT, "Content-Type", "application/fhir+json; charset=utf-16")
                        .status())
                .isEqualTo(415);
        assertThat(attack.post("Patient", PATIENT, "Content-Type", "application/fhir+json; charset=utf-7")
                        .status())
                .isEqualTo(415);
    }

    @Test
    void aBodyBeyondTheLimitIsRefusedBeforeItIsSent() {
        Attack.Reply reply = attack.send(
                "POST",
                "Patient",
                "{".getBytes(StandardCharsets.UTF_8),
                "Content-Length",
                String.valueOf(100L * 1024 * 1024),
                "Expect",
                "100-continue");

        assertThat(reply.status()).as(reply.toString()).isEqualTo(413);
        assertThat(reply.took()).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void aBodyWithoutALengthIsCountedAsItComes() {
        byte[] piece = ("10000\r\n" + " ".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int i = 0; i < 33 * 16; i++) {
            body.writeBytes(piece);
        }
        body.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

        Attack.Reply reply = attack.send(
                "POST", "Patient", body.toByteArray(), "Content-Length", "", "Transfer-Encoding", "chunked");

        assertThat(reply.status()).as(reply.toString()).isEqualTo(413);
    }

    @Test
    void aBundleHasABoundedNumberOfEntries() {
        String entry = "{\"request\":{\"method\":\"GET\",\"url\":\"Patient/x\"}}";

        Attack.Reply reply = attack.post("", bundle(String.join(",", Collections.nCopies(2_001, entry))));

        assertThat(reply.status()).as(reply.toString()).isEqualTo(413);
        assertThat(reply.refusal()).contains("2000 entries");
        assertThat(reply.took()).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void aHundredThousandEntriesAreNotEvenRead() {
        Attack.Reply reply = attack.post("", bundle(String.join(",", Collections.nCopies(100_000, "{}"))));

        assertThat(reply.status()).as(reply.toString()).isEqualTo(413);
        assertThat(reply.took()).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void theUrlOfAnEntryIsHeldToTheLimitsOfAnyOther() {
        for (String url : new String[] {"Patient?birthdate=abc", "Patient?name=%00", "Patient?_count=-1"}) {
            Attack.Reply reply = attack.post("", bundle("{\"request\":{\"method\":\"GET\",\"url\":\"" + url + "\"}}"));

            assertThat(reply.status()).as(url + " " + reply).isEqualTo(400);
        }
    }

    @Test
    void aBatchIsNoDoorToOtherServersOrFiles() {
        String batch = bundle("{\"request\":{\"method\":\"GET\",\"url\":\"http://127.0.0.1:9/x\"}},"
                        + "{\"request\":{\"method\":\"GET\",\"url\":\"file:///etc/passwd\"}},"
                        + "{\"request\":{\"method\":\"GET\",\"url\":\"../metadata\"}}")
                .replace("transaction", "batch");

        Attack.Reply reply = attack.post("", batch);

        assertThat(reply.status()).as(reply.toString()).isLessThan(500);
        assertThat(reply.body()).doesNotContain("root:", "\"status\":\"200");
    }

    private static String bundle(String entries) {
        return "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[" + entries + "]}";
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }
}
