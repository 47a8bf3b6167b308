package org.oudfhir.privacy.issuer;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.MalformedURLException;
import java.net.URI;
import java.sql.Timestamp;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

/**
 * How a client proves itself by {@code private_key_jwt}: a JWT that it signed, for our token endpoint, of the next five minutes at
 * most, and used once (SMART Backend Services 2.x).
 */
final class ClientAssertions implements JwtDecoderFactory<RegisteredClient> {

    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS384,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration SKEW = Duration.ofSeconds(30);
    private static final int MILLIS_TO_FETCH = 3_000;
    private static final int LARGEST_KEY_SET_BYTES = 256 * 1024;

    private final JdbcTemplate jdbc;
    private final String tokenEndpoint;
    private final Clock clock;
    private final Map<String, JWKSource<SecurityContext>> remote = new ConcurrentHashMap<>();

    ClientAssertions(JdbcTemplate jdbc, String tokenEndpoint, Clock clock) {
        this.jdbc = jdbc;
        this.tokenEndpoint = tokenEndpoint;
        this.clock = clock;
    }

    @Override
    public JwtDecoder createDecoder(RegisteredClient client) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, null));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys(client)));
        processor.setJWTClaimsSetVerifier((claims, context) -> {});
        NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
        decoder.setJwtValidator(assertion -> fault(client.getClientId(), assertion)
                .map(text -> OAuth2TokenValidatorResult.failure(
                        new OAuth2Error(OAuth2ErrorCodes.INVALID_CLIENT, text, null)))
                .orElseGet(OAuth2TokenValidatorResult::success));
        return decoder;
    }

    private JWKSource<SecurityContext> keys(RegisteredClient client) {
        String inline = client.getClientSettings().getSetting(Clients.JWKS);
        String address = client.getClientSettings().getJwkSetUrl();
        try {
            if (inline != null) {
                return new ImmutableJWKSet<>(JWKSet.parse(inline));
            }
            if (address != null) {
                return remote.computeIfAbsent(address, ClientAssertions::fetched);
            }
        } catch (ParseException e) {
            throw new IllegalStateException("The kept keys of a client cannot be read", e);
        }
        throw new OAuth2AuthenticationException(
                new OAuth2Error(OAuth2ErrorCodes.INVALID_CLIENT, "The client has no keys", null));
    }

    private static JWKSource<SecurityContext> fetched(String address) {
        try {
            return JWKSourceBuilder.create(
                            URI.create(address).toURL(),
                            new DefaultResourceRetriever(MILLIS_TO_FETCH, MILLIS_TO_FETCH, LARGEST_KEY_SET_BYTES))
                    .build();
        } catch (MalformedURLException e) {
            throw new IllegalStateException("The kept address of a client's keys is no URL", e);
        }
    }

    private Optional<String> fault(String clientId, Jwt assertion) {
        Instant now = clock.instant();
        Instant expires = assertion.getExpiresAt();
        Instant notBefore = assertion.getNotBefore();
        String jti = assertion.getId();
        if (!clientId.equals(assertion.getClaimAsString("iss")) || !clientId.equals(assertion.getSubject())) {
            return Optional.of("iss and sub must be the client_id");
        }
        if (assertion.getAudience() == null || !assertion.getAudience().contains(tokenEndpoint)) {
            return Optional.of("aud must be " + tokenEndpoint);
        }
        if (expires == null
                || expires.plus(SKEW).isBefore(now)
                || expires.minus(SKEW).isAfter(now.plus(LONGEST))) {
            return Optional.of("exp must be within the next five minutes");
        }
        if (notBefore != null && notBefore.minus(SKEW).isAfter(now)) {
            return Optional.of("nbf is in the future");
        }
        if (jti == null || jti.isBlank() || jti.length() > 255) {
            return Optional.of("jti must be there, of 255 characters at most");
        }
        return isFirst(clientId, jti, expires) ? Optional.empty() : Optional.of("the assertion was used before");
    }

    /** The database decides, so that a second server refuses what a first one took. */
    private boolean isFirst(String clientId, String jti, Instant expires) {
        jdbc.update(
                "delete from oud_client_assertion where expires_at < ?",
                Timestamp.from(clock.instant().minus(SKEW).minus(SKEW)));
        return jdbc.update(
                        "insert into oud_client_assertion (client_id, jti, expires_at) values (?, ?, ?) on conflict do nothing",
                        clientId,
                        jti,
                        Timestamp.from(expires))
                == 1;
    }
}
