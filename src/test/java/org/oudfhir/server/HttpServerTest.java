package org.oudfhir.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The HTTP server in itself: TLS, other origins, slow clients, and what every answer carries. */
@SuppressWarnings("try") // a server answers without being spoken to in Java
class HttpServerTest {

    private static final Limits LIMITS = new Limits(1, 10);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    /** Reads the body and says how long it was. */
    private static final class LengthServlet extends HttpServlet {
        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setContentType("text/plain");
            response.getWriter().print(request.getInputStream().readAllBytes().length);
        }
    }

    @Test
    void withACertificateItSpeaksTlsAndNothingElse() throws Exception {
        for (String algorithm : List.of("RSA", "EC")) {
            PemFiles pem = PemFiles.make(folder, algorithm, algorithm);
            int port = HttpServer.freePort("127.0.0.1", 0);
            Certificate certificate = Certificate.read(pem.chain(), pem.key());
            try (HttpServer server =
                    start(new Listener("127.0.0.1", port, Optional.of(certificate), true, List.of()))) {
                HttpRequest request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + "/"))
                        .build();

                HttpResponse<String> answer = trusting(pem.chain()).send(request, HttpResponse.BodyHandlers.ofString());

                assertThat(answer.body()).isEqualTo("0");
                assertThat(answer.headers().firstValue("Strict-Transport-Security"))
                        .isPresent();
                assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
                assertThatThrownBy(() -> HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()))
                        .isInstanceOf(SSLHandshakeException.class);
                assertThat(talk(port, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")).doesNotContain("200 OK");
            }
        }
    }

    @Test
    void aKeyOfAnotherCertificateIsRefused() throws Exception {
        PemFiles one = PemFiles.make(folder, "one", "RSA");
        PemFiles other = PemFiles.make(folder, "other", "RSA");

        assertThatThrownBy(() -> Certificate.read(one.chain(), other.key()))
                .isInstanceOf(Certificate.Unusable.class)
                .hasMessageContaining("is not the key of the first certificate");
        assertThatThrownBy(() -> Certificate.read(one.chain(), one.chain()))
                .isInstanceOf(Certificate.Unusable.class)
                .hasMessageContaining("PKCS#8");
        assertThatThrownBy(() -> Certificate.read(one.key(), one.key())).isInstanceOf(Certificate.Unusable.class);
    }

    @Test
    void noPageOfAnotherOriginIsLetInUnlessConfigured() throws Exception {
        int port = HttpServer.freePort("127.0.0.1", 0);
        try (HttpServer server = start(Listener.plain("127.0.0.1", port))) {
            assertThat(preflight(port, "https://app.example.org").toLowerCase(Locale.ROOT))
                    .doesNotContain("access-control");
        }
    }

    @Test
    void theConfiguredOriginIsLetInAndNoneLikeIt() throws Exception {
        int port = HttpServer.freePort("127.0.0.1", 0);
        Listener listener =
                new Listener("127.0.0.1", port, Optional.empty(), false, List.of("https://app.example.org"));
        try (HttpServer server = start(listener)) {
            assertThat(preflight(port, "https://app.example.org"))
                    .contains("Access-Control-Allow-Origin: https://app.example.org")
                    .doesNotContain("Access-Control-Allow-Credentials");
            for (String origin : List.of(
                    "https://evil.example.org",
                    "https://app.example.org.evil.example",
                    "https://appXexample.org",
                    "http://app.example.org",
                    "null")) {
                assertThat(preflight(port, origin)).as(origin).doesNotContain("Access-Control-Allow-Origin");
            }
        }
    }

    @Test
    void aBodyThatTricklesInIsGivenUp() throws Exception {
        int port = HttpServer.freePort("127.0.0.1", 0);
        try (HttpServer server = start(Listener.plain("127.0.0.1", port));
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            out.write(
                    "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            Awaitility.await()
                    .atMost(Duration.ofSeconds(15))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> {
                        out.write('x');
                        out.flush();
                        return socket.getInputStream().available() > 0;
                    });

            String answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            assertThat(answer).isIn("HTTP/1.1 408", "HTTP/1.1 500");
        } catch (IOException closed) {
            assertThat(closed).hasMessageMatching("(?i).*(reset|broken pipe|closed).*");
        }
    }

    @Test
    void unfinishedHeadersHoldNobodyUp() throws Exception {
        int port = HttpServer.freePort("127.0.0.1", 0);
        List<Socket> slow = new ArrayList<>();
        try (HttpServer server = start(Listener.plain("127.0.0.1", port))) {
            for (int i = 0; i < 400; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                socket.getOutputStream()
                        .write("GET / HTTP/1.1\r\nHost: x\r\nX-Slow: a".getBytes(StandardCharsets.US_ASCII));
                slow.add(socket);
            }
            long start = System.nanoTime();

            assertThat(talk(port, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 200");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void contradictingLengthsEndTheConnection() throws Exception {
        int port = HttpServer.freePort("127.0.0.1", 0);
        try (HttpServer server = start(Listener.plain("127.0.0.1", port))) {
            String second = "GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n";
            for (String headers : List.of(
                    "Content-Length: 4\r\nTransfer-Encoding: chunked",
                    "Content-Length: 4\r\nContent-Length: 40",
                    "Content-Length: -1",
                    "Content-Length: 99999999999999999999",
                    "Transfer-Encoding: chunked, identity",
                    "Transfer-Encoding: xchunked",
                    "Transfer-Encoding : chunked")) {
                String answer = talk(port, "POST / HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n\r\n0\r\n\r\n" + second);

                assertThat(answer.split("HTTP/1.1 ", -1))
                        .as(headers + ": " + answer)
                        .hasSize(2);
                assertThat(answer).as(headers).matches("(?s)HTTP/1.1 (400|413|501).*");
            }
        }
    }

    @Test
    void everyAnswerIsGuardedAndHasTheIdOfItsRequest() throws Exception {
        int port = HttpServer.freePort("127.0.0.1", 0);
        try (HttpServer server = start(Listener.plain("127.0.0.1", port))) {
            for (String line :
                    List.of("GET / HTTP/1.1", "GET /..%2f HTTP/1.1", "GET /" + "a".repeat(9_000) + " HTTP/1.1")) {
                String answer = talk(port, line + "\r\nHost: x\r\nX-Request-ID: abc-1\r\nConnection: close\r\n\r\n");

                assertThat(answer)
                        .as(line.substring(0, Math.min(20, line.length())))
                        .contains("X-Content-Type-Options: nosniff", "default-src 'none'", "no-store", "X-Request-ID: ")
                        .doesNotContain("<html", "Jetty", "Server:");
            }
        }
    }

    @Test
    void anIdThatCouldDoHarmIsReplaced() throws Exception {
        int port = HttpServer.freePort("127.0.0.1", 0);
        try (HttpServer server = start(Listener.plain("127.0.0.1", port))) {
            String start = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Request-ID: ";

            assertThat(talk(port, start + "abc-1\r\n\r\n")).contains("X-Request-ID: abc-1\r\n");
            for (String id : List.of("<script>", "a b", "a".repeat(65), "%0d%0aX: y", "\u00e9")) {
                assertThat(talk(port, start + id + "\r\n\r\n"))
                        .contains("X-Request-ID: ")
                        .doesNotContain("X-Request-ID: " + id);
            }
        }
    }

    private static HttpServer start(Listener listener) throws HttpServer.NotListening {
        HttpServer server = new HttpServer(listener, LIMITS, Map.of("/*", new LengthServlet()));
        server.start();
        return server;
    }

    private static String preflight(int port, String origin) throws IOException {
        return talk(
                port,
                "OPTIONS / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nOrigin: " + origin
                        + "\r\nAccess-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: authorization\r\n\r\n");
    }

    /** All that comes back until the server closes, or says nothing more for a while. */
    private static String talk(int port, String request) throws IOException {
        StringBuilder answer = new StringBuilder();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(2_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            InputStream in = socket.getInputStream();
            for (int each = in.read(); each >= 0; each = in.read()) {
                answer.append((char) each);
            }
        } catch (IOException noMore) {
            // what came until then is the answer
        }
        return answer.toString();
    }

    private static HttpClient trusting(Path chain) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(chain)) {
            trusted.setCertificateEntry(
                    "a", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }
}
