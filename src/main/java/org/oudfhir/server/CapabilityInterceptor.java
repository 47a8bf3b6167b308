package org.oudfhir.server;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import org.hl7.fhir.instance.model.api.IBaseConformance;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;

/** Completes what {@code metadata} says: who we are, which guide we implement, and nothing that a client cannot use. */
@Interceptor
final class CapabilityInterceptor {

    private final String guide;
    private final String requirements;

    /**
     * Makes the interceptor.
     *
     * @param guide canonical of the implementation guide
     * @param requirements canonical of the CapabilityStatement that this server fulfils
     */
    CapabilityInterceptor(String guide, String requirements) {
        this.guide = guide;
        this.requirements = requirements;
    }

    @Hook(Pointcut.SERVER_CAPABILITY_STATEMENT_GENERATED)
    void complete(IBaseConformance conformance) {
        CapabilityStatement statement = (CapabilityStatement) conformance;
        statement.setName("OUDFHIRServer");
        statement.setTitle("OUD FHIR Server");
        statement.setPublisher("OUD FHIR Server");
        statement.getSoftware().setName("OUD FHIR Server").setVersion(FhirEndpoint.version());
        statement.getImplementation().setDescription("FHIR R4 server for opioid use disorder treatment");
        statement.getImplementationGuide().clear();
        statement.addImplementationGuide(guide);
        statement.getInstantiates().clear();
        statement.addInstantiates(requirements);
        statement.getRestFirstRep().getResource().forEach(CapabilityInterceptor::leaveOut);
        statement.getRestFirstRep().getResource().forEach(CapabilityInterceptor::shorten);
    }

    /** HAPI cannot search by a composite of a reference. */
    private static void leaveOut(CapabilityStatementRestResourceComponent resource) {
        if (resource.getType().equals("DocumentReference")) {
            resource.getSearchParam().removeIf(parameter -> parameter.getName().equals("relationship"));
        }
    }

    /** The documentation of base parameters is the standard's; repeated for each type it makes most of the answer. */
    private static void shorten(CapabilityStatementRestResourceComponent resource) {
        resource.getSearchParam().forEach(parameter -> parameter.setDocumentation(null));
    }
}
