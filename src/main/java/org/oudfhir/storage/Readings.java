package org.oudfhir.storage;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was read out of versions of resources. Which versions are current is asked each time; what a committed version says never
 * changes, so that it is read once, as long as it is remembered. What a transaction wrote itself is read anew, and forgotten.
 *
 * @param <T> what is read: given to all who ask for it, so that nobody may change it
 */
final class Readings<T> {

    /**
     * What was read.
     *
     * @param length characters of the text that it was read out of
     */
    record Reading<T>(T value, int length) {}

    /** What it was read for, out of what. */
    private record Key(String of, List<Long> versions) {

        static Key of(String of, List<Version> versions) {
            List<Long> numbers = new ArrayList<>(2 * versions.size());
            versions.forEach(version -> {
                numbers.add(version.key());
                numbers.add(version.number());
            });
            return new Key(of, numbers);
        }
    }

    private final Function<Map<String, List<Version>>, Map<String, Reading<T>>> read;
    private final Cache<Key, Reading<T>> remembered;

    /**
     * Makes it.
     *
     * @param most characters of texts, of as many of which is remembered what was read out of them
     * @param read reads together what is not remembered
     */
    Readings(long most, Function<Map<String, List<Version>>, Map<String, Reading<T>>> read) {
        this.read = read;
        this.remembered = Caffeine.newBuilder()
                .maximumWeight(most)
                .weigher((Key key, Reading<T> reading) -> reading.length())
                .build();
    }

    /**
     * What these versions say, by what they are about.
     *
     * @throws IllegalStateException when versions cannot be read: nothing may be decided without them
     */
    Map<String, T> of(Map<String, List<Version>> current) {
        Map<String, T> found = new HashMap<>();
        Map<String, List<Version>> missing = new HashMap<>();
        current.forEach((of, versions) -> {
            @Nullable Reading<T> known = isLasting(versions) ? remembered.getIfPresent(Key.of(of, versions)) : null;
            if (known == null) {
                missing.put(of, versions);
            } else {
                found.put(of, known.value());
            }
        });
        if (!missing.isEmpty()) {
            Map<String, Reading<T>> readNow = read.apply(missing);
            missing.forEach((of, versions) -> {
                Reading<T> reading = readNow.get(of);
                if (reading == null) {
                    throw new IllegalStateException("A version that is current cannot be read");
                }
                if (isLasting(versions)) {
                    remembered.put(Key.of(of, versions), reading);
                }
                found.put(of, reading.value());
            });
        }
        return found;
    }

    private static boolean isLasting(List<Version> versions) {
        return versions.stream().allMatch(Version::isLasting);
    }
}
