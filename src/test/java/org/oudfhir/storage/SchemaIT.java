package org.oudfhir.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** The schema of a database, before anything is served from it. */
class SchemaIT {

    @Test
    void aSchemaThatLacksAColumnIsRefused(@TempDir Path data) throws Exception {
        try (Database database = Database.open(new Database.Embedded(data), new Database.Pool(2, 30))) {
            Schema.prepare(database);
            Schema.prepare(database);
            try (Connection connection = database.dataSource().getConnection()) {
                connection.createStatement().execute("ALTER TABLE hfj_res_ver DROP COLUMN res_text_vc");
            }

            assertThatThrownBy(() -> Schema.prepare(database))
                    .isInstanceOf(Database.Unusable.class)
                    .hasMessageContaining("lacks hfj_res_ver.res_text_vc");
            assertThat(database.isAlive()).isTrue();
        }
    }

    /** Of ten thousand values on either side of a join, each is compared with each: a third of a second for one search. */
    @Test
    void noColumnKeepsMoreCommonValuesThanAJoinIsPlannedWith(@TempDir Path data) throws Exception {
        try (Database database = Database.open(new Database.Embedded(data), new Database.Pool(2, 30))) {
            Schema.prepare(database);
            JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
            assertThat(targets(jdbc)).containsExactly(1_000);

            jdbc.execute("ALTER TABLE hfj_res_link ALTER COLUMN src_path SET STATISTICS 5000");
            jdbc.execute("ALTER TABLE hfj_res_link ALTER COLUMN src_resource_id SET STATISTICS 10000");
            Schema.prepare(database);
            assertThat(targets(jdbc)).as("what an operator has set stays").containsExactly(1_000, 5_000);
        }
    }

    private static List<Integer> targets(JdbcTemplate jdbc) {
        return jdbc.queryForList(
                "SELECT DISTINCT attstattarget FROM pg_attribute WHERE attstattarget > 0"
                        + " AND attrelid = ANY ('{hfj_res_link, hfj_spidx_token}'::regclass[]) ORDER BY 1",
                Integer.class);
    }
}
