package org.oudfhir.privacy.issuer;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.oauth2.server.authorization.JdbcOAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;

/** What was granted, and what waits for a user; the library keeps both for ever, here they go when they are over. */
final class Authorizations implements OAuth2AuthorizationService {

    private static final Duration BETWEEN_PURGES = Duration.ofMinutes(1);

    /** A user who has not answered by then starts again from the app. */
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private static final String PURGE = "delete from oauth2_authorization where kept_at < ?"
            + " and coalesce(greatest(authorization_code_expires_at, access_token_expires_at,"
            + " refresh_token_expires_at), '-infinity') < ?";

    private final OAuth2AuthorizationService kept;
    private final JdbcTemplate jdbc;
    private final Clock clock;
    private Instant nextPurge;

    Authorizations(JdbcTemplate jdbc, RegisteredClientRepository clients, Clock clock) {
        this.kept = new JdbcOAuth2AuthorizationService(jdbc, clients);
        this.jdbc = jdbc;
        this.clock = clock;
        this.nextPurge = clock.instant();
    }

    @Override
    public void save(OAuth2Authorization authorization) {
        kept.save(authorization);
        purge();
    }

    private synchronized void purge() {
        Instant now = clock.instant();
        if (!now.isBefore(nextPurge)) {
            nextPurge = now.plus(BETWEEN_PURGES);
            jdbc.update(PURGE, Timestamp.from(now.minus(LONGEST_WAIT)), Timestamp.from(now));
        }
    }

    @Override
    public void remove(OAuth2Authorization authorization) {
        kept.remove(authorization);
    }

    @Override
    public @Nullable OAuth2Authorization findById(String id) {
        return kept.findById(id);
    }

    @Override
    public @Nullable OAuth2Authorization findByToken(String token, @Nullable OAuth2TokenType kind) {
        return kept.findByToken(token, kind);
    }
}
