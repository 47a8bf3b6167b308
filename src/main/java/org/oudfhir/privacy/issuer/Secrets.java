package org.oudfhir.privacy.issuer;

import java.util.Base64;
import org.springframework.security.crypto.keygen.Base64StringKeyGenerator;
import org.springframework.security.crypto.keygen.StringKeyGenerator;

/** What nobody guesses: 256 random bits, in letters that an address takes. */
final class Secrets {

    private static final StringKeyGenerator GENERATOR =
            new Base64StringKeyGenerator(Base64.getUrlEncoder().withoutPadding(), 32);

    private Secrets() {}

    static String make() {
        return GENERATOR.generateKey();
    }
}
