package org.oudfhir.safety;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.fhir.Keys;
import org.oudfhir.fhir.Problem;

/**
 * What the review of orders comes to.
 *
 * @param orders the orders that were reviewed
 * @param alerts what the rules say
 * @param overrides by alert, the prescriber's reason
 */
public record Ruling(List<Resource> orders, List<SafetyAlert> alerts, Map<SafetyAlert, PrescriberOverride> overrides) {

    public Ruling {
        orders = List.copyOf(orders);
        alerts = List.copyOf(alerts);
        overrides = Map.copyOf(overrides);
    }

    /** New orders of which no rule says anything: nothing has to be written, and no former alert ends. */
    boolean isSilent() {
        return alerts.isEmpty()
                && orders.stream()
                        .allMatch(order -> "1".equals(order.getIdElement().getVersionIdPart()));
    }

    /** The alerts for which an order must not be stored. */
    public List<SafetyAlert> stops() {
        return alerts.stream()
                .filter(SafetyAlert::blocks)
                .filter(alert -> alert.severity() == Severity.E1 || !overrides.containsKey(alert))
                .toList();
    }

    /**
     * Lets the orders pass, or not.
     *
     * @throws Problem.Unsafe with one issue per alert that stops
     */
    public void requireAllowed() {
        if (!stops().isEmpty()) {
            throw new Problem.Unsafe(Alerts.refusal(stops()));
        }
    }

    /** The ruling on those orders only. */
    Ruling of(Predicate<Resource> wanted) {
        List<Resource> own = orders.stream().filter(wanted).toList();
        List<String> targets = own.stream().map(Keys::target).toList();
        return new Ruling(
                own,
                alerts.stream().filter(alert -> targets.contains(alert.order())).toList(),
                overrides);
    }

    /** Both rulings, the other one for an order that both know: of two database transactions of one request. */
    Ruling and(Ruling other) {
        List<String> repeated = other.orders.stream().map(Keys::target).toList();
        Ruling own = of(order -> !repeated.contains(Keys.target(order)));
        List<Resource> allOrders = new ArrayList<>(own.orders);
        allOrders.addAll(other.orders);
        List<SafetyAlert> allAlerts = new ArrayList<>(own.alerts);
        allAlerts.addAll(other.alerts);
        Map<SafetyAlert, PrescriberOverride> all = new HashMap<>(overrides);
        all.putAll(other.overrides);
        return new Ruling(allOrders, allAlerts, all);
    }

    Optional<PrescriberOverride> override(SafetyAlert alert) {
        return Optional.ofNullable(overrides.get(alert));
    }

    /** The alerts of one order, as an answer says them; empty when it has none. */
    Optional<OperationOutcome> outcome(String order) {
        List<SafetyAlert> own =
                alerts.stream().filter(alert -> alert.order().equals(order)).toList();
        return own.isEmpty() ? Optional.empty() : Optional.of(Alerts.annotation(own));
    }
}
