package org.oudfhir.storage;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The PostgreSQL cluster in the data folder. One server process owns the folder at a time (a file lock); a postmaster that
 * outlived a killed server is stopped before its files are opened again. The cluster listens on a free loopback port and
 * asks for the password that only readers of the folder know.
 */
final class EmbeddedCluster implements AutoCloseable {

    private static final String USER = "postgres";
    private static final String ACCESS_RULES = """
            local all all scram-sha-256
            host all all 127.0.0.1/32 scram-sha-256
            host all all ::1/128 scram-sha-256
            """;

    private static final Duration STARTUP = Duration.ofSeconds(60);

    /** Durable and sized for one machine; zonky's own defaults are for tests that may lose data. */
    private static final Map<String, String> CONFIGURATION = Map.of(
            "fsync", "on",
            "synchronous_commit", "on",
            "full_page_writes", "on",
            "listen_addresses", "localhost",
            "shared_buffers", "256MB",
            "max_connections", "200",
            "max_wal_size", "2GB",
            "password_encryption", "scram-sha-256",
            "random_page_cost", "1.1");

    private final Path folder;
    private final FileChannel lock;
    private final EmbeddedPostgres postgres;
    private final String password;

    private EmbeddedCluster(Path folder, FileChannel lock, EmbeddedPostgres postgres, String password) {
        this.folder = folder;
        this.lock = lock;
        this.postgres = postgres;
        this.password = password;
    }

    static EmbeddedCluster start(Path data) throws Database.Unusable {
        Path folder = data.resolve("postgres");
        FileChannel lock = own(data);
        try {
            stopOrphan(folder);
            String password = password(data.resolve("database.password"));
            EmbeddedPostgres postgres = launch(folder, password);
            protect(postgres, folder.resolve("pg_hba.conf"), password);
            return new EmbeddedCluster(folder, lock, postgres, password);
        } catch (IOException | SQLException | IllegalStateException e) {
            release(lock);
            throw new Database.Unusable(
                    "The embedded PostgreSQL in " + folder + " does not start: " + e.getMessage(), e);
        }
    }

    Database.External location() {
        return new Database.External(postgres.getJdbcUrl(USER, USER), USER, password);
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            System.getLogger(EmbeddedCluster.class.getName())
                    .log(System.Logger.Level.WARNING, "The embedded PostgreSQL did not stop cleanly", e);
        } finally {
            release(lock);
        }
    }

    private static EmbeddedPostgres launch(Path folder, String password) throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(folder)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(STARTUP)
                .setLocaleConfig("locale", "C")
                .setConnectConfig("password", password);
        CONFIGURATION.forEach(builder::setServerConfig);
        return builder.start();
    }

    private static String password(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            writeSecret(file, HexFormat.of().formatHex(random));
        }
        return Files.readString(file);
    }

    /** A new cluster trusts every local user: from its first start on it lets nobody in without the password. */
    private static void protect(EmbeddedPostgres postgres, Path accessRules, String password)
            throws IOException, SQLException {
        if (Files.readString(accessRules).equals(ACCESS_RULES)) {
            return;
        }
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER ROLE " + USER + " PASSWORD '" + password + "'");
            Files.writeString(accessRules, ACCESS_RULES);
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    private static void writeSecret(Path file, String secret) throws IOException {
        Files.deleteIfExists(file);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(file, secret);
    }

    private static FileChannel own(Path data) throws Database.Unusable {
        try {
            Files.createDirectories(data);
            FileChannel channel =
                    FileChannel.open(data.resolve("server.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                @Nullable FileLock held = channel.tryLock();
                if (held != null) {
                    return channel;
                }
            } catch (OverlappingFileLockException e) {
                // the same process holds it: as bad as another one
            }
            channel.close();
        } catch (IOException e) {
            throw new Database.Unusable("The data folder " + data + " cannot be written: " + e.getMessage(), e);
        }
        throw new Database.Unusable("Another server is using the data folder " + data, null);
    }

    private static void release(FileChannel lock) {
        try {
            lock.close();
        } catch (IOException e) {
            System.getLogger(EmbeddedCluster.class.getName())
                    .log(System.Logger.Level.DEBUG, "The data folder's lock was closed already", e);
        }
    }

    private static void stopOrphan(Path folder) throws IOException {
        Path pidFile = folder.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        List<String> lines = Files.readAllLines(pidFile);
        Optional<ProcessHandle> orphan = lines.isEmpty()
                ? Optional.empty()
                : ProcessHandle.of(Long.parseLong(lines.get(0).strip())).filter(EmbeddedCluster::isPostgres);
        if (orphan.isEmpty()) {
            return;
        }
        orphan.get().destroy();
        try {
            orphan.get().onExit().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("process " + orphan.get().pid() + " of an earlier run still holds it", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .filter(command -> command.contains("postgres"))
                .isPresent();
    }
}
