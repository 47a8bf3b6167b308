package org.oudfhir.server;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.server.HardcodedServerAddressStrategy;
import ca.uhn.fhir.rest.server.IPagingProvider;
import ca.uhn.fhir.rest.server.RestfulServer;
import java.util.List;
import java.util.function.Function;

/** The FHIR REST endpoint: HAPI's server, made of the providers of the store and the features. */
public final class FhirEndpoint {

    private final RestfulServer server;

    /**
     * Puts the endpoint together.
     *
     * @param baseUrl the base of every link in an answer; never taken from the request
     */
    public FhirEndpoint(
            FhirContext fhir, String baseUrl, List<Object> providers, IPagingProvider paging, Limits limits) {
        server = new FhirServlet(fhir);
        server.setServerName("OUD FHIR Server");
        server.setServerVersion(version());
        server.setServerAddressStrategy(new HardcodedServerAddressStrategy(baseUrl));
        server.setDefaultResponseEncoding(EncodingEnum.JSON);
        server.setDefaultPrettyPrint(false);
        server.setPagingProvider(paging);
        server.registerProviders(providers);
        server.registerInterceptor(new ProblemInterceptor());
        server.registerInterceptor(new UnreadBodyInterceptor());
        server.registerInterceptor(new ConflictRetryInterceptor());
        server.registerInterceptor(new OfferedOperationsInterceptor());
        server.registerInterceptor(new SearchLimitsInterceptor(fhir, limits));
        server.registerInterceptor(new BodyShapeInterceptor());
        server.registerInterceptor(new StrictBodyInterceptor(fhir));
        server.registerInterceptor(new PatchInterceptor());
        server.registerInterceptor(new NarrativeInterceptor(fhir));
        server.registerInterceptor(new ApiDescriptionInterceptor());
    }

    public void add(Feature feature) {
        server.registerProviders(feature.providers());
        feature.interceptors().forEach(server::registerInterceptor);
    }

    /** Adds one interceptor. */
    public void intercept(Object interceptor) {
        server.registerInterceptor(interceptor);
    }

    /**
     * Sets who makes the CapabilityStatement, given the server it describes.
     *
     * @param guide canonical of the implementation guide
     * @param requirements canonical of the CapabilityStatement that this server fulfils
     */
    public void describeBy(Function<RestfulServer, ?> capabilities, String guide, String requirements) {
        server.setServerConformanceProvider(capabilities.apply(server));
        server.registerInterceptor(new CapabilityInterceptor(guide, requirements));
    }

    public RestfulServer servlet() {
        return server;
    }

    /** The product's version, from the jar; {@code development} outside of one. */
    public static String version() {
        String version = FhirEndpoint.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
