package org.oudfhir.data;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Invents people with opioid use disorder, as many as wanted, the same ones for the same seed. Hardship, pain, severity and
 * household run through the answers, so that factors come together as they do in life; shares are guesses for variety, not
 * epidemiology.
 */
public final class PatientGenerator {

    private final long seed;

    public PatientGenerator(long seed) {
        this.seed = seed;
    }

    public List<SyntheticPerson> list(int count) {
        return IntStream.range(0, count).mapToObj(this::person).toList();
    }

    /** One person; it does not depend on how many others are made. */
    public SyntheticPerson person(int number) {
        return new SyntheticLife(new Chance(new SplittableRandom(seed * 1_000_003L + number)))
                .person(String.format("SYN-G%d-%04d", seed, number + 1));
    }
}
