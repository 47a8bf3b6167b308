package org.oudfhir.safety;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ValueSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.oudfhir.profiles.Guide;
import org.oudfhir.storage.PatientRecord;

/** Every rule, at its boundaries, as a table that a pharmacist can read: {@code rules.csv}. */
class SafetyRulesTest {

    static final Guide GUIDE = Guide.load(FhirContext.forR4Cached());
    static final Knowledge KNOWLEDGE = Knowledge.of(GUIDE.list(CodeSystem.class), GUIDE.list(ValueSet.class), Map.of());
    static final SafetyReview REVIEW = new SafetyReview(KNOWLEDGE);

    @ParameterizedTest(name = "{0}: {1} | {2} -> {3}")
    @CsvFileSource(resources = "rules.csv", numLinesToSkip = 1, maxCharsPerColumn = 2000)
    void ruleSays(String rule, String orders, String facts, String expected) {
        List<SafetyAlert> alerts =
                REVIEW.review(Chart.orders(orders), Chart.record(facts == null ? "" : facts), Chart.NOW);

        String said = alerts.stream()
                .filter(alert -> alert.rule().equals(rule))
                .map(alert -> alert.severity().name())
                .distinct()
                .collect(Collectors.joining(","));
        assertThat(said.isEmpty() ? "silent" : said)
                .as("all alerts: %s", alerts)
                .isEqualTo(expected);
    }

    @Test
    void everyRuleHasAFiringAndASilentCase() throws Exception {
        List<String> rows;
        try (var table = SafetyRulesTest.class.getResourceAsStream("rules.csv")) {
            rows = Arrays.asList(new String(table.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).split("\n"));
        }
        Set<String> firing = new TreeSet<>();
        Set<String> silent = new TreeSet<>();
        rows.stream()
                .filter(row -> row.startsWith("MR-"))
                .forEach(row -> (row.endsWith("silent") ? silent : firing).add(row.substring(0, 5)));

        Set<String> all = IntStream.rangeClosed(1, 47)
                .mapToObj("MR-%02d"::formatted)
                .filter(rule -> !rule.equals("MR-40"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(firing).isEqualTo(all);
        assertThat(silent).isEqualTo(all);
    }

    @Test
    void ultraRapidDetoxIsStopped() {
        ServiceRequest service = new ServiceRequest();
        service.setId("ServiceRequest/s1");
        service.setStatus(ServiceRequest.ServiceRequestStatus.ACTIVE);
        service.setIntent(ServiceRequest.ServiceRequestIntent.ORDER);
        service.getCode().setText("Ultra-rapid opioid detoxification under anaesthesia");
        PatientRecord record = Chart.record("oud");

        assertThat(REVIEW.review(List.of(service), record, Chart.NOW))
                .singleElement()
                .satisfies(alert -> {
                    assertThat(alert.rule()).isEqualTo("MR-40");
                    assertThat(alert.blocks()).isTrue();
                });
        service.getCode().setText("Home detoxification");
        assertThat(REVIEW.review(List.of(service), record, Chart.NOW)).isEmpty();
    }

    @Test
    void messagesAreShortAndAnUnverifiedRuleSaysSo() {
        for (int i = 1; i <= 47; i++) {
            String rule = "MR-%02d".formatted(i);
            assertThat(KNOWLEDGE.texts().message(rule)).hasSizeLessThan(140);
            assertThat(KNOWLEDGE.texts().source(rule)).matches(".*(\\[V|\\[S|unverified|standard).*");
        }
    }
}
