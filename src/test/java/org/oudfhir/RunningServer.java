package org.oudfhir;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import org.oudfhir.server.HttpServer;
import org.oudfhir.storage.Database;

/** The one server that the integration tests of a JVM share: real database, real HTTP, a port and a folder of its own. */
final class RunningServer {

    private static final Path DATA = folder();
    private static final CareServer SERVER = start();
    private static final Api API = Api.of(SERVER.baseUrl(), DATA);

    private RunningServer() {}

    /** A client of the server that may do everything; starts the server if it is not running. */
    static Api api() {
        return API;
    }

    /** A link for the browser of whoever started it. */
    static String openInBrowser() {
        return SERVER.openInBrowser().orElseThrow();
    }

    /** Its data folder. */
    static Path data() {
        return DATA;
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("oud-it");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static CareServer start() {
        try {
            CareServer server = CareServer.start(Settings.read(
                    Map.of(),
                    Map.of(
                            Setting.PORT,
                            "0",
                            Setting.DATA,
                            DATA.toString(),
                            Setting.SUBSCRIPTION_ENDPOINTS,
                            "http://127.0.0.1:9/")));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, DATA)));
            return server;
        } catch (Settings.Faulty | Database.Unusable | HttpServer.NotListening e) {
            throw new IllegalStateException(e);
        }
    }

    private static void stop(CareServer server, Path data) {
        server.close();
        try {
            delete(data);
        } catch (IOException leftInTheTemporaryFolder) {
            // the operating system clears it
        }
    }

    /** Deletes a folder with all that is in it. */
    static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path each, IOException failure) throws IOException {
                Files.delete(each);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
