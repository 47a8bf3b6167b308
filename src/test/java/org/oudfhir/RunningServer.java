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

    private static final CareServer SERVER = start();

    private RunningServer() {}

    /** A client of the server; starts it if it is not running. */
    static Api api() {
        return new Api(SERVER.baseUrl());
    }

    private static CareServer start() {
        try {
            Path data = Files.createTempDirectory("oud-it");
            CareServer server =
                    CareServer.start(Settings.read(Map.of(), Map.of(Setting.PORT, "0", Setting.DATA, data.toString())));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, data)));
            return server;
        } catch (IOException | Settings.Faulty | Database.Unusable | HttpServer.NotListening e) {
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
