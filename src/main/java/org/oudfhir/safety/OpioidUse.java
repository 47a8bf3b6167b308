package org.oudfhir.safety;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.safety.Readings.Reading;

/** Use of opioids, withdrawal and dependence, as answers and tests say. Empty means unknown. */
final class OpioidUse {

    private static final String[] SHORT_ACTING = {"short-full-agonist", "fentanyl"};
    private static final List<String> OPIOID_TESTS = List.of(
            "oud-lab-opiates", "oud-lab-heroin", "oud-lab-fentanyl", "oud-lab-methadone", "oud-lab-buprenorphine");

    private final Facts facts;

    OpioidUse(Facts facts) {
        this.facts = facts;
    }

    /** The patient's own report of a prescribed opioid, not older than evidence may be. */
    List<Resource> reportedOpioid(DrugClass wanted) {
        String pain = "pain";
        boolean forPain = facts.readings()
                .item("rx-opioid-indication")
                .filter(reading -> reading.says(pain))
                .isPresent();
        return facts.readings().item("rx-opioid-drug").stream()
                .filter(reading -> facts.readings().isWithinDays(reading, facts.limit("evidence-valid-days")))
                .filter(reading -> switch (wanted) {
                    case BUPRENORPHINE -> reading.says("1819") && !forPain;
                    case METHADONE -> reading.says("6813") && !forPain;
                    case OPIOID_ANALGESIC ->
                        reading.observation().hasValue() && (forPain || !reading.says("1819", "6813"));
                    default -> false;
                })
                .<Resource>map(Reading::observation)
                .toList();
    }

    Optional<Reading> cows() {
        return facts.readings()
                .score("cows-total")
                .filter(reading -> facts.readings().isWithinDays(reading, facts.limit("evidence-valid-days")));
    }

    Optional<Reading> freshCows() {
        return facts.readings()
                .score("cows-total")
                .filter(reading -> facts.readings().isSurelyWithinHours(reading, facts.limit("cows-fresh-hours")));
    }

    /** What shows withdrawal now: a COWS, or a condition that no later COWS contradicts. */
    List<Resource> withdrawal() {
        Optional<Reading> cows = cows();
        if (cows.filter(reading -> Facts.number(reading) >= facts.limit("cows-withdrawal"))
                .isPresent()) {
            return List.of(cows.get().observation());
        }
        return facts.conditions("oud-condition-withdrawal").stream()
                .filter(condition -> cows.isEmpty()
                        || Moment.of(condition.getRecordedDateElement(), facts.now())
                                .filter(at -> at.isAfter(cows.get().at()))
                                .isPresent())
                .<Resource>map(condition -> condition)
                .toList();
    }

    Optional<Reading> lastUse() {
        return facts.readings().item("last-opioid-at").or(() -> facts.readings().item("last-opioid-use"));
    }

    /** When an opioid was last used, as the patient says. */
    Optional<Instant> lastUseAt() {
        return lastUse()
                .flatMap(reading -> reading.observation().hasValue()
                        ? Moment.of(reading.observation().getValue(), facts.now())
                                .or(() -> Optional.of(reading.at()))
                        : Optional.empty());
    }

    boolean neverUsed() {
        return facts.readings()
                .item("last-opioid-type")
                .filter(reading -> reading.says("none"))
                .isPresent();
    }

    boolean lastUseIsShortActing() {
        return facts.readings()
                .item("last-opioid-type")
                .filter(reading -> reading.says(SHORT_ACTING))
                .isPresent();
    }

    boolean lastUseIs(String code) {
        return facts.readings()
                .item("last-opioid-type")
                .filter(reading -> reading.says(code))
                .isPresent();
    }

    /** true, false, or empty when nothing tells. */
    Optional<Boolean> isDependent() {
        Optional<Reading> answer = facts.readings().item("physically-dependent");
        if (answer.filter(Reading::isTrue).isPresent()) {
            return Optional.of(true);
        }
        if (answer.filter(reading -> reading.says("no")).isPresent()) {
            return Optional.of(false);
        }
        if (!withdrawal().isEmpty()) {
            return Optional.of(true);
        }
        if (neverUsed()
                || lastUseAt()
                        .filter(at -> facts.daysSince(at) > facts.limit("low-tolerance-days"))
                        .isPresent()) {
            return Optional.of(false);
        }
        return Optional.empty();
    }

    /** The newest test of each opioid, not older than a urine test counts. */
    List<Reading> opioidTests() {
        return OPIOID_TESTS.stream()
                .flatMap(set -> facts.readings().of(set).stream()
                        .filter(reading -> reading.isPositive() || reading.isNegative())
                        .limit(1))
                .filter(reading -> facts.readings().isWithinDays(reading, facts.limit("uds-fresh-days")))
                .toList();
    }

    List<Reading> positiveOpioidTests() {
        return opioidTests().stream().filter(Reading::isPositive).toList();
    }

    boolean isCarceral() {
        return facts.readings()
                .item("setting")
                .filter(reading -> reading.says("carceral"))
                .isPresent();
    }

    boolean isLowDoseProtocol() {
        return facts.readings()
                .item("low-dose-protocol")
                .filter(Reading::isTrue)
                .isPresent();
    }

    /** What shows regular fentanyl use or a fentanyl-positive test. */
    List<Resource> fentanyl() {
        List<Resource> shown = new ArrayList<>();
        facts.readings()
                .item("opioid-fentanyl")
                .filter(Reading::isTrue)
                .ifPresent(reading -> shown.add(reading.observation()));
        facts.readings()
                .item("last-opioid-type")
                .filter(reading -> reading.says("fentanyl"))
                .ifPresent(reading -> shown.add(reading.observation()));
        facts.readings().of("oud-lab-fentanyl").stream()
                .limit(1)
                .filter(Reading::isPositive)
                .filter(reading -> facts.readings().isWithinDays(reading, facts.limit("uds-fresh-days")))
                .forEach(reading -> shown.add(reading.observation()));
        return shown;
    }
}
