package org.oudfhir;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An endpoint of Subscriptions on this machine: keeps what it is sent, and answers as it is told, path by path. */
final class HookReceiver implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 30;

    /** What came. */
    record Call(String method, String path, Map<String, List<String>> headers, String body) {

        List<String> header(String name) {
            return headers.getOrDefault(name, List.of());
        }
    }

    private final HttpServer http;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, BlockingQueue<Call>> calls = new ConcurrentHashMap<>();
    private final Map<String, Integer> statuses = new ConcurrentHashMap<>();

    private HookReceiver(HttpServer http) {
        this.http = http;
    }

    static HookReceiver start() {
        try {
            HookReceiver receiver =
                    new HookReceiver(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50));
            receiver.http.createContext("/", receiver::answer);
            receiver.http.setExecutor(receiver.threads);
            receiver.http.start();
            return receiver;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url(String path) {
        return "http://127.0.0.1:" + http.getAddress().getPort() + path;
    }

    /** Answers calls to a hook with this status from now on; a redirect leads to {@code /elsewhere}. */
    void answer(String hook, int status) {
        statuses.put(hook, status);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String hook = hook(path);
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        calls(hook).add(new Call(exchange.getRequestMethod(), path, Map.copyOf(exchange.getRequestHeaders()), body));
        int status = statuses.getOrDefault(hook, 200);
        if (status / 100 == 3) {
            exchange.getResponseHeaders().add("Location", url("/elsewhere/x"));
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    /** The first two segments. */
    private static String hook(String path) {
        String[] segments = path.split("/", -1);
        return segments.length > 2 ? "/" + segments[1] + "/" + segments[2] : path;
    }

    private BlockingQueue<Call> calls(String hook) {
        return calls.computeIfAbsent(hook, key -> new LinkedBlockingQueue<>());
    }

    /** The next call to a hook, waited for. */
    Call next(String hook) {
        return find(hook, PATIENCE_SECONDS).orElseThrow(() -> new AssertionError("Nothing came to " + hook));
    }

    private Optional<Call> find(String hook, int seconds) {
        try {
            return Optional.ofNullable(calls(hook).poll(seconds, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What has come to a hook and was not asked for yet. */
    List<Call> rest(String hook) {
        List<Call> rest = new ArrayList<>();
        calls(hook).drainTo(rest);
        return rest;
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }
}
