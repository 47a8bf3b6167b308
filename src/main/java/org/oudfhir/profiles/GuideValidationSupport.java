package org.oudfhir.profiles;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.context.support.ValidationSupportContext;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.SearchParameter;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.ValueSet;
import org.jspecify.annotations.Nullable;

/** The guide, as HAPI's validator asks for it. */
final class GuideValidationSupport implements IValidationSupport {

    private final FhirContext context;
    private final Guide guide;

    GuideValidationSupport(FhirContext context, Guide guide) {
        this.context = context;
        this.guide = guide;
    }

    @Override
    public FhirContext getFhirContext() {
        return context;
    }

    @Override
    public String getName() {
        return guide.name() + " " + guide.version();
    }

    @Override
    public List<IBaseResource> fetchAllConformanceResources() {
        List<IBaseResource> all = new ArrayList<>(guide.list(CodeSystem.class));
        all.addAll(guide.list(ValueSet.class));
        all.addAll(guide.list(StructureDefinition.class));
        return all;
    }

    @SuppressWarnings("unchecked")
    @Override
    public <T extends IBaseResource> List<T> fetchAllStructureDefinitions() {
        return (List<T>) guide.list(StructureDefinition.class);
    }

    @SuppressWarnings("unchecked")
    @Override
    public <T extends IBaseResource> List<T> fetchAllNonBaseStructureDefinitions() {
        return (List<T>) guide.list(StructureDefinition.class);
    }

    @SuppressWarnings("unchecked")
    @Override
    public <T extends IBaseResource> List<T> fetchAllSearchParameters() {
        return (List<T>) guide.list(SearchParameter.class);
    }

    @Override
    public @Nullable IBaseResource fetchStructureDefinition(String url) {
        return guide.find(StructureDefinition.class, url).orElse(null);
    }

    @Override
    public @Nullable IBaseResource fetchCodeSystem(String url) {
        return guide.find(CodeSystem.class, url).orElse(null);
    }

    @Override
    public @Nullable IBaseResource fetchValueSet(String url) {
        return guide.find(ValueSet.class, url).orElse(null);
    }

    @Override
    public <T extends IBaseResource> @Nullable T fetchResource(@Nullable Class<T> type, String url) {
        return guide.find(Resource.class, url)
                .filter(resource -> type == null || type.isInstance(resource))
                .map(resource -> cast(type, resource))
                .orElse(null);
    }

    @SuppressWarnings("unchecked")
    private static <T extends IBaseResource> T cast(@Nullable Class<T> type, Resource resource) {
        return type == null ? (T) resource : type.cast(resource);
    }

    @Override
    public boolean isCodeSystemSupported(ValidationSupportContext root, String system) {
        return guide.find(CodeSystem.class, system).isPresent();
    }

    @Override
    public boolean isValueSetSupported(ValidationSupportContext root, String valueSet) {
        return guide.find(ValueSet.class, valueSet).isPresent();
    }
}
