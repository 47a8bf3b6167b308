package org.oudfhir.privacy.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oudfhir.storage.Database;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** What is over goes, and does not come back; what still counts, or may still be answered, stays. */
class AuthorizationsIT {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final String PASSWORD = "a-password-that-is-long";

    private static Database database;
    private static JdbcTemplate jdbc;
    private static TransactionTemplate transactions;
    private static Clients clients;
    private static Users users;

    private RegisteredClient client;
    private Authentication signedIn;

    @BeforeAll
    static void open(@TempDir Path data) throws Database.Unusable {
        database = Database.open(new Database.Embedded(data), new Database.Pool(3, 30));
        new ResourceDatabasePopulator(new ClassPathResource("schema.sql", Authorizations.class))
                .execute(database.dataSource());
        jdbc = new JdbcTemplate(database.dataSource());
        transactions = new TransactionTemplate(new DataSourceTransactionManager(database.dataSource()));
        clients = new Clients(jdbc, new BCryptPasswordEncoder());
        users = new Users(jdbc, new BCryptPasswordEncoder(), transactions);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void somebodySignsIn() {
        jdbc.update("delete from oauth2_authorization");
        client = clients.repository().findByClientId(clientId());
        change("Practitioner/1");
        signedIn = signIn();
    }

    @Test
    void whatIsOverIsDeletedWhenSomethingIsKept() {
        Authorizations authorizations = at(NOW);
        jdbc.update("alter table oauth2_authorization alter column kept_at set default '2026-11-20T00:00:00Z'");
        Authorizations before = at(NOW.minus(Duration.ofDays(400)));
        before.save(authorization("over", NOW.minusSeconds(1)));
        before.save(authorization("counts", NOW.plusSeconds(60)));
        before.save(waiting("given-up"));
        jdbc.update("alter table oauth2_authorization alter column kept_at set default '2026-11-24T11:59:00Z'");
        before.save(waiting("waits"));

        authorizations.save(authorization("new", NOW.plusSeconds(60)));

        assertThat(kept()).containsExactly("counts", "new", "waits");
    }

    /** As a code that is exchanged at the very moment. */
    @Test
    void whatAChangeOfTheUserEndedIsNotStoredAnew() {
        Authorizations authorizations = at(NOW);
        authorizations.save(waiting("waits"));

        change("Practitioner/2");

        assertThat(kept()).isEmpty();
        assertThatThrownBy(() -> authorizations.save(authorization("waits", NOW.plusSeconds(60))))
                .isInstanceOf(OAuth2AuthenticationException.class);
        assertThat(users.find(signedIn)).isEmpty();
        signedIn = signIn();
        authorizations.save(authorization("of-now", NOW.plusSeconds(60)));
        users.remove("somebody");
        assertThatThrownBy(() -> authorizations.save(authorization("of-now", NOW.plusSeconds(60))))
                .isInstanceOf(OAuth2AuthenticationException.class);
        assertThat(kept()).isEmpty();
    }

    /** As a refresh at the very moment when an old token is sent again. */
    @Test
    void whatAnOldTokenEndedIsNotStoredAnew() {
        Authorizations authorizations = at(NOW);
        authorizations.save(waiting("stolen"));
        authorizations.save(refreshable("stolen", "first"));
        authorizations.save(refreshable("stolen", "second"));
        assertThat(authorizations.findByToken("first", null)).as("looked into").isNull();
        assertThat(authorizations.findByToken("never-given", OAuth2TokenType.REFRESH_TOKEN))
                .isNull();
        assertThat(kept()).containsExactly("stolen");

        assertThatThrownBy(() -> authorizations.findByToken("first", OAuth2TokenType.REFRESH_TOKEN))
                .isInstanceOf(OAuth2AuthenticationException.class);

        assertThat(kept()).isEmpty();
        assertThatThrownBy(() -> authorizations.save(refreshable("stolen", "third")))
                .isInstanceOf(OAuth2AuthenticationException.class);
        assertThat(kept()).isEmpty();
    }

    /** Else it would be changed between the look and the grant. */
    @Test
    void aUserIsNotChangedWhileSomethingIsGranted() {
        TransactionTemplate another = new TransactionTemplate(new DataSourceTransactionManager(database.dataSource()));
        another.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);

        transactions.executeWithoutResult(grant -> {
            assertThat(users.hold(signedIn)).isTrue();
            assertThatThrownBy(() -> another.executeWithoutResult(status -> {
                        jdbc.execute("set local lock_timeout = '50ms'");
                        jdbc.update("update oud_user set reach = null where name = 'somebody'");
                    }))
                    .hasMessageContaining("lock timeout");
        });
    }

    private static Authorizations at(Instant now) {
        return new Authorizations(jdbc, clients.repository(), users, transactions, Clock.fixed(now, ZoneOffset.UTC));
    }

    private static List<String> kept() {
        return jdbc.queryForList("select id from oauth2_authorization order by id", String.class);
    }

    private static void change(String fhirUser) {
        users.put(new Users.Person("somebody", fhirUser, null, null, null, false), PASSWORD);
    }

    private static Authentication signIn() {
        UserDetails details = users.loadUserByUsername("somebody");
        return UsernamePasswordAuthenticationToken.authenticated(details, null, details.getAuthorities());
    }

    private static String clientId() {
        return clients.add(new Registration(
                        "App",
                        List.of("https://app.example.org/cb"),
                        List.of("patient/*.rs"),
                        false,
                        null,
                        null,
                        false,
                        null,
                        null,
                        null))
                .clientId();
    }

    private OAuth2Authorization authorization(String id, Instant expires) {
        return OAuth2Authorization.from(waiting(id))
                .accessToken(new OAuth2AccessToken(
                        OAuth2AccessToken.TokenType.BEARER, id, expires.minusSeconds(900), expires))
                .build();
    }

    private OAuth2Authorization refreshable(String id, String token) {
        return OAuth2Authorization.from(authorization(id, NOW.plusSeconds(60)))
                .refreshToken(new OAuth2RefreshToken(token, NOW, NOW.plus(Duration.ofDays(30))))
                .build();
    }

    /** A user has not answered yet. */
    private OAuth2Authorization waiting(String id) {
        return OAuth2Authorization.withRegisteredClient(client)
                .id(id)
                .principalName("somebody")
                .attribute(Principal.class.getName(), signedIn)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .build();
    }
}
