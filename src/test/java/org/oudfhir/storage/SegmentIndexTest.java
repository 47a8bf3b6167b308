package org.oudfhir.storage;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamToken;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Where words lie. That they are found there, and no others, is what the tests of consents and scopes are about. */
class SegmentIndexTest {

    @Test
    void theWordsOfAKindLieInTheOrderOfTheirPatients() {
        long first = SegmentIndex.place("Observation", "p-1000");

        assertThat(SegmentIndex.place("Observation", "p-1001")).isEqualTo(first + 1);
        assertThat(SegmentIndex.place("Observation", "p-999999999")).isEqualTo(first + 999_998_999);
    }

    @Test
    void noTwoWordsLieInOnePlace() {
        List<String> words = new ArrayList<>(List.of("open", "note", "_nothing"));
        for (String kind : List.of("-", "p-", "n-", "v-", "pn-", "pv-", "nv-", "pnv-")) {
            for (String patient : List.of("", "1", "2", "10", "01", "1a", "a1", "p-1", "1000000000000000", "x.y")) {
                words.add(kind + patient);
            }
        }
        Set<Long> places = new HashSet<>();
        for (String type : List.of("Patient", "Observation", "CarePlan")) {
            words.forEach(word -> places.add(SegmentIndex.place(type, word)));
        }

        assertThat(places).hasSize(3 * words.size());
    }

    @Test
    void aWordHasItsPlaceInOneIndexAndOtherRowsAreAsTheyWere() {
        ResourceIndexedSearchParamToken other = row("code", "p-7");
        Set<ResourceIndexedSearchParamToken> rows = new HashSet<>(Set.of(row("segment", "p-7"), other));

        SegmentIndex.arrange(rows);

        assertThat(rows).hasSize(2).contains(other);
        rows.remove(other);
        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(row.getHashSystemAndValue()).isEqualTo(SegmentIndex.place("Observation", "p-7"));
            assertThat(row.getHashSystem()).isNull();
            assertThat(row.getHashValue()).isNull();
            assertThat(row.getValue()).isNull();
            assertThat(row.getHashIdentity()).isNotNull().isNotEqualTo(other.getHashIdentity());
            assertThat(row).hasSameHashCodeAs(again());
            assertThat(row).isEqualTo(again());
        });
    }

    /** A later version with the same word is to change no row. */
    private static ResourceIndexedSearchParamToken again() {
        Set<ResourceIndexedSearchParamToken> rows = new HashSet<>(Set.of(row("segment", "p-7")));
        SegmentIndex.arrange(rows);
        return rows.iterator().next();
    }

    private static ResourceIndexedSearchParamToken row(String parameter, String word) {
        return new ResourceIndexedSearchParamToken(new PartitionSettings(), "Observation", parameter, null, word);
    }
}
