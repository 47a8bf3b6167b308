package org.oudfhir.storage;

import ca.uhn.fhir.jpa.migrate.DriverTypeEnum;
import ca.uhn.fhir.jpa.migrate.HapiMigrator;
import ca.uhn.fhir.jpa.migrate.SchemaMigrator;
import ca.uhn.fhir.jpa.migrate.tasks.HapiFhirJpaMigrationTasks;
import ca.uhn.fhir.util.VersionEnum;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;

/** Brings the database to the schema of this version with HAPI's own migrations, and refuses one that does not fit. */
final class Schema {

    private static final String VERSION_TABLE = SchemaMigrator.HAPI_FHIR_MIGRATION_TABLENAME;

    private Schema() {}

    /** HAPI asks for a connection for each statement: they are kept while it works. */
    static void prepare(Database database) throws Database.Unusable {
        var tasks = new HapiFhirJpaMigrationTasks(Set.of()).getAllTasks(VersionEnum.values());
        try (HikariDataSource connections = database.unhurried()) {
            HapiMigrator migrator = new HapiMigrator(VERSION_TABLE, connections, DriverTypeEnum.POSTGRES_9_4);
            migrator.addTasks(tasks);
            migrator.createMigrationTableIfRequired();
            migrator.migrate();
            check(connections);
            Statistics.limit(connections);
        } catch (RuntimeException | SQLException e) {
            throw new Database.Unusable("The database schema cannot be brought to this version: " + e.getMessage(), e);
        }
    }

    /** A migration that says success and yet left a column out must not be found by the first patient's record. */
    private static void check(DataSource dataSource) throws SQLException, Database.Unusable {
        Set<String> missing = new TreeSet<>();
        for (String column : EXPECTED) {
            missing.add(column);
        }
        try (Connection connection = dataSource.getConnection();
                ResultSet columns = connection
                        .createStatement()
                        .executeQuery("SELECT table_name || '.' || column_name FROM information_schema.columns"
                                + " WHERE table_schema = current_schema()")) {
            while (columns.next()) {
                missing.remove(columns.getString(1));
            }
        }
        if (!missing.isEmpty()) {
            throw new Database.Unusable(
                    "The database schema does not fit: it lacks " + String.join(", ", missing), null);
        }
    }

    /** Columns that the server cannot do without; those added latest by HAPI 8.8.0 among them. */
    private static final Set<String> EXPECTED = Set.of(
            "hfj_resource.fhir_id",
            "hfj_resource.partition_id",
            "hfj_res_ver.res_text_vc",
            "hfj_res_ver.res_ver",
            "hfj_res_link.target_resource_id",
            "hfj_res_link.target_res_type_id",
            "hfj_resource_type.res_type_id",
            "hfj_spidx_token.hash_identity",
            "hfj_search.search_uuid",
            "bt2_job_instance.id");
}
