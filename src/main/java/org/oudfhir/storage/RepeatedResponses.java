package org.oudfhir.storage;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.QuestionnaireResponse;

/** Recognises a response that is stored already. */
@FunctionalInterface
public interface RepeatedResponses {

    /**
     * The stored response that this one repeats.
     *
     * @param response what a client sends, its subject a patient on record
     * @param stored all responses of that patient
     * @throws org.oudfhir.fhir.Problem.Conflict when it claims the identity of a stored one but says something else
     */
    Optional<QuestionnaireResponse> find(QuestionnaireResponse response, List<QuestionnaireResponse> stored);
}
