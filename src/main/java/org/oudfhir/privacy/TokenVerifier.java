package org.oudfhir.privacy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.JWTProcessor;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns a bearer token into a caller, or into nobody: a JWT of an issuer that we trust, signed by a key of that very issuer,
 * for us, and in its time. What is doubtful is refused.
 */
final class TokenVerifier {

    private static final Logger LOG = LoggerFactory.getLogger(TokenVerifier.class);
    private static final Duration SKEW = Duration.ofSeconds(30);

    /** A signature is checked once in this time; a key that is withdrawn ends its tokens as soon. */
    private static final Duration REMEMBERED = Duration.ofSeconds(60);

    private static final int MOST_REMEMBERED = 10_000;

    /** Asymmetric only: with a symmetric one, a public key taken for a secret would sign tokens. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    /** What a verified token grants. */
    private record Verified(Grants grants, Instant until) {}

    /**
     * How the tokens of one issuer are checked.
     *
     * @param isLive whether it has not taken a token back since
     * @param isOurs whether it is this server itself, whose tokens name an organization whenever it is another one
     */
    private record Trust(JWTProcessor<SecurityContext> processor, Predicate<String> isLive, boolean isOurs) {}

    private final String baseUrl;
    private final Clock clock;
    private final Map<String, Trust> issuers = new LinkedHashMap<>();
    private final Cache<String, Verified> remembered =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

    /**
     * Makes a verifier that trusts the local key.
     *
     * @param baseUrl what a reference to one of our own persons may begin with
     */
    TokenVerifier(LocalTokens local, String baseUrl, Clock clock) {
        this.baseUrl = baseUrl;
        this.clock = clock;
        trustOurs(LocalTokens.ISSUER, LocalTokens.AUDIENCE, local.keys(), token -> true);
    }

    /** Takes the tokens of another issuer, as long as they say. */
    void trust(String issuer, String audience, JWKSource<SecurityContext> keys) {
        issuers.put(issuer, new Trust(processor(issuer, audience, keys), token -> true, false));
    }

    /**
     * Takes the tokens that this server gives under one more name.
     *
     * @param isLive whether it still stands by a token
     */
    void trustOurs(String issuer, String audience, JWKSource<SecurityContext> keys, Predicate<String> isLive) {
        issuers.put(issuer, new Trust(processor(issuer, audience, keys), isLive, true));
    }

    private JWTProcessor<SecurityContext> processor(String issuer, String audience, JWKSource<SecurityContext> keys) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(
                JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), new JOSEObjectType("application/at+jwt"), null));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
        DefaultJWTClaimsVerifier<SecurityContext> claims =
                new DefaultJWTClaimsVerifier<>(
                        audience, new JWTClaimsSet.Builder().issuer(issuer).build(), Set.of("sub", "exp")) {
                    @Override
                    protected Date currentTime() {
                        return Date.from(clock.instant());
                    }
                };
        claims.setMaxClockSkew((int) SKEW.toSeconds());
        processor.setJWTClaimsSetVerifier(claims);
        return processor;
    }

    /** What a token grants, and to whom, if the token is good. */
    Optional<Grants> verify(String token) {
        Instant now = clock.instant();
        Verified known = remembered.getIfPresent(token);
        if (known != null && now.isBefore(known.until())) {
            return Optional.of(known.grants());
        }
        Optional<Grants> grants = check(token).map(Grants::of);
        grants.ifPresent(found -> remembered.put(token, new Verified(found, earlier(found.caller(), now))));
        return grants;
    }

    private static Instant earlier(Caller caller, Instant now) {
        Instant end = caller.expires().plus(SKEW);
        Instant again = now.plus(REMEMBERED);
        return end.isBefore(again) ? end : again;
    }

    private Optional<Caller> check(String token) {
        try {
            String issuer = JWTParser.parse(token).getJWTClaimsSet().getIssuer();
            Trust trust = issuers.get(String.valueOf(issuer));
            if (trust == null) {
                return Optional.empty();
            }
            Caller caller = TokenClaims.caller(trust.processor().process(token, null), baseUrl);
            Caller known = trust.isOurs() ? caller : caller.ofSomeOrganization();
            return trust.isLive().test(token) ? Optional.of(known) : Optional.empty();
        } catch (ParseException | BadJOSEException refused) {
            return Optional.empty();
        } catch (JOSEException e) {
            LOG.warn("Tokens cannot be verified: {}", e.getMessage());
            return Optional.empty();
        } catch (RuntimeException malformed) {
            return Optional.empty();
        }
    }
}
