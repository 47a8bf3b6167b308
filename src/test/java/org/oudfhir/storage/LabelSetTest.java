package org.oudfhir.storage;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamToken;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import org.hl7.fhir.r4.model.Coding;
import org.junit.jupiter.api.Test;

/** Which rows of the index labels have. What finds them is LabelSearchIT's. */
@SuppressWarnings("NullAway") // the code systems and value sets are for searches
class LabelSetTest {

    private final LabelSet labels = new LabelSet(null, null);

    LabelSetTest() {
        labels.define(List.of(new Coding("s", "a", null), new Coding("s", "b", null), new Coding("t", "c", null)));
    }

    @Test
    void labelsThatComeTogetherHaveOneRow() {
        assertThat(folded("_security s|a", "_security s|b", "_security t|c", "_security s|d", "code s|a"))
                .containsExactlyInAnyOrder(
                        "_security https://oud-fhir.github.io/ig/label-set|a+b+c", "_security s|d", "code s|a");
    }

    @Test
    void theRowIsFoundByItsHashes() {
        Collection<ResourceIndexedSearchParamToken> rows = rows("_security s|a", "_security s|b", "_security t|c");
        labels.fold(rows);

        assertThat(rows).containsExactlyElementsOf(rows("_security https://oud-fhir.github.io/ig/label-set|a+b+c"));
    }

    @Test
    void labelsOfWhichOneIsMissingHaveARowEach() {
        String[] some = {"_security s|a", "_security s|b", "_security s|c", "tag t|c"};

        assertThat(folded(some)).containsExactlyInAnyOrder(some);
    }

    @Test
    void aSentLabelIsNotTakenForTheRow() {
        assertThat(folded("_security https://oud-fhir.github.io/ig/label-set|a+b+c", "_security s|a"))
                .containsExactly("_security s|a");
    }

    @Test
    void untilTheyAreSetEachLabelHasARow() {
        Collection<ResourceIndexedSearchParamToken> rows = rows("_security s|a");
        new LabelSet(null, null).fold(rows);

        assertThat(rows).hasSize(1);
    }

    private List<String> folded(String... before) {
        Collection<ResourceIndexedSearchParamToken> rows = rows(before);
        labels.fold(rows);
        return rows.stream()
                .map(row -> row.getParamName() + " " + row.getSystem() + "|" + row.getValue())
                .toList();
    }

    /** As HAPI collects them: a set by their hashes. */
    private static Collection<ResourceIndexedSearchParamToken> rows(String... rows) {
        Collection<ResourceIndexedSearchParamToken> all = new HashSet<>();
        for (String row : rows) {
            String[] parts = row.split("[ |]", -1);
            all.add(new ResourceIndexedSearchParamToken(
                    new PartitionSettings(), "Observation", parts[0], parts[1], parts[2]));
        }
        return all;
    }
}
