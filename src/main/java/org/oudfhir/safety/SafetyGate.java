package org.oudfhir.safety;

import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestStatus;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.fhir.Keys;
import org.oudfhir.storage.PatientRecord;

/**
 * Decides about orders that are to be placed, and writes down what the review said. The same for an order that a client writes,
 * for one that follows from an accepted plan, and for active orders when new data arrive.
 */
public final class SafetyGate {

    private final SafetyReview review;
    private final Clock clock;

    public SafetyGate(SafetyReview review, Clock clock) {
        this.review = review;
        this.clock = clock;
    }

    /**
     * Reviews orders and looks for overrides.
     *
     * @param orders what is placed together, see {@link SafetyReview#review}
     * @param before what is on record before
     */
    public Ruling judge(Collection<? extends Resource> orders, PatientRecord before) {
        List<SafetyAlert> alerts = review.review(orders, before, now());
        PatientRecord after = before.with(orders);
        Map<SafetyAlert, PrescriberOverride> overrides = new HashMap<>();
        for (SafetyAlert alert : alerts) {
            if (alert.severity() != Severity.E1) {
                orders.stream()
                        .filter(MedicationRequest.class::isInstance)
                        .map(MedicationRequest.class::cast)
                        .filter(order -> Keys.target(order).equals(alert.order()))
                        .flatMap(order -> PrescriberOverride.find(alert, order, after).stream())
                        .findFirst()
                        .ifPresent(override -> overrides.put(alert, override));
            }
        }
        return new Ruling(List.copyOf(orders), alerts, overrides);
    }

    /**
     * What the alerts leave on record: an issue each, the override with its Provenance, and the end of issues that no longer
     * hold. Writing it again changes nothing.
     */
    public List<Resource> traces(Ruling ruling, PatientRecord record) {
        return new Traces(record, now()).of(ruling);
    }

    /**
     * Reviews the active orders once more because something new is on record.
     *
     * @return issues and, for a new stop, a Flag and an urgent Task
     */
    public List<Resource> recheck(PatientRecord record) {
        Ruling ruling = judge(activeOrders(record), record);
        List<Resource> changes = new ArrayList<>(traces(ruling, record));
        changes.addAll(new Urgency(record, now()).of(ruling));
        return changes;
    }

    /** A stop by a rule that is a contraindication rather than a matter of process. */
    boolean rulesOut(SafetyAlert alert) {
        return alert.severity().stops() && review.isContraindication(alert.rule());
    }

    /** Whether there is anything to look at again. */
    static boolean hasActiveOrder(PatientRecord record) {
        return !activeOrders(record).isEmpty();
    }

    private static List<MedicationRequest> activeOrders(PatientRecord record) {
        return record.list(MedicationRequest.class).stream()
                .filter(request -> request.getStatus() == MedicationRequestStatus.ACTIVE)
                .toList();
    }

    private ZonedDateTime now() {
        return ZonedDateTime.now(clock);
    }
}
