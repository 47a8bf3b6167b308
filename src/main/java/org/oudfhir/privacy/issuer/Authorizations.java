package org.oudfhir.privacy.issuer;

import java.security.Principal;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.server.authorization.JdbcOAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What was granted, and what waits for a user; the library keeps both for ever, here they go when they are over. A refresh token
 * is good once: whoever sends it again, be it the app or who stole it, ends what was granted (RFC 9700, section 4.14.2).
 */
final class Authorizations implements OAuth2AuthorizationService {

    private static final Duration BETWEEN_PURGES = Duration.ofMinutes(1);

    /** A user who has not answered by then starts again from the app. */
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private static final String PURGE = "delete from oauth2_authorization where kept_at < ?"
            + " and coalesce(greatest(authorization_code_expires_at, access_token_expires_at,"
            + " refresh_token_expires_at), '-infinity') < ?";

    private static final String HOLD = "select id from oauth2_authorization where id = ? for update";

    private static final String SPEND = "insert into oud_spent_refresh_token (hash, authorization_id, expires_at)"
            + " select sha256(convert_to(refresh_token_value, 'UTF8')), id, refresh_token_expires_at"
            + " from oauth2_authorization where id = ? and refresh_token_value <> ? on conflict do nothing";

    private static final String END = "delete from oauth2_authorization where id = (select authorization_id"
            + " from oud_spent_refresh_token where hash = sha256(convert_to(?, 'UTF8')) and expires_at > ?)";

    private final OAuth2AuthorizationService kept;
    private final JdbcTemplate jdbc;
    private final Users users;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private Instant nextPurge;

    Authorizations(
            JdbcTemplate jdbc,
            RegisteredClientRepository clients,
            Users users,
            TransactionTemplate transactions,
            Clock clock) {
        this.kept = new JdbcOAuth2AuthorizationService(jdbc, clients);
        this.jdbc = jdbc;
        this.users = users;
        this.transactions = transactions;
        this.clock = clock;
        this.nextPurge = clock.instant();
    }

    /**
     * Keeps what is granted in a user's name only while the user is the one who signed in, and while it is not ended. The library stores anew what was deleted
     * while it worked, and so would bring back what a change of the user has ended.
     */
    @Override
    public void save(OAuth2Authorization authorization) {
        transactions.executeWithoutResult(status -> {
            if (!stands(authorization)) {
                throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT);
            }
            OAuth2Authorization.Token<OAuth2RefreshToken> next = authorization.getRefreshToken();
            if (next != null) {
                // Without the row it was ended since the library read it.
                if (jdbc.queryForList(HOLD, authorization.getId()).isEmpty()) {
                    throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT);
                }
                jdbc.update(SPEND, authorization.getId(), next.getToken().getTokenValue());
            }
            kept.save(authorization);
        });
        purge();
    }

    private boolean stands(OAuth2Authorization authorization) {
        if (authorization.getAuthorizationGrantType().equals(AuthorizationGrantType.CLIENT_CREDENTIALS)) {
            return true;
        }
        Authentication user = authorization.getAttribute(Principal.class.getName());
        return user != null && users.hold(user);
    }

    private synchronized void purge() {
        Instant now = clock.instant();
        if (!now.isBefore(nextPurge)) {
            nextPurge = now.plus(BETWEEN_PURGES);
            jdbc.update(PURGE, Timestamp.from(now.minus(LONGEST_WAIT)), Timestamp.from(now));
            jdbc.update("delete from oud_spent_refresh_token where expires_at < ?", Timestamp.from(now));
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
        OAuth2Authorization found = kept.findByToken(token, kind);
        boolean isRefresh = OAuth2TokenType.REFRESH_TOKEN.equals(kind);
        if (found == null && isRefresh && jdbc.update(END, token, Timestamp.from(clock.instant())) > 0) {
            throw new OAuth2AuthenticationException(new OAuth2Error(
                    OAuth2ErrorCodes.INVALID_GRANT,
                    "This refresh token was used before: all that was granted with it has ended, the user has to sign in again",
                    null));
        }
        return found;
    }
}
