package org.oudfhir.storage;

import ca.uhn.fhir.jpa.rp.r4.QuestionnaireResponseResourceProvider;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.jspecify.annotations.Nullable;

/**
 * Creates a response once: the same one sent again, or by several clients at the same moment, is answered with the stored
 * one (200). The look and the create are one step under the patient's lock.
 */
final class ResponseProvider extends QuestionnaireResponseResourceProvider {

    private final PatientRecords records;
    private final RepeatedResponses repeated;

    ResponseProvider(PatientRecords records, RepeatedResponses repeated) {
        this.records = records;
        this.repeated = repeated;
    }

    @Override
    public MethodOutcome create(
            HttpServletRequest request,
            QuestionnaireResponse response,
            @Nullable String conditional,
            RequestDetails details) {
        String patientId = response.getSubject().getReferenceElement().getIdPart();
        if (conditional != null || patientId == null || !records.exists(patientId)) {
            return super.create(request, response, conditional, details);
        }
        return records.exclusively(patientId, () -> {
            Optional<QuestionnaireResponse> stored =
                    repeated.find(response, records.load(patientId).list(QuestionnaireResponse.class));
            return stored.map(ResponseProvider::unchanged)
                    .orElseGet(() -> super.create(request, response, null, details));
        });
    }

    private static MethodOutcome unchanged(QuestionnaireResponse stored) {
        return new MethodOutcome(stored.getIdElement(), false).setResource(stored);
    }
}
