package org.oudfhir.storage;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamToken;
import ca.uhn.fhir.jpa.model.entity.StorageSettings;
import ca.uhn.fhir.jpa.searchparam.extractor.SearchParamExtractorR4;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import ca.uhn.fhir.util.BundleUtil;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.r4.fhirpath.ExpressionNode;
import org.hl7.fhir.r4.fhirpath.FHIRPathEngine;
import org.hl7.fhir.r4.fhirpath.FHIRPathUtilityClasses.FunctionDetails;
import org.hl7.fhir.r4.fhirpath.IHostApplicationServices;
import org.hl7.fhir.r4.fhirpath.TypeDetails;
import org.hl7.fhir.r4.hapi.ctx.HapiWorkerContext;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ResourceFactory;
import org.hl7.fhir.r4.model.ValueSet;
import org.hl7.fhir.utilities.fhirpath.FHIRPathConstantEvaluationMode;
import org.jspecify.annotations.Nullable;
import org.oudfhir.fhir.Systems;

/**
 * Evaluates search parameters with the patched FHIRPath engine. HAPI 8.8.0's own host services lack the {@code resolve()} of
 * core 6.10: every search parameter with {@code where(resolve() is Patient)} would end in an AbstractMethodError.
 */
final class PatchedSearchParamExtractor extends SearchParamExtractorR4 {

    /** The expression of search parameter {@code segment}, which is worked out here. */
    private static final String SEGMENT = "Resource.meta.extension('" + Systems.profile("segment") + "').value";

    private static final int MOST_TOKENS = 10_000;

    /** Characters of system and code together, so that many long ones do not fill the memory. */
    private static final int LONGEST_TOKEN = ResourceIndexedSearchParamToken.MAX_LENGTH;

    private final FHIRPathEngine engine;
    private volatile Function<Resource, List<String>> segments = resource -> List.of();
    private final Map<String, ExpressionNode> parsed = new ConcurrentHashMap<>();
    private final Cache<CodedIn, ResourceIndexedSearchParamToken> tokens =
            Caffeine.newBuilder().maximumSize(MOST_TOKENS).build();

    PatchedSearchParamExtractor(
            StorageSettings settings,
            PartitionSettings partitions,
            FhirContext context,
            ISearchParamRegistry registry) {
        super(settings, partitions, context, registry);
        engine = new FHIRPathEngine(new HapiWorkerContext(context, context.getValidationSupport()));
        engine.setHostServices(new Host(context));
    }

    @Override
    public IValueExtractor getPathValueExtractor(IBase resource, String path) {
        Base base = (Base) resource;
        if (SEGMENT.equals(path)) {
            return () -> segments.apply((Resource) resource).stream()
                    .<IBase>map(CodeType::new)
                    .toList();
        }
        return () -> List.copyOf(engine.evaluate(base, base, base, base, parsed.computeIfAbsent(path, engine::parse)));
    }

    /** A code at a search parameter of a type. */
    private record CodedIn(String type, String parameter, String system, String code) {}

    /** Remembers the four hashes of a code: labels come with each resource of a record, and most other codes come again. */
    @Override
    public @Nullable ResourceIndexedSearchParamToken createSearchParamForCoding(
            String type, RuntimeSearchParam parameter, IBase value) {
        if (!(value instanceof Coding coding)
                || !coding.hasSystem()
                || !coding.hasCode()
                || coding.getSystem().length() + coding.getCode().length() > LONGEST_TOKEN) {
            return super.createSearchParamForCoding(type, parameter, value);
        }
        @Nullable
        ResourceIndexedSearchParamToken hashed = tokens.get(
                new CodedIn(type, parameter.getName(), coding.getSystem(), coding.getCode()),
                key -> super.createSearchParamForCoding(type, parameter, value));
        if (hashed == null) {
            return null;
        }
        ResourceIndexedSearchParamToken token = new ResourceIndexedSearchParamToken();
        token.copyMutableValuesFrom(hashed);
        return token;
    }

    void segmentBy(Function<Resource, List<String>> how) {
        this.segments = how;
    }

    /** Resolves a reference inside the Bundle at hand, else to an empty resource of the type that it names. */
    private record Host(FhirContext context) implements IHostApplicationServices {

        @Override
        public @Nullable Base resolveReference(
                FHIRPathEngine engine,
                Object bundle,
                @Nullable String url,
                @Nullable Identifier identifier,
                Base from) {
            if (url == null) {
                return null;
            }
            IBase inBundle = BundleUtil.getReferenceInBundle(context, url, bundle);
            if (inBundle != null) {
                return (Base) inBundle;
            }
            String type = new IdType(url).getResourceType();
            return type == null || !context.getResourceTypes().contains(type)
                    ? null
                    : ResourceFactory.createResource(type);
        }

        @Override
        public List<Base> resolveConstant(
                FHIRPathEngine engine, Object app, String name, FHIRPathConstantEvaluationMode mode) {
            return List.of();
        }

        @Override
        public @Nullable TypeDetails resolveConstantType(
                FHIRPathEngine engine, Object app, String name, FHIRPathConstantEvaluationMode mode) {
            return null;
        }

        @Override
        public boolean log(String argument, List<Base> focus) {
            return false;
        }

        @Override
        public @Nullable FunctionDetails resolveFunction(FHIRPathEngine engine, String name) {
            return null;
        }

        @Override
        public @Nullable TypeDetails checkFunction(
                FHIRPathEngine engine, Object app, String name, TypeDetails focus, List<TypeDetails> parameters) {
            return null;
        }

        @Override
        public List<Base> executeFunction(
                FHIRPathEngine engine, Object app, List<Base> focus, String name, List<List<Base>> parameters) {
            return List.of();
        }

        @Override
        public boolean conformsToProfile(FHIRPathEngine engine, Object app, Base item, String profile) {
            return false;
        }

        @Override
        public @Nullable ValueSet resolveValueSet(FHIRPathEngine engine, Object app, String url) {
            return null;
        }

        @Override
        public boolean paramIsType(String name, int index) {
            return false;
        }
    }
}
