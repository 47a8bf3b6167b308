package org.oudfhir.privacy.issuer;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.transaction.support.TransactionTemplate;

/** What is refused of a person before the database is asked. */
class UsersTest {

    private final Users users = new Users(new JdbcTemplate(), new BCryptPasswordEncoder(), new TransactionTemplate());

    @ParameterizedTest
    @ValueSource(strings = {"Patient/1", "RelatedPerson/1"})
    void patientsAndThoseWhoActForThemAreInNoCareTeam(String person) {
        assertThatThrownBy(() -> put(person, "care-team", false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("reach care-team is for a Practitioner");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Patient/1", "RelatedPerson/1"})
    void patientsAndThoseWhoActForThemAttestNoEmergency(String person) {
        assertThatThrownBy(() -> put(person, "organization", true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("emergency is for a Practitioner");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Device/1", "Practitioner", "Patient/a/b"})
    void aPersonIsOneOfFourTypesAndTheRefusalNamesThem(String person) {
        assertThatThrownBy(() -> put(person, "organization", false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(person, "Practitioner/", "PractitionerRole/", "Patient/", "RelatedPerson/");
    }

    private void put(String person, String reach, boolean emergency) {
        users.put(new Users.Person("somebody", person, null, null, reach, emergency), "a-password-that-is-long");
    }
}
