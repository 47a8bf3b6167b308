package org.oudfhir.privacy.issuer;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.oudfhir.storage.AuditRecord.Who;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

/** An app's request that waits for its user, and who that is. */
record Waiting(OAuth2Authorization authorization, RegisteredClient client, Users.Person person) {

    OAuth2AuthorizationRequest request() {
        OAuth2AuthorizationRequest request = authorization.getAttribute(OAuth2AuthorizationRequest.class.getName());
        if (request == null) {
            throw new IllegalStateException("An authorization has no request");
        }
        return request;
    }

    /** Whose record is open. */
    @Nullable
    String patient() {
        return authorization.getAttribute(TokenContents.PATIENT);
    }

    /** Whether the user chose the patient, as no EHR and nobody's own record did. */
    boolean isPicked() {
        return authorization.getAttribute(TokenContents.PICKED) != null;
    }

    /** What was attested, when it is an emergency. */
    Optional<String> attestation() {
        return Optional.ofNullable(authorization.getAttribute(TokenContents.ATTESTATION));
    }

    /** What the EHR that opened the app gave it. */
    Optional<String> handle() {
        return request().getAdditionalParameters().get("launch") instanceof String handle
                ? Optional.of(handle)
                : Optional.empty();
    }

    boolean needsPatient() {
        return person.isProxy()
                || request().getScopes().stream()
                        .anyMatch(scope -> scope.startsWith("patient/") || scope.equals("launch/patient"));
    }

    /** What the user may allow: nobody goes on with an emergency later, nor an app that does not prove itself. */
    Set<String> scopes() {
        Set<String> scopes = new TreeSet<>(request().getScopes());
        if (attestation().isPresent()
                || !client.getAuthorizationGrantTypes().contains(AuthorizationGrantType.REFRESH_TOKEN)) {
            scopes.remove("offline_access");
        }
        return scopes;
    }

    String state() {
        return String.valueOf(authorization.<String>getAttribute(OAuth2ParameterNames.STATE));
    }

    /** The user, as the audit trail names one. */
    Who who() {
        String purpose = attestation().isPresent()
                ? TokenContents.EMERGENCY
                : person.ownPurpose()
                        .orElse(String.valueOf(
                                client.getClientSettings().getSettings().getOrDefault(Clients.PURPOSE, "TREAT")));
        return new Who(
                person.name(),
                client.getClientId(),
                person.fhirUser(),
                Objects.requireNonNullElse(person.organization(), ""),
                purpose,
                attestation().orElse(""));
    }
}
