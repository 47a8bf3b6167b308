package org.oudfhir.safety;

import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CarePlan.CarePlanStatus;
import org.oudfhir.fhir.Systems;
import org.oudfhir.safety.Readings.Reading;
import org.oudfhir.storage.PatientRecord;

/** What is due or waiting for a patient whose chart is opened. */
final class CdsGaps {

    private static final String PHQ_9 = "44261-6";
    private static final String SELF_HARM_ITEM = "44260-8";

    /**
     * One gap.
     *
     * @param source the rule, or the name of the source
     * @param naloxone whether ordering naloxone closes it
     */
    record Gap(String summary, String indicator, String source, String link, String detail, boolean naloxone) {}

    private final Knowledge knowledge;

    CdsGaps(Knowledge knowledge) {
        this.knowledge = knowledge;
    }

    List<Gap> of(PatientRecord record, ZonedDateTime now) {
        Facts facts = new Facts(record, List.of(), knowledge, now);
        List<Gap> gaps = new ArrayList<>();
        boolean agonist = isTaken(facts, DrugClass.METHADONE) || isTaken(facts, DrugClass.BUPRENORPHINE);
        if ((facts.hasDisorder() || agonist) && !ProgramRules.hasRescue(facts)) {
            gaps.add(rule("MR-37", "warning", "No naloxone in 12 months; opioid use disorder is on record.", true));
        }
        if (isTaken(facts, DrugClass.METHADONE) && facts.qtc().isEmpty()) {
            gaps.add(rule("MR-18", "warning", "ECG overdue: on methadone without a QTc in 12 months.", false));
        }
        if ((agonist || isTaken(facts, DrugClass.NALTREXONE)) && !isTested(facts)) {
            gaps.add(plain(
                    "info",
                    "Urine drug test overdue.",
                    "On medication without an opioid test in " + (int) facts.limit("uds-overdue-days")
                            + " days (follow-up schedule, unverified)."));
        }
        if (facts.hasDisorder()) {
            assessment(facts, gaps);
        }
        drafts(record, gaps);
        return gaps;
    }

    private static boolean isTaken(Facts facts, DrugClass drug) {
        return facts.medicines().all().stream().anyMatch(course -> course.current() && course.is(drug));
    }

    private static boolean isTested(Facts facts) {
        return Stream.of(
                        "oud-lab-opiates",
                        "oud-lab-heroin",
                        "oud-lab-fentanyl",
                        "oud-lab-methadone",
                        "oud-lab-buprenorphine")
                .flatMap(set -> facts.readings().of(set).stream())
                .anyMatch(test -> facts.readings().isWithinDays(test, facts.limit("uds-overdue-days")));
    }

    private static void assessment(Facts facts, List<Gap> gaps) {
        var score = facts.readings().loinc(PHQ_9);
        double days = facts.limit("assessment-overdue-days");
        if (score.filter(reading -> facts.readings().isWithinDays(reading, days))
                .isEmpty()) {
            gaps.add(plain(
                    "info",
                    "Assessment overdue: no PHQ-9 in " + (int) days + " days.",
                    "Send Questionnaire/phq-9 or Questionnaire/oud-intake (follow-up schedule, unverified)."));
        }
        boolean answered = facts.readings()
                .loinc(SELF_HARM_ITEM)
                .map(Reading::observation)
                .filter(item -> item.hasValue())
                .isPresent();
        if (score.isPresent() && !answered) {
            gaps.add(
                    plain(
                            "warning",
                            "PHQ-9 item 9 (thoughts of self-harm) is unanswered.",
                            "A total without item 9 says nothing about suicide risk: ask it, or send Questionnaire/c-ssrs-screener."));
        }
    }

    private static void drafts(PatientRecord record, List<Gap> gaps) {
        long waiting = record.list(CarePlan.class).stream()
                .filter(plan -> plan.getStatus() == CarePlanStatus.DRAFT && !plan.hasPartOf())
                .count();
        if (waiting > 0) {
            gaps.add(plain(
                    "info",
                    "A draft treatment plan waits for a clinician.",
                    "Review it, then POST CarePlan/{id}/$accept."));
        }
    }

    private Gap rule(String rule, String indicator, String summary, boolean naloxone) {
        return new Gap(
                summary,
                indicator,
                rule,
                Systems.BASE + "/PlanDefinition/" + rule,
                knowledge.texts().message(rule) + "\n\nSource: "
                        + knowledge.texts().source(rule) + ".",
                naloxone);
    }

    private static Gap plain(String indicator, String summary, String detail) {
        return new Gap(summary, indicator, "OUD FHIR Server", Systems.GUIDE, detail, false);
    }
}
