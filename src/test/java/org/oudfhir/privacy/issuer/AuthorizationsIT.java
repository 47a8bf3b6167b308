package org.oudfhir.privacy.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oudfhir.storage.Database;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

/** What is over goes; what still counts, or may still be answered, stays. */
class AuthorizationsIT {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @Test
    void whatIsOverIsDeletedWhenSomethingIsKept(@TempDir Path data) throws Database.Unusable {
        try (Database database = Database.open(new Database.Embedded(data), new Database.Pool(2, 30))) {
            new ResourceDatabasePopulator(new ClassPathResource("schema.sql", Authorizations.class))
                    .execute(database.dataSource());
            JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
            Clients clients = new Clients(jdbc, new BCryptPasswordEncoder());
            RegisteredClient client = clients.repository().findByClientId(clientId(clients));
            Authorizations authorizations =
                    new Authorizations(jdbc, clients.repository(), Clock.fixed(NOW, ZoneOffset.UTC));
            jdbc.update("alter table oauth2_authorization alter column kept_at set default '2026-11-20T00:00:00Z'");
            Authorizations before = new Authorizations(
                    jdbc, clients.repository(), Clock.fixed(NOW.minus(Duration.ofDays(400)), ZoneOffset.UTC));
            before.save(authorization("over", client, NOW.minusSeconds(1)));
            before.save(authorization("counts", client, NOW.plusSeconds(60)));
            before.save(waiting("given-up", client));
            jdbc.update("alter table oauth2_authorization alter column kept_at set default '2026-11-24T11:59:00Z'");
            before.save(waiting("waits", client));

            authorizations.save(authorization("new", client, NOW.plusSeconds(60)));

            assertThat(jdbc.queryForList("select id from oauth2_authorization order by id", String.class))
                    .containsExactly("counts", "new", "waits");
        }
    }

    private static String clientId(Clients clients) {
        return clients.add(new Clients.Registration(
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

    private static OAuth2Authorization authorization(String id, RegisteredClient client, Instant expires) {
        return OAuth2Authorization.from(waiting(id, client))
                .accessToken(new OAuth2AccessToken(
                        OAuth2AccessToken.TokenType.BEARER, id, expires.minusSeconds(900), expires))
                .build();
    }

    /** A user has not answered yet. */
    private static OAuth2Authorization waiting(String id, RegisteredClient client) {
        return OAuth2Authorization.withRegisteredClient(client)
                .id(id)
                .principalName("somebody")
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .build();
    }
}
