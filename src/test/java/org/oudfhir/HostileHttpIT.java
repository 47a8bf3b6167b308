package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows 48 to 50 of the list of attacks: methods, types, headers and hosts that are not what they seem. */
class HostileHttpIT {

    private static final String PATIENT = "{\"resourceType\":\"Patient\"}";

    private final Attack attack = Attack.onTheServer();
    private final Api api = RunningServer.api();

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "TRACK", "CONNECT", "PROPFIND", "LINK", "FOO"})
    void methodsThatFhirDoesNotHaveAreRefused(String method) {
        Attack.Reply reply = attack.send(method, "Patient", new byte[0], "X-Secret", "echo");

        assertThat(reply.status()).as(reply.toString()).isIn(400, 405);
        assertThat(reply.body()).doesNotContain("echo");
    }

    @Test
    void aHeaderDoesNotChangeTheMethod() {
        String id = api.post(new Patient()).id();
        for (String header : new String[] {"X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"}) {
            attack.post("Patient/" + id, PATIENT, header, "DELETE");
            attack.post("Patient/" + id + "?_method=DELETE", PATIENT, header, "DELETE");
        }

        assertThat(api.get("Patient/" + id).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "text/html",
                "multipart/form-data; boundary=x",
                "application/x-www-form-urlencoded",
                "application/octet-stream",
                "application/fhir+turtle",
                "image/png",
                "*/*",
                "json/../html"
            })
    void aBodyOfAnotherTypeIsNotAResource(String type) {
        Attack.Reply reply = attack.post("Patient", PATIENT, "Content-Type", type);

        assertThat(reply.status()).as(type + " " + reply).isIn(400, 415);
        assertThat(reply.refusal()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "text/html,application/xhtml+xml", "image/svg+xml", "<script>", "foo"})
    void noResourceIsServedAsAPage(String accept) {
        for (String path :
                new String[] {"Patient?_count=1", "Patient/nobody", "Patient?_format=text/html", "nothing"}) {
            Attack.Reply reply = attack.get(path, "Accept", accept);

            assertThat(reply.header("Content-Type").orElse("")).as(path).startsWith("application/fhir+");
            assertThat(reply.body()).doesNotContain("<html", "<script>");
        }
    }

    @Test
    void aStoredPageIsSavedAndNotShown() {
        Binary page = new Binary();
        page.setContentType("text/html").setContent("<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8));
        String id = api.post(page).id();

        Attack.Reply reply = attack.get("Binary/" + id, "Accept", "text/html");

        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
        boolean asResource = reply.header("Content-Type").orElse("").startsWith("application/fhir+");
        boolean asDownload = reply.header("Content-Disposition")
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .startsWith("attachment");
        assertThat(asResource || asDownload).as(reply.headers().toString()).isTrue();
        assertThat(reply.header("Content-Security-Policy").orElse("")).contains("default-src 'none'", "sandbox");
        assertThat(reply.header("X-Content-Type-Options")).contains("nosniff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"token", "revoke", "introspect", "jwks", "admin/clients", "admin/launches", "nothing"})
    void whatIsNoPageMayDoNothingInABrowser(String path) {
        SmartServer server = new SmartServer();

        for (HttpResponse<String> answer :
                List.of(server.get("/auth/" + path), server.post("/auth/" + path, Map.of("token", "x")))) {
            boolean isPage =
                    answer.headers().firstValue("Content-Type").orElse("").startsWith("text/html");
            assertThat(answer.headers().allValues("Content-Security-Policy"))
                    .as(path + " as " + (isPage ? "a page that says what to do" : "no page"))
                    .singleElement()
                    .asString()
                    .contains("default-src 'none'", isPage ? "style-src 'self'" : "sandbox");
        }
    }

    @Test
    void aPageOfTheSignInMayHaveItsFormAndStyle() {
        HttpResponse<String> page = new SmartServer().get("/auth/login");

        assertThat(page.headers().allValues("Content-Security-Policy"))
                .containsExactly("default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"metadata", "Patient?_count=1", "swagger-ui/", "api-docs", ".well-known/smart-configuration"})
    void aForgedHostReachesNoLink(String path) {
        Attack.Reply reply = attack.get(
                path,
                "Host",
                "evil.example.org",
                "X-Forwarded-Host",
                "evil.example.org",
                "X-Forwarded-Proto",
                "https",
                "X-Forwarded-Prefix",
                "/evil",
                "Forwarded",
                "host=evil.example.org");

        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
        assertThat(reply.body()).doesNotContain("evil");
    }

    @Test
    void aForgedHostReachesNoLocation() {
        Attack.Reply reply =
                attack.post("Patient", PATIENT, "Host", "evil.example.org", "X-Forwarded-Host", "evil.example.org");

        assertThat(reply.header("Location").orElseThrow()).startsWith(api.baseUrl());
    }

    @Test
    void noOtherSiteIsLetIn() {
        Attack.Reply reply = attack.get("Patient?_count=1", "Origin", "https://evil.example.org");

        assertThat(reply.headers()).noneMatch(line -> line.startsWith("Access-Control"));
        assertThat(reply.headers()).noneMatch(line -> line.startsWith("Set-Cookie"));
    }

    @Test
    void aLineBreakInAHeaderMakesNoHeader() {
        Attack.Reply reply =
                attack.get("Patient?_count=1&_format=json%0d%0aX-Evil:%20yes", "X-Request-ID", "a%0d%0aX-Evil: yes");

        assertThat(reply.headers()).noneMatch(line -> line.startsWith("X-Evil"));
    }

    @Test
    void aRefusalNamesItsRequest() {
        Attack.Reply reply = attack.get("Patient?birthdate=abc", "X-Request-ID", "check-1");

        assertThat(reply.header("X-Request-ID")).contains("check-1");
        assertThat(reply.outcome().getIdElement().getIdPart()).isEqualTo("check-1");
    }

    /** Refused before their bodies are read: the next request on the connection must not begin in the middle of one. */
    @Test
    void aRefusedBodyIsNotReadAsTheNextRequest() {
        String head = "POST /fhir/Patient HTTP/1.1\r\nHost: x\r\nContent-Type: application/fhir+json\r\n";
        String body = "DELETE /fhir/Patient/1 HTTP/1.1\r\nHost: x\r\n\r\n";
        String next = "GET /fhir/metadata?_elements=status HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

        Attack.Reply first = attack.raw((head + "Content-Length: " + body.length() + "\r\n\r\n" + body + next)
                .getBytes(StandardCharsets.US_ASCII));

        assertThat(first.status()).isEqualTo(401);
        assertThat(first.body()).contains("HTTP/1.1 200").doesNotContain("HTTP/1.1 204");
    }
}
