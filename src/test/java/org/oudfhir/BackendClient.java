package org.oudfhir;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.UUID;

/** The software of an organization, which proves itself by its key. */
record BackendClient(SmartServer smart, ECKey key, String id) {

    /**
     * Registers one.
     *
     * @param whose members of the registration that say so
     */
    static BackendClient of(SmartServer smart, String whose, String scopes) {
        try {
            ECKey key = new ECKeyGenerator(Curve.P_384).keyID("k1").generate();
            String id = smart.administer(
                            "clients",
                            "{\"name\": \"EHR\", " + whose + ", \"scopes\": [\""
                                    + String.join("\", \"", scopes.split(" ", -1)) + "\"], \"jwks\": {\"keys\": ["
                                    + key.toPublicJWK().toJSONString() + "]}}")
                    .path("client_id")
                    .asText();
            return new BackendClient(smart, key, id);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A client of the server with a token of this software. */
    Api with(String scope) {
        String answer = smart.post(
                        "/auth/token",
                        Map.of(
                                "grant_type",
                                "client_credentials",
                                "scope",
                                scope,
                                "client_assertion_type",
                                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                                "client_assertion",
                                assertion()))
                .body();
        return RunningServer.api()
                .with(SmartServer.json(answer).path("access_token").asText());
    }

    private String assertion() {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES384).keyID("k1").build(),
                new JWTClaimsSet.Builder()
                        .issuer(id)
                        .subject(id)
                        .audience(smart.origin() + "/auth/token")
                        .expirationTime(Date.from(Instant.now().plusSeconds(120)))
                        .jwtID(UUID.randomUUID().toString())
                        .build());
        try {
            jwt.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return jwt.serialize();
    }
}
