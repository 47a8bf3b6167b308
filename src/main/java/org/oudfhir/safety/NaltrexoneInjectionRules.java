package org.oudfhir.safety;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Systems;
import org.oudfhir.safety.Medicines.Course;

/** MR-08 and MR-09: dose, route and spacing of extended-release naltrexone. */
final class NaltrexoneInjectionRules {

    private static final String INTRAMUSCULAR = "78421000";

    private NaltrexoneInjectionRules() {}

    static Map<String, SafetyRule> all() {
        Map<String, SafetyRule> rules = new LinkedHashMap<>();
        rules.put("MR-08", SafetyRule.of(DrugClass.NALTREXONE, NaltrexoneInjectionRules::injection));
        rules.put("MR-09", SafetyRule.of(DrugClass.NALTREXONE, NaltrexoneInjectionRules::late));
        return rules;
    }

    private static Optional<Verdict> injection(Order order, Facts facts) {
        if (!order.isDepot()) {
            return Optional.empty();
        }
        double dose = facts.limit("naltrexone-xr-mg");
        double days = facts.limit("naltrexone-xr-interval-days") - facts.limit("naltrexone-xr-tolerance-days");
        List<String> faults = new ArrayList<>();
        order.dose().singleMg().ifPresent(mg -> {
            if (Math.abs(mg - dose) > 0.001) {
                faults.add("dose " + Amount.text(mg) + " mg");
            }
        });
        order.dose().intervalDays().ifPresent(interval -> {
            if (interval < days) {
                faults.add("every " + Amount.text(interval) + " days");
            }
        });
        boolean elsewhere =
                order.routes().stream().anyMatch(route -> !Concept.has(route, Systems.SNOMED, INTRAMUSCULAR));
        if (elsewhere) {
            faults.add("route is not intramuscular");
        }
        Optional<Course> last = lastInjection(facts);
        last.flatMap(Course::from)
                .filter(at -> facts.isNew(order) && facts.daysSince(at) < days)
                .ifPresent(at -> faults.add("last injection " + facts.daysSince(at) + " days ago"));
        if (!faults.isEmpty()) {
            return Optional.of(new Verdict(
                    Severity.E2,
                    "dosageInstruction",
                    String.join("; ", faults) + ".",
                    last.map(Course::source).stream().toList()));
        }
        return order.routes().isEmpty()
                ? Optional.of(new Verdict(Severity.W, "dosageInstruction", "The route is not given.", List.of()))
                : Optional.empty();
    }

    private static Optional<Verdict> late(Order order, Facts facts) {
        return lastInjection(facts)
                .filter(course -> course.from()
                        .filter(at -> facts.daysSince(at) > facts.limit("naltrexone-late-days"))
                        .isPresent())
                .map(course -> new Verdict(
                        Severity.W,
                        "",
                        "Last injection " + facts.daysSince(course.from().orElseThrow()) + " days ago.",
                        List.of(course.source())));
    }

    private static Optional<Course> lastInjection(Facts facts) {
        return facts.medicines().given(drug -> drug.is(DrugClass.NALTREXONE) && drug.isDepot()).stream()
                .findFirst();
    }
}
