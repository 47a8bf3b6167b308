package org.oudfhir.safety;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.oudfhir.safety.hooks.Ehr;
import org.oudfhir.storage.PatientRecord;

/** What holds for any patient and any orders: generated ones, always the same ten thousand. */
class SafetyPropertiesTest {

    private static final List<String> ORDERS = List.of(
            "methadone 20mg otp",
            "methadone 60mg bid pharmacy",
            "methadone 10mg emergency supply=3",
            "methadone 90mg otp supply=14 note",
            "bup 8mg",
            "bup-nal 16mg bid",
            "bup-nal 4mg virtual supply=30",
            "sublocade 300mg sc q28d",
            "sublocade 100mg iv q28d",
            "brixadi-weekly 16mg sc q7d",
            "naltrexone 50mg",
            "vivitrol 380mg im q28d",
            "vivitrol 190mg q25d",
            "clonidine 0.3mg tid",
            "lofexidine 0.54mg q6h",
            "hydroxyzine 25mg tid",
            "ondansetron 4mg bid",
            "oxycodone 10mg q6h",
            "diazepam 5mg bid",
            "rifampin 600mg",
            "fluconazole 200mg",
            "naloxone 4mg",
            "amoxicillin 500mg tid",
            "free-text 1mg",
            "methadone no-timing",
            "bup 8mg stopped because=positive_urine",
            "naltrexone 50mg proposal",
            "bup 8mg refused");

    private static final List<String> FACTS = List.of(
            "oud",
            "withdrawal",
            "female",
            "pregnant",
            "maybe-pregnant",
            "not-pregnant",
            "age 15",
            "age 17",
            "age-unknown",
            "cows 4",
            "cows 8",
            "cows 10",
            "cows 14 @5h",
            "qtc 449",
            "qtc 470",
            "qtc 501",
            "qtc 520 @400d",
            "alt 300",
            "child-pugh B",
            "child-pugh C",
            "hepatic-failure",
            "long-qt",
            "sbp 85",
            "sbp 120",
            "pulse 45",
            "last-use short-full-agonist @5h",
            "last-use fentanyl @9d",
            "last-use methadone @20h",
            "never-used",
            "dependent yes",
            "dependent no",
            "uds-fentanyl POS @1d",
            "uds-opiates NEG @1d",
            "uds-bup POS @3d",
            "uds-benzo POS @2d",
            "low-dose-protocol",
            "opioid-fentanyl",
            "setting carceral",
            "preference no-medication",
            "alcohol-use high",
            "sedative-use prescribed",
            "consent",
            "guardian",
            "pdmp",
            "allergy naloxone",
            "allergy methadone",
            "order methadone 60mg otp @30d",
            "order methadone 60mg other-otp @200d",
            "order bup 16mg @30d",
            "order naltrexone 50mg @10d",
            "order diazepam 5mg @10d",
            "order rifampin 600mg @5d",
            "order naloxone 4mg @100d",
            "given methadone @4d",
            "given sublocade @20d",
            "given vivitrol @40d",
            "given bup @1d",
            "dispensed naloxone 1 @20d",
            "dispensed methadone 28 @5d",
            "naloxone-challenge @1d");

    private static final int CASES = 10_000;

    private final Random random = new Random(20_261_124);

    @Test
    void tenThousandOrdersAreReviewedWithoutAnExceptionAndFast(TestReporter report) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Set<String> fired = new TreeSet<>();
        long warm = 0;
        int measured = 0;
        for (int i = 0; i < CASES; i++) {
            PatientRecord record = Chart.record(facts());
            List<MedicationRequest> orders = Chart.orders(order());
            long before = threads.getCurrentThreadCpuTime();
            List<SafetyAlert> alerts = SafetyRulesTest.REVIEW.review(orders, record, Chart.NOW);
            long used = threads.getCurrentThreadCpuTime() - before;
            if (i >= CASES / 10) {
                warm += used;
                measured++;
            }
            alerts.forEach(alert -> fired.add(alert.rule()));
            assertThat(alerts).allSatisfy(alert -> {
                assertThat(alert.message()).hasSizeLessThan(140);
                assertThat(alert.blocks())
                        .isEqualTo(alert.blocks() && alert.severity().stops());
            });
        }

        assertThat(fired).as("rules that the generated cases reach").hasSizeGreaterThan(40);
        double millis = warm / 1e6 / measured;
        report.publishEntry("CPU of a warm review in ms", String.valueOf(millis));
        assertThat(millis).isLessThan(10);
    }

    @Test
    void whoeverAsksGetsTheSameAlerts() {
        SafetyGate gate =
                new SafetyGate(SafetyRulesTest.REVIEW, Clock.fixed(Chart.NOW.toInstant(), Chart.NOW.getZone()));
        for (int i = 0; i < 1_000; i++) {
            PatientRecord record = Chart.record(facts());
            List<MedicationRequest> orders = Chart.orders(order() + "; " + order());

            List<String> review = said(SafetyRulesTest.REVIEW.review(orders, record, Chart.NOW));
            List<String> written = said(gate.judge(orders, shuffled(record)).alerts());
            List<MedicationRequest> reversed = new ArrayList<>(orders);
            Collections.reverse(reversed);
            List<String> otherOrder = said(SafetyRulesTest.REVIEW.review(reversed, record, Chart.NOW));

            assertThat(written).isEqualTo(review);
            assertThat(otherOrder).isEqualTo(review);
        }
    }

    /** The third caller sees only what it was sent, and is sent only what it asks for. */
    @Test
    void theCardsOfAnEhrSayTheSame() {
        Ehr ehr = new Ehr(Catalogue.knowledge(Map.of()), Catalogue.GUIDE);
        Set<String> carded = new TreeSet<>();
        for (int i = 0; i < 1_000; i++) {
            PatientRecord record = Chart.record(facts() + "; " + facts());
            List<MedicationRequest> orders = Chart.orders(order() + "; " + order());

            List<String> review = SafetyRulesTest.REVIEW.review(orders, record, Chart.NOW).stream()
                    .map(alert -> alert.order() + " " + (alert.rule().startsWith("MR-") ? alert.rule() : ""))
                    .sorted()
                    .toList();

            assertThat(ehr.sign(orders, record, Chart.NOW)).isEqualTo(review);
            carded.addAll(
                    review.stream().map(said -> said.replaceFirst(".* ", "")).toList());
        }
        assertThat(carded).hasSizeGreaterThan(40);
    }

    /** A draft says the same as the order that it becomes; only the active order is stopped. */
    @Test
    void aDraftIsToldWhatTheOrderWillMeet() {
        for (int i = 0; i < 1_000; i++) {
            PatientRecord record = Chart.record(facts());
            List<MedicationRequest> orders = Chart.orders(order());
            List<String> active = said(SafetyRulesTest.REVIEW.review(orders, record, Chart.NOW));
            boolean isActive = orders.get(0).getStatus() == MedicationRequest.MedicationRequestStatus.ACTIVE;
            if (isActive) {
                orders.get(0).setStatus(MedicationRequest.MedicationRequestStatus.DRAFT);
                List<SafetyAlert> draft = SafetyRulesTest.REVIEW.review(orders, record, Chart.NOW);
                assertThat(said(draft)).isEqualTo(active);
                assertThat(draft).noneMatch(SafetyAlert::blocks);
            }
        }
    }

    private PatientRecord shuffled(PatientRecord record) {
        List<Resource> resources = new ArrayList<>(record.all());
        Collections.shuffle(resources, random);
        return new PatientRecord(record.patient(), resources);
    }

    private static List<String> said(List<SafetyAlert> alerts) {
        return alerts.stream()
                .map(alert -> alert.order() + " " + alert.rule() + " " + alert.severity())
                .sorted()
                .collect(Collectors.toList());
    }

    private String facts() {
        int number = random.nextInt(9);
        List<String> chosen = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            chosen.add(FACTS.get(random.nextInt(FACTS.size())));
        }
        return String.join("; ", chosen);
    }

    private String order() {
        return ORDERS.get(random.nextInt(ORDERS.size()));
    }
}
