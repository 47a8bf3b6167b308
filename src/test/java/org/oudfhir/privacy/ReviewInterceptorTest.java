package org.oudfhir.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;
import org.oudfhir.fhir.Problem;
import org.oudfhir.privacy.DisclosureNotes.Disclosed;
import org.oudfhir.privacy.part2.Decision.Basis;
import org.oudfhir.privacy.part2.Decision.Permit;

class ReviewInterceptorTest {

    private final List<Resource> kept = new ArrayList<>();
    private boolean fails;
    private final ReviewInterceptor review =
            new ReviewInterceptor(this::keep, consent -> Optional.empty(), Clock.systemUTC());

    private void keep(Resource resource) {
        if (fails) {
            throw new Problem.Unavailable("database-unavailable", "not now");
        }
        kept.add(resource);
    }

    @Test
    void anEmergencyOfOneTokenIsOneTask() {
        review.answered(disclosing("ana", Basis.EMERGENCY));
        review.answered(disclosing("ana", Basis.EMERGENCY));
        review.answered(disclosing("ben", Basis.INTERNAL_EMERGENCY));

        assertThat(kept)
                .extracting(task -> ((Task) task).getFor().getReference())
                .containsExactly("Patient/ana", "Patient/ben");
    }

    @Test
    void whatIsToldWithoutAResourceCountsToo() {
        RequestDetails request = new SystemRequestDetails();
        Caller.ANONYMOUS.remember(request);
        DisclosureNotes.tell(request, disclosed("ana", Basis.EMERGENCY));
        DisclosureNotes.tell(request, disclosed("ben", Basis.CONSENT));

        review.answered(request);

        assertThat(kept)
                .singleElement()
                .extracting(task -> ((Task) task).getFor().getReference())
                .isEqualTo("Patient/ana");
    }

    @Test
    void aTaskThatCouldNotBeKeptIsKeptByTheNextAttempt() {
        fails = true;
        assertThatThrownBy(() -> review.answered(disclosing("ana", Basis.EMERGENCY)))
                .isInstanceOf(Problem.Unavailable.class);
        assertThatThrownBy(() -> review.answered(disclosing("ana", Basis.EMERGENCY)))
                .isInstanceOf(Problem.Unavailable.class);

        fails = false;
        review.answered(disclosing("ana", Basis.EMERGENCY));

        assertThat(kept).hasSize(1);
    }

    @Test
    void anOrdinaryDisclosureIsNoTask() {
        review.answered(disclosing("ana", Basis.CONSENT));

        assertThat(kept).isEmpty();
    }

    private static RequestDetails disclosing(String patient, Basis basis) {
        RequestDetails request = new SystemRequestDetails();
        Caller.ANONYMOUS.remember(request);
        Patient resource = new Patient();
        resource.setId(patient);
        DisclosureNotes.remember(request, resource, disclosed(patient, basis));
        return request;
    }

    private static Disclosed disclosed(String patient, Basis basis) {
        return new Disclosed(new Permit(basis, Optional.empty()), Optional.of(patient));
    }
}
