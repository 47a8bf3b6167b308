package org.oudfhir;

import jakarta.servlet.http.HttpServlet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.oudfhir.profiles.Guide;
import org.oudfhir.server.FhirEndpoint;
import org.oudfhir.server.HttpServer;
import org.oudfhir.storage.Database;
import org.oudfhir.storage.Storage;
import org.oudfhir.telemetry.HealthServlet;

/** The composition root: builds each part in order, starts, and closes them in reverse. */
public final class CareServer implements AutoCloseable {

    private final Database database;
    private final Storage storage;
    private final Guide guide;
    private final HttpServer http;
    private final String baseUrl;

    private CareServer(Settings settings, int port, Database database, Storage storage) {
        this.database = database;
        this.storage = storage;
        this.baseUrl = settings.baseUrl().orElse("http://127.0.0.1:" + port + "/fhir");
        this.guide = Guide.load(storage.fhir());
        storage.definitions().install(guide.fingerprint(), guide.copies());
        FhirEndpoint endpoint = new FhirEndpoint(storage.fhir(), baseUrl, storage.providers(), storage.paging());
        endpoint.describeBy(storage::capabilities);
        Map<String, HttpServlet> servlets = new LinkedHashMap<>();
        servlets.put("/fhir/*", endpoint.servlet());
        servlets.put("/health/*", new HealthServlet(database::isAlive));
        this.http = new HttpServer(settings.bind(), port, servlets);
    }

    /**
     * Starts a server; when this returns, it answers.
     *
     * @throws Database.Unusable when the database cannot be used
     * @throws HttpServer.NotListening when the address cannot be listened on
     */
    public static CareServer start(Settings settings) throws Database.Unusable, HttpServer.NotListening {
        int port = HttpServer.freePort(settings.bind(), settings.port());
        Database database = Database.open(settings.database(), settings.pool());
        try {
            Storage storage = Storage.open(database);
            try {
                CareServer server = new CareServer(settings, port, database, storage);
                server.http.start();
                return server;
            } catch (RuntimeException | HttpServer.NotListening e) {
                storage.close();
                throw e;
            }
        } catch (RuntimeException | Database.Unusable | HttpServer.NotListening e) {
            database.close();
            throw e;
        }
    }

    /** Where the FHIR endpoint is. */
    public String baseUrl() {
        return baseUrl;
    }

    public String databaseDescription() {
        return database.description();
    }

    public Guide guide() {
        return guide;
    }

    /** Lets running requests end, then stops everything. */
    @Override
    public void close() {
        http.close();
        storage.close();
        database.close();
    }
}
