package org.oudfhir.treatment;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** What the published pathway proposes for the patients of pathway-cases.csv, a table for clinicians to read and extend. */
class PathwayCasesTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Definitions DEFINITIONS = PublishedPathway.read();
    private static final Pathways PATHWAYS =
            new Pathways(DEFINITIONS, FhirContext.forR4Cached(), Clock.fixed(NOW, ZoneOffset.UTC));

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(
            resources = "pathway-cases.csv",
            delimiter = ';',
            useHeadersInDisplayName = false,
            numLinesToSkip = 1)
    void thePathwayProposes(
            String patient,
            @Nullable String facts,
            @Nullable String primary,
            @Nullable String present,
            @Nullable String absent,
            @Nullable String rules) {
        Logic logic = PATHWAYS.logic(new PatientFacts(NOW).record(facts));
        CqlResults answers = logic.of(DEFINITIONS
                .get(PlanDefinition.class, PublishedPathway.CANONICAL)
                .getLibrary());

        Set<String> proposed = new Pathway(
                        DEFINITIONS.get(PlanDefinition.class, PublishedPathway.CANONICAL), DEFINITIONS)
                .apply(logic).stream().flatMap(Step::all).map(Step::id).collect(Collectors.toSet());

        assertThat(answers.find("Primary Medication", String.class).orElse("none"))
                .as("primary medication; %s", answers.find("Selection Reason"))
                .isEqualTo(primary);
        assertThat(proposed)
                .containsAll(words(present))
                .doesNotContainAnyElementsOf(words("none-such " + (absent == null ? "" : absent)));
        Set<String> firing = answers.list("Excluded Rules", String.class).stream()
                .map(line -> line.split("\\|", -1)[1].replace(' ', '-'))
                .collect(Collectors.toSet());
        assertThat(firing).as("rules that exclude a medication").containsExactlyInAnyOrderElementsOf(words(rules));
    }

    private static List<String> words(@Nullable String cell) {
        return cell == null
                ? List.of()
                : Stream.of(cell.trim().split("\\s+", -1))
                        .filter(word -> !word.isEmpty())
                        .toList();
    }
}
