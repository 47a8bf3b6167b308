package org.oudfhir.safety;

import java.time.Clock;
import java.util.List;
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

    @Override
    public List<Object> interceptors() {
        return List.of(new SafetyInterceptor(review));
    }
}
