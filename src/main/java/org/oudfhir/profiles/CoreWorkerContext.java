package org.oudfhir.profiles;

import ca.uhn.fhir.context.support.IValidationSupport;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hl7.fhir.common.hapi.validation.validator.WorkerContextValidationSupportAdapter;
import org.hl7.fhir.r5.model.CodeSystem;
import org.hl7.fhir.r5.model.Resource;
import org.hl7.fhir.r5.terminologies.client.TerminologyClientManager;
import org.jspecify.annotations.Nullable;

/**
 * HAPI 8.8.0 was compiled against HL7's core library 6.7; the patched core 6.10 asks the worker context for more. This class
 * answers those questions with what HAPI already knows. It can go as soon as HAPI itself is built for the patched core.
 */
final class CoreWorkerContext extends WorkerContextValidationSupportAdapter {

    private final Map<Class<?>, Object> analyses = new ConcurrentHashMap<>();

    CoreWorkerContext(IValidationSupport support) {
        super(support);
    }

    /** Our definitions do not change while the server runs. */
    @Override
    public long getDefinitionsVersion() {
        return 0;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void storeAnalysis(Class type, Object analysis) {
        analyses.put(type, analysis);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public @Nullable Object retrieveAnalysis(Class type) {
        return analyses.get(type);
    }

    @Override
    public <T extends Resource> @Nullable T fetchResource(Class<T> type, String uri, VersionResolutionRules rules) {
        return super.fetchResource(type, uri);
    }

    @Override
    public <T extends Resource> @Nullable T fetchResource(
            Class<T> type,
            String uri,
            VersionResolutionRules rules,
            @Nullable String version,
            @Nullable Resource source) {
        return super.fetchResource(type, uri, version, source);
    }

    @Override
    public <T extends Resource> @Nullable T fetchResourceRaw(Class<T> type, String uri, VersionResolutionRules rules) {
        return super.fetchResource(type, uri);
    }

    @Override
    public <T extends Resource> @Nullable T fetchResourceWithException(
            Class<T> type, String uri, VersionResolutionRules rules) {
        return super.fetchResourceWithException(type, uri);
    }

    @Override
    public <T extends Resource> @Nullable T fetchResourceWithException(
            Class<T> type,
            String uri,
            VersionResolutionRules rules,
            @Nullable String version,
            @Nullable Resource source) {
        return super.fetchResourceWithException(type, uri, version, source);
    }

    @Override
    public <T extends Resource> @Nullable T findTxResource(Class<T> type, String uri, VersionResolutionRules rules) {
        return super.findTxResource(type, uri);
    }

    @Override
    public <T extends Resource> @Nullable T findTxResource(
            Class<T> type,
            String uri,
            VersionResolutionRules rules,
            @Nullable String version,
            @Nullable Resource source) {
        return super.findTxResource(type, uri, version, source);
    }

    @Override
    public @Nullable CodeSystem fetchCodeSystem(String system, VersionResolutionRules rules) {
        return super.fetchCodeSystem(system);
    }

    @Override
    public @Nullable CodeSystem fetchCodeSystem(
            String system, VersionResolutionRules rules, @Nullable String version, @Nullable Resource source) {
        return super.fetchCodeSystem(system, version, source);
    }

    @Override
    public @Nullable CodeSystem fetchCodeSystem(
            String system,
            VersionResolutionRules rules,
            @Nullable String version,
            @Nullable Resource source,
            boolean withSupplements) {
        return super.fetchCodeSystem(system, version, source);
    }

    @Override
    public @Nullable CodeSystem fetchSupplementedCodeSystem(String system, VersionResolutionRules rules) {
        return super.fetchCodeSystem(system);
    }

    @Override
    public @Nullable CodeSystem fetchSupplementedCodeSystem(
            String system,
            VersionResolutionRules rules,
            @Nullable String version,
            List<String> supplements,
            @Nullable Resource source) {
        return super.fetchCodeSystem(system, version, source);
    }

    /** There is no terminology server: everything that is checked is on the class path. */
    @Override
    public @Nullable TerminologyClientManager getTerminologyClientManager() {
        return null;
    }
}
