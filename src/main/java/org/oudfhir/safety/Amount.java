package org.oudfhir.safety;

import java.util.Optional;
import java.util.OptionalDouble;

/** Compares and writes amounts. */
final class Amount {

    /** Below this, a difference is one of arithmetic. */
    private static final double EQUAL = 1e-9;

    private Amount() {}

    /** The amount, when it is known and above the limit. */
    static Optional<Double> over(OptionalDouble value, double limit) {
        return value.isPresent() && value.getAsDouble() > limit + EQUAL
                ? Optional.of(value.getAsDouble())
                : Optional.empty();
    }

    /** Without decimals where there are none. */
    static String text(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }
}
