package org.oudfhir.privacy.issuer;

import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Clock;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;

/** What the authorization server is made of, over one database. */
record Parts(
        Endpoints endpoints,
        Clients clients,
        Users users,
        Launches launches,
        PasswordEncoder passwords,
        OAuth2AuthorizationService authorizations,
        ClientAssertions assertions,
        JWKSource<SecurityContext> keys,
        Clock clock) {

    static Parts of(JdbcTemplate jdbc, Endpoints endpoints, IssuerKeys keys, Clock clock) {
        PasswordEncoder passwords = new BCryptPasswordEncoder();
        Clients clients = new Clients(jdbc, passwords);
        return new Parts(
                endpoints,
                clients,
                new Users(jdbc, passwords),
                new Launches(jdbc, clock),
                passwords,
                new Authorizations(jdbc, clients.repository(), clock),
                new ClientAssertions(jdbc, endpoints.address(Endpoints.TOKEN), clock),
                new ImmutableJWKSet<>(keys.all()),
                clock);
    }
}
