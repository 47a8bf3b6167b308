package org.oudfhir.privacy.issuer;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.server.authorization.client.JdbcRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/** The registered apps and backend services. */
final class Clients {

    /** Client settings of ours: what a token of the client says besides its scopes, and its keys when it has no address for them. */
    static final String JWKS = "oud.jwks";

    static final String ORGANIZATION = "oud.organization";
    static final String HIPAA_STATUS = "oud.hipaa-status";
    static final String PURPOSE = "oud.purpose";

    private static final Duration CODE_LIVES = Duration.ofMinutes(1);

    /** An attestation of an emergency holds for an hour at most (privacy E.5), so it may not be more than that. */
    private static final Duration APP_TOKEN_LIVES = Duration.ofMinutes(15);

    /** SMART Backend Services: five minutes at most. */
    private static final Duration BACKEND_TOKEN_LIVES = Duration.ofMinutes(5);

    private static final Duration REFRESH_LIVES = Duration.ofDays(30);

    /** A client as it was added; its secret, if it has one, is known only now. */
    record Added(String clientId, Optional<String> secret) {}

    /**
     * One line of the list.
     *
     * @param own whether it is a backend service of the organization that keeps the records
     */
    record Listed(
            String clientId,
            String name,
            String authentication,
            boolean own,
            @Nullable String organization,
            @Nullable String hipaaStatus,
            @Nullable String purpose,
            String redirectUris,
            String scopes) {

        static Listed of(RegisteredClient client) {
            @Nullable String organization = client.getClientSettings().getSetting(ORGANIZATION);
            return new Listed(
                    client.getClientId(),
                    client.getClientName(),
                    client.getClientAuthenticationMethods().stream()
                            .map(ClientAuthenticationMethod::getValue)
                            .collect(Collectors.joining(",")),
                    organization == null && Registration.isBackend(client.getScopes(), client.getRedirectUris()),
                    organization,
                    client.getClientSettings().getSetting(HIPAA_STATUS),
                    client.getClientSettings().getSetting(PURPOSE),
                    client.getRedirectUris().stream().sorted().collect(Collectors.joining(",")),
                    client.getScopes().stream().sorted().collect(Collectors.joining(",")));
        }
    }

    private final JdbcRegisteredClientRepository repository;
    private final JdbcTemplate jdbc;
    private final PasswordEncoder secrets;

    Clients(JdbcTemplate jdbc, PasswordEncoder secrets) {
        this.repository = new JdbcRegisteredClientRepository(jdbc);
        this.jdbc = jdbc;
        this.secrets = secrets;
    }

    JdbcRegisteredClientRepository repository() {
        return repository;
    }

    /**
     * Registers a client.
     *
     * @throws IllegalArgumentException with what is wrong, for the operator
     */
    Added add(Registration wanted) {
        wanted.check();
        String clientId = UUID.randomUUID().toString();
        RegisteredClient.Builder client = RegisteredClient.withId(clientId)
                .clientId(clientId)
                .clientIdIssuedAt(Instant.now())
                .clientName(wanted.name())
                .redirectUris(uris -> uris.addAll(wanted.redirectUris()))
                .scopes(scopes -> scopes.addAll(wanted.scopes()))
                .clientSettings(settings(wanted))
                .tokenSettings(TokenSettings.builder()
                        .authorizationCodeTimeToLive(CODE_LIVES)
                        .accessTokenTimeToLive(wanted.isBackend() ? BACKEND_TOKEN_LIVES : APP_TOKEN_LIVES)
                        .refreshTokenTimeToLive(REFRESH_LIVES)
                        .reuseRefreshTokens(false)
                        .idTokenSignatureAlgorithm(SignatureAlgorithm.RS256)
                        .build());
        Optional<String> secret = Optional.empty();
        if (wanted.hasKeys()) {
            client.clientAuthenticationMethod(ClientAuthenticationMethod.PRIVATE_KEY_JWT);
        } else if (wanted.secret()) {
            secret = Optional.of(Secrets.make());
            client.clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                    .clientSecret(secrets.encode(secret.get()));
        } else {
            client.clientAuthenticationMethod(ClientAuthenticationMethod.NONE);
        }
        if (wanted.isBackend()) {
            client.authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS);
        }
        if (!wanted.redirectUris().isEmpty()) {
            client.authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE);
            if (wanted.hasKeys() || wanted.secret()) {
                client.authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN);
            }
        }
        repository.save(client.build());
        return new Added(clientId, secret);
    }

    private static ClientSettings settings(Registration wanted) {
        ClientSettings.Builder settings =
                ClientSettings.builder().requireAuthorizationConsent(true).requireProofKey(true);
        if (wanted.hasKeys()) {
            settings.tokenEndpointAuthenticationSigningAlgorithm(
                    SignatureAlgorithm.ES384); // names the kind, binds nothing
        }
        set(settings, JWKS, wanted.jwks());
        set(settings, ORGANIZATION, wanted.organization());
        set(settings, HIPAA_STATUS, wanted.hipaaStatus());
        set(settings, PURPOSE, wanted.purpose());
        if (wanted.jwksUrl() != null) {
            settings.jwkSetUrl(wanted.jwksUrl());
        }
        return settings.build();
    }

    private static void set(ClientSettings.Builder settings, String name, @Nullable String value) {
        if (value != null) {
            settings.setting(name, value);
        }
    }

    /** Removes a client with all that it was granted; false when there is none. */
    boolean remove(String clientId) {
        return jdbc.update("delete from oauth2_registered_client where client_id = ?", clientId) > 0;
    }

    List<Listed> list() {
        return jdbc
                .queryForList(
                        "select client_id from oauth2_registered_client order by client_id_issued_at", String.class)
                .stream()
                .map(repository::findByClientId)
                .filter(Objects::nonNull)
                .map(Listed::of)
                .toList();
    }
}
