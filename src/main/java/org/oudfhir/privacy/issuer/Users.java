package org.oudfhir.privacy.issuer;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.oudfhir.privacy.ClaimForm;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.transaction.support.TransactionTemplate;

/** Who may sign in here, and which person of the FHIR server each one is. */
final class Users implements UserDetailsService {

    /** Reach of a person who sees the patients of the own care teams alone. */
    static final String CARE_TEAM = "care-team";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,100}");
    private static final String PERSONS =
            "select name, fhir_user, organization, hipaa_status, reach, emergency from oud_user";

    /** Which state of a user signed in: kept with the session and with what is granted in it, as the library keeps authorities. */
    private static final String GENERATION = "GENERATION_";

    private static final int SHORTEST_PASSWORD = 12;
    private static final int LONGEST_PASSWORD_BYTES = 72; // bcrypt reads no more

    /**
     * One user.
     *
     * @param fhirUser the person, such as Practitioner/12
     * @param organization whom the person works for; none is this server's own organization
     * @param hipaaStatus covered, associate or other
     * @param reach organization, which none is too, or care-team
     * @param emergency whether the person may attest an emergency
     */
    record Person(
            String name,
            String fhirUser,
            @Nullable String organization,
            @Nullable String hipaaStatus,
            @Nullable String reach,
            boolean emergency) {

        boolean isPatient() {
            return fhirUser.startsWith("Patient/");
        }

        boolean isProxy() {
            return fhirUser.startsWith("RelatedPerson/");
        }

        boolean isWorkforce() {
            return fhirUser.startsWith("Practitioner");
        }

        boolean mayAttestEmergency() {
            return emergency && isWorkforce();
        }

        /** What patients and those who act for them want a record for, whatever the app says. */
        Optional<String> ownPurpose() {
            return isPatient() ? Optional.of("PATRQT") : isProxy() ? Optional.of("FAMRQT") : Optional.empty();
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
    private final TransactionTemplate transactions;

    Users(JdbcTemplate jdbc, PasswordEncoder passwords, TransactionTemplate transactions) {
        this.jdbc = jdbc;
        this.passwords = passwords;
        this.transactions = transactions;
    }

    /**
     * Adds a user, or gives one a new password, person and reach; the user's sessions, and what was granted in the user's name
     * before, end.
     *
     * @throws IllegalArgumentException with what is wrong, for the operator
     */
    void put(Person person, String password) {
        require(NAME.matcher(person.name()).matches(), "a name has 1 to 100 of A-Z a-z 0-9 . _ @ -");
        require(
                ClaimForm.PERSON.allows(person.fhirUser()),
                "fhirUser must be " + ClaimForm.PERSON.allowed() + ", not " + person.fhirUser());
        require(
                password.length() >= SHORTEST_PASSWORD
                        && password.getBytes(java.nio.charset.StandardCharsets.UTF_8).length <= LONGEST_PASSWORD_BYTES,
                "a password has 12 to 72 characters");
        require(
                person.reach() == null || ClaimForm.REACH.allows(person.reach()),
                "reach must be " + ClaimForm.REACH.allowed());
        require(
                !person.isHeldToCareTeams() || person.isWorkforce(),
                "reach care-team is for a Practitioner or PractitionerRole: a patient sees the own record, and a related person"
                        + " the patient's");
        require(
                !person.emergency() || person.isWorkforce(),
                "emergency is for a Practitioner or PractitionerRole: nobody else may reach records without consent");
        String hash = passwords.encode(password);
        transactions.executeWithoutResult(status -> {
            jdbc.update(
                    "insert into oud_user (name, password, fhir_user, organization, hipaa_status, reach, emergency)"
                            + " values (?, ?, ?, ?, ?, ?, ?)"
                            + " on conflict (name) do update set password = excluded.password, fhir_user = excluded.fhir_user,"
                            + " organization = excluded.organization, hipaa_status = excluded.hipaa_status,"
                            + " reach = excluded.reach, emergency = excluded.emergency, generation = excluded.generation",
                    person.name(),
                    hash,
                    person.fhirUser(),
                    person.organization(),
                    person.hipaaStatus(),
                    person.reach(),
                    person.emergency());
            endGrants(person.name());
        });
    }

    /** After the user was changed, in the same transaction: what is granted meanwhile waits for it, see {@link #hold}. */
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
        return Boolean.TRUE.equals(transactions.execute(status -> {
            boolean removed = jdbc.update("delete from oud_user where name = ?", name) > 0;
            endGrants(name);
            return removed;
        }));
    }

    List<Person> list() {
        return jdbc.query(PERSONS + " order by name", (row, number) -> person(row));
    }

    /** Who signed in, unless the user was removed or changed since. */
    Optional<Person> find(Authentication signedIn) {
        return jdbc
                .query(
                        PERSONS + " where name = ? and generation = ?",
                        (row, number) -> person(row),
                        signedIn.getName(),
                        generation(signedIn))
                .stream()
                .findFirst();
    }

    /**
     * Whether who signed in is still the same; until the running transaction ends, nobody changes that.
     *
     * @param signedIn whoever it is
     */
    boolean hold(Authentication signedIn) {
        return !jdbc.queryForList(
                        "select name from oud_user where name = ? and generation = ? for share",
                        String.class,
                        signedIn.getName(),
                        generation(signedIn))
                .isEmpty();
    }

    private static String generation(Authentication signedIn) {
        return signedIn.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .filter(authority -> authority.startsWith(GENERATION))
                .map(authority -> authority.substring(GENERATION.length()))
                .findFirst()
                .orElse("");
    }

    private static Person person(ResultSet row) throws SQLException {
        return new Person(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getBoolean(6));
    }

    @Override
    public UserDetails loadUserByUsername(String name) {
        return jdbc
                .query(
                        "select name, password, generation from oud_user where name = ?",
                        (row, number) -> User.withUsername(row.getString(1))
                                .password(row.getString(2))
                                .authorities("USER", GENERATION + row.getString(3))
                                .build(),
                        name)
                .stream()
                .findFirst()
                .orElseThrow(() -> new UsernameNotFoundException("unknown"));
    }
}
