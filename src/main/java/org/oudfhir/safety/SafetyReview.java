package org.oudfhir.safety;

import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.oudfhir.fhir.Keys;
import org.oudfhir.storage.PatientRecord;

/**
 * The one review of orders. Rules are pure: the same orders, record and time give the same alerts, whoever asks: the write path,
 * the pathway or CDS Hooks.
 */
public final class SafetyReview {

    /** An order whose drug is not in the catalogue: no rule could look at it. */
    static final String NOT_CHECKED = "not-checked";

    /** An order whose dose could not be computed: the rules of dose did not look at it. */
    static final String DOSE_UNREADABLE = "dose-unreadable";

    private static final String OWN_RULE = "OUD FHIR Server: what cannot be checked is said";

    private final Knowledge knowledge;
    private final Map<String, SafetyRule> rules = new TreeMap<>();

    public SafetyReview(Knowledge knowledge) {
        this.knowledge = knowledge;
        rules.putAll(NaltrexoneRules.all());
        rules.putAll(NaltrexoneInjectionRules.all());
        rules.putAll(MethadoneProgramRules.all());
        rules.putAll(MethadoneRules.all());
        rules.putAll(HeartRules.all());
        rules.putAll(BuprenorphineRules.all());
        rules.putAll(InteractionRules.all());
        rules.putAll(WithdrawalRules.all());
        rules.putAll(ProgramRules.all());
    }

    /**
     * Reviews orders that are to be placed together.
     *
     * @param orders MedicationRequests and ServiceRequests; other resources are facts that come with them
     * @param record what is on record before, with the Organizations, Encounters and Medications that the orders refer to
     * @return alerts in the order of the orders and the rules; none for a refusal, or for what was entered in error
     */
    public List<SafetyAlert> review(Collection<? extends Resource> orders, PatientRecord record, ZonedDateTime now) {
        Facts facts = new Facts(record, orders, knowledge, now);
        List<SafetyAlert> alerts = new ArrayList<>();
        for (Order order : facts.together()) {
            if (!order.isRefusal() && order.request().getStatus() != MedicationRequestStatus.ENTEREDINERROR) {
                alerts.addAll(review(order, facts));
            }
        }
        for (Resource resource : orders) {
            if (resource instanceof ServiceRequest service) {
                UltraRapidDetoxRule.check(service)
                        .ifPresent(verdict -> alerts.add(alert(
                                UltraRapidDetoxRule.ID, service, verdict, UltraRapidDetoxRule.isActive(service))));
            }
        }
        return alerts;
    }

    boolean isContraindication(String rule) {
        return rule.startsWith("MR-") && !knowledge.texts().isProcess(rule);
    }

    private List<SafetyAlert> review(Order order, Facts facts) {
        List<SafetyAlert> alerts = new ArrayList<>();
        boolean blocking = order.isActive() && facts.isNew(order);
        if (order.drug().isEmpty() && !order.hasEnded()) {
            alerts.add(notChecked(order));
        }
        if (order.drug().isPresent() && !order.dose().fault().isEmpty() && isDosed(order)) {
            alerts.add(doseUnreadable(order));
        }
        rules.forEach((id, rule) -> {
            if (!order.hasEnded() || lookAtEnded(id)) {
                Optional<Verdict> verdict = rule.check(order, facts);
                verdict.ifPresent(found -> alerts.add(alert(id, order.request(), found, blocking)));
            }
        });
        return alerts;
    }

    /** Stopping a drug can itself be the danger. */
    private static boolean lookAtEnded(String rule) {
        return rule.equals("MR-44") || rule.equals("MR-36");
    }

    private static boolean isDosed(Order order) {
        return (order.isMaintenance() || order.is(DrugClass.ALPHA_2_AGONIST)) && !order.hasEnded();
    }

    private SafetyAlert alert(String rule, Resource order, Verdict verdict, boolean blocking) {
        return new SafetyAlert(
                rule,
                verdict.severity(),
                Keys.target(order),
                expression(order, verdict.expression()),
                knowledge.texts().message(rule),
                verdict.detail(),
                knowledge.texts().source(rule),
                verdict.evidence().stream().map(SafetyReview::evidence).toList(),
                blocking && verdict.severity().stops());
    }

    private static Reference evidence(Resource resource) {
        return Keys.reference(resource);
    }

    private static String expression(Resource order, String path) {
        return path.isEmpty() ? order.fhirType() : order.fhirType() + "." + path;
    }

    private static SafetyAlert notChecked(Order order) {
        boolean coded = order.request().hasMedicationCodeableConcept()
                && order.request().getMedicationCodeableConcept().hasCoding();
        return new SafetyAlert(
                NOT_CHECKED,
                Severity.I,
                order.target(),
                "MedicationRequest.medication",
                "This drug was not checked: it is not in the catalogue of the safety rules.",
                coded ? "Its codes are not in the catalogue." : "It has no code; a text is not read.",
                OWN_RULE,
                List.of(),
                false);
    }

    private static SafetyAlert doseUnreadable(Order order) {
        return new SafetyAlert(
                DOSE_UNREADABLE,
                Severity.W,
                order.target(),
                "MedicationRequest.dosageInstruction",
                "The daily dose could not be computed: the rules of dose were not applied.",
                order.dose().fault(),
                OWN_RULE,
                List.of(),
                false);
    }
}
