package org.oudfhir.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.oudfhir.privacy.Caller.Reach;

/** Which tokens are good, and which are refused. */
class TokenVerifierTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final String BASE = "https://fhir.example.org/fhir";
    private static final String ISSUER = "https://idp.example.org";

    private static RSAKey rsa;
    private static ECKey ec;

    private LocalTokens local;
    private TokenVerifier verifier;

    @BeforeAll
    static void makeKeys() throws JOSEException {
        rsa = new RSAKeyGenerator(2048).keyID("rsa-1").generate();
        ec = new ECKeyGenerator(Curve.P_384).keyID("ec-1").generate();
    }

    @BeforeEach
    void trustOneIssuer(@TempDir Path data) throws IOException {
        local = LocalTokens.of(data, CLOCK);
        verifier = new TokenVerifier(local, BASE, CLOCK);
        verifier.trust(ISSUER, BASE, new ImmutableJWKSet<>(new JWKSet(List.of(rsa.toPublicJWK(), ec.toPublicJWK()))));
    }

    @Test
    void aTokenOfTheLocalKeyNamesItsCaller() {
        String token = local.mint(
                Map.of(
                        "scope", "patient/*.rs launch/patient",
                        "patient", "12",
                        "fhirUser", BASE + "/Practitioner/7",
                        "purpose_of_use", "HPAYMT",
                        "hipaa_status", "covered"),
                Duration.ofMinutes(5));

        Caller caller = verifier.verify(token).map(Grants::caller).orElseThrow();

        assertThat(caller.patient()).contains("12");
        assertThat(caller.fhirUser()).contains("Practitioner/7");
        assertThat(caller.scopes()).containsExactly("patient/*.rs", "launch/patient");
        assertThat(caller.purpose()).isEqualTo("HPAYMT");
        assertThat(caller.hipaaStatus()).isEqualTo("covered");
    }

    /** Who is not said to be of this organization is not taken for its own people. */
    @Test
    void anotherIssuersTokenWithoutAnOrganizationIsOfNone() throws JOSEException {
        Caller unknown =
                verifier.verify(external(claims().build())).map(Grants::caller).orElseThrow();
        Caller named = verifier.verify(external(
                        claims().claim("organization", "Organization/7").build()))
                .map(Grants::caller)
                .orElseThrow();
        Caller ours = verifier.verify(local.mint(Map.of("scope", "user/*.rs"), Duration.ofMinutes(5)))
                .map(Grants::caller)
                .orElseThrow();

        assertThat(unknown.organization()).isPresent();
        assertThat(unknown.namesOrganization()).isFalse();
        assertThat(named.organization()).contains("Organization/7");
        assertThat(ours.organization()).isEmpty();
    }

    /** Whatever the issuer writes there means something to it. */
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "care-team", "Organization", "organization ", "all"})
    void aReachThatIsNotThatOfTheOrganisationIsThatOfTheCareTeam(@Nullable String reach) throws JOSEException {
        assertThat(reach(claims().serializeNullClaims(true).claim("reach", reach)))
                .isEqualTo(Reach.CARE_TEAM);
    }

    @Test
    void aReachIsThatOfTheOrganisationWhenItIsSaidOrNothingIs() throws JOSEException {
        assertThat(reach(claims().claim("reach", "organization"))).isEqualTo(Reach.ORGANIZATION);
        assertThat(reach(claims())).isEqualTo(Reach.ORGANIZATION);
        assertThat(reach(claims().claim("reach", List.of("organization")))).isEqualTo(Reach.CARE_TEAM);
    }

    private Reach reach(JWTClaimsSet.Builder claims) throws JOSEException {
        return verifier.verify(external(claims.build()))
                .map(Grants::caller)
                .orElseThrow()
                .reach();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512"})
    void rsaSignaturesAreTaken(String algorithm) throws JOSEException {
        String token = sign(JWSAlgorithm.parse(algorithm), "rsa-1", claims().build(), new RSASSASigner(rsa));

        assertThat(verifier.verify(token)).isPresent();
    }

    @Test
    void anEllipticSignatureIsTaken() throws JOSEException {
        assertThat(verifier.verify(external(claims().build()))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "x", "a.b.c", "a.b.c.d.e", "eyJhbGciOiJFUzM4NCJ9..", "....", "null"})
    void aMalformedTokenIsRefused(String token) {
        assertThat(verifier.verify(token)).isEmpty();
    }

    @Test
    void anUnsignedTokenIsRefused() throws JOSEException {
        String[] signed = external(claims().build()).split("\\.", -1);

        assertThat(verifier.verify(new PlainJWT(claims().build()).serialize())).isEmpty();
        assertThat(verifier.verify(encode("{\"alg\":\"none\"}") + "." + signed[1] + "."))
                .isEmpty();
        assertThat(verifier.verify(encode("{\"alg\":\"None\",\"kid\":\"ec-1\"}") + "." + signed[1] + "." + signed[2]))
                .isEmpty();
        assertThat(verifier.verify(signed[0] + "." + signed[1] + ".")).isEmpty();
    }

    @Test
    void aTokenSignedWithThePublicKeyAsSecretIsRefused() throws JOSEException {
        byte[] pem = rsa.toRSAPublicKey().getEncoded();

        assertThat(verifier.verify(sign(JWSAlgorithm.HS256, "rsa-1", claims().build(), new MACSigner(pem))))
                .isEmpty();
        byte[] jwk = rsa.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
        assertThat(verifier.verify(sign(JWSAlgorithm.HS256, "rsa-1", claims().build(), new MACSigner(jwk))))
                .isEmpty();
    }

    @Test
    void aChangedTokenIsRefused() throws JOSEException {
        String[] signed = external(claims().build()).split("\\.", -1);
        String other = encode(claims().claim("scope", "system/*.cruds").build().toString());

        assertThat(verifier.verify(signed[0] + "." + other + "." + signed[2])).isEmpty();
    }

    @Test
    void anotherIssuerIsRefused() throws JOSEException {
        assertThat(verifier.verify(
                        external(claims().issuer("https://evil.example").build())))
                .isEmpty();
        assertThat(verifier.verify(external(claims().issuer(ISSUER + "/").build())))
                .isEmpty();
        assertThat(verifier.verify(external(claims().issuer(null).build()))).isEmpty();
    }

    @Test
    void anIssuerCannotSpeakForAnother() throws JOSEException {
        JWTClaimsSet claims = claims().issuer(LocalTokens.ISSUER)
                .audience(LocalTokens.AUDIENCE)
                .build();

        assertThat(verifier.verify(external(claims))).isEmpty();
    }

    @Test
    void anotherAudienceIsRefused() throws JOSEException {
        assertThat(verifier.verify(
                        external(claims().audience("https://other.example/fhir").build())))
                .isEmpty();
        assertThat(verifier.verify(external(claims().audience((String) null).build())))
                .isEmpty();
        assertThat(verifier.verify(
                        external(claims().audience(List.of("x", BASE)).build())))
                .isPresent();
    }

    @Test
    void aTokenIsGoodInItsTimeOnly() throws JOSEException {
        assertThat(verifier.verify(external(expiring(-31)))).isEmpty();
        assertThat(verifier.verify(external(expiring(-29)))).isPresent();
        assertThat(verifier.verify(external(claims().expirationTime(null).build())))
                .isEmpty();
        assertThat(verifier.verify(external(claims().notBeforeTime(in(31)).build())))
                .isEmpty();
        assertThat(verifier.verify(external(claims().notBeforeTime(in(29)).build())))
                .isPresent();
    }

    @Test
    void aTokenWithoutSubjectIsRefused() throws JOSEException {
        assertThat(verifier.verify(external(claims().subject(null).build()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../token.key", "/etc/passwd", "unknown", "' OR 1=1 --", "https://evil.example/key"})
    void anUnknownKeyIdIsRefused(String kid) throws JOSEException {
        assertThat(verifier.verify(sign(JWSAlgorithm.ES384, kid, claims().build(), new ECDSASigner(ec))))
                .isEmpty();
    }

    @Test
    void aKeyThatTheTokenBringsIsNotUsed() throws JOSEException, IOException {
        ECKey own = new ECKeyGenerator(Curve.P_384).keyID("ec-1").generate();
        AtomicInteger fetches = new AtomicInteger();
        HttpServer evil = serve(() -> {
            fetches.incrementAndGet();
            return new JWKSet(own.toPublicJWK()).toString();
        });
        URI keys = URI.create(address(evil) + "/keys");
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES384)
                .keyID("ec-1")
                .jwk(own.toPublicJWK())
                .jwkURL(keys)
                .x509CertURL(keys)
                .build();
        SignedJWT token = new SignedJWT(header, claims().build());
        token.sign(new ECDSASigner(own));

        assertThat(verifier.verify(token.serialize())).isEmpty();
        assertThat(fetches).hasValue(0);
        evil.stop(0);
    }

    @Test
    void aTokenOfAnotherKindIsRefused() throws JOSEException {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES384)
                .keyID("ec-1")
                .type(new com.nimbusds.jose.JOSEObjectType("logout+jwt"))
                .build();
        SignedJWT token = new SignedJWT(header, claims().build());
        token.sign(new ECDSASigner(ec));

        assertThat(verifier.verify(token.serialize())).isEmpty();
    }

    @Test
    void aNewKeyOfTheIssuerIsFoundAndAnOldOneEnds() throws Exception {
        ECKey next = new ECKeyGenerator(Curve.P_384).keyID("ec-2").generate();
        AtomicReference<String> keys = new AtomicReference<>(new JWKSet(ec.toPublicJWK()).toString());
        HttpServer idp = serve(keys::get);
        TokenVerifier remote = remote(idp);
        String before = external(claims().issuer(address(idp)).build());
        assertThat(remote.verify(before)).isPresent();

        keys.set(new JWKSet(next.toPublicJWK()).toString());
        String after =
                sign(JWSAlgorithm.ES384, "ec-2", claims().issuer(address(idp)).build(), new ECDSASigner(next));

        await().untilAsserted(() -> assertThat(remote.verify(after)).isPresent());
        String withTheOldKey =
                external(claims().issuer(address(idp)).subject("another").build());
        assertThat(remote.verify(withTheOldKey)).isEmpty();
        idp.stop(0);
    }

    @Test
    void whileTheKeysCannotBeHadNoNewTokenIsGoodAndTheKnownKeysStay() throws Exception {
        HttpServer idp = serve(() -> new JWKSet(ec.toPublicJWK()).toString());
        TokenVerifier remote = remote(idp);
        TokenVerifier late = remote(idp);
        assertThat(remote.verify(external(claims().issuer(address(idp)).build())))
                .isPresent();

        idp.stop(0);

        String token = external(claims().issuer(address(idp)).subject("another").build());
        assertThat(remote.verify(token)).isPresent();
        assertThat(late.verify(token)).isEmpty();
    }

    @Test
    void manyUnknownKeyIdsDoNotMakeManyFetches() throws Exception {
        AtomicInteger fetches = new AtomicInteger();
        HttpServer idp = serve(() -> {
            fetches.incrementAndGet();
            return new JWKSet(ec.toPublicJWK()).toString();
        });
        DiscoveredKeys keys = new DiscoveredKeys(
                new ExternalIssuer(address(idp), Optional.of(URI.create(address(idp) + "/keys")), Optional.empty()),
                Duration.ofSeconds(30));
        TokenVerifier remote = new TokenVerifier(local, BASE, CLOCK);
        remote.trust(address(idp), BASE, keys);

        for (int i = 0; i < 50; i++) {
            JWTClaimsSet claims = claims().issuer(address(idp)).build();
            assertThat(remote.verify(sign(JWSAlgorithm.ES384, "guess-" + i, claims, new ECDSASigner(ec))))
                    .isEmpty();
        }

        assertThat(fetches.get()).isLessThanOrEqualTo(3);
        idp.stop(0);
    }

    /** An issuer whose keys are found by its discovery document. */
    private TokenVerifier remote(HttpServer idp) {
        TokenVerifier remote = new TokenVerifier(local, BASE, CLOCK);
        ExternalIssuer issuer = new ExternalIssuer(address(idp), Optional.empty(), Optional.empty());
        remote.trust(address(idp), BASE, new DiscoveredKeys(issuer, Duration.ofMillis(1)));
        return remote;
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(BASE)
                .subject("user-1")
                .claim("scope", "user/*.rs")
                .expirationTime(in(300));
    }

    private static JWTClaimsSet expiring(int seconds) {
        return claims().expirationTime(in(seconds)).build();
    }

    private static Date in(int seconds) {
        return Date.from(NOW.plusSeconds(seconds));
    }

    private static String external(JWTClaimsSet claims) throws JOSEException {
        return sign(JWSAlgorithm.ES384, "ec-1", claims, new ECDSASigner(ec));
    }

    private static String sign(JWSAlgorithm algorithm, String kid, JWTClaimsSet claims, JWSSigner signer)
            throws JOSEException {
        SignedJWT token =
                new SignedJWT(new JWSHeader.Builder(algorithm).keyID(kid).build(), claims);
        token.sign(signer);
        return token.serialize();
    }

    private static String encode(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    /** An authorization server: a discovery document, and its keys. */
    private static HttpServer serve(java.util.function.Supplier<String> keys) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String issuer = address(server);
            String answer = exchange.getRequestURI().getPath().equals("/keys")
                    ? keys.get()
                    : "{\"issuer\":\"" + issuer + "\",\"jwks_uri\":\"" + issuer + "/keys\"}";
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static String address(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }
}
