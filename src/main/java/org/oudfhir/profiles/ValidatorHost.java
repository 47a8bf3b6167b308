package org.oudfhir.profiles;

import java.util.List;
import org.hl7.fhir.common.hapi.validation.validator.FhirDefaultPolicyAdvisor;
import org.hl7.fhir.r5.fhirpath.FHIRPathEngine;
import org.hl7.fhir.r5.fhirpath.FHIRPathUtilityClasses.FunctionDetails;
import org.hl7.fhir.r5.fhirpath.IHostApplicationServices;
import org.hl7.fhir.r5.fhirpath.TypeDetails;
import org.hl7.fhir.r5.model.Base;
import org.hl7.fhir.r5.model.Identifier;
import org.hl7.fhir.r5.model.ValueSet;
import org.hl7.fhir.utilities.fhirpath.FHIRPathConstantEvaluationMode;
import org.jspecify.annotations.Nullable;

/** What HL7's patched validator asks its host, beyond what HAPI 8.8.0 answers; see {@link CoreWorkerContext}. */
final class ValidatorHost implements IHostApplicationServices {

    /** HAPI's policy, with the one question that core 6.10 has added. */
    static final class Policy extends FhirDefaultPolicyAdvisor {

        @Override
        public @Nullable String relativeDatePlaceHolder() {
            return null;
        }
    }

    /** Whether a reference leads anywhere is the database's concern, not a profile's. */
    @Override
    public @Nullable Base resolveReference(
            FHIRPathEngine engine, Object app, @Nullable String url, @Nullable Identifier identifier, Base from) {
        return null;
    }

    @Override
    public @Nullable Base findContainingResource(Object app, Base item) {
        return null;
    }

    @Override
    public boolean conformsToProfile(FHIRPathEngine engine, Object app, Base item, String profile) {
        throw new UnsupportedOperationException("No rule of the guide uses conformsTo()");
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
    public @Nullable ValueSet resolveValueSet(FHIRPathEngine engine, Object app, String url) {
        return null;
    }

    @Override
    public boolean paramIsType(String name, int index) {
        return false;
    }
}
