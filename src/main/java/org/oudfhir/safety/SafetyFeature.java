package org.oudfhir.safety;

import java.time.Clock;
import java.util.List;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestStatus;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.server.Feature;
import org.oudfhir.storage.PatientRecords;

/** What the safety package adds to the endpoint. */
public final class SafetyFeature implements Feature {

    private final OrderReview review;

    public SafetyFeature(Knowledge knowledge, PatientRecords records, Clock clock) {
        review = new OrderReview(new SafetyGate(new SafetyReview(knowledge), clock), records, knowledge.sets());
    }

    /** The review with its edges, for the pathway. */
    public OrderReview review() {
        return review;
    }

    /** Whether a resource is what the review said of a draft. What it said of a placed order stays: such an order is cancelled, not deleted. */
    public static boolean goesWithDraft(Resource dependent, Resource order) {
        return order instanceof MedicationRequest request
                && request.getStatus() == MedicationRequestStatus.DRAFT
                && dependent instanceof DetectedIssue issue
                && Traces.isAbout(issue, request);
    }

    @Override
    public List<Object> interceptors() {
        return List.of(new SafetyInterceptor(review));
    }
}
