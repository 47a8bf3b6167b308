package org.oudfhir.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
}
