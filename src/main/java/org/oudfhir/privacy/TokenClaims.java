package org.oudfhir.privacy;

import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.oudfhir.privacy.Caller.Reach;

/** The claims of a verified token, as a caller. */
final class TokenClaims {

    private TokenClaims() {}

    static Caller caller(JWTClaimsSet claims, String baseUrl) throws ParseException {
        return new Caller(
                claims.getSubject(),
                text(claims, "client_id").or(() -> unchecked(claims, "azp")),
                text(claims, "fhirUser").map(reference -> local(reference, baseUrl)),
                text(claims, "organization").map(reference -> local(reference, baseUrl)),
                text(claims, "patient"),
                scopes(claims),
                text(claims, "purpose_of_use").orElse("TREAT"),
                text(claims, "hipaa_status").orElse("other"),
                text(claims, "attestation"),
                reach(claims),
                claims.getExpirationTime() == null
                        ? Instant.EPOCH
                        : claims.getExpirationTime().toInstant());
    }

    /** One string, as RFC 9068 has it, or a list, as some servers write it. */
    private static List<String> scopes(JWTClaimsSet claims) throws ParseException {
        List<String> scopes = new ArrayList<>();
        for (String name : List.of("scope", "scp")) {
            if (claims.getClaim(name) instanceof List<?>) {
                claims.getStringListClaim(name).forEach(scopes::add);
            } else {
                text(claims, name)
                        .ifPresent(text -> scopes.addAll(List.of(text.strip().split("\\s+"))));
            }
        }
        return scopes;
    }

    /** What is there and not understood, be it blank or null, is read as the least. */
    private static Reach reach(JWTClaimsSet claims) {
        boolean isWide = !claims.getClaims().containsKey("reach") || "organization".equals(claims.getClaim("reach"));
        return isWide ? Reach.ORGANIZATION : Reach.CARE_TEAM;
    }

    private static String local(String reference, String baseUrl) {
        return reference.startsWith(baseUrl + "/") ? reference.substring(baseUrl.length() + 1) : reference;
    }

    private static Optional<String> text(JWTClaimsSet claims, String name) throws ParseException {
        return Optional.ofNullable(claims.getStringClaim(name)).filter(text -> !text.isBlank());
    }

    private static Optional<String> unchecked(JWTClaimsSet claims, String name) {
        return claims.getClaim(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }
}
