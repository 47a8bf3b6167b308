package org.oudfhir.safety;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Procedure.ProcedureStatus;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Systems;
import org.oudfhir.safety.Medicines.Course;

/** Whether somebody has been free of opioids for as long as an antagonist needs. */
final class OpioidFreeInterval {

    private OpioidFreeInterval() {}

    /** Decisions 5.5: after an extended-release injection no interval suffices. */
    static Optional<Verdict> afterDepot(Facts facts) {
        List<Course> injections = facts.medicines().all().stream()
                .filter(course ->
                        course.is(DrugClass.BUPRENORPHINE) && course.drug().isDepot())
                .toList();
        if (injections.isEmpty()) {
            return Optional.empty();
        }
        Instant last = injections.stream()
                .flatMap(course -> course.from().stream())
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
        boolean negative = facts.readings().of("oud-lab-buprenorphine").stream()
                .limit(1)
                .anyMatch(reading -> reading.isNegative() && reading.at().isAfter(last));
        if (negative && isChallenged(facts, last)) {
            return Optional.empty();
        }
        return Optional.of(new Verdict(
                Severity.E2,
                "medication",
                "Extended-release buprenorphine was given: no interval suffices. A negative buprenorphine test and a"
                        + " naloxone challenge after it are needed.",
                injections.stream().map(Course::source).toList()));
    }

    private static boolean isChallenged(Facts facts, Instant since) {
        boolean procedure = !facts.list(
                        Procedure.class,
                        each -> each.getStatus() == ProcedureStatus.COMPLETED
                                && Concept.has(each.getCode(), Systems.ITEM, "naloxone-challenge")
                                && each.hasPerformed()
                                && Moment.of(each.getPerformed(), facts.now())
                                        .filter(at -> at.isAfter(since))
                                        .isPresent())
                .isEmpty();
        boolean observed = facts.readings()
                .item("naloxone-challenge")
                .filter(reading -> reading.isNegative() && reading.at().isAfter(since))
                .isPresent();
        return procedure || observed;
    }

    /** A methadone or buprenorphine treatment that ended, or a dose that was given, too few days ago. */
    static Optional<Verdict> afterAgonist(Facts facts) {
        double needed = facts.limit("naltrexone-long-acting-days");
        return facts.medicines().all().stream()
                .filter(course -> course.is(DrugClass.METHADONE) || course.is(DrugClass.BUPRENORPHINE))
                .filter(course -> !course.current())
                .flatMap(course -> course.to().or(course::from).stream()
                        .filter(end -> facts.daysSince(end) < needed)
                        .map(end -> new Verdict(
                                Severity.E2,
                                "medication",
                                "Agonist treatment ended " + Math.max(0, facts.daysSince(end)) + " day(s) ago; up to "
                                        + (int) needed + " days are needed.",
                                List.of(course.source()))))
                .findFirst();
    }

    /** Negative tests now, and opioid-free for as long as naltrexone needs. */
    static boolean isProven(Facts facts) {
        boolean negative = !facts.use().opioidTests().isEmpty()
                && facts.use().positiveOpioidTests().isEmpty();
        boolean free = facts.use().neverUsed()
                || facts.use()
                        .lastUseAt()
                        .filter(at -> facts.daysSince(at) >= facts.limit("naltrexone-long-acting-days"))
                        .isPresent();
        return negative && free && facts.use().withdrawal().isEmpty();
    }
}
