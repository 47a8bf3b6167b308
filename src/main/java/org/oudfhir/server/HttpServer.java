package org.oudfhir.server;

import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.CrossOriginHandler;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.server.handler.SizeLimitHandler;
import org.eclipse.jetty.server.handler.gzip.GzipHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Jetty, listening on one address, with a servlet per path. One line a request goes to the log, without query values. */
public final class HttpServer implements AutoCloseable {

    private static final Logger REQUESTS = LoggerFactory.getLogger("org.oudfhir.requests");
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration SESSION = Duration.ofMinutes(10);
    private static final Duration DRAIN = Duration.ofSeconds(20);

    /** The address cannot be listened on; the message is one line for the operator. */
    public static final class NotListening extends Exception {
        NotListening(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private final Server server;
    private final ServerConnector connector;

    /**
     * Prepares the server; nothing listens yet.
     *
     * @param servlets path specification, such as {@code /fhir/*}, to servlet
     */
    public HttpServer(Listener listener, Limits limits, Map<String, HttpServlet> servlets) {
        QueuedThreadPool threads = new QueuedThreadPool(200, 8);
        threads.setName("http");
        server = new Server(threads);
        connector = connector(server, listener);
        connector.setHost(listener.bind());
        connector.setPort(listener.port());
        connector.setIdleTimeout(IDLE.toMillis());
        server.addConnector(connector);
        server.setStopTimeout(DRAIN.toMillis());
        server.setRequestLog(HttpServer::log);
        server.setErrorHandler(new ErrorAnswer());

        ServletContextHandler context = new ServletContextHandler("/", true, false);
        context.getSessionHandler().setHttpOnly(true);
        context.getSessionHandler().setSameSite(HttpCookie.SameSite.LAX);
        // behind a proxy the request itself does not show that the browser speaks TLS
        context.getSessionHandler().setSecureCookies(listener.encrypted());
        context.getSessionHandler().setMaxInactiveInterval((int) SESSION.toSeconds());
        context.setErrorHandler(new ErrorAnswer());
        servlets.forEach((path, servlet) -> context.addServlet(new ServletHolder(servlet), path));
        GzipHandler gzip = new GzipHandler(limited(limits, context));
        gzip.setMinGzipSize(1024);
        gzip.setInflateBufferSize(8192);
        Handler bounded = new Pace(PATIENCE, limited(limits, gzip));
        server.setHandler(new GracefulHandler(new SafeAnswers(shared(listener.corsOrigins(), bounded))));
    }

    private static ServerConnector connector(Server server, Listener listener) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setSendDateHeader(false);
        HttpConnectionFactory plain = new HttpConnectionFactory(http);
        if (listener.tls().isEmpty()) {
            return new ServerConnector(server, plain);
        }
        // Which host a client means does not matter: there is one certificate, and links are of the base URL.
        http.addCustomizer(new SecureRequestCustomizer(false));
        String password = UUID.randomUUID().toString();
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStore(listener.tls().get().keyStore(password));
        tls.setKeyStorePassword(password);
        tls.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        return new ServerConnector(server, new SslConnectionFactory(tls, plain.getProtocol()), plain);
    }

    /** Lets web pages of these origins call; cookies play no part, the token is in a header. */
    private static Handler shared(List<String> origins, Handler handler) {
        if (origins.isEmpty()) {
            return handler;
        }
        CrossOriginHandler cors = new CrossOriginHandler();
        cors.setAllowedOriginPatterns(origins.stream().map(Pattern::quote).collect(Collectors.toSet()));
        cors.setAllowedMethods(Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"));
        cors.setAllowedHeaders(Set.of(
                "Authorization",
                "Content-Type",
                "Accept",
                "Prefer",
                "If-Match",
                "If-None-Match",
                "If-None-Exist",
                "X-Request-ID"));
        cors.setExposedHeaders(Set.of("Location", "Content-Location", "ETag", "Last-Modified", "Link", "X-Request-ID"));
        cors.setAllowCredentials(false);
        cors.setHandler(handler);
        return cors;
    }

    /** Twice: what comes in, and what it inflates to. */
    private static Handler limited(Limits limits, Handler handler) {
        SizeLimitHandler sizes = new SizeLimitHandler(limits.bodyBytes(), -1);
        sizes.setHandler(handler);
        return sizes;
    }

    /**
     * Makes sure early that the address can be listened on, before the slow parts of a start.
     *
     * @param port the wanted port, 0 for any
     * @return the port to use
     */
    public static int freePort(String bind, int port) throws NotListening {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName(bind), port));
            return probe.getLocalPort();
        } catch (IOException e) {
            throw notListening(bind, port, e);
        }
    }

    /** Starts listening. */
    public void start() throws NotListening {
        try {
            server.start();
        } catch (Exception e) {
            close();
            throw notListening(connector.getHost(), connector.getPort(), e);
        }
    }

    private static NotListening notListening(String bind, int port, Exception failure) {
        boolean taken = failure instanceof BindException || failure.getCause() instanceof BindException;
        String why = taken ? "the port is taken or not permitted" : String.valueOf(failure.getMessage());
        return new NotListening("Cannot listen on " + bind + ":" + port + ": " + why, failure);
    }

    /** Stops accepting, lets running requests end, and closes. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            LoggerFactory.getLogger(HttpServer.class).warn("The HTTP server did not stop cleanly", e);
        }
    }

    private static void log(Request request, Response response) {
        if (REQUESTS.isInfoEnabled()) {
            long millis = (System.nanoTime() - request.getBeginNanoTime()) / 1_000_000;
            String id = response.getHeaders().get(SafeAnswers.REQUEST_ID);
            REQUESTS.info(
                    "{} {} {} {} ms {}",
                    request.getMethod(),
                    request.getHttpURI().getPath(),
                    response.getStatus(),
                    millis,
                    id == null ? "-" : id);
        }
    }
}
