package org.oudfhir.profiles;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.ConceptValidationOptions;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.context.support.LookupCodeRequest;
import ca.uhn.fhir.context.support.ValidationSupportContext;
import org.hl7.fhir.common.hapi.validation.support.UnknownCodeSystemWarningValidationSupport;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.jspecify.annotations.Nullable;

/**
 * Lets codes of systems pass that this server does not carry (LOINC, SNOMED CT, RxNorm …): it has no terminology server to ask.
 * Systems of our own name space are all in the guide, so a system there that is not in the guide does not exist. HAPI would
 * have all of this in its in-memory terminology, which cannot tell name spaces apart.
 */
@SuppressWarnings("deprecation")
final class ForeignCodeSystems extends UnknownCodeSystemWarningValidationSupport {

    private final Guide guide;

    ForeignCodeSystems(FhirContext context, Guide guide) {
        super(context);
        this.guide = guide;
        setNonExistentCodeSystemSeverity(IValidationSupport.IssueSeverity.INFORMATION);
    }

    @Override
    public boolean isCodeSystemSupported(ValidationSupportContext root, @Nullable String system) {
        return system != null && !guide.owns(system) && super.isCodeSystemSupported(root, system);
    }

    @Override
    public @Nullable LookupCodeResult lookupCode(ValidationSupportContext root, LookupCodeRequest request) {
        return guide.owns(request.getSystem()) ? null : super.lookupCode(root, request);
    }

    @Override
    public @Nullable CodeValidationResult validateCode(
            ValidationSupportContext root,
            ConceptValidationOptions options,
            @Nullable String system,
            @Nullable String code,
            @Nullable String display,
            @Nullable String valueSet) {
        return system != null && guide.owns(system)
                ? null
                : super.validateCode(root, options, system, code, display, valueSet);
    }

    @Override
    public @Nullable CodeValidationResult validateCodeInValueSet(
            ValidationSupportContext root,
            ConceptValidationOptions options,
            @Nullable String system,
            @Nullable String code,
            @Nullable String display,
            IBaseResource valueSet) {
        return system != null && guide.owns(system)
                ? null
                : super.validateCodeInValueSet(root, options, system, code, display, valueSet);
    }
}
