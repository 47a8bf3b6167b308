package org.oudfhir.privacy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Short-lived tokens from the key in the data folder: whoever can read the folder owns the server. The key is made when it
 * is first needed, readable by its owner only.
 */
public final class LocalTokens {

    private static final String FILE = "token.key";
    static final String ISSUER = "urn:oud-fhir-server:local";
    static final String AUDIENCE = "oud-fhir-server";

    private final ECKey key;
    private final Clock clock;

    private LocalTokens(ECKey key, Clock clock) {
        this.key = key;
        this.clock = clock;
    }

    /**
     * Opens, or makes, the key of a data folder.
     *
     * @throws IOException when the folder or its key cannot be read or written
     */
    public static LocalTokens of(Path data, Clock clock) throws IOException {
        Path file = data.resolve(FILE);
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            return new LocalTokens(ECKey.parse(Files.readString(file)), clock);
        } catch (ParseException e) {
            throw new IOException(file + " is not a key; move it away to have a new one made", e);
        }
    }

    /** The key of a data folder, if it has one. */
    public static Optional<LocalTokens> find(Path data, Clock clock) throws IOException {
        return Files.exists(data.resolve(FILE)) ? Optional.of(of(data, clock)) : Optional.empty();
    }

    /** What to say when {@link #find} finds none: none is made by anybody but the server, which would not know it. */
    public static String absent(Path data) {
        return "There is no key in " + data + ": name the server's folder by --data";
    }

    /** A token of a few minutes for all that a client may do. */
    public String mintForEverything() {
        return mintForEverything(Duration.ofMinutes(10));
    }

    /** A token of an hour for all that whoever started the server may do. */
    public String mintForOwner() {
        return mintForEverything(Duration.ofHours(1));
    }

    private String mintForEverything(Duration lifetime) {
        return mint(Map.of("scope", "system/*.cruds", "purpose_of_use", "TREAT"), lifetime);
    }

    /**
     * Mints one token.
     *
     * @param claims SMART and purpose claims, added to issuer, audience, times and id
     * @param lifetime until it expires
     */
    public String mint(Map<String, Object> claims, Duration lifetime) {
        Instant now = clock.instant();
        JWTClaimsSet.Builder builder = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject("local")
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plus(lifetime)));
        claims.forEach(builder::claim);
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.ES384).keyID(key.getKeyID()).build();
        SignedJWT token = new SignedJWT(header, builder.build());
        try {
            token.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("The local key does not sign", e);
        }
        return token.serialize();
    }

    /** The key itself, for what signs in the name of this server. */
    public ECKey key() {
        return key;
    }

    /** The public key, for those who check. */
    JWKSource<SecurityContext> keys() {
        return new ImmutableJWKSet<>(new JWKSet(key.toPublicJWK()));
    }

    /** A secret for one purpose, the same on every start and on every server that shares the key. */
    byte[] secret(String purpose) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getD().decode(), "HmacSHA256"));
            return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no HMAC-SHA256", e);
        }
    }

    private static void create(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        try {
            ECKey key = new ECKeyGenerator(Curve.P_384)
                    .keyID(UUID.randomUUID().toString())
                    .generate();
            FileAttribute<?>[] attributes =
                    file.getFileSystem().supportedFileAttributeViews().contains("posix")
                            ? new FileAttribute<?>[] {
                                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                            }
                            : new FileAttribute<?>[0];
            Files.createFile(file, attributes);
            Files.writeString(file, key.toJSONString(), StandardOpenOption.TRUNCATE_EXISTING);
        } catch (FileAlreadyExistsException e) {
            // another process made it first: that one counts
        } catch (JOSEException e) {
            throw new IllegalStateException("This Java cannot make P-384 keys", e);
        }
    }
}
