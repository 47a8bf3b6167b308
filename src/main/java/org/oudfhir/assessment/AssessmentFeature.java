package org.oudfhir.assessment;

import java.util.List;
import org.oudfhir.server.Feature;
import org.oudfhir.storage.PatientRecords;

/** What the assessment package adds to the endpoint. */
public final class AssessmentFeature implements Feature {

    private final AssessmentProvider provider;
    private final RepeatedEntriesInterceptor repeated;

    public AssessmentFeature(Assessments assessments, PatientRecords records) {
        provider = new AssessmentProvider(assessments, records);
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
