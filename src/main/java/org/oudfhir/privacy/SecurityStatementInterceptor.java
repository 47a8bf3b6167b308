package org.oudfhir.privacy;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseConformance;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestSecurityComponent;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.UriType;
import org.oudfhir.fhir.Concept;

/** Says in {@code metadata} how access is controlled. */
@Interceptor
final class SecurityStatementInterceptor {

    private static final String OAUTH_URIS = "http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris";
    private static final String SERVICES = "http://terminology.hl7.org/CodeSystem/restful-security-service";

    private static final Set<String> AUDIT_SEARCH = Set.of("patient", "date", "agent", "action", "outcome", "subtype");

    private final SmartConfiguration configuration;
    private final boolean cors;

    /**
     * Makes it.
     *
     * @param cors whether pages of some other origin may call
     */
    SecurityStatementInterceptor(SmartConfiguration configuration, boolean cors) {
        this.configuration = configuration;
        this.cors = cors;
    }

    @Hook(Pointcut.SERVER_CAPABILITY_STATEMENT_GENERATED)
    void complete(IBaseConformance conformance) {
        ((CapabilityStatement) conformance)
                .getRestFirstRep().getResource().stream()
                        .filter(resource -> "AuditEvent".equals(resource.getType()))
                        .forEach(resource -> {
                            resource.getSearchParam().removeIf(each -> !AUDIT_SEARCH.contains(each.getName()));
                            resource.getSearchInclude().clear();
                            resource.getSearchRevInclude().clear();
                        });
        CapabilityStatementRestSecurityComponent security =
                ((CapabilityStatement) conformance).getRestFirstRep().getSecurity();
        security.setCors(cors);
        security.getService().clear();
        security.addService(Concept.of(SERVICES, "SMART-on-FHIR"));
        security.setDescription(
                "A bearer token (JWT) with SMART scopes of version 1 or 2. Open to everybody: this statement,"
                        + " .well-known/smart-configuration, and reading and searching definitions.");
        security.getExtension().clear();
        Extension uris = new Extension(OAUTH_URIS);
        configuration
                .endpoint("authorization_endpoint")
                .ifPresent(uri -> uris.addExtension("authorize", new UriType(uri)));
        configuration.endpoint("token_endpoint").ifPresent(uri -> uris.addExtension("token", new UriType(uri)));
        if (uris.hasExtension()) {
            security.addExtension(uris);
        }
    }
}
