package org.oudfhir.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The address of a database is shown to operators; what is secret in it is not. */
class DatabaseTest {

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://db:5432/oud, jdbc:postgresql://db:5432/oud",
        "jdbc:postgresql://db/oud?user=o&password=p&ssl=true, jdbc:postgresql://db/oud?user=o&password=(set)&ssl=true",
        "jdbc:postgresql://db/oud?sslmode=verify-full&sslpassword=p, jdbc:postgresql://db/oud?sslmode=verify-full&sslpassword=(set)",
        "jdbc:postgresql://db/oud?PassWord=p$1&PWD=q, jdbc:postgresql://db/oud?PassWord=(set)&PWD=(set)",
        "jdbc:postgresql://o:p@db/oud?ssl=true, jdbc:postgresql://(set)@db/oud?ssl=true",
        "jdbc:postgresql:oud?password=p@q/r, jdbc:postgresql:oud?password=(set)"
    })
    void whatIsSecretInAnAddressIsNotShown(String address, String shown) {
        assertThat(Database.withoutSecrets(address)).isEqualTo(shown);
        assertThat(new Database.External(address, "user", "password").toString())
                .isEqualTo("External[" + shown + "]");
    }
}
