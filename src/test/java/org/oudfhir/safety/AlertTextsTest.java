package org.oudfhir.safety;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ValueSet;
import org.junit.jupiter.api.Test;

/**
 * What each alert of {@code rules.csv} says to the prescriber: {@code alerts.txt}, for a pharmacist to read. After a change of
 * words that is meant, {@code -Dalerts.write=src/test/resources/org/oudfhir/safety/alerts.txt} writes it anew; read the
 * difference before it is committed.
 */
class AlertTextsTest {

    /** Made for this test and not shared, so that a rule which is no longer registered is missed. */
    private final Knowledge knowledge =
            Knowledge.of(Catalogue.codeSystems(), Catalogue.GUIDE.list(ValueSet.class), Map.of());

    private final SafetyReview review = new SafetyReview(knowledge);

    @Test
    void everyAlertOfTheTableSaysThis() throws IOException {
        String said = read("rules.csv")
                .lines()
                .skip(1)
                .filter(row -> !row.endsWith(",silent"))
                .map(this::row)
                .collect(Collectors.joining("\n"));

        String golden = System.getProperty("alerts.write", "");
        if (!golden.isEmpty()) {
            Files.writeString(Path.of(golden), said, StandardCharsets.UTF_8);
        }
        assertThat(said.lines())
                .containsExactlyElementsOf(read("alerts.txt").lines().toList());
    }

    private String row(String row) {
        String[] cells = row.split(",", -1);
        List<SafetyAlert> alerts = review.review(Chart.orders(cells[1]), Chart.record(cells[2]), Chart.NOW);
        StringBuilder text = new StringBuilder(cells[1] + " | " + cells[2] + "\n");
        alerts.stream().filter(alert -> alert.rule().equals(cells[0])).forEach(alert -> text.append(say(alert)));
        String others = alerts.stream()
                .filter(alert -> !alert.rule().equals(cells[0]))
                .map(alert -> alert.rule() + " " + alert.severity() + (alert.blocks() ? "!" : ""))
                .distinct()
                .collect(Collectors.joining(", "));
        return text + (others.isEmpty() ? "" : "    and " + others + "\n");
    }

    private static String say(SafetyAlert alert) {
        String evidence = alert.evidence().stream().map(Reference::getReference).collect(Collectors.joining(", "));
        return "    " + alert.rule() + " " + alert.severity() + (alert.blocks() ? ", blocks " : ", annotates ")
                + alert.order() + " at " + alert.expression() + "\n        " + alert.detail() + "\n"
                + (evidence.isEmpty() ? "" : "        by " + evidence + "\n");
    }

    @Test
    void anAlertHasTheWordsAndTheSourceOfItsRule() {
        assertThat(review.review(Chart.orders("methadone 20mg pharmacy"), Chart.record("oud"), Chart.NOW))
                .filteredOn(alert -> alert.rule().equals("MR-10"))
                .singleElement()
                .satisfies(alert -> {
                    assertThat(alert.message()).isEqualTo("Methadone for OUD must be dispensed by a certified OTP.");
                    assertThat(alert.source()).isNotBlank().doesNotEndWith(".").doesNotContain("Source:");
                    assertThat(alert.link()).endsWith("/PlanDefinition/MR-10");
                });
    }

    @Test
    void whatCouldNotBeCheckedIsSaid() {
        assertThat(review.review(
                        Chart.orders("free-text 1mg; amoxicillin 500mg; methadone otp"), Chart.record(""), Chart.NOW))
                .extracting(alert ->
                        alert.rule() + " " + alert.expression() + ": " + alert.message() + " " + alert.detail())
                .contains(
                        "not-checked MedicationRequest.medication: This drug was not checked: it is not in the catalogue of"
                                + " the safety rules. It has no code; a text is not read.",
                        "not-checked MedicationRequest.medication: This drug was not checked: it is not in the catalogue of"
                                + " the safety rules. Its codes are not in the catalogue.",
                        "dose-unreadable MedicationRequest.dosageInstruction: The daily dose could not be computed: the rules"
                                + " of dose were not applied. The order has no dosageInstruction.");
    }

    private static String read(String name) throws IOException {
        try (var text = AlertTextsTest.class.getResourceAsStream(name)) {
            return text == null ? "" : new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
