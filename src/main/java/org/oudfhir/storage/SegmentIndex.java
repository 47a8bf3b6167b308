package org.oudfhir.storage;

import ca.uhn.fhir.interceptor.model.RequestPartitionId;
import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamToken;
import ca.uhn.fhir.rest.api.Constants;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where in the index of tokens the words of segments lie. Each resource has one, of its patient: as HAPI hashes it, it would lie
 * at another random place of three of the indexes for each patient and type, and each such place is a page of the database to be
 * read, changed and logged as a whole. Here the words of a type and kind lie together in the order of their patients' numbers, in
 * one index; records are mostly written for patients who came last.
 */
public final class SegmentIndex {

    /** The search parameter. */
    public static final String PARAMETER = "segment";

    private static final String SEPARATOR = " ";

    /** HAPI keeps no hashes of system and of value for it, which only take part in searches by code. */
    private static final String KEPT_AS = PARAMETER + Constants.PARAMQUALIFIER_TOKEN_OF_TYPE;

    /** The kind of a word, and the number of its patient; a patient may have another id, by which it lies anywhere. */
    private static final Pattern NUMBERED = Pattern.compile("([a-z]*-)([1-9][0-9]{0,14})");

    private static final PartitionSettings UNPARTITIONED = new PartitionSettings();

    private SegmentIndex() {}

    /**
     * One value of the search parameter for any of these words: there may be thousands, and as values of their own they would be a
     * fifth of what the search costs.
     *
     * @param words without spaces
     */
    public static String anyOf(Collection<String> words) {
        return String.join(SEPARATOR, words);
    }

    /** Where the words of a value lie among those of a type. */
    static Stream<Long> places(String type, String value) {
        return Arrays.stream(value.split(SEPARATOR, -1)).map(word -> place(type, word));
    }

    /** Where the word lies among those of a type. */
    static long place(String type, String word) {
        Matcher numbered = NUMBERED.matcher(word);
        return numbered.matches()
                ? hash(type, numbered.group(1)) + Long.parseLong(numbered.group(2))
                : hash(type, word);
    }

    private static long hash(String type, String text) {
        return ResourceIndexedSearchParamToken.calculateHashValue(
                UNPARTITIONED, RequestPartitionId.allPartitions(), type, PARAMETER, text);
    }

    /** Puts the words among the rows of a resource where they are looked for. */
    static void arrange(Collection<ResourceIndexedSearchParamToken> rows) {
        List<ResourceIndexedSearchParamToken> words = rows.stream()
                .filter(row -> PARAMETER.equals(row.getParamName()))
                .toList();
        rows.removeAll(words);
        words.forEach(word -> rows.add(arranged(word)));
    }

    private static ResourceIndexedSearchParamToken arranged(ResourceIndexedSearchParamToken word) {
        Placed placed = new Placed(place(word.getResourceType(), word.getValue()));
        placed.setPartitionSettings(word.getPartitionSettings());
        placed.setResourceType(word.getResourceType());
        placed.setParamName(KEPT_AS);
        placed.calculateHashes();
        ResourceIndexedSearchParamToken row = new ResourceIndexedSearchParamToken();
        row.copyMutableValuesFrom(placed);
        row.setUpdated(word.getUpdated());
        return row;
    }

    /** What a row is copied from, which itself takes no hash but its own. */
    private static final class Placed extends ResourceIndexedSearchParamToken {

        private static final long serialVersionUID = 1;

        private final long place;

        Placed(long place) {
            this.place = place;
        }

        @Override
        public Long getHashSystemAndValue() {
            return place;
        }
    }
}
