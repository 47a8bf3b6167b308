package org.oudfhir.fhir;

import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;

/** A parameter of an operation, as text: what a URL could have said. */
public final class OperationParameter {

    private OperationParameter() {}

    /** A reference, or the value of a primitive; empty when it has no value. */
    public static String text(ParametersParameterComponent parameter) {
        if (parameter.getValue() instanceof Reference reference) {
            return String.valueOf(reference.getReference());
        }
        return parameter.hasValue() ? String.valueOf(parameter.getValue().primitiveValue()) : "";
    }
}
