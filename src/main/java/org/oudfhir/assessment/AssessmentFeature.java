package org.oudfhir.assessment;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.List;
import java.util.function.BiFunction;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.server.Feature;
import org.oudfhir.storage.PatientRecords;

/** What the assessment package adds to the endpoint. */
public final class AssessmentFeature implements Feature {

    private final AssessmentProvider provider;
    private final RepeatedEntriesInterceptor repeated;

    /**
     * Makes the feature.
     *
     * @param told of what an answer to a request would be made of, what may be told to who asks
     */
    public AssessmentFeature(
            Assessments assessments,
            PatientRecords records,
            BiFunction<RequestDetails, List<Resource>, List<Resource>> told) {
        provider = new AssessmentProvider(assessments, records, told);
        repeated = new RepeatedEntriesInterceptor(records);
    }

    @Override
    public List<Object> providers() {
        return List.of(provider);
    }

    @Override
    public List<Object> interceptors() {
        return List.of(repeated);
    }
}
