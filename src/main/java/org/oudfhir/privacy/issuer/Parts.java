package org.oudfhir.privacy.issuer;

import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.transaction.support.TransactionTemplate;

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
        TransactionTemplate transactions,
        Clock clock) {

    static Parts of(DataSource database, Endpoints endpoints, IssuerKeys keys, Clock clock) {
        JdbcTemplate jdbc = new JdbcTemplate(database);
        TransactionTemplate transactions = new TransactionTemplate(new DataSourceTransactionManager(database));
        PasswordEncoder passwords = new BCryptPasswordEncoder();
        Clients clients = new Clients(jdbc, passwords);
        Users users = new Users(jdbc, passwords, transactions);
        return new Parts(
                endpoints,
                clients,
                users,
                new Launches(jdbc, clock),
                passwords,
                new Authorizations(jdbc, clients.repository(), users, transactions, clock),
                new ClientAssertions(jdbc, endpoints.address(Endpoints.TOKEN), clock),
                new ImmutableJWKSet<>(keys.all()),
                transactions,
                clock);
    }
}
