package org.oudfhir.privacy.issuer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.text.ParseException;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** The keys that sign: the local one for access tokens, and an RSA key for ID tokens, as OpenID Connect clients know no other for sure. */
final class IssuerKeys {

    private static final int RSA_BITS = 2048;

    private final ECKey access;
    private final RSAKey identity;

    private IssuerKeys(ECKey access, RSAKey identity) {
        this.access = access;
        this.identity = identity;
    }

    /** The keys of this server; the RSA key is made once and kept in the database, where every server finds the same. */
    static IssuerKeys of(ECKey access, JdbcTemplate jdbc) {
        List<String> kept = jdbc.queryForList("select jwk from oud_issuer_key", String.class);
        if (kept.isEmpty()) {
            jdbc.update(
                    "insert into oud_issuer_key (only_one, jwk) values (true, ?) on conflict do nothing",
                    make().toJSONString());
            kept = jdbc.queryForList("select jwk from oud_issuer_key", String.class);
        }
        try {
            return new IssuerKeys(
                    new ECKey.Builder(access)
                            .keyUse(KeyUse.SIGNATURE)
                            .algorithm(JWSAlgorithm.ES384)
                            .build(),
                    RSAKey.parse(kept.get(0)));
        } catch (ParseException e) {
            throw new IllegalStateException("oud_issuer_key holds no key; delete its row to have a new one made", e);
        }
    }

    private static RSAKey make() {
        try {
            return new RSAKeyGenerator(RSA_BITS)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyID(UUID.randomUUID().toString())
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("This Java cannot make RSA keys", e);
        }
    }

    JWKSet all() {
        return new JWKSet(List.of(access, identity));
    }
}
