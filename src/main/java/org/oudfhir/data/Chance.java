package org.oudfhir.data;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Chance that can be repeated: the same seed gives the same answers in the same order. */
final class Chance {

    private final RandomGenerator random;

    Chance(RandomGenerator random) {
        this.random = random;
    }

    int nextInt(int bound) {
        return random.nextInt(bound);
    }

    double nextDouble() {
        return random.nextDouble();
    }

    double nextGaussian() {
        return random.nextGaussian();
    }

    boolean of(double probability) {
        return random.nextDouble() < probability;
    }

    <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    int level(int highest, double expected) {
        int level = 0;
        for (int i = 0; i < highest; i++) {
            level += of(expected) ? 1 : 0;
        }
        return level;
    }

    String series(int items, int highest, double expected) {
        return IntStream.range(0, items)
                .mapToObj(item -> String.valueOf(level(highest, expected)))
                .collect(Collectors.joining(","));
    }

    String yesNo(double probability) {
        return of(probability) ? "LA33-6" : "LA32-8";
    }

    String yesNoUnsure(double probability) {
        return of(probability) ? "yes" : of(0.05) ? "unsure" : of(0.02) ? "prefer-not" : "no";
    }
}
