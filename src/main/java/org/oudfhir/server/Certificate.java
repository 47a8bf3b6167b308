package org.oudfhir.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server's certificate with its chain, and the private key that belongs to it, from PEM files. */
public final class Certificate {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    /** They cannot be used; the message is one line for the operator, and never holds any of the key. */
    public static final class Unusable extends Exception {
        Unusable(String message) {
            super(message);
        }
    }

    private final List<X509Certificate> chain;
    private final PrivateKey key;

    private Certificate(List<X509Certificate> chain, PrivateKey key) {
        this.chain = chain;
        this.key = key;
    }

    /**
     * Reads the two files and makes sure that they belong together.
     *
     * @param chainFile certificates, the server's own first
     * @param keyFile the key, unencrypted PKCS#8
     */
    public static Certificate read(Path chainFile, Path keyFile) throws Unusable {
        List<X509Certificate> chain = chain(chainFile);
        PrivateKey key = key(keyFile, chain.get(0).getPublicKey().getAlgorithm());
        if (!belongTogether(chain.get(0), key)) {
            throw new Unusable(keyFile + " is not the key of the first certificate in " + chainFile);
        }
        return new Certificate(List.copyOf(chain), key);
    }

    private static List<X509Certificate> chain(Path file) throws Unusable {
        try {
            List<X509Certificate> chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (chain.isEmpty()) {
                throw new Unusable(file + " has no certificate");
            }
            return chain;
        } catch (IOException e) {
            throw new Unusable(file + " cannot be read");
        } catch (GeneralSecurityException e) {
            throw new Unusable(file + " is not a PEM file of certificates");
        }
    }

    private static PrivateKey key(Path file, String algorithm) throws Unusable {
        try {
            Matcher pem = KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
            if (!pem.find()) {
                throw new Unusable(
                        file + " has no unencrypted PKCS#8 key; openssl pkcs8 -topk8 -nocrypt -in KEY makes one");
            }
            byte[] encoded = Base64.getMimeDecoder().decode(pem.group(1));
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (IOException e) {
            throw new Unusable(file + " cannot be read");
        } catch (GeneralSecurityException e) {
            throw new Unusable(file + " is not a key for the " + algorithm + " certificate");
        }
    }

    private static boolean belongTogether(X509Certificate certificate, PrivateKey key) {
        try {
            String algorithm = key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256with" + key.getAlgorithm();
            byte[] text = "proof".getBytes(StandardCharsets.US_ASCII);
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(key);
            signer.update(text);
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(certificate.getPublicKey());
            verifier.update(text);
            return verifier.verify(signer.sign());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** As Java's TLS wants it; it stays in memory, and its password means nothing. */
    KeyStore keyStore(String password) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", key, password.toCharArray(), chain.toArray(new X509Certificate[0]));
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("This Java has no PKCS#12", e);
        }
    }
}
