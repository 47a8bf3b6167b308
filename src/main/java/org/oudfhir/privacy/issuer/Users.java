package org.oudfhir.privacy.issuer;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Who may sign in here, and which person of the FHIR server each one is. */
final class Users implements UserDetailsService {

    /** Reach of a person who sees the patients of the own care teams alone. */
    static final String CARE_TEAM = "care-team";

    private static final Set<String> REACHES = Set.of("organization", CARE_TEAM);
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,100}");
    private static final Pattern PERSON =
            Pattern.compile("(Practitioner|PractitionerRole|Patient|RelatedPerson)/[A-Za-z0-9.-]{1,64}");
    private static final String PERSONS = "select name, fhir_user, organization, hipaa_status, reach from oud_user";

    private static final int SHORTEST_PASSWORD = 12;
    private static final int LONGEST_PASSWORD_BYTES = 72; // bcrypt reads no more

    /**
     * One user.
     *
     * @param fhirUser the person, such as Practitioner/12
     * @param organization whom the person works for; none is this server's own organization
     * @param hipaaStatus covered, associate or other
     * @param reach organization, which none is too, or care-team
     */
    record Person(
            String name,
            String fhirUser,
            @Nullable String organization,
            @Nullable String hipaaStatus,
            @Nullable String reach) {

        boolean isPatient() {
            return fhirUser.startsWith("Patient/");
        }

        boolean isWorkforce() {
            return fhirUser.startsWith("Practitioner");
        }

        boolean isHeldToCareTeams() {
            return CARE_TEAM.equals(reach);
        }

        String patientId() {
            return fhirUser.substring("Patient/".length());
        }
    }

    private final JdbcTemplate jdbc;
    private final PasswordEncoder passwords;

    Users(JdbcTemplate jdbc, PasswordEncoder passwords) {
        this.jdbc = jdbc;
        this.passwords = passwords;
    }

    /**
     * Adds a user, or gives one a new password, person and reach; what was granted in the user's name before ends.
     *
     * @throws IllegalArgumentException with what is wrong, for the operator
     */
    void put(Person person, String password) {
        require(NAME.matcher(person.name()).matches(), "a name has 1 to 100 of A-Z a-z 0-9 . _ @ -");
        require(
                PERSON.matcher(person.fhirUser()).matches(),
                "fhirUser must be a reference such as Practitioner/12 or Patient/34");
        require(
                password.length() >= SHORTEST_PASSWORD
                        && password.getBytes(java.nio.charset.StandardCharsets.UTF_8).length <= LONGEST_PASSWORD_BYTES,
                "a password has 12 to 72 characters");
        require(person.reach() == null || REACHES.contains(person.reach()), "reach must be organization or care-team");
        jdbc.update(
                "insert into oud_user (name, password, fhir_user, organization, hipaa_status, reach)"
                        + " values (?, ?, ?, ?, ?, ?)"
                        + " on conflict (name) do update set password = excluded.password, fhir_user = excluded.fhir_user,"
                        + " organization = excluded.organization, hipaa_status = excluded.hipaa_status,"
                        + " reach = excluded.reach",
                person.name(),
                passwords.encode(password),
                person.fhirUser(),
                person.organization(),
                person.hipaaStatus(),
                person.reach());
        endGrants(person.name());
    }

    private void endGrants(String name) {
        jdbc.update("delete from oauth2_authorization where principal_name = ?", name);
    }

    private static void require(boolean holds, String text) {
        if (!holds) {
            throw new IllegalArgumentException(text);
        }
    }

    /** Removes a user and what was granted in the user's name; false when there is none. */
    boolean remove(String name) {
        endGrants(name);
        return jdbc.update("delete from oud_user where name = ?", name) > 0;
    }

    List<Person> list() {
        return jdbc.query(PERSONS + " order by name", (row, number) -> person(row));
    }

    Optional<Person> find(String name) {
        return jdbc.query(PERSONS + " where name = ?", (row, number) -> person(row), name).stream()
                .findFirst();
    }

    private static Person person(ResultSet row) throws SQLException {
        return new Person(row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5));
    }

    @Override
    public UserDetails loadUserByUsername(String name) {
        return jdbc
                .query(
                        "select name, password from oud_user where name = ?",
                        (row, number) -> User.withUsername(row.getString(1))
                                .password(row.getString(2))
                                .authorities("USER")
                                .build(),
                        name)
                .stream()
                .findFirst()
                .orElseThrow(() -> new UsernameNotFoundException("unknown"));
    }
}
