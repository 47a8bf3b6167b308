package org.oudfhir;

import ca.uhn.fhir.context.FhirContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hl7.fhir.r4.model.OperationOutcome;

/**
 * What no decent client would send, and an HTTP library would not: raw bytes over a socket.
 *
 * @param api whom to attack, and with which token
 */
record Attack(Api api) {

    private static final int PATIENCE_MILLIS = 60_000;

    /** What came back. */
    record Reply(int status, List<String> headers, String body, Duration took) {

        Optional<String> header(String name) {
            String start = name.toLowerCase(Locale.ROOT) + ":";
            return headers.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                    .map(line -> line.substring(start.length()).strip())
                    .findFirst();
        }

        /** The text of the first issue; fails when the body is no OperationOutcome. */
        String refusal() {
            return outcome().getIssueFirstRep().getDetails().getText();
        }

        OperationOutcome outcome() {
            return FhirContext.forR4Cached().newJsonParser().parseResource(OperationOutcome.class, body);
        }

        @Override
        public String toString() {
            return status + " after " + took.toMillis() + " ms: "
                    + (body.length() > 600 ? body.substring(0, 600) : body);
        }
    }

    static Attack onTheServer() {
        return new Attack(RunningServer.api());
    }

    Reply get(String path, String... headers) {
        return send("GET", path, new byte[0], headers);
    }

    Reply post(String path, String body, String... headers) {
        return send("POST", path, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    /** Headers come in pairs; those of the same name replace the usual ones, an empty value leaves a usual one out. */
    Reply send(String method, String path, byte[] body, String... headers) {
        String base = URI.create(api.baseUrl()).getPath();
        StringBuilder head =
                new StringBuilder(method + " " + base + (path.isEmpty() ? "" : "/" + path) + " HTTP/1.1\r\n");
        List<String> own = Arrays.asList(headers);
        append(head, own, "Host", "127.0.0.1");
        append(head, own, "Connection", "close");
        append(head, own, "Authorization", "Bearer " + api.token());
        append(head, own, "Accept", "application/fhir+json");
        if (body.length > 0) {
            append(head, own, "Content-Type", "application/fhir+json");
            append(head, own, "Content-Length", String.valueOf(body.length));
        }
        for (int i = 0; i < headers.length; i += 2) {
            if (!headers[i + 1].isEmpty()) {
                head.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
            }
        }
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        request.writeBytes(body);
        return raw(request.toByteArray());
    }

    private static void append(StringBuilder head, List<String> own, String name, String value) {
        if (!own.contains(name)) {
            head.append(name).append(": ").append(value).append("\r\n");
        }
    }

    /** Sends bytes as they are and reads until the server closes. */
    Reply raw(byte[] request) {
        URI base = URI.create(api.baseUrl());
        long start = System.nanoTime();
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            send(socket.getOutputStream(), request);
            socket.getInputStream().transferTo(answer);
        } catch (IOException closedInTheMiddle) {
            // what came until then is the answer
        }
        return read(answer.toString(StandardCharsets.UTF_8), Duration.ofNanos(System.nanoTime() - start));
    }

    /** A server that has answered already may close while the rest is still being sent. */
    private static void send(OutputStream out, byte[] request) {
        try {
            out.write(request);
            out.flush();
        } catch (IOException refused) {
            // the answer says why
        }
    }

    private static Reply read(String answer, Duration took) {
        int end = answer.indexOf("\r\n\r\n");
        if (end < 0) {
            return new Reply(0, List.of(), answer, took);
        }
        List<String> head = List.of(answer.substring(0, end).split("\r\n", -1));
        String body = answer.substring(end + 4);
        boolean chunked = head.stream().anyMatch(line -> line.equalsIgnoreCase("Transfer-Encoding: chunked"));
        return new Reply(
                Integer.parseInt(head.get(0).split(" ", -1)[1]),
                head.subList(1, head.size()),
                chunked ? unchunked(body) : body,
                took);
    }

    /** With what follows on the same connection. Good enough for bodies in which no character spans two chunks, as for all that the tests look into. */
    private static String unchunked(String body) {
        StringBuilder whole = new StringBuilder();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        int at = 0;
        while (at < bytes.length) {
            int line = at;
            while (line < bytes.length && bytes[line] != '\r') {
                line++;
            }
            int size = Integer.parseInt(new String(bytes, at, line - at, StandardCharsets.UTF_8).strip(), 16);
            if (size == 0) {
                whole.append(new String(bytes, line, bytes.length - line, StandardCharsets.UTF_8));
                break;
            }
            whole.append(new String(bytes, line + 2, Math.min(size, bytes.length - line - 2), StandardCharsets.UTF_8));
            at = line + 2 + size + 2;
        }
        return whole.toString();
    }
}
