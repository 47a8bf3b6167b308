package org.oudfhir.storage;

import ca.uhn.fhir.validation.IInstanceValidatorModule;
import ca.uhn.fhir.validation.IValidationContext;
import ca.uhn.fhir.validation.IValidatorModule;
import java.util.Objects;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.jspecify.annotations.Nullable;

/** What {@code $validate} asks: the validator that the server is given once its guide is loaded. */
final class GivenValidator implements IInstanceValidatorModule {

    private volatile @Nullable IValidatorModule validator;

    void set(IValidatorModule validator) {
        this.validator = validator;
    }

    @Override
    public void validateResource(IValidationContext<IBaseResource> context) {
        Objects.requireNonNull(validator, "no validator was given").validateResource(context);
    }
}
