package org.oudfhir.treatment;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The value of every define of one library for one patient. */
final class CqlResults {

    private final String library;
    private final Map<String, @Nullable Object> values;

    CqlResults(String library, Map<String, @Nullable Object> values) {
        this.library = library;
        this.values = new HashMap<>(values);
    }

    /** Whether a condition holds. Null, CQL's unknown, does not hold; anything but a Boolean is a fault of the definition. */
    boolean holds(String define) {
        return find(define, Boolean.class).orElse(false);
    }

    /** The value of a define; empty when it is null. */
    Optional<Object> find(String define) {
        if (!values.containsKey(define)) {
            throw new PathwayFault("Library " + library + " has no define \"" + define + "\".");
        }
        return Optional.ofNullable(values.get(define));
    }

    /** The value of a define that must be of one type. */
    <T> Optional<T> find(String define, Class<T> type) {
        return find(define).map(value -> {
            if (!type.isInstance(value)) {
                throw new PathwayFault("Define \"" + define + "\" of library " + library + " must be "
                        + type.getSimpleName() + ", but is " + value.getClass().getSimpleName() + ".");
            }
            return type.cast(value);
        });
    }

    /** The elements of a define that is a list; none when it is null. */
    <T> List<T> list(String define, Class<T> type) {
        return find(define, Iterable.class).stream()
                .flatMap(elements ->
                        java.util.stream.StreamSupport.stream(((Iterable<?>) elements).spliterator(), false))
                .map(type::cast)
                .toList();
    }
}
