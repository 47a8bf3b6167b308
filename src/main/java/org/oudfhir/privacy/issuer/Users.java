package org.oudfhir.privacy.issuer;

import java.util.List;
import java.util.Optional;
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

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,100}");
    private static final Pattern PERSON =
            Pattern.compile("(Practitioner|PractitionerRole|Patient|RelatedPerson)/[A-Za-z0-9.-]{1,64}");
    private static final int SHORTEST_PASSWORD = 12;
    private static final int LONGEST_PASSWORD_BYTES = 72; // bcrypt reads no more

    /**
     * One user.
     *
     * @param fhirUser the person, such as Practitioner/12
     * @param organization whom the person works for; none is this server's own organization
     * @param hipaaStatus covered, associate or other
     */
    record Person(
            String name,
            String fhirUser,
            @Nullable String organization,
            @Nullable String hipaaStatus) {

        boolean isPatient() {
            return fhirUser.startsWith("Patient/");
        }

        boolean isWorkforce() {
            return fhirUser.startsWith("Practitioner");
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
     * Adds a user, or gives one a new password and person.
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
        jdbc.update(
                "insert into oud_user (name, password, fhir_user, organization, hipaa_status) values (?, ?, ?, ?, ?)"
                        + " on conflict (name) do update set password = excluded.password, fhir_user = excluded.fhir_user,"
                        + " organization = excluded.organization, hipaa_status = excluded.hipaa_status",
                person.name(),
                passwords.encode(password),
                person.fhirUser(),
                person.organization(),
                person.hipaaStatus());
    }

    private static void require(boolean holds, String text) {
        if (!holds) {
            throw new IllegalArgumentException(text);
        }
    }

    /** Removes a user and what was granted in the user's name; false when there is none. */
    boolean remove(String name) {
        jdbc.update("delete from oauth2_authorization where principal_name = ?", name);
        return jdbc.update("delete from oud_user where name = ?", name) > 0;
    }

    List<Person> list() {
        return jdbc.query(
                "select name, fhir_user, organization, hipaa_status from oud_user order by name",
                (row, number) -> new Person(row.getString(1), row.getString(2), row.getString(3), row.getString(4)));
    }

    Optional<Person> find(String name) {
        return jdbc
                .query(
                        "select name, fhir_user, organization, hipaa_status from oud_user where name = ?",
                        (row, number) ->
                                new Person(row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
                        name)
                .stream()
                .findFirst();
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
