package org.oudfhir.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The PostgreSQL that holds the resources: ours, in the data folder, or somebody's. Both give a pool of connections. */
public final class Database implements AutoCloseable {

    /** Where the database is. */
    public sealed interface Location {}

    /**
     * A PostgreSQL of our own, started and stopped with the server.
     *
     * @param data the data folder; the cluster is in {@code postgres} below it
     */
    public record Embedded(Path data) implements Location {}

    /** A PostgreSQL that somebody else runs. */
    public record External(String url, String user, String password) implements Location {
        @Override
        public String toString() {
            return "External[" + withoutSecrets(url) + "]";
        }
    }

    /** A user and password before the host, and the value of each parameter whose name says that it is a secret. */
    private static final Pattern SECRETS =
            Pattern.compile("(?i)(//)[^/?@]*@|([?&][^=&]*(?:pass|pwd|secret|token|credential)[^=&]*=)[^&]*");

    /** The address of a database as it may be shown: the driver takes passwords in it too. */
    public static String withoutSecrets(String url) {
        return SECRETS.matcher(url)
                .replaceAll(found ->
                        found.group(1) != null ? "//(set)@" : Matcher.quoteReplacement(found.group(2)) + "(set)");
    }

    /**
     * How connections are held.
     *
     * @param connections the most of them
     * @param statementSeconds the longest that a statement of a request may take
     */
    public record Pool(int connections, int statementSeconds) {}

    /** The database cannot be used; the message is one line for the operator. */
    public static final class Unusable extends Exception {
        public Unusable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** They are opened when needed: a start with the schema in place needs one or two. */
    private static final int MOST_FOR_SCHEMA = 8;

    private final HikariDataSource pool;
    private final External location;
    private final @Nullable EmbeddedCluster cluster;

    private Database(HikariDataSource pool, External location, @Nullable EmbeddedCluster cluster) {
        this.pool = pool;
        this.location = location;
        this.cluster = cluster;
    }

    /**
     * Opens the database, starting it first if it is ours.
     *
     * @param size how many connections to hold, and how long a statement may take
     */
    public static Database open(Location location, Pool size) throws Unusable {
        if (location instanceof External external) {
            return new Database(connect(external, size), external, null);
        }
        EmbeddedCluster cluster = EmbeddedCluster.start(((Embedded) location).data());
        try {
            return new Database(connect(cluster.location(), size), cluster.location(), cluster);
        } catch (Unusable e) {
            cluster.close();
            throw e;
        }
    }

    public DataSource dataSource() {
        return pool;
    }

    /** Connections on which a statement may take its time, as a change of the schema does; to be closed. */
    HikariDataSource unhurried() {
        HikariConfig config = configuration(location);
        config.setPoolName("oud-schema");
        config.setMaximumPoolSize(MOST_FOR_SCHEMA);
        config.setMinimumIdle(0);
        return new HikariDataSource(config);
    }

    /** Whether the database answers now. */
    public boolean isAlive() {
        try (Connection connection = pool.getConnection()) {
            return connection.isValid(2);
        } catch (SQLException e) {
            return false;
        }
    }

    /** One line that names the database, without secrets. */
    public String description() {
        try (Connection connection = pool.getConnection()) {
            String version = connection.getMetaData().getDatabaseProductVersion();
            return cluster == null
                    ? "PostgreSQL " + version + " at "
                            + connection.getMetaData().getURL().replaceAll("\\?.*", "")
                    : "embedded PostgreSQL " + version + " in " + cluster.folder();
        } catch (SQLException e) {
            return "PostgreSQL (not answering)";
        }
    }

    @Override
    public void close() {
        pool.close();
        if (cluster != null) {
            cluster.close();
        }
    }

    private static HikariDataSource connect(External external, Pool size) throws Unusable {
        HikariConfig config = configuration(external);
        config.setPoolName("oud");
        config.setMaximumPoolSize(size.connections());
        config.setMinimumIdle(2);
        config.setConnectionInitSql("SET statement_timeout TO '" + size.statementSeconds() + "s'");
        try {
            return new HikariDataSource(config);
        } catch (RuntimeException e) {
            throw new Unusable(
                    "The database at " + withoutSecrets(external.url()) + " does not answer: " + reason(e), e);
        }
    }

    private static HikariConfig configuration(External external) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(external.url());
        config.setUsername(external.user());
        config.setPassword(external.password());
        config.setConnectionTimeout(10_000);
        config.setInitializationFailTimeout(10_000);
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.addDataSourceProperty("ApplicationName", "oud-fhir-server");
        config.addDataSourceProperty("prepareThreshold", "3");
        return config;
    }

    private static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return message == null
                ? root.getClass().getSimpleName()
                : message.lines().findFirst().orElse(message);
    }
}
