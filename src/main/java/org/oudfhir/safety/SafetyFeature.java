package org.oudfhir.safety;

import java.util.List;
import org.oudfhir.server.Feature;

/** What the safety package adds to the endpoint. */
public final class SafetyFeature implements Feature {

    private final OrderReview review;

    public SafetyFeature(OrderReview review) {
        this.review = review;
    }

    @Override
    public List<Object> interceptors() {
        return List.of(new SafetyInterceptor(review));
    }
}
